"""Posts and what is read in them: provider profiles, the first-seen record, signals."""
