"""Figures behind charts: months of a curve, fewer candles of many, the parts of a portfolio."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from core.analytics.curve import Curve
from core.analytics.days import ONE, PLACES
from core.charts.results import ChartBar, Holding, MonthReturn
from core.kernel.money import ZERO, to_step
from core.market.candles import Series, instant
from core.portfolio.results import PortfolioView


def months_of(curve: Curve) -> tuple[MonthReturn, ...]:
    """The return of each calendar month, oldest first: the product of 1 + change of its days, less 1 (DF-02)."""
    grown: dict[tuple[int, int], Decimal] = {}
    for day in curve.days:
        key = (day.day.year, day.day.month)
        grown[key] = grown.get(key, ONE) * (ONE + day.change)
    return tuple(
        MonthReturn(year, month, to_step(factor - ONE, PLACES, ROUND_HALF_EVEN))
        for (year, month), factor in sorted(grown.items())
    )


def bars_of(series: Series, most: int) -> tuple[ChartBar, ...]:
    """At most so many candles: neighbours are put together, as many each time, so that none of their prices is lost."""
    each = -(-len(series) // most)
    return tuple(
        _together(series, start, min(start + each, len(series))) for start in range(0, len(series), each)
    )


def _together(series: Series, start: int, end: int) -> ChartBar:
    return ChartBar(
        at=instant(series.times[start]),
        open=series.price(series.opens[start]),
        high=series.price(max(series.highs[start:end])),
        low=series.price(min(series.lows[start:end])),
        close=series.price(series.closes[end - 1]),
    )


def holdings_of(view: PortfolioView) -> tuple[tuple[Holding, ...], Holding]:
    """The parts of a portfolio, the largest first, and its free money. What has no price is in neither."""

    def part(name: str, value: Decimal) -> Holding:
        return Holding(
            name, value, to_step(value / view.equity, PLACES, ROUND_HALF_EVEN) if view.equity else ZERO
        )

    held = [part(line.symbol, line.value) for line in view.positions if line.value]
    held += [part(one.currency, one.value) for one in view.other_cash if one.value]
    return tuple(sorted(held, key=lambda one: (-abs(one.value), one.symbol))), part(view.currency, view.cash)
