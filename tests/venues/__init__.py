"""Venues of our own for tests: each speaks a real venue's wire format over a socket, on one floor that trades."""
