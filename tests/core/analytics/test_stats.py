"""Figures of a portfolio from its days and closed trades: which days count, which flows, and what is lacking why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.analytics.curve import Curve
from core.analytics.days import Flow as Paid
from core.analytics.days import day_of
from core.analytics.lack import Lack
from core.analytics.model import EquityDay
from core.analytics.ratios import sharpe
from core.analytics.stats import (
    Closes,
    correlations,
    daily_changes,
    flows_of,
    held_against,
    returns_of,
    trades_of,
    whole_days,
)
from tests.core.analytics.test_closed import a_closed

D = Decimal
MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def a_curve(worths: list[str], flows: dict[int, str] | None = None, *, now: datetime | None = None) -> Curve:
    """Days from Monday on, each with its worth at its end; the first 1,000 were paid in on the first. `flows` come
    at the beginning of their day."""
    days, last = list[EquityDay](), None
    for number, worth in enumerate(worths):
        at = MONDAY + number * DAY
        paid = [Paid(at, D(1000), D(0))] if not number else []
        if flows and number in flows and last is not None:
            paid = [Paid(at, D(flows[number]), last.equity)]
        last = day_of("book", last, D(worth), paid, begins_at=at, marked_at=at + DAY)
        days.append(last)
    if now is not None:
        days[-1] = replace(days[-1], marked_at=now)
    return Curve(None, tuple(days))


def up_and_down(days: int) -> list[str]:
    worths, worth = list[str](), D(1000)
    for day in range(days):
        worth *= D("1.02") if day % 2 else D("0.99")
        worths.append(str(worth.quantize(D("0.01"))))
    return worths


def test_today_is_no_day_yet():
    curve = a_curve(["1000", "1010", "1005"], now=MONDAY + 2 * DAY + timedelta(hours=5))

    assert [day.equity for day in whole_days(curve)] == [D(1000), D(1010)]
    found = returns_of(curve, MONDAY + 3 * DAY, per_year=365, holds_crypto=True, risk_free=0.03)
    assert found.days == 2
    assert found.total.value == D("0.005")


def test_a_day_that_stands_for_several_is_in_no_ratio():
    curve = a_curve(["1000", "1010", "1005"])
    curve = Curve(None, (*curve.days[:2], replace(curve.days[2], days=3)))

    found = returns_of(curve, MONDAY + 3 * DAY, per_year=365, holds_crypto=True, risk_free=0.03)

    assert (found.days, found.missing) == (2, 2)
    assert found.total.value == D("0.005")


def test_ratios_are_of_the_days_of_the_curve():
    curve = a_curve(up_and_down(24))

    found = returns_of(curve, MONDAY + 24 * DAY, per_year=365, holds_crypto=True, risk_free=0.03)

    changes = [float(day.change) for day in curve.days]
    assert found.sharpe.value == pytest.approx(D(sharpe(changes, 365, 0.03)), rel=D("1e-8"))
    assert found.days == 24
    assert found.average.value is not None
    assert found.risk.value in {D(score) for score in range(1, 11)}


def test_what_is_lacking_says_why():
    found = returns_of(a_curve(["1000", "1010"]), MONDAY, per_year=365, holds_crypto=True, risk_free=0.03)

    lacking = (
        found.sharpe,
        found.sortino,
        found.calmar,
        found.volatility,
        found.consistency,
        found.risk,
        found.average,
    )
    assert {(one.value, one.why) for one in lacking} == {(None, Lack.DAYS)}
    still = returns_of(a_curve(["1000"] * 30), MONDAY, per_year=365, holds_crypto=True, risk_free=0.03)
    assert (still.sharpe.value, still.sharpe.why, still.calmar.why) == (None, Lack.DEVIATION, Lack.FALL)
    nothing = returns_of(Curve(None, ()), MONDAY, per_year=365, holds_crypto=True, risk_free=0.03)
    assert (nothing.total.why, nothing.money_weighted.why) == (Lack.DAYS, Lack.FLOWS)


def test_shares_have_no_weekend():
    # Monday to Sunday and the Monday after: what Saturday and Sunday changed is part of that Monday.
    curve = a_curve(["1000", "1010", "1010", "1010", "1010", "1020", "1030", "1040"])

    assert len(daily_changes(curve, holds_crypto=True)) == 8
    working = daily_changes(curve, holds_crypto=False)
    assert len(working) == 6
    assert working[-1] == pytest.approx(1040 / 1010 - 1)


def test_a_deposit_is_no_return_and_the_money_fares_as_it_was_paid_in():
    # +10 % with 1,000, then -10 % with 11,100: the trading lost 1 %, its owner nearly 10 %.
    curve = a_curve(["1100", "9990"], {1: "10000"})

    found = returns_of(curve, MONDAY + 2 * DAY, per_year=365, holds_crypto=True, risk_free=0.03)

    assert found.total.value == D("-0.01")
    assert found.gained == D("-1010")
    assert found.fall.share == D("-0.1")
    assert found.fall.money == D("-1110")
    assert found.money_weighted.value is not None
    assert D("-0.19") < found.money_weighted.value < D("-0.15")  # of two days: 1,000 for both, 10,000 for one


def test_the_flows_of_a_span_begin_with_what_was_there():
    curve = a_curve(["1100", "9990", "9990"], {1: "10000"})
    later = Curve(curve.days[0], curve.days[1:])

    flows, ends = flows_of(later)

    assert [(flow.amount, flow.left) for flow in flows] == [(1100.0, 1.0), (10000.0, 1.0)]
    assert ends == 9990.0


def test_a_portfolio_that_is_the_benchmark_has_beta_one_and_no_alpha():
    worths = up_and_down(30)
    curve = a_curve(worths)
    bitcoin = Closes("BTC", "BTC/USDT", proxy=False, closes={day.day: day.equity for day in curve.days})

    found = held_against(curve, bitcoin, per_year=365, risk_free=0.03)

    assert found.days == 29
    assert found.beta.value == pytest.approx(D(1), abs=D("1e-8"))
    assert found.alpha.value == pytest.approx(D(0), abs=D("1e-8"))
    assert found.excess.value == pytest.approx(D(0), abs=D("1e-8"))
    assert found.correlation.value == pytest.approx(D(1), abs=D("1e-8"))


def test_a_silent_benchmark_leaves_no_figures():
    found = held_against(a_curve(up_and_down(30)), Closes("BTC", "", False, {}), per_year=365, risk_free=0.03)

    assert {one.why for one in (found.beta, found.alpha, found.excess, found.correlation)} == {Lack.BENCHMARK}
    assert found.symbol == ""


def test_a_fee_without_a_worth_leaves_no_money_figure():
    closed = [a_closed("5", symbol="ETH/USDT"), a_closed("-3")]

    found = trades_of(closed, [], MONDAY, MONDAY + DAY, ["ETH/USDT", "ADA/USDT"])

    assert found.unvalued == ("ETH/USDT",)
    assert {found.profit.why, found.win_rate.why, found.expectancy.why, found.kelly_why} == {Lack.FEES}
    assert trades_of(closed, [], MONDAY, MONDAY + DAY, ["ADA/USDT"]).profit.value == D(2)


def test_kelly_needs_thirty_trades():
    closed = [a_closed("20") if number % 2 else a_closed("-10") for number in range(29)]

    few = trades_of(closed, [], MONDAY, MONDAY + DAY, [])
    enough = trades_of([*closed, a_closed("20")], [], MONDAY, MONDAY + DAY, [])

    assert (few.kelly, few.kelly_why) == ((), Lack.RECORD)
    # W = 1/2, R = 2: 1/2 - 1/2 / 2.
    assert (enough.kelly, enough.kelly_why) == ((D("0.25"), D("0.125"), D("0.0625")), None)


def test_correlations_are_over_the_days_that_both_have():
    days = [(MONDAY + number * DAY).date() for number in range(30)]
    one = {day: D(100 + (number * 7) % 11) for number, day in enumerate(days)}
    twice = {day: 2 * close for day, close in one.items()}
    short = {day: close for day, close in one.items() if day < days[15]}

    table = correlations({"ONE": one, "TWICE": twice, "SHORT": short})

    assert [table[at][at].value for at in range(3)] == [D(1)] * 3
    assert table[0][1].value == table[1][0].value == D(1)
    assert table[0][2].why is Lack.DAYS
