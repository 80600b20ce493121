"""What a fill makes of its trade: a plain function, the same for a venue's fill and for one on old candles."""

from __future__ import annotations

from decimal import Decimal

from core.kernel.money import Quantity
from core.kernel.values import replace
from core.orders.model import Fill, Trade, TradeStatus
from core.portfolio.lots import move_of

# Everything that `advance` may change.
ADVANCED = ("status", "entered", "exited", "cost", "proceeds", "fees", "opened_at", "closed_at")


def advance(trade: Trade, fill: Fill, rate: Decimal | None = None) -> Trade:
    """The trade after one fill of one of its orders. `rate` is what a unit of a fee in a third currency was worth.

    A fee in units of the instrument left the position with them, so it cannot be sold any more.
    """
    move = move_of(fill, trade.quote, rate)
    value = move.quantity * move.price
    entered, exited, cost, proceeds = trade.entered, trade.exited, trade.cost, trade.proceeds
    if fill.side is trade.side:
        entered, cost = Quantity(entered + move.quantity), cost + value
    else:
        # A fee in units goes off what is still there, at most: no trade gives back more than it took.
        units = max(fill.quantity, min(move.quantity, trade.held))
        exited, proceeds = Quantity(exited + units), proceeds + value
    is_held = entered > exited
    return replace(
        trade,
        status=TradeStatus.OPEN if is_held else TradeStatus.CLOSED,
        entered=entered,
        exited=exited,
        cost=cost,
        proceeds=proceeds,
        fees=trade.fees + move.fee,
        opened_at=trade.opened_at or fill.at,
        closed_at=None if is_held else fill.at,
    )
