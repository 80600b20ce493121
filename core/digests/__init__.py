"""Daily and weekly summaries, one card at each person's own hour."""
