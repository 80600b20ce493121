"""What an exit's end means for the others, decided inside the transaction that hears of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from core.context import World
from core.kernel.money import Price, Quantity
from core.market.model import KeptRules
from core.market.symbols import builtin_table
from core.orders.model import Order, OrderSettled, OrderStatus, OrderType, Purpose, Side, Trade
from core.orders.reactions import GONE, settle_trades
from core.orders.switches import Switch
from core.ports.broker import Ability
from core.recovery.model import Exposed
from core.recovery.reactions import watch_stops
from storage.database import Database
from tests.core.builders import NOW, RULES, SYMBOL, a_trade, an_order, held
from tests.worlds import ToldBroker, a_world, rows

pytestmark = pytest.mark.postgres_when_heavy

TABLE = builtin_table()


@dataclass(frozen=True, slots=True)
class Listing:
    """A market of which only the listing is asked."""

    table = TABLE


KEPT = KeptRules(venue="told", symbol=SYMBOL, rules=RULES, at=NOW)


async def refused_change(database: Database, exited: str) -> World:
    """A trade of 0.1 of which so much was given back, while a smaller stop in place of the first was refused."""
    world = replace(a_world(database), market=Listing())  # type: ignore[arg-type]
    trade = replace(held(a_trade(planned="0.1"), "0.1"), exited=Quantity(exited), targets=())
    old = an_order(Purpose.STOP, "0.1", "58500", id="old", side=Side.SELL)
    new = an_order(
        Purpose.STOP, "0.05", "58500", id="new", side=Side.SELL, status=OrderStatus.REJECTED, replaces="old"
    )
    async with world.store.unit() as unit:
        await unit.add([trade])
        await unit.add([KEPT])
        await unit.add([replace(order, client_order_id=f"be11-{order.id}") for order in (old, new)])
    async with world.store.unit() as unit:
        event = OrderSettled("new", trade.id, "ann", Purpose.STOP, OrderStatus.REJECTED, "rejected", None)
        await settle_trades(world, unit, [event])
    return world


@pytest.mark.parametrize(
    ("exited", "status"), [("0.1", OrderStatus.PENDING_CANCEL), ("0.05", OrderStatus.OPEN)]
)
async def test_a_refused_change_leaves_no_stop_behind_once_nothing_is_held(
    database: Database, exited: str, status: OrderStatus
):
    """Found by a simulated world: the old stop stayed at the venue, and would have sold the next position."""
    world = await refused_change(database, exited)

    orders = {order.id: order for order in await rows(world, Order)}

    assert orders["old"].status is status
    assert orders.keys() == {"old", "new"}  # what was refused is not tried in a circle
    [trade] = await rows(world, Trade)
    assert trade.stop == Price(58500)


async def test_a_sale_that_waited_sells_what_a_target_left_and_waits_for_nobody(database: Database):
    """Found by a simulated world: where one order rests at a time, what was left was never sold."""
    world = replace(a_world(database), market=Listing())  # type: ignore[arg-type]
    trade = replace(held(a_trade(planned="0.1"), "0.1"), exited=Quantity("0.05"), targets=())
    stop = an_order(Purpose.STOP, "0.05", "58500", id="stop", side=Side.SELL, status=OrderStatus.CANCELED)
    close = replace(
        an_order(Purpose.CLOSE, "0.1", id="close", side=Side.SELL, status=OrderStatus.HELD),
        type=OrderType.MARKET,
    )
    async with world.store.unit() as unit:
        await unit.add([trade])
        await unit.add([KEPT])
        await unit.add([replace(order, client_order_id=f"be11-{order.id}") for order in (stop, close)])

    async with world.store.unit() as unit:
        event = OrderSettled("stop", trade.id, "ann", Purpose.STOP, OrderStatus.CANCELED, GONE, None)
        await settle_trades(world, unit, [event])

    orders = {order.id: order for order in await rows(world, Order)}
    assert orders.pop("close").status is OrderStatus.CANCELED
    del orders["stop"]
    [rest] = orders.values()
    assert (rest.purpose, rest.status, rest.quantity) == (
        Purpose.CLOSE,
        OrderStatus.PLANNED,
        Quantity("0.05"),
    )


async def test_a_sale_that_waited_goes_when_the_stop_before_it_is_refused(database: Database):
    """Found by a simulated world: the sale was held for ever, and nothing protected what it would have sold."""
    world = replace(a_world(database), market=Listing())  # type: ignore[arg-type]
    trade = replace(held(a_trade(planned="0.1"), "0.1"), targets=())
    stop = an_order(Purpose.STOP, "0.1", "58500", id="stop", side=Side.SELL, status=OrderStatus.REJECTED)
    sale = replace(
        an_order(Purpose.TARGET, "0.1", id="sale", side=Side.SELL, status=OrderStatus.HELD),
        type=OrderType.MARKET,
    )
    async with world.store.unit() as unit:
        await unit.add([trade])
        await unit.add([KEPT])
        await unit.add([replace(order, client_order_id=f"be11-{order.id}") for order in (stop, sale)])

    async with world.store.unit() as unit:
        event = OrderSettled("stop", trade.id, "ann", Purpose.STOP, OrderStatus.REJECTED, "rejected", None)
        await settle_trades(world, unit, [event])

    orders = {order.id: order for order in await rows(world, Order)}
    assert orders["sale"].status is OrderStatus.PLANNED


@pytest.mark.parametrize(("who", "status"), [("ann", OrderStatus.PENDING_CANCEL), ("bob", OrderStatus.OPEN)])
async def test_an_entry_that_shows_up_after_its_owner_stopped_trading_is_taken_back(
    database: Database, who: str, status: OrderStatus
):
    """Found by a simulated world: the venue showed it after it had been called absent, and it rested for ever."""
    world = replace(a_world(database), market=Listing())  # type: ignore[arg-type]
    trade = a_trade()
    entry = an_order(Purpose.ENTRY, "0.1", "60000", id="entry", status=OrderStatus.OPEN)
    async with world.store.unit() as unit:
        await unit.add([trade])
        await unit.add([KEPT])
        await unit.add([entry])
        await unit.put([Switch(scope=who, by=who, at=trade.created_at)])

    async with world.store.unit() as unit:
        event = OrderSettled("entry", trade.id, "ann", Purpose.ENTRY, OrderStatus.OPEN, "venue", None)
        await settle_trades(world, unit, [event])

    [order] = await rows(world, Order)
    assert order.status is status


@pytest.mark.parametrize(("why", "placed"), [("day", True), ("safe", False)])
async def test_a_stop_that_ended_with_the_day_is_placed_for_the_next(
    database: Database, why: str, placed: bool
):
    """Where fractions of a share are traded no order rests longer: the position was told as bare each evening."""
    venue = ToldBroker(abilities=Ability.STOP)
    world = replace(a_world(database, brokers=venue), market=Listing())  # type: ignore[arg-type]
    trade = replace(held(a_trade(planned="0.1"), "0.1"), targets=())
    stop = an_order(Purpose.STOP, "0.1", "58500", id="stop", side=Side.SELL, status=OrderStatus.EXPIRED)
    async with world.store.unit() as unit:
        await unit.add([trade])
        await unit.add([KEPT])
        placed_before = stop.created_at - timedelta(hours=6)
        await unit.add([replace(stop, client_order_id="be11-stop", created_at=placed_before)])

    async with world.store.unit() as unit:
        event = OrderSettled("stop", trade.id, "ann", Purpose.STOP, OrderStatus.EXPIRED, why, None)
        await settle_trades(world, unit, [event])
        await watch_stops(world, unit, [event])

    new = [order for order in await rows(world, Order) if order.id != "stop"]
    assert [(one.purpose, one.quantity, one.stop_price, one.status) for one in new] == (
        [(Purpose.STOP, Quantity("0.1"), Price("58500"), OrderStatus.PLANNED)] if placed else []
    )
    [row] = await rows(world, Exposed)
    assert (row.told_at is None) is placed, "it rings only where none is on its way"


STOP, TARGET = Purpose.STOP, Purpose.TARGET


@pytest.mark.postgres_when_heavy(False)
@pytest.mark.parametrize(
    ("covered", "target", "told", "status"),
    [
        (
            "0.1",
            OrderStatus.SUBMITTING,
            STOP,
            OrderStatus.OPEN,
        ),  # the target will be heard of: it looks for both
        ("0.1", OrderStatus.OPEN, STOP, OrderStatus.PENDING_CANCEL),
        ("0.1", OrderStatus.OPEN, TARGET, OrderStatus.PENDING_CANCEL),
        (
            "0.1",
            OrderStatus.UNKNOWN,
            TARGET,
            OrderStatus.PENDING_CANCEL,
        ),  # it may be long until it is heard of
        (
            "0.05",
            OrderStatus.SUBMITTING,
            STOP,
            OrderStatus.PENDING_CANCEL,
        ),  # less than is held: that cannot wait
    ],
)
async def test_the_last_exit_that_comes_to_rest_looks_for_all(
    database: Database, covered: str, target: OrderStatus, told: Purpose, status: OrderStatus
):
    """The stop was moved while it was on its way to the venue: once it rests there it is taken for another one."""
    world = replace(a_world(database), market=Listing())  # type: ignore[arg-type]
    trade = replace(held(a_trade(planned="0.1", stop="59000"), "0.1"))
    stop = an_order(STOP, covered, "58500", id="stop", side=Side.SELL)
    half = an_order(TARGET, "0.05", "61500", id="target", side=Side.SELL, number=1, status=target)
    async with world.store.unit() as unit:
        await unit.add([trade])
        await unit.add([KEPT])
        await unit.add([replace(order, client_order_id=f"be11-{order.id}") for order in (stop, half)])

    async with world.store.unit() as unit:
        heard = stop if told is STOP else half
        event = OrderSettled(heard.id, trade.id, "ann", told, heard.status, "venue", None)
        await settle_trades(world, unit, [event])

    orders = {order.id: order for order in await rows(world, Order)}
    assert orders["stop"].status is status
