"""Instruments, their names, quotes and the rules a venue sets for them."""
