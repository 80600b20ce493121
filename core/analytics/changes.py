"""Daily changes as floats, and figures back: the one place where analytics leaves exact numbers.

Money stays `Decimal` everywhere else. A change is a fraction of what the day began with (0.01 is one percent), with
flows taken out, oldest first. Ratios over such changes are statistics: fifteen digits are more than they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from core.kernel.money import to_step

SHOWN_DIGITS = Decimal("0.000000001")


def as_float(number: Decimal) -> float:
    """One exact number as what a ratio is made of."""
    return float(number)


def as_floats(changes: Iterable[Decimal]) -> list[float]:
    """Exact daily changes as the numbers that ratios are made of."""
    return [as_float(change) for change in changes]


def as_fraction(figure: float) -> Decimal:
    """A figure as it is shown and kept: nine places."""
    return to_step(Decimal(figure), SHOWN_DIGITS, ROUND_HALF_EVEN)


def changes_of(levels: Sequence[Decimal]) -> list[float]:
    """Changes from each level (a close, an index) to the next; one fewer than there are levels."""
    return [as_float(after / before - 1) for before, after in pairwise(levels)]
