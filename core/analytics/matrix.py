"""Ratios of very many portfolios at once: the same formulas as `ratios.py`, over a matrix, by numpy. Pure.

The only file of the core that knows numpy, which whoever ranks a crowd loads and nobody at start. A row is a portfolio,
a column a day, oldest first. Portfolios are of different ages: `days` says how many of the last columns of each row
count, and what stands before them is not looked at. Where a figure is lacking it is NaN: `ratios.py` says why, of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analytics.ratios import LEAST_DAYS, NOTHING, RISK_FREE, daily_rate

Figures = NDArray[np.float64]
Counts = NDArray[np.int64]
# So many rows at a time stay within a processor's cache.
ROWS = 2_048


@dataclass(frozen=True, slots=True)
class Matrix:
    """One figure a portfolio, in the order of the rows."""

    total_return: Figures
    consistency: Figures
    sharpe: Figures
    sortino: Figures
    deepest_fall: Figures


def aligned(changes: Sequence[Sequence[float]], width: int) -> tuple[Figures, Counts]:
    """Changes of different lengths as a matrix: each at the end of its row, at most the last `width` of them."""
    table = np.zeros((len(changes), width))
    days = np.zeros(len(changes), dtype=np.int64)
    for row, own in enumerate(changes):
        last = own[-width:]
        days[row] = len(last)
        if last:
            table[row, width - len(last) :] = last
    return table, days


def figures_of(changes: Figures, days: Counts, per_year: Counts, risk_free: float = RISK_FREE) -> Matrix:
    """All figures of all rows. `per_year` is the number of days in a year of each (`ratios.days_in_year`)."""
    kinds = {int(one): daily_rate(risk_free, int(one)) for one in np.unique(per_year)}
    riskless = np.array([kinds[int(one)] for one in per_year], dtype=np.float64)
    parts = [
        _block(
            changes[at : at + ROWS], days[at : at + ROWS], per_year[at : at + ROWS], riskless[at : at + ROWS]
        )
        for at in range(0, len(changes), ROWS)
    ]
    columns = zip(*parts, strict=True) if parts else ((np.zeros(0),) for _ in range(5))
    return Matrix(*(np.concatenate(column) for column in columns))


def _block(changes: Figures, days: Counts, per_year: Counts, riskless: Figures) -> tuple[Figures, ...]:
    """Total return, consistency, Sharpe, Sortino, deepest fall of some rows."""
    # A day of all portfolios side by side: each step is then one over a whole stretch of memory.
    own = np.ascontiguousarray(changes.T)
    width = len(own)
    counts = np.arange(width)[:, None] >= (width - days)[None, :]
    if (days < width).any():
        own *= counts  # what does not count is no change
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = own.sum(axis=0) / days
        spread = np.sqrt(_squares(own - mean, counts) / (days - 1))
        downside = np.sqrt(_squares(np.minimum(own - riskless, 0.0), counts) / days)
        scale = np.sqrt(per_year) * (mean - riskless)
        sharpe, sortino = scale / spread, scale / downside
    level, fall = _course(own)
    few = days < LEAST_DAYS
    return (
        level - 1.0,
        np.where(few, np.nan, spread),
        np.where(few | (spread < NOTHING), np.nan, sharpe),
        np.where(few | (downside < NOTHING), np.nan, sortino),
        fall,
    )


def _squares(parts: Figures, counts: NDArray[np.bool_]) -> Figures:
    """The sum of squares of each column, of the days that count."""
    np.multiply(parts, parts, out=parts)
    total: Figures = parts.sum(axis=0, where=True if counts.all() else counts)
    return total


def _course(own: Figures) -> tuple[Figures, Figures]:
    """Where each index ends, and how deep it fell."""
    level = np.ones(own.shape[1])
    highest, lowest, share = level.copy(), level.copy(), level.copy()
    for day in own + 1.0:
        np.multiply(level, day, out=level)
        np.maximum(highest, level, out=highest)
        np.divide(level, highest, out=share)
        np.minimum(lowest, share, out=lowest)
    return level, lowest - 1.0
