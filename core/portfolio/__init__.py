"""Fills into lots, positions, cash and profit."""
