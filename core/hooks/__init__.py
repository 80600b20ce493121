"""Addresses that charting services send their alerts to: whose signals they are, and what an alert says."""
