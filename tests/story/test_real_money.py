"""Real money is asked for in words, by whoever connected it, where the owner allows it at all."""

from __future__ import annotations

from typing import Any

import pytest

from bot.console.frontend import Console
from bot.console.script import parse
from core.accounts.model import TradingAccount
from core.social.model import CopyMode, Follow
from tests.story.stage import Stage

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=["url"])
CONNECT = ("ann: /me connect kraken", "ann: GOOD-1234", "ann: SECRET")


async def said(console: Console, *lines: str) -> dict[str, Any]:
    """What the last line was answered with, as machines read it."""
    told: list[dict[str, Any]] = []
    for line in lines:
        await console.do(parse(line))
        told = [answer.reply.data | {"title": answer.reply.title} for _, answer in await console.flush()]
    return told[-1]


async def test_the_first_connected_account_is_traded_at_and_the_way_back_is_open(url: str):
    stage = Stage(url, live_trading=True)
    async with stage.open() as (app, console):
        await said(console, *CONNECT)
        assert len(await app.world.view.all(TradingAccount)) == 1

        await said(console, "ann: /me mode paper")
        assert list(await app.world.view.all(TradingAccount)) == []
        assert (await said(console, "ann: /me mode live"))["code"] == "live_typed"
        assert list(await app.world.view.all(TradingAccount)) == []
        await said(console, "ann: /me mode live on kraken really kraken")

        [chosen] = await app.world.view.all(TradingAccount)
        assert chosen.account != ""
        assert (await said(console, "ann: /me mode live on nowhere"))["code"] == "no_such_account"
    assert stage.broken == []


async def test_without_the_owner_s_word_nobody_switches(url: str):
    stage = Stage(url)
    async with stage.open() as (_, console):
        await said(console, *CONNECT, "ann: /me mode paper")
        refused = await said(console, "ann: /me mode live on kraken really kraken")
        assert refused["code"] == "live_off"
    assert stage.broken == []


async def test_a_copy_with_real_money_asks_and_stays_where_it_was_begun(url: str):
    stage = Stage(url, live_trading=True)
    async with stage.open() as (app, console):
        await said(console, "pro #calls: /provider register", "pro [Go live]")
        await said(console, "bob: /copy start pro", "bob [Follow]")
        await said(console, *(line.replace("ann", "bob") for line in CONNECT))
        [follow] = await app.world.view.all(Follow)
        assert (follow.account, follow.mode) == ("", CopyMode.AUTO), "what was begun on paper stays there"

        await said(console, *CONNECT)
        assert (await said(console, "ann: /copy start pro auto"))["code"] == "live_auto"
        await said(console, "ann: /copy start pro", "ann [Follow]")
        mine = next(one for one in await app.world.view.all(Follow) if one.account)
        assert mine.mode is CopyMode.CONFIRM
        await said(console, "ann: /copy edit pro auto really live")

        mine = next(one for one in await app.world.view.all(Follow) if one.account)
        assert mine.mode is CopyMode.AUTO
    assert stage.broken == []
