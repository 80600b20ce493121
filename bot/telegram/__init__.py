"""Telegram as a front-end."""
