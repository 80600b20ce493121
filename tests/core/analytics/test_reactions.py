"""Days are kept once, each with the worth and flows of one instant, on both databases (AN-11, DF-37)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from adapters.market.simulated import SimulatedMarket
from core.accounts.model import Mode
from core.analytics.model import EquityDay
from core.analytics.reactions import keep_days
from core.analytics.views import curve_of, curves_of
from core.context import World
from core.kernel.money import Money, Price, Quantity
from core.market.symbols import builtin_table
from core.portfolio.model import Cash, CashFlow, Change, ChangeKind, FlowKind, Portfolio, Position
from storage.database import Database
from tests.worlds import MovedClock, a_world

D = Decimal
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
TABLE = builtin_table()


def a_book(name: str, opened_at: datetime = MONDAY) -> Portfolio:
    return Portfolio(
        id=name, person="ann", account=f"account-{name}", mode=Mode.LIVE, currency="USDT", opened_at=opened_at
    )


async def paid(world: World, name: str, amount: str, *, now: str, before: str | None = None) -> None:
    """Money comes into a book, or goes; `now` is the cash that is there afterwards."""
    flow = CashFlow(
        id=f"{name}-{now}",
        portfolio=name,
        kind=FlowKind.DEPOSIT if D(amount) > 0 else FlowKind.WITHDRAWAL,
        money=Money(D(amount), "USDT"),
        at=world.clock.now(),
        before=None if before is None else D(before),
    )
    async with world.store.unit() as unit:
        await unit.add([flow])
        await unit.put([Cash(portfolio=name, currency="USDT", amount=D(now))])


async def begun(database: Database, *names: str) -> tuple[World, SimulatedMarket, MovedClock]:
    """Books of 1,000 USDT that were opened on Monday at 9."""
    clock = MovedClock(MONDAY)
    world = replace(a_world(database), clock=clock)
    market = SimulatedMarket(world.store, clock, TABLE, 1)
    world = replace(world, market=market)
    async with world.store.unit() as unit:
        await unit.add([a_book(name) for name in names])
    for name in names:
        await paid(world, name, "1000", now="1000")
    return world, market, clock


async def cash(world: World, name: str, amount: str) -> None:
    async with world.store.unit() as unit:
        await unit.put([Cash(portfolio=name, currency="USDT", amount=D(amount))])


async def midnight(world: World, clock: MovedClock, days: int = 1) -> None:
    clock.at = clock.at.replace(hour=0, minute=0, second=2) + timedelta(days=days)
    await keep_days(world)


async def test_each_midnight_keeps_the_day_that_is_over_once(database: Database):
    world, _, clock = await begun(database, "a", "b")
    await cash(world, "a", "1100")
    await midnight(world, clock)
    await keep_days(world)
    await cash(world, "a", "990")
    await midnight(world, clock)

    days = [day for day in await world.view.all(EquityDay) if day.portfolio == "a"]

    assert [(day.day, day.equity, day.change, day.index) for day in days] == [
        (date(2026, 11, 16), D(1100), D("0.1"), D("1.1")),
        (date(2026, 11, 17), D(990), D("-0.1"), D("0.99")),
    ]
    assert [day.change for day in await world.view.all(EquityDay, portfolio="b")] == [0, 0]


async def test_what_is_held_counts_at_its_price_and_what_is_paid_in_is_no_profit(database: Database):
    world, market, clock = await begun(database, "a")
    bitcoin = TABLE.get("BTC/USDT")
    assert bitcoin is not None
    async with world.store.unit() as unit:
        await unit.add(
            [Position(portfolio="a", symbol="BTC/USDT", quote="USDT", quantity=D("0.01"), cost=D(600))]
        )
        await unit.put([Cash(portfolio="a", currency="USDT", amount=D(400))])
    await market.move(bitcoin, Price(70000), Quantity(1))
    clock.at += timedelta(hours=3)
    await paid(world, "a", "1100", now="1500", before="1100")
    await market.move(bitcoin, Price(48000), Quantity(1))
    await midnight(world, clock)

    (day,) = await world.view.all(EquityDay)

    assert (day.equity, day.paid_in, day.taken_out) == (D(1980), D(2100), D(0))
    assert day.change == D("-0.01")  # a tenth up on the first money, a tenth down on all of it


async def test_units_that_come_are_no_profit_either(database: Database):
    world, market, clock = await begun(database, "a")
    await midnight(world, clock)
    ether = TABLE.get("ETH/USDT")
    assert ether is not None
    await market.move(ether, Price(3000), Quantity(1))
    clock.at += timedelta(hours=5)
    came = Change(
        id="came",
        portfolio="a",
        kind=ChangeKind.TRANSFER,
        symbol="ETH/USDT",
        quote="USDT",
        at=clock.at,
        units=D(1),
        price=Price(3000),
    )
    async with world.store.unit() as unit:
        await unit.add([came])
        await unit.add(
            [Position(portfolio="a", symbol="ETH/USDT", quote="USDT", quantity=D(1), cost=D(3000))]
        )
    await midnight(world, clock)

    last = (await world.view.all(EquityDay, portfolio="a"))[-1]

    assert (last.equity, last.paid_in, last.change) == (D(4000), D(3000), D(0))


async def test_a_flow_after_midnight_that_the_mark_has_seen_belongs_to_the_day_before(database: Database):
    world, _, clock = await begun(database, "a")
    clock.at = datetime(2026, 11, 17, 0, 0, 1, tzinfo=UTC)
    await paid(world, "a", "500", now="1500", before="1000")
    clock.at += timedelta(seconds=2)
    await keep_days(world)
    await midnight(world, clock)

    first, second = await world.view.all(EquityDay, portfolio="a")

    assert (first.paid_in, first.change, second.paid_in, second.change) == (D(1500), D(0), D(0), D(0))


async def test_days_that_nobody_saw_are_one(database: Database):
    world, _, clock = await begun(database, "a")
    await midnight(world, clock)
    await cash(world, "a", "1200")
    await midnight(world, clock, days=4)

    first, second = await world.view.all(EquityDay, portfolio="a")

    assert (second.day - first.day, second.days, second.change) == (timedelta(days=4), 4, D("0.2"))


async def test_a_curve_ends_with_the_present_and_begins_where_it_is_asked_to(database: Database):
    world, _, clock = await begun(database, "a", "b")
    for worth in ("1100", "1210", "1331"):
        await cash(world, "a", worth)
        await midnight(world, clock)
    clock.at += timedelta(hours=8)
    await cash(world, "a", "1464.10")

    books = await world.view.all(Portfolio)
    whole = await curve_of(world, books[0], None)
    since = (await curves_of(world, books, date(2026, 11, 18)))["a"]

    assert (whole.total, len(whole.days), whole.began) == (D("0.4641"), 4, D(0))
    assert (since.total, since.began, [day.change for day in since.days]) == (
        D("0.21"),
        D(1210),
        [D("0.1")] * 2,
    )
    assert whole.days[-1].marked_at == clock.at


async def test_a_book_that_was_opened_after_midnight_has_no_day_yet(database: Database):
    world, _, clock = await begun(database)
    clock.at = datetime(2026, 11, 17, 0, 0, 2, tzinfo=UTC)
    async with world.store.unit() as unit:
        await unit.add([a_book("late", clock.at - timedelta(seconds=1))])
    await keep_days(world)

    assert not await world.view.all(EquityDay)
