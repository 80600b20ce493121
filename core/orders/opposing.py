"""Entries against an open trade, looked for once more where orders leave: what was decided a moment ago may be old.

`core/risk/today.py:opposite_of` tells it when an entry is decided. Between that and the wire another entry of the same
person may have gone the other way: two signals in one second, two taps, a card that waited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.orders.lifecycle import WORKING
from core.orders.model import Order, OrderStatus, Purpose, Side, Trade, TradeStatus
from core.portfolio.model import Portfolio
from core.ports.store import Unit

OPPOSITE = "opposite"
STANDING = (TradeStatus.PLANNED, TradeStatus.OPEN)


@dataclass(frozen=True, slots=True)
class Opposed:
    """Ids of entries that have to give way, and entries of others, not sent yet, that give way to one of ours."""

    ours: frozenset[str] = frozenset()
    theirs: tuple[Order, ...] = ()


async def opposed(unit: Unit, orders: Sequence[Order]) -> Opposed:
    """Which of these entries would take from a trade of the other side in the same portfolio, and which give way.

    Of two whose plans did not see each other at least one sees the other here. Both may be at their gates in one
    moment: whoever holds the rows first decides for both, and what it gives up can no longer be claimed.
    """
    entries = [order for order in orders if order.purpose is Purpose.ENTRY]
    rivals = await _rivals(unit, entries)
    if not rivals:
        return Opposed()
    met = [order for order in entries if any(_meet(order, rival) for rival in rivals)]
    await unit.hold(Portfolio, {order.portfolio for order in met})
    await unit.hold(Order, {order.id for order in (*met, *await _entries_of(unit, rivals))})
    # What was looked at before it was held is looked at again.
    rivals = await _rivals(unit, met)
    theirs = await _entries_of(unit, rivals)
    sent = {order.trade for order in theirs if order.status in WORKING}
    ours: set[str] = set()
    beaten: set[str] = set()
    for order in met:
        against = [rival for rival in rivals if _meet(order, rival)]
        if any(rival.id in sent or _goes_first(rival, order) for rival in against):
            ours.add(order.id)
        else:
            beaten |= {rival.id for rival in against}
    waiting = (OrderStatus.PLANNED, OrderStatus.HELD)
    given_up = [order for order in theirs if order.trade in beaten and order.status in waiting]
    return Opposed(frozenset(ours), tuple(order for order in given_up if order.id not in ours))


async def _rivals(unit: Unit, entries: Sequence[Order]) -> list[Trade]:
    """Standing trades of the other side, of whoever these entries are; and those that gave back what they had got, with
    an entry at the venue that may still bring more."""
    found: dict[str, Trade] = {}
    for side in Side:
        ours = [order for order in entries if order.side is side]
        if not ours:
            continue
        there: dict[str, Any] = {"symbol": {order.symbol for order in ours}, "side": side.opposite}
        persons, accounts = {order.person for order in ours}, {order.account for order in ours}
        standing = await unit.all(Trade, person=persons, status=STANDING, **there)
        working = await unit.all(Order, account=accounts, status=WORKING, purpose=Purpose.ENTRY, **there)
        found |= {trade.id: trade for trade in standing}
        if over := {order.trade for order in working} - found.keys():
            found |= {trade.id: trade for trade in await unit.all(Trade, id=over)}
    return [trade for trade in found.values() if any(_meet(order, trade) for order in entries)]


async def _entries_of(unit: Unit, trades: Sequence[Trade]) -> Sequence[Order]:
    if not trades:
        return ()
    return await unit.all(Order, trade={trade.id for trade in trades}, purpose=Purpose.ENTRY)


def _meet(order: Order, other: Trade) -> bool:
    same = (order.portfolio, order.symbol) == (other.portfolio, other.symbol)
    return same and other.side is order.side.opposite


def _goes_first(other: Trade, order: Order) -> bool:
    """Of two that wait the first goes: whoever was decided later has to give way, and only one of them does."""
    return other.status is TradeStatus.OPEN or (other.created_at, other.id) < (order.created_at, order.trade)


def first_against(trades: Iterable[Trade], side: Side, symbol: str) -> Trade | None:
    """Of a portfolio's standing trades one that an entry of this side would take from."""
    against = [trade for trade in trades if trade.symbol == symbol and trade.side is side.opposite]
    return min(against, key=lambda trade: trade.status is TradeStatus.PLANNED) if against else None
