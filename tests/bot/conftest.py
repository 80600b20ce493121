"""Databases with today's tables, for what drives the core."""

from tests.storage.conftest import bare_database, database, database_url

__all__ = ["bare_database", "database", "database_url"]
