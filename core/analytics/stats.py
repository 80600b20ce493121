"""All figures of one portfolio over one period, from its curve and its closed trades. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from core.analytics.against import alpha, beta, correlation, excess_return, on_same_days
from core.analytics.changes import as_float, as_floats, changes_of
from core.analytics.closed import (
    ClosedTrade,
    average_loss,
    average_multiple,
    average_multiple_lost,
    average_multiple_won,
    average_win,
    expectancy,
    exposure,
    profit_factor,
    tally,
    win_rate,
)
from core.analytics.curve import Curve
from core.analytics.lack import Lack
from core.analytics.model import EquityDay
from core.analytics.money_weighted import Flow, money_weighted
from core.analytics.ratios import (
    LEAST_DAYS,
    calmar,
    consistency,
    longest_fall,
    mean,
    sharpe,
    sortino,
    volatility,
)
from core.analytics.results import Against, Deepest, Figure, Returns, Trades, figure
from core.analytics.riskscore import risk_score
from core.risk.calculators import kelly, record_of

DAY = timedelta(days=1)
WEEKEND = (5, 6)


def whole_days(curve: Curve) -> list[EquityDay]:
    """Days that are over and stand for themselves alone. Ratios over days are made of no other."""
    return [day for day in curve.days if day.days == 1 and day.marked_at >= day.begins_at + DAY]


def daily_changes(curve: Curve, *, holds_crypto: bool) -> list[float]:
    """The changes that ratios are made of, one for each day with prices, oldest first.

    Where only shares are held nothing is priced on a weekend: what happened then is part of the day after it, so that a
    year has the 252 days by which it is counted.
    """
    days = whole_days(curve)
    found, growth = list[float](), 1.0
    for day, change in zip(days, as_floats(one.change for one in days), strict=True):
        growth *= 1 + change
        if holds_crypto or day.day.weekday() not in WEEKEND:
            found.append(growth - 1)
            growth = 1.0
    return found


def returns_of(
    curve: Curve, now: datetime, *, per_year: int, holds_crypto: bool, risk_free: float
) -> Returns:
    """Everything that follows from the daily worth."""
    changes = daily_changes(curve, holds_crypto=holds_crypto)
    few = len(changes) < LEAST_DAYS
    return Returns(
        since=curve.days[0].begins_at if curve.days else now,
        days=len(changes),
        missing=sum(day.days - 1 for day in curve.days),
        per_year=per_year,
        total=figure(curve.total) if curve.days else Figure(None, Lack.DAYS),
        money_weighted=figure(money_weighted(*flows_of(curve))),
        gained=curve.gained,
        fall=_deepest(curve),
        average=figure(Lack.DAYS if few else mean(changes)),
        consistency=figure(consistency(changes)),
        volatility=figure(volatility(changes, per_year)),
        sharpe=figure(sharpe(changes, per_year, risk_free)),
        sortino=figure(sortino(changes, per_year, risk_free)),
        calmar=figure(calmar(changes, per_year)),
        risk=figure(risk_score(changes, per_year)),
    )


def _deepest(curve: Curve) -> Deepest:
    fall = curve.fall
    return Deepest(
        share=fall.share,
        money=curve.money_fall,
        days=fall.days,
        longest=longest_fall(as_floats(curve.changes)),
        peak_at=None if fall.peak is None else midnight_of(fall.peak),
        bottom_at=None if fall.bottom is None else midnight_of(fall.bottom),
    )


def midnight_of(day: date) -> datetime:
    """00:00 UTC of a day."""
    return datetime.combine(day, time(), tzinfo=UTC)


def flows_of(curve: Curve) -> tuple[list[Flow], float]:
    """The flows of a curve and what there is at its end. As for the return of a day, what came in on a day counts
    from its beginning, and what went out until its end."""
    if not curve.days:
        return [], 0.0
    begins, ends = curve.days[0].begins_at, curve.days[-1].marked_at
    whole = (ends - begins) / DAY
    flows = [Flow(as_float(curve.began), 1.0)]
    for day in curve.days:
        first = day.begins_at - (day.days - 1) * DAY
        flows.append(Flow(as_float(day.paid_in), min((ends - first) / DAY / whole, 1.0)))
        flows.append(Flow(-as_float(day.taken_out), max((ends - day.marked_at) / DAY / whole, 0.0)))
    return [flow for flow in flows if flow.amount], as_float(curve.days[-1].equity)


def trades_of(
    closed: Sequence[ClosedTrade],
    held: Iterable[tuple[datetime, datetime]],
    since: datetime,
    until: datetime,
    unvalued: Sequence[str],
) -> Trades:
    """Everything that follows from closed trades. `held` is from when to when each trade, open ones too, was held.

    Where a fee has no worth yet, what its instrument brought is not known, and no figure in money is.
    """
    total = tally(closed)
    unknown = sorted({trade.symbol for trade in closed} & set(unvalued))
    record = record_of([trade.profit for trade in closed]) if not unknown else None
    return Trades(
        tally=total,
        win_rate=_money(win_rate(total), unknown),
        profit=_money(total.profit if total.trades else Lack.TRADES, unknown),
        profit_factor=_money(profit_factor(total), unknown),
        average_win=_money(average_win(total), unknown),
        average_loss=_money(average_loss(total), unknown),
        average_multiple=_money(average_multiple(total), unknown),
        average_multiple_won=_money(average_multiple_won(total), unknown),
        average_multiple_lost=_money(average_multiple_lost(total), unknown),
        expectancy=_money(expectancy(total), unknown),
        exposure=exposure(held, since, until),
        kelly=() if record is None else _parts(*record),
        kelly_why=None if record is not None else Lack.FEES if unknown else Lack.RECORD,
        unvalued=tuple(unknown),
    )


def _money(found: Decimal | Lack, unknown: Sequence[str]) -> Figure:
    return Figure(None, Lack.FEES) if unknown else figure(found)


def _parts(rate: Decimal, payoff: Decimal) -> tuple[Decimal, ...]:
    found = kelly(rate, payoff)
    return found.full, found.half, found.quarter


@dataclass(frozen=True, slots=True)
class Closes:
    """Closes by day of a benchmark: what people call it, what stands for it, and whether that is not the thing
    itself."""

    name: str
    symbol: str
    proxy: bool
    closes: Mapping[date, Decimal]


def held_against(curve: Curve, benchmark: Closes, *, per_year: int, risk_free: float) -> Against:
    """A portfolio against a benchmark: over the closes of both, on the same days (DF-04). Without closes, no
    figures."""
    # The day it was opened is a part of a day: no close-to-close of a benchmark is over the same hours.
    opened = curve.days[0] if curve.before is None and curve.days else None
    changes = {day.day: as_float(day.change) for day in whole_days(curve) if day != opened}
    pair = on_same_days(changes, {day: as_float(close) for day, close in benchmark.closes.items()})
    silent = not pair.mine
    return Against(
        name=benchmark.name,
        symbol=benchmark.symbol,
        proxy=benchmark.proxy,
        days=len(pair.mine),
        alpha=figure(Lack.BENCHMARK if silent else alpha(pair, per_year, risk_free)),
        beta=figure(Lack.BENCHMARK if silent else beta(pair)),
        excess=figure(excess_return(pair)),
        correlation=figure(Lack.BENCHMARK if silent else correlation(pair.mine, pair.theirs)),
    )


def correlations(closes: Mapping[str, Mapping[date, Decimal]]) -> tuple[tuple[Figure, ...], ...]:
    """The table of all with all, in their order; each pair over the closes of the days that both have (AN-15)."""
    names = list(closes)
    return tuple(
        tuple(figure(1.0 if one == other else _together(closes[one], closes[other])) for other in names)
        for one in names
    )


def _together(one: Mapping[date, Decimal], other: Mapping[date, Decimal]) -> float | Lack:
    days = sorted(one.keys() & other.keys())
    return correlation(changes_of([one[day] for day in days]), changes_of([other[day] for day in days]))
