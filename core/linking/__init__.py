"""One person on several platforms: codes, both sides' consent, and the way back."""
