"""How the paper venue trades: pure rules from an order and a price to a fill (DESIGN, section 2).

A market buy pays the quote's ask and a sale gets its bid. On the simulated market half spread and slippage together are
0.02 % of last: that is last x 1.0002 and last x 0.9998, rounded to the tick against the person. A limit that could
trade at once fills likewise, never past its price; a resting limit fills at its price when last reaches it; a stop
fills as at market once last is at or past it. A stop-limit becomes a limit then, and stays one; a touch (take profit)
is a stop on the other side of the price. What is at once or never (IOC, FOK) does not rest; DAY ends at 00:00 UTC.
"""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.kernel.money import Price, Quantity, to_step
from core.market.model import Quote
from core.orders.model import OrderType, Side, TimeInForce
from core.paper.model import PaperOrder

SLIPPAGE = Decimal("0.0002")
FEE_RATE = Decimal("0.001")
# What waits for a price before it trades or rests.
CONDITIONAL = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT})


def taken(side: Side, last: Decimal, tick: Decimal) -> Price:
    """What somebody pays or gets who trades now, rounded to the tick against them."""
    if side is Side.BUY:
        return Price(to_step(last * (1 + SLIPPAGE), tick, ROUND_UP))
    return Price(max(to_step(last * (1 - SLIPPAGE), tick, ROUND_DOWN), tick))


def triggers(order: PaperOrder, last: Decimal) -> bool:
    """Whether the price that this order waits for is there now; always true of what waits for none, and never of
    what waits for one and does not say which.

    A stop waits for the price to go against its side (a sale below, a purchase above), a touch for the contrary.
    """
    if order.type not in CONDITIONAL:
        return True
    if order.stop_price is None:
        return False
    above = last >= order.stop_price
    below = last <= order.stop_price
    against = above if order.side is Side.BUY else below
    toward = below if order.side is Side.BUY else above
    return toward if order.type is OrderType.TAKE_PROFIT else against


def reached(order: PaperOrder, quote: Quote, now: datetime) -> bool:
    """Whether this price, or this moment, changes anything for an order that rests."""
    waits = order.stop_price is not None and not order.triggered
    return (
        day_over(order, now)
        or (waits and triggers(order, quote.last))
        or fill_price(order, quote, resting=True) is not None
    )


def fill_price(order: PaperOrder, quote: Quote, *, resting: bool) -> Price | None:
    """The price at which this order trades at this quote, or None when it waits.

    `resting` says that it stood in the book as it is before the price came: a limit then trades at its own price.
    A stop-limit that is triggered by this very price did not.
    """
    if not order.triggered and not triggers(order, quote.last):
        return None
    market = quote.ask if order.side is Side.BUY else quote.bid
    if order.type not in (OrderType.LIMIT, OrderType.STOP_LIMIT):
        return market
    if order.limit_price is None:  # an order without its price waits for ever rather than trade at any
        return None
    buying = order.side is Side.BUY
    reached = quote.last <= order.limit_price if buying else quote.last >= order.limit_price
    if not reached:
        return None
    if resting and (order.triggered or order.type is OrderType.LIMIT):
        return order.limit_price
    return min(market, order.limit_price) if buying else max(market, order.limit_price)


def fill_quantity(order: PaperOrder, held: Decimal, available: Decimal | None) -> Quantity:
    """How much trades: what remains, what a reduce-only order may still reduce, what the market has."""
    quantity = Decimal(order.remaining)
    if order.reduce_only:
        reducible = held if order.side is Side.SELL else -held
        quantity = min(quantity, max(reducible, Decimal(0)))
    if available is not None:
        quantity = min(quantity, available)
    return Quantity(quantity)


def day_over(order: PaperOrder, now: datetime) -> bool:
    """Whether the day that this order was good for has ended. The paper market's day ends at 00:00 UTC."""
    return order.time_in_force is TimeInForce.DAY and now.date() > order.at.date()
