"""A process that stands still inside a transaction holds up nobody for long."""

from __future__ import annotations

import asyncio

import pytest

import storage.database
from bot.app import VOCABULARY
from bot.clock import STORY_BEGINS, VirtualClock
from core.bookkeeping import Setting
from core.kernel.errors import Unavailable
from storage.database import open_database
from storage.store import SqlStore
from storage.tables import TABLES


@pytest.mark.postgres
async def test_what_it_holds_is_free_again(emptied_postgres_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storage.database, "IDLE_MILLISECONDS", 300)
    still, other = (open_database(emptied_postgres_url) for _ in range(2))

    def store_of(database: storage.database.Database) -> SqlStore:
        return SqlStore(database, TABLES, VirtualClock(STORY_BEGINS), VOCABULARY, {}, lambda: None)

    holds, let_go = asyncio.Event(), asyncio.Event()

    async def stand_still() -> None:
        async with store_of(still).unit() as unit:
            await unit.put([Setting("stands", "still")])
            holds.set()
            await let_go.wait()

    try:
        standing = asyncio.create_task(stand_still())
        await holds.wait()
        async with asyncio.timeout(20), store_of(other).unit() as unit:
            await unit.put([Setting("stands", "other")])
        let_go.set()
        with pytest.raises(Unavailable):
            await standing
        known = await store_of(other).view.get(Setting, "stands")
        assert known is not None
        assert known.value == "other"
    finally:
        await still.close()
        await other.close()
