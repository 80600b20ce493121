"""Venues. One file each; one row each in the table of `bot/app.py`."""
