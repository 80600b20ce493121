"""Charles Schwab, where the accounts of TD Ameritrade went (row BR-08)."""
