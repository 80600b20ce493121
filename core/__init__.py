"""What a trading assistant knows and decides; imports the standard library only."""
