"""Installations on either engine, with a provider and two followers in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import VOCABULARY
from bot.clock import STORY_BEGINS, VirtualClock
from storage.database import open_database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.kill.life import Installation, Keeper
from tests.town import settle_in


@pytest.fixture(scope="session")
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    yield kept
    kept.stop()


@pytest.fixture
async def installation(keeper: Keeper, tmp_path: Path, url: str) -> Installation:
    """Ann and Bob copy pro."""
    database = open_database(url)
    store = SqlStore(database, TABLES, VirtualClock(STORY_BEGINS), VOCABULARY, {}, lambda: None)
    await settle_in(store, ["ann", "bob"], STORY_BEGINS)
    await database.close()
    return Installation(keeper, tmp_path, url)
