"""Limits, checks (every reason) and sizing."""
