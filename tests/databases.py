"""Databases for tests: with nothing in them, with today's tables, or migrated as an owner's would be.

Making a PostgreSQL database takes longer than most tests do, so that each worker keeps one that tests use in turn:
who is next finds it empty, its counters at the start.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage.database import Database, open_database
from storage.migrate import VERSION_TABLE, migrate
from storage.tables import metadata
from tests.services import database_url as address_of
from tests.services import in_thread, run_statement

EITHER = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
# For tests of which one engine proves enough in every run.
POSTGRES_WHEN_HEAVY = [
    "sqlite",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.heavy]),
]
EMPTY = f"""
    DO $$
    DECLARE
        named text;
        full_ones text[] := '{{}}';
        filled boolean;
    BEGIN
        FOR named IN SELECT format('%I', tablename) FROM pg_tables
                     WHERE schemaname = 'public' AND tablename <> '{VERSION_TABLE}' LOOP
            EXECUTE 'SELECT EXISTS (SELECT FROM ' || named || ')' INTO filled;
            IF filled THEN full_ones := full_ones || named; END IF;
        END LOOP;
        IF full_ones <> '{{}}' THEN EXECUTE 'TRUNCATE ' || array_to_string(full_ones, ', ') || ' CASCADE'; END IF;
        FOR named IN SELECT format('%I', sequencename) FROM pg_sequences
                     WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
            EXECUTE 'ALTER SEQUENCE ' || named || ' RESTART';
        END LOOP;
    END $$
"""
OTHERS_OUT = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

# Tables that a test brought.
STRANGE = """
    SELECT format('%I', tablename) AS named FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> ALL ($1::text[])
"""


def on_both(names: Iterable[str], always: Collection[str]) -> list[Any]:
    """Each name on SQLite and on PostgreSQL, to be parametrized over with `url`; on PostgreSQL in every run only for
    those in `always`, for the others when the heavy tests are asked for."""
    params = []
    for name in names:
        more = [] if name in always else [pytest.mark.heavy]
        params.append(pytest.param(name, "sqlite", id=f"{name}-sqlite"))
        params.append(
            pytest.param(name, "postgres", id=f"{name}-postgres", marks=[pytest.mark.postgres, *more])
        )
    return params


@pytest.fixture(params=EITHER)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of this test's own, on either engine: no tables."""
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


@pytest.fixture(params=EITHER)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database at today's revision, for this test alone, on either engine."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "story.db")
        return f"sqlite:///{tmp_path / 'story.db'}"
    kept: str = request.getfixturevalue("emptied_postgres_url")
    return kept


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    database = open_database(url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at today's revision, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    in_thread(lambda: migrate(f"sqlite:///{path}", at=datetime.now(UTC)))
    return path


@pytest.fixture(scope="session")
def kept_postgres_url(postgres_admin_url: str) -> Iterator[str]:
    """The PostgreSQL database at today's revision that this worker's tests use one after the other."""
    name = f"bellwether_kept_{uuid.uuid4().hex[:16]}"
    in_thread(lambda: run_statement(postgres_admin_url, f'CREATE DATABASE "{name}" TEMPLATE template0'))
    kept = address_of(postgres_admin_url, name)
    in_thread(lambda: migrate(kept, at=datetime.now(UTC)))
    yield kept
    in_thread(lambda: run_statement(postgres_admin_url, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def emptied_postgres_url(kept_postgres_url: str) -> str:
    """The same, with nothing in it, and nobody left connected who was there before."""
    in_thread(lambda: _empty(kept_postgres_url))
    return kept_postgres_url


async def _empty(url: str) -> None:
    connection = await asyncpg.connect(url.replace("postgresql+asyncpg://", "postgresql://", 1))
    try:
        await connection.execute(OTHERS_OUT)
        for row in await connection.fetch(STRANGE, [*metadata.tables, VERSION_TABLE]):
            await connection.execute(f"DROP TABLE {row['named']} CASCADE")
        await connection.execute(EMPTY)
    finally:
        await connection.close()
