"""People, how they are known on each platform, their accounts and limits."""
