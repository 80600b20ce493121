"""The return of the money itself: what rate the flows would have had to earn to come to what there is (AN; Dietz, IRR).

Time-weighted return says how the trading went; this one says how its owner fared, who chose when to pay in. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.analytics.lack import Lack

# A rate of a whole period between losing all but a millionth and a millionfold gain.
LOWEST, HIGHEST = -0.999_999, 1e6
STEPS = 64
CLOSE = 1e-14


@dataclass(frozen=True, slots=True)
class Flow:
    """Money paid in (above zero) or taken out (below) when `left` of the period, 1 to 0, was still to come."""

    amount: float
    left: float


def money_weighted(flows: Sequence[Flow], ends_with: float) -> float | Lack:
    """The rate r of the whole period at which sum(flow x (1 + r)^left) is what there is at its end.

    What the period began with is the first flow, with all of it left. Of several such rates, which only money that came
    and went in turn can have, the one nearest to nothing. Where there is none, why.
    """
    if not flows or all(flow.amount == 0 for flow in flows):
        return Lack.FLOWS

    def gap(rate: float) -> float:
        return math.fsum(flow.amount * (1 + rate) ** flow.left for flow in flows) - ends_with

    bracket = _bracket(gap)
    return Lack.FLOWS if bracket is None else _root(gap, *bracket)


def _bracket(gap: Callable[[float], float]) -> tuple[float, float] | None:
    """Two rates, as near to nothing as may be, between which the gap changes its sign."""
    low = high = 0.0
    here = gap(0.0)
    if here == 0:
        return 0.0, 0.0
    for step in range(1, STEPS + 1):
        lower = LOWEST * (step / STEPS) ** 2
        higher = (1 + HIGHEST) ** ((step / STEPS) ** 2) - 1
        if gap(higher) * here <= 0:
            return high, higher
        if gap(lower) * here <= 0:
            return lower, low
        low, high = lower, higher
    return None


def _root(gap: Callable[[float], float], low: float, high: float) -> float:
    """Where the gap is nothing, by halving: slow, and it cannot miss."""
    at_low = gap(low)
    for _ in range(200):
        middle = (low + high) / 2
        if high - low <= CLOSE * max(1.0, abs(middle)):
            break
        at_middle = gap(middle)
        if at_middle == 0:
            return middle
        if (at_middle < 0) == (at_low < 0):
            low, at_low = middle, at_middle
        else:
            high = middle
    return (low + high) / 2
