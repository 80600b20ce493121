"""Charts that people ask for: their curve, what they hold, their months, a trade on its candles."""
