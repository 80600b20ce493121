"""What venues told, made durable: the second time changes nothing, and a fill is money whatever the status says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.context import World
from core.kernel.money import Money, Price, Quantity
from core.orders.model import (
    Fill,
    Order,
    OrderAudit,
    OrderSettled,
    OrderStatus,
    Purpose,
    Side,
    Trade,
    TradeRecorded,
    TradeStatus,
    VenueFill,
)
from core.orders.record import Report, mark_unfilled, record
from core.portfolio.model import Cash, Lot, Position
from storage.database import Database
from tests.core.builders import NOW, SYMBOL, a_trade, an_order
from tests.worlds import a_world, rows

MONEY = Decimal(100_000)


async def world_with(database: Database, *orders: Order) -> World:
    """Ann's trade with these orders, and 100,000 in cash."""
    world = a_world(database, subscribers={"TradeRecorded": ["anybody"], "OrderSettled": ["anybody"]})
    async with world.store.unit() as unit:
        await unit.add([a_trade(planned="0.1")])
        await unit.add(orders)
        await unit.add([Cash(portfolio="portfolio", currency="USDT", amount=MONEY)])
    return world


def entry(status: OrderStatus = OrderStatus.SUBMITTING, name: str = "entry") -> Order:
    return replace(
        an_order(quantity="0.1", price="60300", id=name, status=status), client_order_id=f"be11-{name}"
    )


def a_venue_fill(quantity: str, price: str = "60000", *, name: str = "1", order: str = "entry") -> VenueFill:
    return VenueFill(
        venue_trade_id=name,
        client_order_id=f"be11-{order}",
        symbol=SYMBOL,
        side=Side.BUY,
        quantity=Quantity(quantity),
        price=Price(price),
        fee=Money(Decimal(quantity) * Decimal(price) / 1000, "USDT"),
        at=NOW,
    )


def told(status: OrderStatus, *fills: VenueFill, order: str = "entry", evidence: str = "venue") -> Report:
    return Report(
        client_order_id=f"be11-{order}",
        status=status,
        evidence=evidence,
        venue_order_id=f"venue-{order}",
        fills=fills,
    )


async def take(world: World, *reports: Report) -> list[object]:
    """Record in one unit; what was announced."""
    async with world.store.unit() as unit:
        await record(unit, reports, NOW)
        return list(unit.events)  # type: ignore[attr-defined]


async def the(world: World, kind: type) -> object:
    [row] = await rows(world, kind)
    return row


async def everything(world: World) -> list[object]:
    return [await rows(world, kind) for kind in (Order, OrderAudit, Fill, Lot, Position, Cash, Trade)]


async def test_a_fill_becomes_lot_position_cash_and_trade(database: Database):
    world = await world_with(database, entry())

    [event] = await take(world, told(OrderStatus.FILLED, a_venue_fill("0.1")))

    assert await the(world, Position) == Position(
        portfolio="portfolio",
        symbol=SYMBOL,
        quote="USDT",
        quantity=Decimal("0.1"),
        cost=Decimal("6006"),
        fees=Decimal("6"),
        fills=1,
    )
    assert (await the(world, Cash)).amount == MONEY - Decimal("6006")  # type: ignore[attr-defined]
    trade = await the(world, Trade)
    assert isinstance(trade, Trade)
    assert (trade.status, trade.entered, trade.cost, trade.fees) == (
        TradeStatus.OPEN,
        Quantity("0.1"),
        Decimal(6000),
        Decimal(6),
    )
    assert isinstance(event, TradeRecorded)
    assert (event.fills, event.done) == (("account:1",), True)


async def test_the_same_report_twice_changes_nothing(database: Database):
    world = await world_with(database, entry())
    report = told(OrderStatus.FILLED, a_venue_fill("0.06"), a_venue_fill("0.04", name="2"))
    await take(world, report)
    before = await everything(world)

    assert await take(world, report) == []
    assert await take(world, report, report) == []

    assert await everything(world) == before


async def test_a_fill_that_is_told_again_within_one_batch_is_one_fill(database: Database):
    world = await world_with(database, entry())
    report = told(OrderStatus.FILLED, a_venue_fill("0.1"))

    events = await take(world, report, report)

    assert len(events) == 1
    assert len(await rows(world, Fill)) == 1


async def test_several_reports_of_one_order_are_followed_in_turn(database: Database):
    world = await world_with(database, entry())
    part = told(OrderStatus.PARTIALLY_FILLED, a_venue_fill("0.04"))
    whole = told(OrderStatus.FILLED, a_venue_fill("0.04"), a_venue_fill("0.06", name="2"))

    [event] = await take(world, told(OrderStatus.OPEN), part, whole)

    life = [(audit.was, audit.now) for audit in await rows(world, OrderAudit)]
    assert life == [
        (OrderStatus.SUBMITTING, OrderStatus.OPEN),
        (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED),
        (OrderStatus.PARTIALLY_FILLED, OrderStatus.FILLED),
    ]
    assert isinstance(event, TradeRecorded)
    assert (event.quantity, event.done) == (Quantity("0.1"), True)


@pytest.mark.parametrize("late", [OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED, OrderStatus.CANCELED])
async def test_late_news_of_an_order_that_is_over_changes_nothing(database: Database, late: OrderStatus):
    world = await world_with(database, entry())
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.1")))
    before = await everything(world)

    assert await take(world, told(late)) == []

    assert await everything(world) == before


@pytest.mark.parametrize("late", [OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED])
async def test_what_a_venue_said_before_it_heard_of_a_cancel_does_not_take_it_back(
    database: Database, late: OrderStatus
):
    """Found by a simulated world: the order rested again, and nobody asked for its end any more."""
    world = await world_with(database, entry(OrderStatus.PENDING_CANCEL))
    fills = [a_venue_fill("0.04")] if late is OrderStatus.PARTIALLY_FILLED else []

    await take(world, told(late, *fills))

    order = await the(world, Order)
    assert isinstance(order, Order)
    assert order.status is OrderStatus.PENDING_CANCEL
    assert len(await rows(world, Fill)) == len(fills)  # money by fills, whatever the status says


async def test_a_fill_after_a_cancel_is_booked(database: Database):
    world = await world_with(database, entry(OrderStatus.PENDING_CANCEL))
    await take(world, told(OrderStatus.CANCELED))

    [event] = await take(world, told(OrderStatus.FILLED, a_venue_fill("0.1")))

    order = await the(world, Order)
    assert isinstance(order, Order)
    assert order.status is OrderStatus.FILLED
    assert isinstance(event, TradeRecorded)
    assert (await the(world, Position)).quantity == Decimal("0.1")  # type: ignore[attr-defined]


async def test_a_part_that_was_filled_before_a_cancel_is_booked_though_the_status_stays(database: Database):
    world = await world_with(database, entry(OrderStatus.PENDING_CANCEL))
    await take(world, told(OrderStatus.CANCELED))

    [event] = await take(world, told(OrderStatus.CANCELED, a_venue_fill("0.04")))

    assert isinstance(event, TradeRecorded)
    assert (event.quantity, event.done) == (Quantity("0.04"), False)
    order = await the(world, Order)
    assert isinstance(order, Order)
    assert order.status is OrderStatus.CANCELED


async def test_an_exits_fill_may_be_told_before_the_entrys(database: Database):
    stop = replace(
        an_order(Purpose.STOP, "0.1", "58500", id="stop", side=Side.SELL), client_order_id="be11-stop"
    )
    world = await world_with(database, entry(OrderStatus.PARTIALLY_FILLED), stop)
    sold = replace(a_venue_fill("0.1", "58500", name="2", order="stop"), side=Side.SELL)

    await take(world, told(OrderStatus.PARTIALLY_FILLED, a_venue_fill("0.04")))
    await take(world, told(OrderStatus.FILLED, sold, order="stop"))
    early = await the(world, Trade)
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.06", name="3")))

    trade = await the(world, Trade)
    assert isinstance(early, Trade)
    assert isinstance(trade, Trade)
    assert (early.status, early.held) == (TradeStatus.CLOSED, Quantity(0))
    assert (trade.status, trade.entered, trade.exited) == (TradeStatus.CLOSED, Decimal("0.1"), Decimal("0.1"))
    assert (await the(world, Position)).quantity == 0  # type: ignore[attr-defined]
    assert await rows(world, Lot) == []
    # Bought for 6,000 and sold for 5,850, with fees of 2.40, 3.60 and 5.85.
    assert (await the(world, Cash)).amount == MONEY + Decimal("5850") - Decimal("6000") - Decimal("11.85")  # type: ignore[attr-defined]


async def test_units_sold_before_their_entry_is_told_leave_the_rest_of_it_to_be_sold(database: Database):
    """Found by a simulated world: of two trades in one instrument one's stop and both its targets traded. They sold
    what the other had bought a moment before; nobody knew of that yet, and after the first part of it the other
    counted as closed."""
    stop, *targets = (
        replace(an_order(purpose, "0.1", "58500", id=name, side=Side.SELL), client_order_id=f"be11-{name}")
        for name, purpose in (("stop", Purpose.STOP), ("first", Purpose.TARGET), ("second", Purpose.TARGET))
    )
    other = replace(a_trade(planned="0.08"), id="T-LATE")
    late = replace(entry(OrderStatus.OPEN, "late"), trade="T-LATE", quantity=Quantity("0.08"))
    world = await world_with(database, entry(OrderStatus.OPEN), stop, *targets, late)
    async with world.store.unit() as unit:
        await unit.add([other])
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.1")))

    for name, quantity in (("stop", "0.1"), ("first", "0.05"), ("second", "0.03")):
        sold = replace(a_venue_fill(quantity, name=name, order=name), side=Side.SELL)
        await take(world, told(OrderStatus.CANCELED, sold, order=name))
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.08", name="late", order="late"), order="late"))

    trades = {trade.id: (trade.entered, trade.exited, trade.status) for trade in await rows(world, Trade)}
    assert trades == {
        "T-7K2Q": (Decimal("0.1"), Decimal("0.1"), TradeStatus.CLOSED),
        "T-LATE": (Decimal("0.08"), Decimal("0.08"), TradeStatus.CLOSED),
    }


async def test_an_entry_that_was_never_sent_has_bought_nothing_that_could_have_been_sold(database: Database):
    """Found by a simulated world: of two trades without a fill, one not sent yet and one in doubt, the first was said
    to have sold what the second had bought."""
    stop = replace(
        an_order(Purpose.STOP, "0.15", "58500", id="stop", side=Side.SELL, status=OrderStatus.OPEN),
        client_order_id="be11-stop",
    )
    waits = replace(entry(OrderStatus.PLANNED, "waits"), trade="T-WAITS", quantity=Quantity("0.05"))
    doubt = replace(entry(OrderStatus.UNKNOWN, "doubt"), trade="T-DOUBT", quantity=Quantity("0.05"))
    world = await world_with(database, entry(OrderStatus.OPEN), stop, waits, doubt)
    later = replace(a_trade(planned="0.05"), created_at=NOW + timedelta(minutes=1))
    async with world.store.unit() as unit:
        await unit.add([replace(a_trade(planned="0.05"), id="T-WAITS"), replace(later, id="T-DOUBT")])
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.1")))

    sold = replace(a_venue_fill("0.15", "58500", name="2", order="stop"), side=Side.SELL)
    await take(world, told(OrderStatus.FILLED, sold, order="stop"))

    given = {trade.id: trade.exited for trade in await rows(world, Trade)}
    assert given == {"T-7K2Q": Decimal("0.1"), "T-WAITS": 0, "T-DOUBT": Decimal("0.05")}


async def test_a_fill_that_was_parted_is_booked_once_though_it_is_told_twice_in_one_batch(database: Database):
    """Found by a simulated world: whole the second time, it was booked whole for its own trade and in part for the
    other."""
    stop = replace(
        an_order(Purpose.STOP, "0.1", "58500", id="stop", side=Side.SELL, status=OrderStatus.OPEN),
        client_order_id="be11-stop",
    )
    late = replace(entry(OrderStatus.OPEN, "late"), trade="T-LATE", quantity=Quantity("0.05"))
    world = await world_with(database, entry(OrderStatus.OPEN), stop, late)
    async with world.store.unit() as unit:
        await unit.add([replace(a_trade(planned="0.05"), id="T-LATE")])
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.06")))
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.05", name="2", order="late"), order="late"))
    sold = replace(a_venue_fill("0.1", "58500", name="3", order="stop"), side=Side.SELL)

    await take(world, *[told(OrderStatus.FILLED, sold, order="stop")] * 2)

    trades = {trade.id: (trade.entered, trade.exited) for trade in await rows(world, Trade)}
    assert trades == {
        "T-7K2Q": (Decimal("0.06"), Decimal("0.06")),
        "T-LATE": (Decimal("0.05"), Decimal("0.04")),
    }
    assert (await the(world, Position)).quantity == Decimal("0.01")  # type: ignore[attr-defined]


async def test_a_fill_of_an_absent_order_re_opens_it(database: Database):
    world = await world_with(database, entry(OrderStatus.ABSENT))

    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.1")))

    order = await the(world, Order)
    assert isinstance(order, Order)
    assert order.status is OrderStatus.FILLED


async def test_an_order_without_fills_is_settled(database: Database):
    world = await world_with(database, entry())

    [event] = await take(world, told(OrderStatus.REJECTED, evidence="insufficient_funds"))

    assert event == OrderSettled(
        order="entry",
        trade="T-7K2Q",
        person="ann",
        purpose=Purpose.ENTRY,
        status=OrderStatus.REJECTED,
        evidence="insufficient_funds",
        signal="86",
    )


async def test_what_is_not_ours_is_left_alone(database: Database):
    world = await world_with(database, entry())
    before = await everything(world)

    assert await take(world, told(OrderStatus.FILLED, order="somebody-elses")) == []

    assert await everything(world) == before


async def test_a_trade_that_never_began_is_over(database: Database):
    world = await world_with(database, entry(OrderStatus.REJECTED))

    async with world.store.unit() as unit:
        assert await mark_unfilled(unit, ["T-7K2Q"]) == {"T-7K2Q"}
        assert await mark_unfilled(unit, ["T-7K2Q"]) == set()


async def test_what_a_venue_calls_filled_is_over_once_its_fills_have_come(database: Database):
    """Found by a trade at a venue that tells fills a moment later: its target counted as over and as nothing sold, and
    was sold a second time."""
    world = await world_with(database, entry())

    await take(world, told(OrderStatus.FILLED))
    assert [one.status for one in await rows(world, Order)] == [OrderStatus.OPEN]
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.04")))
    assert [one.status for one in await rows(world, Order)] == [OrderStatus.PARTIALLY_FILLED]
    await take(world, told(OrderStatus.FILLED, a_venue_fill("0.06", name="2")))

    [order] = await rows(world, Order)
    assert order.status is OrderStatus.FILLED
    [trade] = await rows(world, Trade)
    assert trade.entered == Quantity("0.1")


@pytest.mark.parametrize("was", [OrderStatus.OPEN, OrderStatus.PENDING_CANCEL])
async def test_a_cancel_is_proven_once_what_was_filled_before_it_is_told(
    database: Database, was: OrderStatus
):
    world = await world_with(database, entry(was))

    await take(world, replace(told(OrderStatus.CANCELED), filled=Decimal("0.04")))
    assert [one.status for one in await rows(world, Order)] == [was]
    await take(world, replace(told(OrderStatus.CANCELED, a_venue_fill("0.04")), filled=Decimal("0.04")))

    assert [one.status for one in await rows(world, Order)] == [OrderStatus.CANCELED]
    assert [fill.quantity for fill in await rows(world, Fill)] == [Decimal("0.04")]


async def test_a_venue_that_filled_a_little_less_says_so_and_is_believed(database: Database):
    world = await world_with(database, entry())

    await take(world, replace(told(OrderStatus.FILLED, a_venue_fill("0.0999")), filled=Decimal("0.0999")))

    assert [one.status for one in await rows(world, Order)] == [OrderStatus.FILLED]
