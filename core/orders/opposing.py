"""Entries against an open trade, looked for once more where orders leave: what was decided a moment ago may be old.

`core/risk/today.py:opposite_of` tells it when an entry is decided. Between that and the wire another entry of the same
person may have gone the other way: two signals in one second, two taps, a card that waited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.orders.model import Order, Purpose, Side, Trade, TradeStatus
from core.ports.store import View

OPPOSITE = "opposite"
STANDING = (TradeStatus.PLANNED, TradeStatus.OPEN)


async def opposed(view: View, orders: Sequence[Order]) -> frozenset[str]:
    """Ids of those entries that would take from a trade of the other side in the same portfolio."""
    entries = [order for order in orders if order.purpose is Purpose.ENTRY]
    found: set[str] = set()
    for side in Side:
        ours = [order for order in entries if order.side is side]
        if not ours:
            continue
        others = await view.all(
            Trade,
            person={order.person for order in ours},
            symbol={order.symbol for order in ours},
            side=side.opposite,
            status=STANDING,
        )
        found |= {order.id for order in ours if any(_takes_from(order, other) for other in others)}
    return frozenset(found)


def _takes_from(order: Order, other: Trade) -> bool:
    """Of two that wait the first goes: whoever came later has to give way, and only one of them does."""
    if (order.portfolio, order.symbol) != (other.portfolio, other.symbol):
        return False
    return other.status is TradeStatus.OPEN or (other.created_at, other.id) < (order.created_at, order.trade)


def first_against(trades: Iterable[Trade], side: Side, symbol: str) -> Trade | None:
    """Of a portfolio's standing trades one that an entry of this side would take from."""
    against = [trade for trade in trades if trade.symbol == symbol and trade.side is side.opposite]
    return min(against, key=lambda trade: trade.status is TradeStatus.PLANNED) if against else None
