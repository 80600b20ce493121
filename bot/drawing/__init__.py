"""Pictures of cards: from what a plot says to a PNG, drawn in a process of its own."""
