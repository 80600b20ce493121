"""What must be true whenever the program is at rest: our books against the paper venue's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from core.bookkeeping import Delivery
from core.notices.model import Notice
from core.orders.lifecycle import LEGAL
from core.orders.model import Fill, Order, OrderAudit, OrderStatus, Purpose, Trade
from core.paper.model import PaperBalance, PaperFill, PaperOrder
from core.portfolio.model import Cash, Lot, Portfolio, Position
from core.rebalancing.model import Rebalance, RebalanceStatus, RebalanceStep, StepStatus
from core.risk.model import Decision
from core.signals.model import Signal, SignalStatus
from core.social.model import Follow
from storage.database import open_database
from storage.store import Reader
from storage.tables import TABLES

T = TypeVar("T")

UNPROVEN = {
    OrderStatus.PLANNED,
    OrderStatus.SUBMITTING,
    OrderStatus.UNKNOWN,
    OrderStatus.PENDING_CANCEL,
}
AT_VENUE = {OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED, OrderStatus.FILLED}
KINDS = (
    Cash,
    Decision,
    Delivery,
    Fill,
    Follow,
    Lot,
    Notice,
    Order,
    OrderAudit,
    PaperBalance,
    PaperFill,
    PaperOrder,
    Portfolio,
    Position,
    Rebalance,
    RebalanceStep,
    Signal,
    Trade,
)


class Rows:
    """Everything that matters, read once."""

    def __init__(self, found: dict[type, list[Any]]) -> None:
        self._found = found

    def of(self, kind: type[T]) -> list[T]:
        """All rows of a class."""
        return self._found[kind]


async def read_all(url: str) -> Rows:
    """The whole database, from outside."""
    database = open_database(url)
    try:
        reader = Reader(database.reader, TABLES)
        return Rows({kind: list(await reader.all(kind)) for kind in KINDS})
    finally:
        await database.close()


def untruths(rows: Rows) -> list[str]:
    """Everything that is not as it must be, in words."""
    checks = (stuck, orders_at_venue, audits, fills, books, copies, cards, protection, rebalances)
    return [f"{check.__name__}: {word}" for check in checks for word in check(rows)]


def stuck(rows: Rows) -> Iterator[str]:
    """Nothing is owed, and nobody waits for a proof."""
    for delivery in rows.of(Delivery):
        yield f"{delivery.reaction} owes {delivery.number}, {delivery.state}: {delivery.error}"
    for order in rows.of(Order):
        if order.status in UNPROVEN:
            yield f"{order.purpose} {order.id} is {order.status}"


def orders_at_venue(rows: Rows) -> Iterator[str]:
    """Every order of the venue is one of ours and stands as we say; what we call alive or filled is there."""
    ours = {order.client_order_id: order for order in rows.of(Order)}
    theirs = {order.client_order_id: order for order in rows.of(PaperOrder)}
    for client_order_id, paper in theirs.items():
        order = ours.get(client_order_id)
        if order is None:
            yield f"the venue has {client_order_id}, which we do not know"
        elif order.status is not paper.status:
            yield f"{order.purpose} {order.id} is {order.status}, at the venue {paper.status}"
    for client_order_id, order in ours.items():
        if order.status in AT_VENUE and client_order_id not in theirs:
            yield f"{order.purpose} {order.id} is {order.status}, and the venue does not know it"


def rebalances(rows: Rows) -> Iterator[str]:
    """Every rebalance came to an end: each order of it was sent once and only after the one before had filled, and what
    was not sent when it stopped never was."""
    audits_of: dict[str, list[OrderAudit]] = defaultdict(list)
    for audit in rows.of(OrderAudit):
        audits_of[audit.order].append(audit)
    for one in rows.of(Rebalance):
        own = [step for step in rows.of(RebalanceStep) if step.rebalance == one.id]
        steps = sorted(own, key=lambda step: step.number)
        filled = [step.status is StepStatus.FILLED for step in steps]
        if one.status is RebalanceStatus.RUNNING or all(filled) != (one.status is RebalanceStatus.DONE):
            yield f"rebalance {one.id} is {one.status}: {one.why}, {[step.status.value for step in steps]}"
        for before, after in pairwise(steps):
            if not after.order:
                continue
            if before.status is not StepStatus.FILLED:
                yield f"rebalance {one.id}: {after.number} was sent, {before.number} is {before.status}"
            elif audits_of[after.order][0].number < audits_of[before.order][-1].number:
                yield f"rebalance {one.id}: {after.number} was sent before {before.number} had filled"


def audits(rows: Rows) -> Iterator[str]:
    """Every order's life is one unbroken line of legal steps."""
    lives: dict[str, list[OrderAudit]] = defaultdict(list)
    for audit in rows.of(OrderAudit):
        lives[audit.order].append(audit)
    for order in rows.of(Order):
        at: OrderStatus | None = None
        for audit in lives[order.id]:
            if audit.was is not at or (at is not None and audit.now not in {at, *LEGAL[at]}):
                yield f"{order.id} went from {at} (says {audit.was}) to {audit.now}"
            at = audit.now
        if at is not order.status:
            yield f"{order.id} is {order.status}, its audit ends at {at}"


def fills(rows: Rows) -> Iterator[str]:
    """Our fills are the venue's, each once and to the last digit."""
    owners = {order.client_order_id: order for order in rows.of(Order)}
    ours = {fill.id: (fill.order, fill.quantity, fill.price, fill.fee) for fill in rows.of(Fill)}
    theirs = {}
    for fill in rows.of(PaperFill):
        owner = owners.get(fill.client_order_id)
        if owner is None:
            yield f"a fill of {fill.client_order_id}, which we do not know"
        else:
            theirs[f"{owner.account}:{fill.id}"] = (owner.id, fill.quantity, fill.price, fill.fee)
    if ours != theirs:
        yield f"ours {sorted(ours.items() - theirs.items())}, theirs {sorted(theirs.items() - ours.items())}"


def books(rows: Rows) -> Iterator[str]:
    """Lots sum to positions, and positions and cash are what the venue says."""
    accounts = {portfolio.id: portfolio.account for portfolio in rows.of(Portfolio)}
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for lot in rows.of(Lot):
        held[lot.portfolio, lot.symbol] += lot.side.sign * lot.quantity
    mine: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for position in rows.of(Position):
        if held[position.portfolio, position.symbol] != position.quantity:
            yield f"lots of {position.symbol} do not sum to {position.quantity}"
        mine[accounts[position.portfolio], position.symbol.split("/")[0]] += position.quantity
    for cash in rows.of(Cash):
        mine[accounts[cash.portfolio], cash.currency] += cash.amount
    theirs = {(row.account, row.asset): row.amount for row in rows.of(PaperBalance) if row.amount}
    ours = {key: amount for key, amount in mine.items() if amount}
    if ours != theirs:
        yield f"ours {ours}, the venue's {theirs}"


def copies(rows: Rows) -> Iterator[str]:
    """Every signal was decided once for every follower, and traded at most once.

    A line said again after a kill, because its answer never came, is a post of its own: the reader takes it for a
    repeat and asks, so that nobody copies it unasked.
    """
    asked = {SignalStatus.WAITING, SignalStatus.LAPSED, SignalStatus.DROPPED}
    signals = [signal.id for signal in rows.of(Signal) if signal.status not in asked]
    if rows.of(Signal) and not signals:
        yield "no post opened anything"
    decided = Counter((decision.signal, decision.person) for decision in rows.of(Decision))
    for signal in signals:
        for follow in rows.of(Follow):
            if decided[signal, follow.person] != 1:
                yield f"{signal} was decided {decided[signal, follow.person]} times for {follow.person}"
    traded = Counter((trade.signal, trade.person) for trade in rows.of(Trade) if trade.signal)
    yield from (f"{key} was traded {times} times" for key, times in traded.items() if times > 1)
    kept = {order.trade for order in rows.of(Order) if order.purpose is Purpose.ENTRY}
    yield from (f"{trade.id} has no entry" for trade in rows.of(Trade) if trade.id not in kept)


def cards(rows: Rows) -> Iterator[str]:
    """What is due was told in its newest form; one subject is one card for one reader."""
    for notice in rows.of(Notice):
        if notice.told != notice.version:
            yield f"{notice.subject} is at {notice.version}, told at {notice.told}"
    same = Counter((notice.subject, notice.person, notice.channel) for notice in rows.of(Notice))
    yield from (f"{key} has {times} cards" for key, times in same.items() if times > 1)
    told = {notice.subject for notice in rows.of(Notice)}
    for trade in rows.of(Trade):
        if trade.entered and not any(trade.id in subject for subject in told):
            yield f"nobody was told of {trade.id}"


def protection(rows: Rows) -> Iterator[str]:
    """Everything held that has a stop has one at the venue over all of it, and targets for no more than that."""
    filled: dict[str, Decimal] = defaultdict(Decimal)
    for fill in rows.of(Fill):
        filled[fill.order] += fill.quantity
    working: dict[tuple[str, Purpose], list[Decimal]] = defaultdict(list)
    for order in rows.of(Order):
        if order.status in (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED):
            working[order.trade, order.purpose].append(order.quantity - filled[order.id])
    for trade in rows.of(Trade):
        stops, targets = working[trade.id, Purpose.STOP], working[trade.id, Purpose.TARGET]
        if trade.held and stops != ([trade.held] if trade.stop is not None else []):
            yield f"{trade.id} holds {trade.held} behind stops over {stops}"
        if sum(targets) > trade.held:
            yield f"{trade.id} holds {trade.held} and would sell {targets} at targets"
        if not trade.held and (stops or targets):
            yield f"{trade.id} holds nothing and has exits {stops} {targets}"
