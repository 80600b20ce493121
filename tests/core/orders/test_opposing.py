"""Entries against a trade of the other side are given up at the gate, whoever was decided first (RK-01, PF-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.context import World
from core.kernel.money import Quantity
from core.orders.model import Order, OrderStatus, Purpose, Side, Trade, TradeStatus
from storage.database import Database
from tests.core.builders import NOW, a_trade
from tests.core.orders.test_submit import planned, send, statuses
from tests.worlds import ToldBroker, a_world

pytestmark = pytest.mark.postgres_when_heavy


def going(name: str, side: Side, seconds: int, **changed: object) -> tuple[Trade, Order]:
    """A planned entry with its trade, so many seconds after ten past two."""
    at = NOW + timedelta(seconds=seconds)
    trade = replace(a_trade(side=side), id=f"T-{name}", created_at=at, **changed)  # type: ignore[arg-type]
    return trade, planned(name, side=side, trade=trade.id, created_at=at)


async def plan_trades(world: World, *pairs: tuple[Trade, Order]) -> None:
    async with world.store.unit() as unit:
        await unit.add([trade for trade, _ in pairs])
        await unit.add([order for _, order in pairs])


@pytest.mark.parametrize("first", [Side.BUY, Side.SELL])
async def test_of_two_entries_that_would_take_from_each_other_only_the_first_goes(database: Database, first):
    """Both were decided before either was there."""
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan_trades(world, going("late", first.opposite, 2), going("early", first, 1))

    await send(world)

    assert await statuses(world) == {
        "early": (OrderStatus.OPEN, "venue"),
        "late": (OrderStatus.CANCELED, "opposite"),
    }
    assert [request.client_order_id for request in broker.asked] == ["be11-early"]


@pytest.mark.postgres_when_heavy(False)
@pytest.mark.parametrize("status", [OrderStatus.SUBMITTING, OrderStatus.UNKNOWN, OrderStatus.OPEN])
async def test_what_was_sent_already_stands_in_the_way_however_late_it_was_decided(
    database: Database, status
):
    """Found by a simulated world: decided first and written last, it met an order that was on the wire by then."""
    world = a_world(database)
    trade, order = going("late", Side.SELL, 9)
    await plan_trades(world, (trade, replace(order, status=status, chunk="another")))
    await plan_trades(world, going("early", Side.BUY, 1))

    await send(world)

    assert await statuses(world) == {
        "late": (status, "venue"),
        "early": (OrderStatus.CANCELED, "opposite"),
    }


@pytest.mark.parametrize("status", [OrderStatus.PLANNED, OrderStatus.HELD])
async def test_what_waits_and_was_decided_later_is_given_up(database: Database, status):
    """It did not see the other one at its own gate, and would be claimed a moment later."""
    world = a_world(database)
    trade, order = going("late", Side.SELL, 9)
    await plan_trades(world, (trade, replace(order, status=status, chunk="another")))
    await plan_trades(world, going("early", Side.BUY, 1))

    await send(world)

    assert await statuses(world) == {
        "late": (OrderStatus.CANCELED, "opposite"),
        "early": (OrderStatus.OPEN, "venue"),
    }


async def test_a_closed_trade_whose_entry_may_still_bring_more_stands_in_the_way(database: Database):
    """Found by a simulated world: what the first part had bought was sold, and the rest came while it was canceled."""
    world = a_world(database)
    trade, order = going("closed", Side.SELL, 1, status=TradeStatus.CLOSED)
    await plan_trades(world, (trade, replace(order, status=OrderStatus.PENDING_CANCEL, chunk="another")))
    await plan_trades(world, going("mine", Side.BUY, 9))

    await send(world)

    assert await statuses(world) == {
        "closed": (OrderStatus.PENDING_CANCEL, "venue"),
        "mine": (OrderStatus.CANCELED, "opposite"),
    }


async def test_an_open_trade_stands_in_the_way_however_old_the_order_is(database: Database):
    world = a_world(database)
    standing, _ = going("open", Side.SELL, 9, status=TradeStatus.OPEN, entered=Quantity("0.1"))
    async with world.store.unit() as unit:
        await unit.add([standing])
    await plan_trades(world, going("mine", Side.BUY, 1))

    await send(world)

    assert await statuses(world) == {"mine": (OrderStatus.CANCELED, "opposite")}


@pytest.mark.parametrize(
    "other",
    [{"portfolio": "another"}, {"symbol": "ETH/USDT"}, {"status": TradeStatus.CLOSED}, {"person": "bob"}],
    ids=lambda one: next(iter(one)),
)
async def test_what_is_elsewhere_or_over_stands_in_nobody_s_way(database: Database, other):
    world = a_world(database)
    standing, _ = going("other", Side.SELL, 0, **other)
    async with world.store.unit() as unit:
        await unit.add([standing])
    await plan_trades(world, going("mine", Side.BUY, 1))

    await send(world)

    assert await statuses(world) == {"mine": (OrderStatus.OPEN, "venue")}


async def test_an_exit_goes_whatever_stands_against_it(database: Database):
    world = a_world(database)
    standing, _ = going("long", Side.BUY, 0, status=TradeStatus.OPEN, entered=Quantity("0.1"))
    async with world.store.unit() as unit:
        await unit.add([standing])
        await unit.add([planned("close", Purpose.CLOSE, side=Side.SELL, trade=standing.id)])

    await send(world)

    assert await statuses(world) == {"close": (OrderStatus.OPEN, "venue")}
