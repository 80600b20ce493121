"""A trade told again as one thread: what was posted, what was done about it, each fill and each move of its stop. Pure
(BX-16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import Price
from core.orders.model import Fill, Order, OrderAudit, OrderStatus, Purpose, Side, Trade
from core.signals.model import EntryKind, LedgerEntry, Signal, SignalUpdate

# A phone shows no thread longer than this; what is left out is counted.
MOMENTS_AT_MOST = 40


class What(StrEnum):
    """What happened."""

    POST = "post"
    EDIT = "edit"
    DELETED = "deleted"
    WORD = "word"
    PLANNED = "planned"
    SENT = "sent"
    FILL = "fill"
    STOP = "stop"
    CLOSED = "closed"


KINDS = {EntryKind.POST: What.POST, EntryKind.EDIT: What.EDIT, EntryKind.DELETED: What.DELETED}
# Of one instant, in the order in which they follow from each other.
RANKS = {what: rank for rank, what in enumerate(What)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened: the words that were said, or a fill with its order's purpose, or the stop and where it
    stood before."""

    at: datetime
    what: What
    text: str = ""
    purpose: Purpose | None = None
    number: int = 0
    side: Side | None = None
    quantity: Decimal | None = None
    price: Price | None = None
    was: Price | None = None


def told_again(
    trade: Trade,
    signal: Signal | None,
    entries: Sequence[LedgerEntry],
    updates: Sequence[SignalUpdate],
    orders: Sequence[Order],
    audits: Sequence[OrderAudit],
    fills: Sequence[Fill],
) -> tuple[Moment, ...]:
    """Everything that happened, in the order in which it did."""
    moments = [*_said(signal, entries, updates), *_done(trade, orders, audits), *_filled(orders, fills)]
    moments += _stops(orders, audits)
    if trade.closed_at is not None:
        moments.append(Moment(at=trade.closed_at, what=What.CLOSED))
    return tuple(sorted(moments, key=_place))


def _place(moment: Moment) -> tuple[datetime, int, bool]:
    """By time; of one instant what was bought comes before what was sold of it."""
    return moment.at, RANKS[moment.what], moment.purpose not in (None, Purpose.ENTRY)


def _said(
    signal: Signal | None, entries: Sequence[LedgerEntry], updates: Sequence[SignalUpdate]
) -> Iterator[Moment]:
    if signal is None:
        return
    texts = {(entry.message, entry.version): entry.text for entry in entries}
    for entry in entries:
        if entry.message == signal.message:
            yield Moment(at=entry.seen_at, what=KINDS[entry.kind], text=entry.text)
    for update in updates:
        if update.message != signal.message:
            text = texts.get((update.message, update.version), "")
            yield Moment(at=update.at, what=What.WORD, text=text)


def _done(trade: Trade, orders: Sequence[Order], audits: Sequence[OrderAudit]) -> Iterator[Moment]:
    yield Moment(at=trade.created_at, what=What.PLANNED, quantity=trade.planned, side=trade.side)
    entries = {order.id for order in orders if order.purpose is Purpose.ENTRY}
    sent = [one.at for one in audits if one.order in entries and one.now is OrderStatus.SUBMITTING]
    if sent:
        yield Moment(at=min(sent), what=What.SENT)


def _filled(orders: Sequence[Order], fills: Sequence[Fill]) -> Iterator[Moment]:
    by_id: Mapping[str, Order] = {order.id: order for order in orders}
    for fill in fills:
        order = by_id.get(fill.order)
        yield Moment(
            at=fill.at,
            what=What.FILL,
            purpose=None if order is None else order.purpose,
            number=0 if order is None else order.number,
            side=fill.side,
            quantity=fill.quantity,
            price=fill.price,
        )


def _stops(orders: Sequence[Order], audits: Sequence[OrderAudit]) -> Iterator[Moment]:
    """Where the stop stood, each time that it began to work somewhere else."""
    prices = {order.id: order.stop_price for order in orders if order.purpose is Purpose.STOP}
    began: dict[str, datetime] = {}
    for audit in audits:
        if audit.order in prices and audit.now is OrderStatus.OPEN:
            began[audit.order] = min(audit.at, began.get(audit.order, audit.at))
    stood: Price | None = None
    # Of two of one instant the newer order is the one that replaced the other.
    place = {order.id: number for number, order in enumerate(orders)}
    for id_ in sorted(began, key=lambda one: (began[one], place[one])):
        price = prices[id_]
        if price is not None and price != stood:
            yield Moment(at=began[id_], what=What.STOP, price=price, was=stood)
            stood = price
