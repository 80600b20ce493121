"""Webull through its official OpenAPI, by requests of our own (row BR-10)."""
