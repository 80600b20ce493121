"""A provider's word keeps off a stop that its owner moved, and the card counts both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from bot.console.script import parse
from bot.dispatch import Answer
from bot.present.look import Look
from bot.present.signalcards import signal_card
from core.kernel.money import Price
from core.orders.model import Mover, Order, OrderStatus, Purpose, Trade
from core.signals.cards import show_signal
from core.signals.model import Signal, SignalTold, UpdateOutcome
from tests.story.stage import Stage
from tests.story.told import text_of
from tests.town import person_id

pytestmark = pytest.mark.postgres_when_heavy

FOLLOWERS = ("ann", "bob", "cat", "dan", "eve", "fay", "gus", "hal")
OWN = ("gus", "hal")


async def test_who_moved_the_stop_keeps_it(url: str):
    async with Stage(url).open() as (app, console):
        for line in (
            "pro #calls: /provider register",
            "pro [Go live]",
            *(line for name in FOLLOWERS for line in (f"{name}: /copy start pro", f"{name} [Follow]")),
            "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
        ):
            await console.do(parse(line))
        moved = await app.world.view.all(Trade, person=[person_id(name) for name in OWN])
        async with app.world.store.unit() as unit:
            await unit.put([replace(trade, stop=Price(59_200), stop_by=Mover.OWNER) for trade in moved])

        await console.do(parse("pro #calls ^: sl 59000"))

        codes = Counter(outcome.code for outcome in await app.world.view.all(UpdateOutcome))
        assert codes == {"applied": 6, "own_stop": 2}
        stops = await app.world.view.all(Order, purpose=Purpose.STOP, status=OrderStatus.OPEN)
        prices = Counter(stop.stop_price for stop in stops if stop.person not in map(person_id, OWN))
        assert prices == {Price(59_000): 6}
        (signal,) = await app.world.view.all(Signal)
        card = await show_signal(app.world, SignalTold(signal.id))
        assert card is not None
        reply = signal_card(card, Look(app.world, app.world.clock.now()))
        answer = Answer(kind="edit", person=None, channel="calls", card="", command="", reply=reply)
        assert "tightened applied for 6; a few keep their own stop" in text_of(answer)
