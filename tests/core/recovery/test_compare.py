"""What a venue knows and the books do not is booked once, told, or an alarm; what nobody knows changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from adapters.brokers.faulty import Fault, Trouble
from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.accounts.model import Account, Mode
from core.kernel.ids import client_order_id
from core.kernel.money import Money, Price, Quantity
from core.market.symbols import builtin_table
from core.notices.model import Notice
from core.orders.model import (
    Answer,
    Fill,
    Order,
    OrderRequest,
    OrderSnapshot,
    OrderStatus,
    OrderType,
    Purpose,
    Sent,
    Side,
    Trade,
    VenueFill,
)
from core.orders.record import Report, record
from core.orders.sent import sent_of
from core.orders.switches import Switch
from core.portfolio.model import Cash, Portfolio, Position
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.recovery.compare import _book_missing, compare_account
from core.recovery.model import Comparison, Discrepancy, OutsideFill, StrayOrder
from core.recovery.outside import portions, take_in
from core.recovery.safety import SCOPE
from storage.database import Database
from tests.core.builders import NOW, SYMBOL, a_trade, an_order
from tests.story.stage import Stage
from tests.story.weather import account_of
from tests.worlds import ToldBroker, a_world, as_sent, rows

pytestmark = pytest.mark.postgres_when_heavy


class Listing:
    """A market of which only the listing is asked."""

    table = builtin_table()


BUY = ("ann: /trade buy 0.1 BTC/USDT sl 58500", "ann [Confirm]")


async def said(console: Console, app: App, *lines: str) -> None:
    for line in lines:
        await console.do(parse(line))
        await app.relay.quiet()


async def account(app: App) -> Account:
    found = await app.world.view.get(Account, account_of("ann"))
    assert found is not None
    return found


def resting(client_id: str) -> OrderRequest:
    return OrderRequest(
        client_order_id=client_id,
        symbol="BTC/USDT",
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=Quantity("0.01"),
        limit_price=Price(50_000),
    )


@pytest.mark.postgres_when_heavy(False)
async def test_a_fill_that_nobody_told_is_booked_once(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        stage.weather.faults.plan(Fault(trouble=Trouble.FILL_LATE, lasts=timedelta(seconds=10)))
        await said(console, app, *BUY)
        assert await app.world.view.all(Fill) == []
        stage.clock.advance(timedelta(seconds=11))

        for _ in range(2):
            await compare_account(app.world, await account(app), deep=True)
            await app.relay.quiet()

        [fill] = await app.world.view.all(Fill)
        entry = await app.world.view.get(Order, fill.order)
        assert entry is not None
        assert (entry.purpose, entry.status) == (Purpose.ENTRY, OrderStatus.FILLED)
        assert await app.world.view.all(OutsideFill) == []
        [trade] = await app.world.view.all(Trade)
        [stop] = await app.world.view.all(Order, trade=trade.id, purpose=Purpose.STOP)
        assert (stop.status, stop.quantity) == (OrderStatus.OPEN, trade.held)
    assert stage.broken == []


@dataclass(slots=True)
class Trading(ToldBroker):
    """A venue that knows its fills, and answers no other question."""

    traded: Sequence[VenueFill] = ()

    async def find(self, order: Sent) -> OrderSnapshot | None:
        raise BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "not now")

    async def fills_since(self, since: object, symbols: object) -> Sequence[VenueFill]:
        return self.traded


async def test_what_somebody_sold_of_an_entry_that_nobody_told_of_is_an_exit_of_that_trade(
    database: Database,
):
    """Found by a simulated world: the sale was booked first, when nobody was known to hold anything. Its units went off
    nobody's, and the trade was sold again and again at a venue that had none of them left."""
    bought = VenueFill(
        venue_trade_id="1", client_order_id="be11", symbol=SYMBOL, side=Side.BUY, quantity=Quantity("0.1"),
        price=Price(60000), fee=Money(Decimal(6), "USDT"), at=NOW,
    )  # fmt: skip
    sold = replace(bought, venue_trade_id="2", client_order_id="app-1", side=Side.SELL)
    world = replace(a_world(database, brokers=Trading(traded=(bought, sold))), market=Listing())  # type: ignore[arg-type]
    own = {"person": "ann", "currency": "USDT", "opened_at": NOW, "mode": Mode.LIVE}
    there = Account(id="account", venue="told", **own)  # type: ignore[arg-type]
    async with world.store.unit() as unit:
        await unit.add([there])
        await unit.add([Portfolio(id="portfolio", account="account", **own)])  # type: ignore[arg-type]
        await unit.add([Cash(portfolio="portfolio", currency="USDT", amount=Decimal(100_000))])
        await unit.add([a_trade(planned="0.1")])
        await unit.add([an_order(quantity="0.1", id="entry", status=OrderStatus.PENDING_CANCEL)])

    await compare_account(world, there)

    [trade] = await world.view.all(Trade)
    assert (trade.entered, trade.exited) == (Quantity("0.1"), Quantity("0.1"))
    [position] = await world.view.all(Position)
    assert position.quantity == 0


@pytest.mark.parametrize("fate", [OrderStatus.OPEN, OrderStatus.UNKNOWN])
async def test_a_venue_that_knows_only_its_own_ids_is_understood_and_no_doubt_is_booked_as_somebody_else_s(
    database: Database, fate: OrderStatus
):
    """An order whose answer was lost has no venue id here: what traded may be its fill."""
    traded = VenueFill(
        venue_trade_id="1", client_order_id="", symbol=SYMBOL, side=Side.BUY, quantity=Quantity("0.1"),
        price=Price(60000), fee=Money(Decimal(6), "USDT"), at=NOW, venue_order_id="v-7",
    )  # fmt: skip
    world = replace(a_world(database, brokers=Trading(traded=[traded])), market=Listing())  # type: ignore[arg-type]
    own = {"person": "ann", "currency": "USDT", "opened_at": NOW, "mode": Mode.LIVE}
    there = Account(id="account", venue="told", **own)  # type: ignore[arg-type]
    async with world.store.unit() as unit:
        await unit.add([there])
        await unit.add([Portfolio(id="portfolio", account="account", **own)])  # type: ignore[arg-type]
        await unit.add([Cash(portfolio="portfolio", currency="USDT", amount=Decimal(100_000))])
        await unit.add([a_trade(planned="0.1")])
        await unit.add([an_order(quantity="0.1", id="entry", status=fate)])
        if fate is OrderStatus.OPEN:
            await unit.add([Answer(order="entry", account="account", venue_order_id="v-7", at=NOW)])

    await compare_account(world, there)

    assert await rows(world, OutsideFill) == []
    assert [fill.order for fill in await rows(world, Fill)] == (["entry"] if fate is OrderStatus.OPEN else [])


async def test_a_part_that_was_told_meanwhile_is_not_counted_twice(database: Database):
    """Found by a simulated world: what was missed a moment ago had been booked by then; a part of an order counted for
    all of it, and what was still to be sold was never looked at again."""
    world = a_world(database, brokers=ToldBroker())
    part = VenueFill(
        venue_trade_id="v1",
        client_order_id="be11-target",
        symbol="BTC/USDT",
        side=Side.SELL,
        quantity=Quantity("0.06"),
        price=Price(61_500),
        fee=Money(Decimal(1), "USDT"),
        at=NOW,
    )
    target = an_order(Purpose.TARGET, "0.1", "61500", id="target", side=Side.SELL, status=OrderStatus.OPEN)
    target = replace(target, client_order_id="be11-target")
    report = Report(
        client_order_id="be11-target", status=OrderStatus.PARTIALLY_FILLED, evidence="venue", fills=(part,)
    )
    async with world.store.unit() as unit:
        await unit.add([replace(a_trade(planned="0.1"), entered=Quantity("0.1"))])
        await unit.add([target])
        await record(unit, [report], NOW)

    await _book_missing(world, world.brokers, target, [part])  # type: ignore[arg-type]  # it is its own `Brokers`

    [order] = await rows(world, Order)
    assert order.status is OrderStatus.PARTIALLY_FILLED


async def test_an_order_of_ours_that_the_books_do_not_know_is_an_alarm_and_safe_mode(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await said(console, app, "/start", *BUY)
        ours = client_order_id(app.world.installation, "forgotten")
        await stage.weather._inner[account_of("ann")].submit(resting(ours))

        for _ in range(2):
            await compare_account(app.world, await account(app))

        [stray] = await app.world.view.all(StrayOrder)
        assert (stray.client_order_id, stray.ours, stray.gone_at) == (ours, True, None)
        switch = await app.world.view.get(Switch, SCOPE)
        assert switch is not None
        assert switch.by == "stray_order"
        told = [one.subject for one in await app.world.view.all(Notice)]
        assert sum("StrayTold" in one for one in told) == 1
        assert sum("SafeModeTold" in one for one in told) == 1


async def test_an_order_of_somebody_else_is_noted_and_left_alone(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await said(console, app, *BUY)
        broker = stage.weather._inner[account_of("ann")]
        strange = resting("by-another-app")
        await broker.submit(strange)

        await compare_account(app.world, await account(app))

        [stray] = await app.world.view.all(StrayOrder)
        assert not stray.ours
        assert await app.world.view.get(Switch, SCOPE) is None
        assert await broker.find(as_sent(strange)) is not None
        await broker.cancel(as_sent(strange))
        await compare_account(app.world, await account(app))
        assert [one.gone_at is not None for one in await app.world.view.all(StrayOrder)] == [True]


async def test_a_stop_that_is_gone_at_the_venue_is_missed_and_placed_again(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await said(console, app, *BUY)
        [stop] = await app.world.view.all(Order, purpose=Purpose.STOP)
        await stage.weather._inner[account_of("ann")].cancel(sent_of(stop, None))

        await compare_account(app.world, await account(app))
        await app.relay.quiet()

        stops = await app.world.view.all(Order, purpose=Purpose.STOP)
        assert sorted(one.status for one in stops) == [OrderStatus.CANCELED, OrderStatus.OPEN]


async def test_a_venue_that_does_not_answer_proves_nothing(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await said(console, app, *BUY)
        stage.weather.say("silent 10m")

        looked = await compare_account(app.world, await account(app), deep=True)

        assert looked.silent
        known = await app.world.view.get(Comparison, account_of("ann"))
        assert known is not None
        assert known.silent_since == stage.clock.now()
        assert await app.world.view.all(Discrepancy) == []


async def test_a_difference_needs_two_looks_and_one_look_clears_it(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await said(console, app, *BUY)
        stage.weather.say("ann moves -0.01 BTC")
        await stage.weather.happen(app.world)

        counts = []
        for _ in range(3):
            await compare_account(app.world, await account(app), deep=True)
            [row] = await app.world.view.all(Discrepancy)
            counts.append((row.looks, row.confirmed))
        stage.weather.say("ann moves 0.01 BTC")
        await stage.weather.happen(app.world)
        await compare_account(app.world, await account(app), deep=True)

        assert counts == [(1, False), (2, True), (3, True)]
        [row] = await app.world.view.all(Discrepancy)
        assert row.ended_at is not None
        assert await app.world.view.all(Switch) == []


def outside(quantity: str, side: Side = Side.SELL, fee: str = "0.01") -> VenueFill:
    return VenueFill(
        venue_trade_id="v1",
        client_order_id="",
        symbol="BTC/USDT",
        side=side,
        quantity=Quantity(quantity),
        price=Price(100),
        fee=Money(Decimal(fee), "USDT"),
        at=NOW,
    )


@pytest.mark.parametrize(
    ("quantity", "held", "parts"),
    [
        ("1", ("2",), [("T-0", "1")]),
        ("2", ("2",), [("T-0", "2")]),
        ("3", ("2",), [("T-0", "2"), (None, "1")]),
        ("3", ("2", "2"), [("T-0", "2"), ("T-1", "1")]),
        ("1", (), [(None, "1")]),
    ],
)
def test_a_sale_elsewhere_takes_of_the_oldest_trade_first(
    quantity: str, held: tuple[str, ...], parts: list[object]
):
    trades = [
        replace(a_trade(), id=f"T-{at}", entered=Quantity(size), opened_at=NOW + timedelta(seconds=at))
        for at, size in enumerate(held)
    ]

    found = portions(outside(quantity, fee="0.100000000000000001"), trades)

    assert [(None if one.trade is None else one.trade.id, str(one.quantity)) for one in found] == parts
    assert sum(one.fee for one in found) == Decimal("0.100000000000000001")


async def test_an_outside_fill_is_taken_in_once_however_its_fee_was_paid(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await said(console, app, "ann: /start")
        there = await account(app)
        [portfolio] = await app.world.view.all(Portfolio, account=there.id)
        fees = {
            "a": Money(Decimal("0.5"), "USDT"),
            "b": Money(Decimal("0.001"), "BTC"),
            "c": Money(Decimal("0.01"), "BNB"),
        }
        for name, fee in fees.items():
            fill = VenueFill(
                venue_trade_id=name,
                client_order_id="",
                symbol="BTC/USDT",
                side=Side.BUY,
                quantity=Quantity(1),
                price=Price(100),
                fee=fee,
                at=stage.clock.now(),
            )
            assert await take_in(app.world, there, fill)
            assert not await take_in(app.world, there, fill)

        cash = {row.currency: row.amount for row in await app.world.view.all(Cash, portfolio=portfolio.id)}
        [position] = await app.world.view.all(Position, portfolio=portfolio.id)
        assert cash == {"USDT": Decimal("100000") - 300 - Decimal("0.5"), "BNB": Decimal("-0.01")}
        assert position.quantity == Decimal("2.999")
