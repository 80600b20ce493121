"""A platform hands over an edit before the post that it changes: nothing is lost, nothing opens by itself."""

from __future__ import annotations

from datetime import timedelta

from bot.console.script import parse
from core.orders.model import Trade
from core.signals.intake import receive
from core.signals.ledger import first_break
from core.signals.model import LedgerEntry, Post, Signal, SignalStatus
from tests.story.stage import Stage

SET_UP = ("pro #calls: /provider register", "pro [Go live]", "ann: /copy start pro", "ann [Follow]")
TEXTS = (
    "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
    "LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000",
)


async def test_an_edit_that_comes_before_its_post_asks_and_the_post_is_recorded(url: str):
    async with Stage(url).open() as (app, console):
        for line in SET_UP:
            await console.do(parse(line))
        now = app.world.clock.now()
        posts = [
            Post(
                platform="console",
                channel="calls",
                message="late",
                version=version,
                author="pro",
                author_name="pro",
                text=text,
                posted_at=now - timedelta(seconds=3),
            )
            for version, text in enumerate(TEXTS)
        ]

        await receive(app.world, posts[1])
        late = await receive(app.world, posts[0])
        await app.relay.quiet()

        assert (late.signals, late.repeated) == ((), False)
        entries = await app.world.view.all(LedgerEntry)
        assert [entry.version for entry in entries] == [1, 0]
        assert first_break(entries) is None
        (signal,) = await app.world.view.all(Signal)
        assert signal.status is SignalStatus.WAITING
        assert not await app.world.view.all(Trade)
