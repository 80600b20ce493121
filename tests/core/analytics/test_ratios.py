"""Ratios against independent libraries within 1e-9 (pandas, the standard one), and against figures worked out by hand
(DF-01, DF-02, DF-04)."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analytics.against import Pair, alpha, beta, correlation, excess_return, on_same_days
from core.analytics.lack import Lack
from core.analytics.matrix import aligned, figures_of
from core.analytics.ratios import (
    LEAST_DAYS,
    calmar,
    consistency,
    daily_rate,
    days_in_year,
    deepest_fall,
    longest_fall,
    sharpe,
    sortino,
    total_return,
    volatility,
    yearly_return,
)
from core.analytics.riskscore import risk_score

CLOSE = 1e-9
FEW = settings(max_examples=40)
# Of one part in ten thousand, so that no two histories differ by what floats lose.
change = st.integers(-900, 900).map(lambda count: count / 10_000)
histories = st.lists(change, min_size=LEAST_DAYS, max_size=120).filter(lambda all_: len(set(all_)) > 2)
years = st.sampled_from([365, 252])
rates = st.sampled_from([0.0, 0.03, 0.05])


def near(ours: float | Lack, theirs: float) -> bool:
    """Equal within 1e-9 of its size."""
    assert not isinstance(ours, Lack), ours
    return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=CLOSE)


@FEW
@given(histories, years, rates)
def test_pandas_says_the_same_of_one_portfolio(changes, per_year, rate):
    theirs, riskless = pd.Series(changes), (1 + rate) ** (1 / per_year) - 1
    levels = pd.concat([pd.Series([1.0]), (1 + theirs).cumprod()])
    over = theirs - riskless

    assert near(total_return(changes), levels.iloc[-1] - 1)
    assert near(yearly_return(changes, per_year), levels.iloc[-1] ** (per_year / len(theirs)) - 1)
    assert near(volatility(changes, per_year), theirs.std() * math.sqrt(per_year))
    assert near(consistency(changes), theirs.std())
    assert near(deepest_fall(changes), (levels / levels.cummax() - 1).min())
    assert near(sharpe(changes, per_year, rate), over.mean() / over.std() * math.sqrt(per_year))


@FEW
@given(histories, years, rates)
def test_pandas_says_the_same_of_what_fell(changes, per_year, rate):
    theirs, riskless = pd.Series(changes), (1 + rate) ** (1 / per_year) - 1
    levels = pd.concat([pd.Series([1.0]), (1 + theirs).cumprod()])
    short = (theirs - riskless).clip(upper=0)

    ours = sortino(changes, per_year, rate)
    if min(changes) >= riskless:
        assert ours is Lack.DEVIATION
    else:
        downside = math.sqrt((short**2).mean() * per_year)
        assert near(ours, (theirs - riskless).mean() * per_year / downside)
    ours = calmar(changes, per_year)
    if min(changes) >= 0:
        assert ours is Lack.FALL
    else:
        yearly = levels.iloc[-1] ** (per_year / len(theirs)) - 1
        assert near(ours, yearly / -(levels / levels.cummax() - 1).min())


@FEW
@given(st.lists(st.tuples(change, change), min_size=LEAST_DAYS, max_size=120), years, rates)
def test_a_regression_line_says_the_same_of_a_benchmark(days, per_year, rate):
    mine, measure = [one for one, _ in days], [other for _, other in days]
    if len(set(measure)) < 3 or len(set(mine)) < 3:
        return
    pair, riskless = Pair(tuple(mine), tuple(measure)), (1 + rate) ** (1 / per_year) - 1

    # Jensen's alpha is where the line of excess over excess meets the axis, beta its slope.
    line = statistics.linear_regression([one - riskless for one in measure], [one - riskless for one in mine])
    assert near(beta(pair), line.slope)
    assert near(alpha(pair, per_year, rate), per_year * line.intercept)
    assert near(excess_return(pair), math.prod(1 + r for r in mine) - math.prod(1 + r for r in measure))
    assert near(correlation(mine, measure), statistics.correlation(mine, measure))
    assert near(correlation(mine, measure), float(np.corrcoef(mine, measure)[0, 1]))


def test_sharpe_of_days_worked_out_by_hand():
    # Ten days of +2 % and ten of -1 %: mean 0.5 %, deviation 1.5 % x sqrt(20 / 19), no riskless rate.
    changes = [0.02, -0.01] * 10

    expected = math.sqrt(365) * 0.005 / (0.015 * math.sqrt(20 / 19))
    assert near(sharpe(changes, 365, 0.0), expected)
    assert near(sortino(changes, 365, 0.0), math.sqrt(365) * 0.005 / (0.01 / math.sqrt(2)))


def test_the_riskless_day_makes_the_riskless_year():
    assert near((1 + daily_rate(0.03, 252)) ** 252, 1.03)


@pytest.mark.parametrize("figure", [sharpe, sortino, calmar, volatility, yearly_return, risk_score])
def test_few_days_give_no_figure(figure):
    assert figure([0.01, -0.01] * 9 + [0.02], 365) is Lack.DAYS
    assert not isinstance(figure([0.01, -0.01] * 10, 365), Lack)


def test_days_that_are_all_alike_give_no_ratio():
    flat = [0.0] * 30

    assert sharpe(flat, 365) is Lack.DEVIATION
    assert sharpe([0.001] * 30, 365) is Lack.DEVIATION
    assert sortino([0.001] * 30, 365) is Lack.DEVIATION
    assert calmar([0.001] * 30, 365) is Lack.FALL
    assert consistency(flat) == 0
    assert beta(Pair(tuple(flat), tuple(flat))) is Lack.DEVIATION
    assert correlation(flat, [0.01, -0.01] * 15) is Lack.DEVIATION


def test_the_fall_begins_at_what_there_was_at_first():
    # The draft divided by the peak of running profit, which is nothing here (DF-02).
    assert near(deepest_fall([-0.1, -0.1]), -0.19)
    assert near(deepest_fall([0.5, -0.2, 0.1, -0.25, 0.9]), 0.8 * 1.1 * 0.75 - 1)
    assert deepest_fall([0.1, 0.1]) == 0
    assert deepest_fall([]) == 0


def test_everything_lost_is_a_fall_of_all_and_a_year_of_nothing():
    changes = [0.01] * 19 + [-1.0]

    assert deepest_fall(changes) == -1
    assert yearly_return(changes, 365) == -1


def test_the_longest_fall_counts_days_below_the_peak():
    assert longest_fall([0.1, -0.05, 0.02, 0.1, -0.01]) == 2
    assert longest_fall([-0.1, 0.05, 0.05]) == 3
    assert longest_fall([0.1, 0.0, 0.1]) == 0


def test_coins_trade_every_day():
    assert (days_in_year(holds_crypto=True), days_in_year(holds_crypto=False)) == (365, 252)


def test_a_weekend_is_part_of_the_change_to_monday():
    friday = date(2026, 11, 20)
    changes = {friday + timedelta(days=days): 0.1 for days in range(1, 5)}
    closes = {friday: 100.0, friday + timedelta(days=3): 110.0, friday + timedelta(days=4): 99.0}

    pair = on_same_days(changes, closes)

    assert pair.mine == pytest.approx((1.1**3 - 1, 0.1))
    assert pair.theirs == pytest.approx((0.1, -0.1))


def test_days_that_one_of_them_lacks_are_left_out():
    friday = date(2026, 11, 20)
    changes = {friday + timedelta(days=days): 0.1 for days in (1, 3, 4)}
    closes = {friday + timedelta(days=days): 100.0 + days for days in range(5)}

    assert on_same_days(changes, closes).mine == pytest.approx((0.1, 0.1, 0.1))
    assert on_same_days({}, closes) == Pair((), ())
    assert excess_return(Pair((), ())) is Lack.BENCHMARK


@pytest.mark.parametrize(
    ("changes", "score"),
    [
        ([0.0, 0.0001] * 15, 1),
        ([0.02, -0.02] * 15, 3),
        ([0.2, -0.2] * 15, 10),
    ],
)
def test_the_risk_score_follows_its_formula(changes: Sequence[float], score: int):
    swing, fall = volatility(changes, 365), -deepest_fall(changes)
    assert not isinstance(swing, Lack)
    expected = 1 + 4.5 * min(1, swing / 0.8) + 4.5 * min(1, fall / 0.5)

    assert risk_score(changes, 365) == math.floor(expected + 0.5) == score


@FEW
@given(st.lists(st.lists(change, max_size=40), min_size=1, max_size=12), st.integers(20, 40), rates)
def test_a_crowd_gets_the_figures_of_each(portfolios, width, rate):
    table, days = aligned(portfolios, width)
    per_year = np.array([(365, 252)[row % 2] for row in range(len(portfolios))])

    found = figures_of(table, days, per_year, rate)

    for row, changes in enumerate(portfolios):
        own, year = changes[-width:], int(per_year[row])
        assert near(total_return(own), float(found.total_return[row]))
        assert near(deepest_fall(own), float(found.deepest_fall[row]))
        for ours, theirs in (
            (consistency(own), found.consistency[row]),
            (sharpe(own, year, rate), found.sharpe[row]),
            (sortino(own, year, rate), found.sortino[row]),
        ):
            assert np.isnan(theirs) if isinstance(ours, Lack) else near(ours, float(theirs))


def test_a_crowd_of_nobody():
    assert len(figures_of(*aligned([], 30), np.zeros(0, dtype=np.int64)).sharpe) == 0
