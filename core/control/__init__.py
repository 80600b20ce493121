"""What those who run the place can do: switches, dead letters, audit, roles."""
