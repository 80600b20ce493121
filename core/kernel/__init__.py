"""Values, errors and protocols that every slice speaks. Standard library only, no asyncio."""
