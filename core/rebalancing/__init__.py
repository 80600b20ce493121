"""Targets of a portfolio: how far it drifted, who is told of it, and the orders that bring it back."""
