"""Services that only tell prices, on loopback: each answers in its own JSON, as its documents show it."""
