"""Databases with today's tables in them, as engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of this test's own, on either engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    url: str = request.getfixturevalue("fresh_postgres_url")
    return url


@pytest.fixture
async def bare_database(database_url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    database = open_database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def database(bare_database: Database) -> Database:
    """The same with every table made."""
    async with bare_database.writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
    return bare_database
