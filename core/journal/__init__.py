"""What was traded and why: trades in a list, one in full, and what the person wrote down about it."""
