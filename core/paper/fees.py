"""What the paper venue charges for a fill, and in what: the quote currency, what was received, or a coin of its own."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from core.kernel.money import Money, to_step
from core.orders.model import Side

IN_QUOTE = "quote"
IN_RECEIVED = "received"
SMALLEST = Decimal("1E-8")


def charge(
    side: Side,
    quantity: Decimal,
    value: Decimal,
    rate: Decimal,
    *,
    base: str,
    quote: str,
    taken_in: str = IN_QUOTE,
    worth: Decimal | None = None,
    held: Decimal = Decimal(0),
) -> Money:
    """The fee of a fill of `quantity` units for `value`: `rate` of it, exact in base and quote.

    `taken_in` is `quote`, `received` (base units for a purchase, quote for a sale), or a currency: `worth` is what
    one unit of that is in quote, and it is rounded up to 1E-8. An account that does not hold enough of it pays in
    quote, as venues do it.
    """
    if taken_in == IN_RECEIVED and side is Side.BUY:
        return Money(quantity * rate, base)
    if taken_in in (IN_QUOTE, IN_RECEIVED, quote) or not worth:
        return Money(value * rate, quote)
    fee = to_step(value * rate / worth, SMALLEST, ROUND_UP)
    return Money(fee, taken_in) if fee <= held else Money(value * rate, quote)
