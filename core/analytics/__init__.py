"""What came of it: returns, ratios, closed trades, where results came from. Pictures and boards are made of these."""
