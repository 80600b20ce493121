"""A provider changes or ends a signal while its followers are being planned: nobody enters by what stood before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.orders.model import Trade
from core.risk.model import Decision
from core.signals.model import Signal, SignalAccepted, SignalUpdate, SignalUpdated, UpdateOutcome
from core.signals.reactions import carry_out
from core.social import reactions
from core.social.model import Follow
from core.social.reach import reachable
from tests.story.stage import Stage
from tests.town import person_id

pytestmark = pytest.mark.postgres_when_heavy

SET_UP = (
    "pro #calls: /provider register",
    "pro [Go live]",
    "ann: /copy start pro",
    "ann [Follow]",
    "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
)
# Dan follows after the signal went out: for him it is as if the page he is on had not been planned yet.
DAN = ("dan: /copy start pro", "dan [Follow]")


async def play(app: App, console: Console, *lines: str) -> None:
    for line in lines:
        await console.do(parse(line))
    await app.relay.quiet()


async def dan_decided(app: App) -> bool:
    return bool(await app.world.view.all(Decision, person=person_id("dan")))


@pytest.mark.postgres_when_heavy(False)
async def test_a_page_planned_by_what_stood_before_is_planned_again(url: str):
    async with Stage(url).open() as (app, console):
        await play(app, console, *SET_UP)
        (before,) = await app.world.view.all(Signal)
        await play(app, console, "pro #calls ^: sl 59000", *DAN)
        (dan,) = await app.world.view.all(Follow, person=person_id("dan"))
        instrument = app.world.market.table.get("BTC/USDT")
        assert instrument is not None

        inside, _, there = await reachable(app.world, instrument, [dan])
        assert there is not None
        page = await reactions._plan_page(app.world, before, instrument, inside, there)
        planned = await reactions._copy_page(app.world, before, page)
        assert not planned
        assert not await dan_decided(app)

        await reactions.copy_signals(app.world, [SignalAccepted(before.id)])
        await app.relay.quiet()
        (trade,) = await app.world.view.all(Trade, person=person_id("dan"))
        assert trade.stop == 59_000


async def test_nobody_enters_what_its_provider_closed_meanwhile(url: str):
    async with Stage(url).open() as (app, console):
        await play(app, console, *SET_UP)
        (before,) = await app.world.view.all(Signal)
        await play(app, console, "pro #calls ^: close", *DAN)
        (after,) = await app.world.view.all(Signal)
        assert (before.entries_over, after.entries_over) == (False, True)

        await reactions.copy_signals(app.world, [SignalAccepted(before.id)])
        await app.relay.quiet()

        assert not await app.world.view.all(Trade, person=person_id("dan"))


async def test_a_word_that_comes_late_does_not_take_a_later_one_back(url: str):
    """The first attempt of `sl 59000` failed; it is tried again when `sl 59500` is done already."""
    async with Stage(url).open() as (app, console):
        await play(app, console, *SET_UP, "pro #calls ^: sl 59000", "pro #calls ^2: sl 59500")
        first = next(one for one in await app.world.view.all(SignalUpdate) if one.number == 1)
        done = await app.world.view.all(UpdateOutcome, update=first.id)
        async with app.world.store.unit() as unit:
            await unit.drop(UpdateOutcome, [(one.update, one.trade, one.index) for one in done])

        await carry_out(app.world, [SignalUpdated(first.id)])
        await app.relay.quiet()

        (trade,) = await app.world.view.all(Trade)
        assert trade.stop == 59_500
        (again,) = await app.world.view.all(UpdateOutcome, update=first.id)
        assert again.code == "stop_further"


async def test_a_second_run_changes_nothing(url: str):
    async with Stage(url).open() as (app, console):
        await play(app, console, *SET_UP, "pro #calls ^: close 50")
        (update,) = await app.world.view.all(SignalUpdate)
        (before,) = await app.world.view.all(Trade)

        await carry_out(app.world, [SignalUpdated(update.id)])
        await app.relay.quiet()

        assert await app.world.view.all(Trade) == [before]
        assert before.exited == Decimal("0.16666")
