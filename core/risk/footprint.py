"""The footprint of a crowd: what all followers of a signal together would trade, against what the market bears.

Pure. A crowd moves a thin market against itself, and the last to be filled pays for the first. So all of them
together take no more than a hundredth of what trades in a day, and no more than half of what the book holds near
the price; beyond that everybody is cut by the same share (row BX-10).
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from core.kernel.money import Quantity, to_step
from core.market.model import Quote

VOLUME_SHARE = Decimal("0.01")
BOOK_SHARE = Decimal("0.5")
SHARE_DIGITS = Decimal("0.000001")


def cap_of(quote: Quote) -> Decimal | None:
    """The most that a crowd may trade by one signal, in quote currency; None where the source says nothing of it."""
    bounds = []
    if quote.volume is not None:
        bounds.append(quote.volume * VOLUME_SHARE)
    if quote.depth is not None:
        bounds.append(quote.depth * quote.last * BOOK_SHARE)
    return min(bounds, default=None)


def share_of(wanted: Decimal, cap: Decimal) -> Decimal:
    """The share that everybody keeps: 1 where all of it fits, else cap / wanted, rounded down to a millionth."""
    return Decimal(1) if wanted <= cap else to_step(cap / wanted, SHARE_DIGITS, ROUND_DOWN)


def cut(quantity: Quantity, share: Decimal, step: Quantity) -> Quantity:
    """That share of a size, rounded down to the venue's step."""
    return quantity if share == 1 else Quantity(to_step(quantity * share, step, ROUND_DOWN))
