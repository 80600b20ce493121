"""Databases for stories: copies of one that was migrated once, on either engine."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.kernel.money import use_exact_context
from storage.migrate import migrate
from tests.services import database_url, in_thread, run_statement


@pytest.fixture(scope="session", autouse=True)
def _exact() -> None:
    use_exact_context()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at today's revision."""
    path = tmp_path_factory.mktemp("story") / "empty.db"
    in_thread(lambda: migrate(f"sqlite:///{path}", at=datetime.now(UTC)))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_admin_url: str) -> Iterator[str]:
    """A PostgreSQL database at today's revision, for `fresh_postgres_url` to copy."""
    name = f"bellwether_story_{uuid.uuid4().hex[:16]}"
    in_thread(lambda: run_statement(postgres_admin_url, f'CREATE DATABASE "{name}" TEMPLATE template0'))
    in_thread(lambda: migrate(database_url(postgres_admin_url, name), at=datetime.now(UTC)))
    yield name
    in_thread(lambda: run_statement(postgres_admin_url, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path) -> str:
    """A database of this story's own, on either engine."""
    if request.param == "sqlite":
        shutil.copy(migrated_file, tmp_path / "story.db")
        return f"sqlite:///{tmp_path / 'story.db'}"
    fresh: str = request.getfixturevalue("fresh_postgres_url")
    return fresh
