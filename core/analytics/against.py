"""A portfolio against a benchmark, over the same days: beta, alpha, excess return, correlation. Pure (AN-13, AN-15).

Both are changes of the same days (`on_same_days`). A benchmark that does not trade on weekends has no change on them:
what the portfolio did over a weekend is then part of its change to the next close, so nothing of it is lost.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.analytics.lack import Lack
from core.analytics.ratios import LEAST_DAYS, NOTHING, RISK_FREE, daily_rate, mean, total_return


@dataclass(frozen=True, slots=True)
class Pair:
    """Changes of a portfolio and of a benchmark between the same closes, oldest first."""

    mine: tuple[float, ...]
    theirs: tuple[float, ...]


def on_same_days(changes: Mapping[date, float], closes: Mapping[date, float]) -> Pair:
    """Changes by day held against closes by day: one pair for each two closes that follow each other, where the
    portfolio's change of every day after the first and up to the second is known."""
    mine, theirs = list[float](), list[float]()
    for before, after in pairwise(sorted(closes)):
        days = [date.fromordinal(day) for day in range(before.toordinal() + 1, after.toordinal() + 1)]
        if all(day in changes for day in days):
            mine.append(total_return([changes[day] for day in days]))
            theirs.append(closes[after] / closes[before] - 1)
    return Pair(tuple(mine), tuple(theirs))


def covariance(one: Sequence[float], other: Sequence[float]) -> float:
    """Sample covariance, over n - 1, of changes of the same days. There are at least two."""
    first, second = mean(one), mean(other)
    parts = ((a - first) * (b - second) for a, b in zip(one, other, strict=True))
    return math.fsum(parts) / (len(one) - 1)


def beta(pair: Pair) -> float | Lack:
    """cov(p, m) / var(m): how much of the benchmark's move comes through (DF-04; CAPM)."""
    if len(pair.mine) < LEAST_DAYS:
        return Lack.DAYS
    spread = covariance(pair.theirs, pair.theirs)
    return Lack.DEVIATION if spread < NOTHING**2 else covariance(pair.mine, pair.theirs) / spread


def alpha(pair: Pair, per_year: int, risk_free: float = RISK_FREE) -> float | Lack:
    """Jensen's alpha of a year: N x (mean(p - d) - beta x mean(m - d)) (AN-13, DF-04; Jensen 1968)."""
    found = beta(pair)
    if isinstance(found, Lack):
        return found
    riskless = daily_rate(risk_free, per_year)
    return per_year * ((mean(pair.mine) - riskless) - found * (mean(pair.theirs) - riskless))


def excess_return(pair: Pair) -> float | Lack:
    """What the portfolio made more than the benchmark over these days: the plain difference, no alpha (DF-04)."""
    if not pair.mine:
        return Lack.BENCHMARK
    return total_return(pair.mine) - total_return(pair.theirs)


def correlation(one: Sequence[float], other: Sequence[float]) -> float | Lack:
    """Pearson's coefficient of changes of the same days, -1 to 1 (AN-15)."""
    if len(one) < LEAST_DAYS:
        return Lack.DAYS
    first, second = covariance(one, one), covariance(other, other)
    if first < NOTHING**2 or second < NOTHING**2:
        return Lack.DEVIATION
    found = covariance(one, other) / math.sqrt(first) / math.sqrt(second)
    return min(max(found, -1.0), 1.0)
