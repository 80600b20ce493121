"""Orders whose fate is not proven, asked about until it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.bookkeeping import OutboxRow
from core.kernel.codec import decode
from core.orders.model import Order, OrderSettled, OrderStatus, Trade, TradeStatus
from core.orders.reactions import settle_trades
from core.orders.reconcile import Inquiry, look_again, settle
from core.ports.broker import Ability
from storage.database import Database
from tests.core.builders import NOW, a_trade, an_order
from tests.worlds import MovedClock, ToldBroker, a_world, rows


@dataclass(slots=True)
class Forgetful(ToldBroker):
    """A venue that may show an order late, and has never seen this one."""

    abilities: Ability = field(default=Ability.CLIENT_ID_UNIQUE)


@pytest.mark.parametrize(
    ("was", "ends"),
    [
        (OrderStatus.UNKNOWN, OrderStatus.ABSENT),
        # Found by a simulated world: a cancel asked of an order that never arrived was asked for ever.
        (OrderStatus.PENDING_CANCEL, OrderStatus.CANCELED),
    ],
)
async def test_what_is_not_there_in_looks_over_half_a_minute_is_over(
    database: Database, was: OrderStatus, ends: OrderStatus
):
    clock = MovedClock()
    world = a_world(database, clock=clock, brokers=Forgetful())
    async with world.store.unit() as unit:
        await unit.add([an_order(id="entry", status=was)])

    seen = []
    for _ in range(4):
        await settle(world)
        [order] = await rows(world, Order)
        seen.append(order.status)
        clock.pass_by(timedelta(seconds=10))

    assert seen == [was, was, was, ends]


@pytest.mark.parametrize("was", [OrderStatus.UNKNOWN, OrderStatus.PENDING_CANCEL])
async def test_time_in_which_nobody_could_ask_proves_nothing(database: Database, was: OrderStatus):
    """Found by a simulated world: the venue showed a stop late, then forgot it for a while; between the two looks at
    that, every question was lost."""
    clock = MovedClock()
    world = a_world(database, clock=clock, brokers=Forgetful())
    async with world.store.unit() as unit:
        await unit.add([an_order(id="stop", status=was)])

    await settle(world)
    clock.pass_by(timedelta(seconds=5))
    await settle(world)
    clock.pass_by(timedelta(minutes=5))  # the venue is away
    await settle(world)
    [after_the_hole] = await rows(world, Order)
    clock.pass_by(timedelta(seconds=10))
    await settle(world)
    [later] = await rows(world, Order)
    clock.pass_by(timedelta(seconds=10))
    await settle(world)
    [proven] = await rows(world, Order)

    assert [after_the_hole.status, later.status] == [was, was]
    assert proven.status in (OrderStatus.ABSENT, OrderStatus.CANCELED)


@pytest.mark.parametrize(
    "abilities", [Ability.CLIENT_ID_UNIQUE, Ability.CLIENT_ID_UNIQUE | Ability.CONSISTENT]
)
async def test_what_a_late_venue_denies_stays_reserved_until_it_denies_it_again(
    database: Database, abilities: Ability
):
    """An entry that turns up after all must not find that its place was given to another. Where everything is shown at
    once a no is a no."""
    clock = MovedClock()
    subscribers: dict[str, Sequence[str]] = {"OrderSettled": ["anybody"]}
    world = a_world(database, clock=clock, brokers=Forgetful(abilities=abilities), subscribers=subscribers)
    async with world.store.unit() as unit:
        await unit.add([a_trade()])
        await unit.add([an_order(id="entry", status=OrderStatus.UNKNOWN)])
    seen: list[int] = []

    async def settled() -> TradeStatus:
        """What reactions make of what was recorded since."""
        rows_ = [row for row in await rows(world, OutboxRow) if row.number not in seen]
        seen.extend(row.number for row in rows_)
        events = [decode(OrderSettled, item) for row in rows_ for item in json.loads(row.body)]
        async with world.store.unit() as unit:
            await settle_trades(world, unit, events)
        [trade] = await rows(world, Trade)
        return trade.status  # type: ignore[no-any-return]

    for _ in range(4):
        await settle(world)
        clock.pass_by(timedelta(seconds=10))
    [order] = await rows(world, Order)
    assert order.status is OrderStatus.ABSENT
    if Ability.CONSISTENT in abilities:
        assert await settled() is TradeStatus.UNFILLED
        return
    assert await settled() is TradeStatus.PLANNED

    clock.pass_by(timedelta(minutes=5))
    await look_again(world)
    assert await settled() is TradeStatus.UNFILLED


async def test_what_nobody_could_ask_about_for_a_day_is_reserved_no_longer(database: Database):
    clock = MovedClock()
    world = a_world(database, clock=clock, brokers=Forgetful(), subscribers={"OrderSettled": ["anybody"]})
    async with world.store.unit() as unit:
        await unit.add([an_order(id="entry", status=OrderStatus.ABSENT)])
        await unit.add([Inquiry(order="entry", looks=4, first_at=NOW, last_at=NOW)])
    clock.pass_by(timedelta(hours=25))

    await look_again(world)

    [row] = await rows(world, OutboxRow)
    assert "looked for in vain" in row.body
    assert await rows(world, Inquiry) == []
