"""Providers: who posts signals where, how they are read, and what the record says of them."""
