"""Ratios over daily changes: one small function each, with its source. Pure.

`changes` are fractions, oldest first, one a day (`changes.py`). `per_year` is how many of them a year has
(`days_in_year`). Under `LEAST_DAYS` of them, or where they never differ, a ratio means nothing: the answer is why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.analytics.lack import Lack

# Fewer daily changes than this are an anecdote (DF-01).
LEAST_DAYS = 20
# Deviations under this are what rounding leaves of days that were all alike.
NOTHING = 1e-15
CRYPTO_DAYS, EXCHANGE_DAYS = 365, 252
RISK_FREE = 0.03


def days_in_year(*, holds_crypto: bool) -> int:
    """Days with a price in a year: coins trade on all of them, shares on those of their exchange (DF-01)."""
    return CRYPTO_DAYS if holds_crypto else EXCHANGE_DAYS


def daily_rate(yearly: float, per_year: int) -> float:
    """What a rate of a year is for one of its days: (1 + rf)^(1/N) - 1 (DF-01)."""
    return float((1 + yearly) ** (1 / per_year) - 1)


def mean(changes: Sequence[float]) -> float:
    """Their arithmetic mean. There is at least one."""
    return math.fsum(changes) / len(changes)


def deviation(changes: Sequence[float]) -> float:
    """Sample standard deviation, over n - 1. There are at least two."""
    middle = mean(changes)
    return math.sqrt(math.fsum((one - middle) ** 2 for one in changes) / (len(changes) - 1))


def total_return(changes: Sequence[float]) -> float:
    """What the changes come to, one after the other: product of (1 + r) less 1. 0 for none."""
    return math.prod(1 + one for one in changes) - 1


def yearly_return(changes: Sequence[float], per_year: int) -> float | Lack:
    """The constant yearly rate that comes to the same: (1 + total)^(N / n) - 1."""
    if len(changes) < LEAST_DAYS:
        return Lack.DAYS
    return float((1 + max(total_return(changes), -1.0)) ** (per_year / len(changes)) - 1)


def consistency(changes: Sequence[float]) -> float | Lack:
    """Standard deviation of the daily changes; lower is steadier (AN-19)."""
    if len(changes) < LEAST_DAYS:
        return Lack.DAYS
    return deviation(changes)


def volatility(changes: Sequence[float], per_year: int) -> float | Lack:
    """Standard deviation for a year: sqrt(N) x that of a day."""
    if len(changes) < LEAST_DAYS:
        return Lack.DAYS
    return math.sqrt(per_year) * deviation(changes)


def sharpe(changes: Sequence[float], per_year: int, risk_free: float = RISK_FREE) -> float | Lack:
    """sqrt(N) x mean(r - d) / stdev(r - d), with d the riskless rate of a day (AN-11, DF-01; Sharpe 1994)."""
    if len(changes) < LEAST_DAYS:
        return Lack.DAYS
    spread = deviation(changes)  # that of r - d is the same: d is a constant
    if spread < NOTHING:
        return Lack.DEVIATION
    return math.sqrt(per_year) * (mean(changes) - daily_rate(risk_free, per_year)) / spread


def downside_deviation(changes: Sequence[float], least: float) -> float:
    """Root of the mean square of what each day falls short of `least`, over all days (Sortino and Price 1994)."""
    short = (min(one - least, 0.0) ** 2 for one in changes)
    return math.sqrt(math.fsum(short) / len(changes))


def sortino(changes: Sequence[float], per_year: int, risk_free: float = RISK_FREE) -> float | Lack:
    """sqrt(N) x mean(r - d) / downside deviation below d (AN-14)."""
    if len(changes) < LEAST_DAYS:
        return Lack.DAYS
    least = daily_rate(risk_free, per_year)
    short = downside_deviation(changes, least)
    if short < NOTHING:
        return Lack.DEVIATION
    return math.sqrt(per_year) * (mean(changes) - least) / short


def deepest_fall(changes: Sequence[float]) -> float:
    """min over t of I_t / max(I_s, s <= t) - 1, with I the product of (1 + r) from 1 on; 0 or below (AN-12, DF-02)."""
    level = highest = 1.0
    deepest = 0.0
    for one in changes:
        level *= 1 + one
        highest = max(highest, level)
        deepest = min(deepest, level / highest - 1)
    return deepest


def longest_fall(changes: Sequence[float]) -> int:
    """The most days in a row below the highest level before them, those that have not come back counted until now."""
    level = highest = 1.0
    below = longest = 0
    for one in changes:
        level *= 1 + one
        below = 0 if level >= highest else below + 1
        highest = max(highest, level)
        longest = max(longest, below)
    return longest


def calmar(changes: Sequence[float], per_year: int) -> float | Lack:
    """Yearly return over the deepest fall (Young 1991)."""
    yearly = yearly_return(changes, per_year)
    if isinstance(yearly, Lack):
        return yearly
    fall = -deepest_fall(changes)
    return Lack.FALL if fall < NOTHING else yearly / fall
