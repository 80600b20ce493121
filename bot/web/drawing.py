"""A curve and its falls as lines of an SVG: plain functions from fractions to coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.money import ZERO

WIDTH, HEIGHT, FALL_HEIGHT = 640, 220, 48
MARGIN = Decimal(8)
# More points than this cannot be told apart on a page.
POINTS_MOST = 400
FLAT = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Coordinates of a chart: the curve, what is under it, where it stood at first, the falls beneath."""

    width: int
    height: int
    fall_height: int
    line: str
    under: str
    zero: str
    beside: str
    fall: str
    alt: str
    caption: str


def chart(
    changes: Sequence[Decimal], *, alt: str, caption: str, beside: Sequence[Decimal] = ()
) -> Chart | None:
    """The chart of a return, a fraction for each day; None for less than two of them. `beside`: another one's."""
    shown, other = thinned(changes), thinned(beside)
    if len(shown) < 2:
        return None
    low, high = min(*shown, *other, ZERO), max(*shown, *other, ZERO)
    if high - low < FLAT:
        low, high = low - FLAT, high + FLAT
    points = _points(shown, low, high)
    zero = _y(ZERO, low, high)
    first, last = points.split(" ", 1)[0].split(",")[0], points.rsplit(" ", 1)[-1].split(",")[0]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        fall_height=FALL_HEIGHT,
        line=points,
        under=f"M{first},{zero} L{points.replace(' ', ' L')} L{last},{zero} Z",
        zero=zero,
        beside=_points(other, low, high) if len(other) > 1 else "",
        fall=_falls(shown),
        alt=alt,
        caption=caption,
    )


def thinned(values: Sequence[Decimal]) -> Sequence[Decimal]:
    """At most so many of them, the first and the last always among them."""
    if len(values) <= POINTS_MOST:
        return values
    step = Decimal(len(values) - 1) / (POINTS_MOST - 1)
    return [values[int((step * place).to_integral_value())] for place in range(POINTS_MOST)]


def falls(changes: Sequence[Decimal]) -> list[Decimal]:
    """How far each stands below the highest before it: zero, or a fraction below it."""
    highest, found = Decimal(1), []
    for change in changes:
        highest = max(highest, 1 + change)
        found.append((1 + change) / highest - 1 if highest else ZERO)
    return found


def _falls(changes: Sequence[Decimal]) -> str:
    depths = falls(changes)
    deepest = min(*depths, -FLAT)
    ends = [
        f"{_x(place, len(depths))},{_round(depth / deepest * FALL_HEIGHT)}"
        for place, depth in enumerate(depths)
    ]
    return f"M0,0 L{' L'.join(ends)} L{WIDTH},0 Z"


def _points(values: Sequence[Decimal], low: Decimal, high: Decimal) -> str:
    return " ".join(f"{_x(place, len(values))},{_y(value, low, high)}" for place, value in enumerate(values))


def _x(place: int, count: int) -> str:
    return _round(Decimal(WIDTH) * place / (count - 1))


def _y(value: Decimal, low: Decimal, high: Decimal) -> str:
    room = HEIGHT - 2 * MARGIN
    return _round(MARGIN + room * (high - value) / (high - low))


def _round(value: Decimal) -> str:
    return f"{value + ZERO:.1f}"
