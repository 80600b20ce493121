"""A person's accounts at venues: which there are, what mode they are in, and the paper account begun anew."""
