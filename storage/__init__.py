"""What must survive, and who holds the lock."""
