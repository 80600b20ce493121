"""Alpaca, paper and live: shares, fractions of them, and coins, through alpaca-py in threads of its own (row BR-07)."""
