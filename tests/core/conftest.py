"""Databases with today's tables, for what the core does with a store."""

from tests.storage.conftest import bare_database, database, database_url

__all__ = ["bare_database", "database", "database_url"]
