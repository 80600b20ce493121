"""What a reply answers: the post itself, the card or thread line that we made of it, or another reply. Stories cannot
say the last two, as the console's replies are to posts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.notices.tell import notice
from core.signals.intake import receive
from core.signals.model import Post, Signal, SignalTold, ThreadKind, ThreadTold, UpdateOutcome
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

SET_UP = (
    "pro #calls: /provider register",
    "pro [Go live]",
    "ann: /copy start pro",
    "ann [Follow]",
    "bob: /copy start pro",
    "bob [Follow]",
    "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
    "pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600",
)


async def settled(app: App, console: Console) -> Signal:
    """Two signals are open; the first of them."""
    for line in SET_UP:
        await console.do(parse(line))
    return (await app.world.view.all(Signal, number=1))[0]


def a_post(app: App, text: str, message: str, reply_to: str | None, author: str = "pro") -> Post:
    return Post(
        platform="console",
        channel="calls",
        message=message,
        version=0,
        author=author,
        author_name=author,
        text=text,
        posted_at=app.world.clock.now(),
        reply_to=reply_to,
    )


async def stop_of(app: App, signal: Signal) -> Decimal | None:
    stands = await app.world.view.get(Signal, signal.id)
    return None if stands is None else stands.stop_now


@pytest.mark.postgres_when_heavy(False)
async def test_a_reply_to_our_card_or_thread_is_about_its_signal(url: str):
    async with Stage(url).open() as (app, console):
        signal = await settled(app, console)
        card = notice(app.world, SignalTold(signal.id), channel=signal.channel).id

        await receive(app.world, a_post(app, "sl 59000", "r1", card))
        await app.relay.quiet()
        assert await stop_of(app, signal) == 59_000

        line = notice(app.world, ThreadTold(signal.id, ThreadKind.UPDATE, 1), channel=signal.channel).id
        await receive(app.world, a_post(app, "sl 59200", "r2", line))
        await app.relay.quiet()
        assert await stop_of(app, signal) == 59_200


async def test_a_reply_to_a_reply_is_about_the_same_signal(url: str):
    async with Stage(url).open() as (app, console):
        signal = await settled(app, console)

        await receive(app.world, a_post(app, "looking good", "r1", signal.message))
        await receive(app.world, a_post(app, "sl 59000", "r2", "r1"))
        await receive(app.world, a_post(app, "sl 59200", "r3", "r2"))
        await app.relay.quiet()

        assert await stop_of(app, signal) == 59_200


async def test_the_second_delivery_of_a_reply_changes_nothing(url: str):
    async with Stage(url).open() as (app, console):
        signal = await settled(app, console)
        post = a_post(app, "close 50", "r1", signal.message)

        first = await receive(app.world, post)
        await app.relay.quiet()
        once = await app.world.view.all(UpdateOutcome)
        second = await receive(app.world, replace(post, text="close 50"))
        await app.relay.quiet()

        assert (first.repeated, second.repeated) == (False, True)
        assert await app.world.view.all(UpdateOutcome) == once
        assert [outcome.code for outcome in once] == ["applied", "applied"]


async def test_nobody_else_speaks_for_a_provider(url: str):
    async with Stage(url).open() as (app, console):
        signal = await settled(app, console)

        received = await receive(app.world, a_post(app, "close", "r1", signal.message, author="bob"))
        await app.relay.quiet()

        assert received.provider is None
        assert not await app.world.view.all(UpdateOutcome)
