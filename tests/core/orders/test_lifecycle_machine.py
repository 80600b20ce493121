"""Any news of two orders, in any order, twice, late and in part: their lives are legal and the money is the fills.

The machine keeps a venue of its own: what traded there is the truth, and what the program is told of it is any
part of the truth in any order, beside any status. The rules are written out here once more, so that a wrong row
in the table of `core/orders/lifecycle.py` shows too.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.app import VOCABULARY
from core.kernel.money import ZERO, Money, Price, Quantity
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
from core.orders.record import Report, record, step
from core.portfolio.model import Cash, Position
from storage.tables import TABLES
from tests.core.builders import NOW, SYMBOL, a_trade, an_order
from tests.simulation.store import Memory, MemoryStore
from tests.worlds import MovedClock

S = OrderStatus
MONEY = Decimal(100_000)
SIZE = 10  # thousandths of a coin, of either order
PRICES = {"entry": Decimal(60_000), "target": Decimal(61_500)}
# What a venue may say, and what only the program finds out for itself.
SAID = (S.OPEN, S.PARTIALLY_FILLED, S.FILLED, S.CANCELED, S.EXPIRED, S.REJECTED)
OWN = (S.HELD, S.PLANNED, S.SUBMITTING, S.UNKNOWN, S.ABSENT, S.PENDING_CANCEL, S.CANCELED, S.EXPIRED)
# Where an order that is over may still go.
LEFT = {
    S.FILLED: set[S](),
    S.REJECTED: set[S](),
    S.CANCELED: {S.FILLED},
    S.EXPIRED: {S.FILLED},
    S.ABSENT: {S.OPEN, S.PARTIALLY_FILLED, S.FILLED, S.CANCELED},
}
UNSENT = {S.PLANNED, S.HELD}

names = st.sampled_from(list(PRICES))
said = st.sampled_from(SAID)
# Which of the fills so far are told, as positions: some of them, in any order, some twice.
picks = st.lists(st.integers(0, SIZE - 1), max_size=4)
news = st.tuples(names, said, picks, st.sampled_from(["venue", "day", "ioc"]))


class Turns:
    """A process that nobody kills."""

    async def turn(self) -> None:
        """Go straight on."""


def amount(thousandths: int) -> Quantity:
    return Quantity(Decimal(thousandths) / 1000)


class Orders(RuleBasedStateMachine):
    """An entry and a target of one trade, told of by a venue that says whatever it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.memory = Memory(dict(TABLES.mappers), side_by_side=False)
        self.store = MemoryStore(self.memory, MovedClock(), VOCABULARY, {}, lambda: None, Turns())
        self.traded: dict[str, list[VenueFill]] = {name: [] for name in PRICES}
        self.told: dict[str, dict[str, VenueFill]] = {name: {} for name in PRICES}
        self.announced: list[TradeRecorded] = []
        self.seen: list[Order] = []
        self.last: Sequence[Report] = ()

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(doing)

    def rows(self, kind: type[Any]) -> Sequence[Any]:
        found: Sequence[Any] = self.run(self.store.view.all(kind))
        return found

    def teardown(self) -> None:
        self.runner.close()

    @initialize()
    def planned(self) -> None:
        entry = replace(an_order(quantity=amount(SIZE), price="60300", id="entry", status=S.PLANNED))
        target = an_order(Purpose.TARGET, amount(SIZE), "61500", id="target", number=1, side=Side.SELL)
        orders = [
            replace(order, client_order_id=f"be11-{order.id}", status=S.PLANNED) for order in (entry, target)
        ]

        async def doing() -> None:
            async with self.store.unit() as unit:
                await unit.add([a_trade(planned=amount(SIZE))])
                await unit.add(orders)
                await unit.add([Cash(portfolio="portfolio", currency="USDT", amount=MONEY)])

        self.run(doing())

    # -- what may happen

    @rule(name=names, units=st.integers(1, SIZE))
    def trades(self, name: str, units: int) -> None:
        """Something trades at the venue, never more than was ordered; nobody is told yet."""
        fills = self.traded[name]
        quantity = min(amount(units), amount(SIZE) - sum((fill.quantity for fill in fills), ZERO))
        if quantity:
            fills.append(
                VenueFill(
                    venue_trade_id=f"{name}-{len(fills)}",
                    client_order_id=f"be11-{name}",
                    symbol=SYMBOL,
                    side=Side.BUY if name == "entry" else Side.SELL,
                    quantity=Quantity(quantity),
                    price=Price(PRICES[name]),
                    fee=Money(quantity * PRICES[name] / 1000, "USDT"),
                    at=NOW,
                )
            )

    @rule(batch=st.lists(news, min_size=1, max_size=4))
    def tells(self, batch: list[tuple[str, S, list[int], str]]) -> None:
        """The venue reports: any statuses, any of the fills so far."""
        reports = []
        for name, status, positions, evidence in batch:
            fills = tuple(self.traded[name][at] for at in positions if at < len(self.traded[name]))
            reports.append(
                Report(
                    client_order_id=f"be11-{name}",
                    status=status,
                    evidence=evidence,
                    venue_order_id=f"venue-{name}",
                    fills=fills,
                )
            )
        self.take(reports)

    @precondition(lambda self: self.last)
    @rule()
    def tells_again(self) -> None:
        """The same once more: whatever the words do, no money moves and no fill is announced."""
        before = [self.rows(kind) for kind in (Fill, Trade, Position, Cash)]
        announced = len(self.announced)
        self.take(self.last)
        assert [self.rows(kind) for kind in (Fill, Trade, Position, Cash)] == before
        assert len(self.announced) == announced

    @rule(name=names)
    def looks(self, name: str) -> None:
        """Somebody reads the order and acts on it later."""
        self.seen.append(next(order for order in self.rows(Order) if order.id == name))

    @rule(name=names, now=st.sampled_from(OWN))
    def moves(self, name: str, now: S) -> None:
        """The program takes a step of its own."""
        order = next(order for order in self.rows(Order) if order.id == name)
        self.steps(order, now)

    @precondition(lambda self: self.seen)
    @rule(at=st.integers(0, 50), now=st.sampled_from(S))
    def moves_late(self, at: int, now: S) -> None:
        """A step decided on an order as it was: taken only if the order is still there."""
        order = self.seen[at % len(self.seen)]
        [is_now] = [row for row in self.rows(Order) if row.id == order.id]
        moved = self.steps(order, now)
        assert not moved or is_now.status is order.status

    # -- how it happens

    def take(self, reports: Sequence[Report]) -> None:
        for report in reports:
            name = report.client_order_id.removeprefix("be11-")
            self.told[name] |= {fill.venue_trade_id: fill for fill in report.fills}

        async def doing() -> Sequence[object]:
            async with self.store.unit() as unit:
                await record(unit, reports, NOW)
                return list(unit.events)

        events = self.run(doing())
        orders = {order.id: order for order in self.rows(Order)}
        for event in events:
            if isinstance(event, TradeRecorded):
                self.announced.append(event)
                assert event.done is (orders[event.order].status is S.FILLED)
            if isinstance(event, OrderSettled):
                order = orders[event.order]
                assert (event.status, event.evidence) == (order.status, order.evidence)
        self.last = reports

    def steps(self, order: Order, now: S) -> dict[str, S]:
        async def doing() -> dict[str, S]:
            async with self.store.unit() as unit:
                return await step(unit, [(order, now, "program")], NOW)

        moved: dict[str, S] = self.run(doing())
        return moved

    # -- what holds whatever happened

    @invariant()
    def a_life_is_legal(self) -> None:
        audits = sorted(self.rows(OrderAudit), key=lambda audit: audit.number)
        for order in self.rows(Order):
            own = [audit for audit in audits if audit.order == order.id]
            # A fill that changes nothing else has a row that stays where the order is.
            steps = [(one.was, one.now) for one in own if one.was is not one.now or not one.fills]
            life = [S.PLANNED, *(now for _, now in steps)]
            assert [was for was, _ in steps] == life[:-1], "every step begins where the one before ended"
            assert life[-1] is order.status
            for was, now in itertools.pairwise(life):
                assert now in LEFT.get(was, set(S)), f"{was} is over and went to {now}"
                assert now not in UNSENT or was in UNSENT, f"{was} was sent and may not be sent again"
            assert life.count(S.SUBMITTING) <= 1

    @invariant()
    def money_is_the_fills(self) -> None:
        if not self.rows(Trade):
            return
        filled = {
            name: sum((fill.quantity for fill in fills.values()), ZERO) for name, fills in self.told.items()
        }
        booked = self.rows(Fill)
        for name, quantity in filled.items():
            assert sum((fill.quantity for fill in booked if fill.order == name), ZERO) == quantity
            assert quantity <= amount(SIZE)
            said = sum((event.quantity for event in self.announced if event.order == name), ZERO)
            assert said == quantity, "each fill is announced once"
        [trade] = self.rows(Trade)
        assert (trade.entered, trade.exited) == (filled["entry"], filled["target"])
        position = sum((row.quantity for row in self.rows(Position)), ZERO)
        assert position == filled["entry"] - filled["target"]
        paid, got = filled["entry"] * PRICES["entry"], filled["target"] * PRICES["target"]
        [cash] = self.rows(Cash)
        assert cash.amount == MONEY - paid + got - (paid + got) / 1000
        if filled["entry"] > filled["target"]:
            assert trade.status is TradeStatus.OPEN
        elif filled["entry"]:
            assert trade.status is TradeStatus.CLOSED


Orders.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestOrders = Orders.TestCase
