"""The real program, killed at every named point of the money path, and what must be true after the next start."""
