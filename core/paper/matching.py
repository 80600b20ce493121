"""How the paper venue trades: pure rules from an order and a price to a fill (DESIGN, section 2).

Half spread and slippage together are 0.02 % of last. A market buy pays last x 1.0002 and a sale gets last x
0.9998, rounded to the tick against the person. A limit that could trade at once fills likewise, never past
its price; a resting limit fills at its price when last reaches it; a stop fills at last less slippage once
last is at or past it.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.kernel.money import Price, Quantity, to_step
from core.market.model import Quote, Rules
from core.orders.model import OrderType, Side
from core.paper.model import PaperOrder

SLIPPAGE = Decimal("0.0002")
FEE_RATE = Decimal("0.001")


def taken(side: Side, last: Decimal, tick: Decimal) -> Price:
    """What somebody pays or gets who trades now, rounded to the tick against them."""
    if side is Side.BUY:
        return Price(to_step(last * (1 + SLIPPAGE), tick, ROUND_UP))
    return Price(max(to_step(last * (1 - SLIPPAGE), tick, ROUND_DOWN), tick))


def fill_price(order: PaperOrder, quote: Quote, rules: Rules, *, resting: bool) -> Price | None:
    """The price at which this order trades at this quote, or None when it waits."""
    market = taken(order.side, quote.last, rules.tick)
    if order.type is OrderType.MARKET:
        return market
    buying = order.side is Side.BUY
    if order.type is OrderType.STOP and order.stop_price is not None:
        reached = quote.last >= order.stop_price if buying else quote.last <= order.stop_price
        return market if reached else None
    if order.limit_price is None:
        return None
    reached = quote.last <= order.limit_price if buying else quote.last >= order.limit_price
    if not reached:
        return None
    if resting:
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
