"""Figures of very many portfolios and trades: from memory, and against the formulas of one (TG).

A crowd of 100,000 people with 90 daily changes each; closed trades added up one by one, and what one more costs when
there are five million before it (`--full`; half a million otherwise).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import itemgetter
from time import perf_counter
from typing import TypeVar

from core.analytics.closed import NONE, Tally, added
from core.analytics.ratios import sharpe
from tests.bench.rows import Row

T = TypeVar("T")
PEOPLE, DAYS, CHECKED = 100_000, 90, 500
TRADES = {False: 500_000, True: 5_000_000}
MORE = 20_000
CLOSE = 1e-9


def rows(full: bool) -> Iterator[Row]:
    """Seconds for the crowd, the farthest that any of its figures is from the formula's, and the cost of a trade."""
    yield from _crowd()
    yield from _trades(TRADES[full])


def _crowd() -> Iterator[Row]:
    import numpy as np

    from core.analytics.matrix import figures_of

    changes = np.random.default_rng(7).normal(0.0005, 0.02, (PEOPLE, DAYS))
    days, per_year = np.full(PEOPLE, DAYS), np.full(PEOPLE, 365)
    figures_of(changes[:1000], days[:1000], per_year[:1000])
    took, found = min(
        (_timed(lambda: figures_of(changes, days, per_year)) for _ in range(3)), key=itemgetter(0)
    )
    ours = [sharpe(list(map(float, changes[row])), 365) for row in range(CHECKED)]
    apart = max(abs(float(one) - float(found.sharpe[row])) for row, one in enumerate(ours))
    yield Row(f"results.metrics.{PEOPLE}x{DAYS}", took, "s", want="<= 0.5")
    yield Row("results.metrics.apart", apart, "", want=f"<= {CLOSE}")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    done = work()
    return perf_counter() - begun, done


def _trades(count: int) -> Iterator[Row]:
    rng = random.Random(7)
    profits = [Decimal(rng.randrange(-10_000, 12_000)) / 100 for _ in range(1000)]
    multiple = Decimal("0.25")
    early, first = _adding(NONE, profits, multiple, MORE)
    begun = perf_counter()
    _, total = _adding(first, profits, multiple, count - 2 * MORE)
    took = perf_counter() - begun
    late, last = _adding(total, profits, multiple, MORE)
    assert last.trades == count
    yield Row(f"results.rebuild.{count}", took, "s")
    yield Row("results.one_more", late / MORE * 1e6, "us", bound=early / MORE * 1e6, want="<= 2")


def _adding(to: Tally, profits: list[Decimal], multiple: Decimal, count: int) -> tuple[float, Tally]:
    """Seconds for so many trades more, and their sum."""
    begun = perf_counter()
    for number in range(count):
        to = added(to, profits[number % 1000], multiple)
    return perf_counter() - begun, to
