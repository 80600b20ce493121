"""From figures to places in a picture. Money comes in exact and leaves as pixels; it never goes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

Across = Callable[[float], float]


def upright(values: Iterable[Decimal], top: float, bottom: float, *, air: float = 0.06) -> Across:
    """Where a figure stands between `bottom` and `top`, with some air over the highest and under the lowest."""
    known = [float(value) for value in values]
    low, high = min(known), max(known)
    spread = (high - low) or abs(high) * 0.01 or 1.0
    low, high = low - air * spread, high + air * spread
    return lambda value: bottom - (value - low) / (high - low) * (bottom - top)


def along(places: Sequence[int], left: float, right: float) -> Across:
    """Where the point of a number stands, the first at `left` and the last at `right`, the others as far between as
    their places are."""
    first, spread = places[0], max(places[-1] - places[0], 1)
    return lambda number: left + (right - left) * (places[int(number)] - first) / spread


def slots(count: int, left: float, right: float) -> tuple[Across, float]:
    """Where the middle of a candle stands, and how wide its place is."""
    wide = (right - left) / max(count, 1)
    return (lambda place: left + (place + 0.5) * wide), wide


def apart(places: list[float], least: float, top: float, bottom: float) -> list[float]:
    """The same places, from top to bottom, moved so that they are at least so far apart and stay within the bounds."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least if moved else top))
    limit = bottom
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - least
    return moved
