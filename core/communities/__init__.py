"""The servers and groups that this installation serves: what belongs to each, and who has which role there."""
