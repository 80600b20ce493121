"""Robinhood's official interface for crypto, by requests of our own (row BR-09). There is none for its stocks."""
