"""One engine proves enough here: what the rows of a front-end need of a database, `tests/storage` proves on both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    """A database at today's revision, for this test alone."""
    shutil.copy(migrated_file, tmp_path / "telegram.db")
    return f"sqlite:///{tmp_path / 'telegram.db'}"
