"""A key that somebody pastes on Telegram is deleted at once, and is in no row (BR-16)."""

from __future__ import annotations

import json

import pytest

from bot.chat.inbox import Inbox
from core.bookkeeping import Heard
from core.signals.model import LedgerEntry
from core.venues.pasted import GONE
from tests.bot.telegram.stage import gives_signals, staged
from tests.databases import POSTGRES_WHEN_HEAVY

pytestmark = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=["url"])
KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"


@pytest.mark.parametrize("words", [KEY, f"/me_connect kraken {KEY} hush", "/me connect kraken short words"])
async def test_in_private_it_is_deleted_and_said(url: str, words: str, monkeypatch: pytest.MonkeyPatch):
    rows: list[Heard] = []
    keep = Inbox.keep

    async def watched(self: Inbox, updates: object) -> object:
        new = await keep(self, updates)  # type: ignore[arg-type]
        rows.extend(await self._world.view.all(Heard))
        return new

    monkeypatch.setattr(Inbox, "keep", watched)
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")

        message = await ann.writes(words)

        card = await ann.reads("That looked like a key. I deleted it")
        assert KEY not in card.text
        assert [one for one in ann.sees() if one.id == message.id] == []
        assert rows
        assert not any(KEY in one.body or "short words" in one.body for one in rows)
        assert GONE in json.dumps([json.loads(one.body or "{}") for one in rows], ensure_ascii=False)


async def test_in_a_group_where_it_may_not_delete_it_says_so_in_private(url: str):
    async with staged(url) as stage, stage.open() as (app, _):
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann])
        await gives_signals(app, group, ann.id, at=stage.clock.now())
        await ann.writes("/me show")
        await ann.reads("PAPER")

        await ann.writes(f"/me_connect kraken {KEY} hush", group)

        await ann.reads("That looked like a key. I cannot delete it here")
        assert await app.world.view.all(LedgerEntry) == []
        assert stage.heard == []


async def test_in_a_group_where_it_may_it_is_deleted_and_never_recorded(url: str):
    async with staged(url) as stage, stage.open() as (app, _):
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann], admin=True)
        await gives_signals(app, group, ann.id, at=stage.clock.now())
        await ann.writes("/me show")
        await ann.reads("PAPER")

        message = await ann.writes(KEY, group)

        await ann.reads("That looked like a key. I deleted it")
        assert [one for one in ann.sees(group) if one.id == message.id] == []
        assert await app.world.view.all(LedgerEntry) == []
        assert stage.heard == []


async def test_the_page_is_offered_on_telegram(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")

        await ann.writes("/me_connect kraken")

        card = await ann.reads("Connect Kraken", "https://bellwether.example/connect/")
        assert card.labels == ["Show me how", "Cancel"]
