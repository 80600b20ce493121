"""Figures of closed trades against fractions, which round nothing (AN-01 to AN-10, AN-16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.attribution import By, cause_of, parts
from core.analytics.closed import (
    NONE,
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
    together,
    win_rate,
)
from core.analytics.lack import Lack

D = Decimal
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
# An R is rounded to twelve places, other quotients at the fiftieth digit, and nothing else rounds.
CLOSE = Fraction(1, 10**20)
CLOSE_R = Fraction(1, 10**12)


def a_closed(
    profit: str | Decimal,
    *,
    risk: str | Decimal | None = None,
    cost: str | Decimal = "1000",
    symbol: str = "BTC/USDT",
    provider: str = "",
    triggered_by: str = "manual",
    opened_at: datetime = NOON,
) -> ClosedTrade:
    return ClosedTrade(
        trade="T-7K2Q",
        portfolio="portfolio",
        symbol=symbol,
        quote="USDT",
        profit=D(profit),
        cost=D(cost),
        risk=None if risk is None else D(risk),
        triggered_by=triggered_by,
        provider=provider,
        opened_at=opened_at,
        closed_at=opened_at + HOUR,
    )


amounts = st.integers(-(10**9), 10**9).map(lambda count: D(count) / 10**6)
risks = st.one_of(st.none(), st.integers(1, 10**8).map(lambda count: D(count) / 10**6))
trades = st.lists(
    st.builds(
        a_closed,
        st.one_of(st.just(D(0)), amounts),
        risk=risks,
        symbol=st.sampled_from(["BTC/USDT", "ETH/USDT", "ADA/USDT"]),
        provider=st.sampled_from(["", "north", "otto"]),
        triggered_by=st.sampled_from(["manual", "signal:1", "signal:2", "bot:7"]),
        opened_at=st.integers(0, 100).map(lambda hours: NOON + hours * HOUR),
    ),
    max_size=30,
)


def same(ours: Decimal | Lack, expected: Fraction | Lack, close: Fraction = CLOSE) -> bool:
    if isinstance(ours, Lack) or isinstance(expected, Lack):
        return ours is expected
    apart: Fraction = abs(Fraction(ours) - expected)
    return apart <= close * max(Fraction(1), abs(expected))


def mean(numbers: list[Fraction], why: Lack) -> Fraction | Lack:
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else why


@given(trades)
def test_figures_are_those_of_fractions(closed):
    profits = [Fraction(trade.profit) for trade in closed]
    wins, losses = [one for one in profits if one > 0], [-one for one in profits if one < 0]
    found = tally(closed)

    assert (found.trades, found.won, found.losing) == (len(closed), len(wins), len(losses))
    assert found.even == len([one for one in profits if one == 0])
    assert Fraction(found.profit) == sum(profits, Fraction(0))
    none = Lack.TRADES
    assert same(win_rate(found), Fraction(len(wins), len(closed)) if closed else none)
    assert same(average_win(found), mean(wins, Lack.WINS if closed else none))
    assert same(average_loss(found), mean(losses, Lack.LOSSES if closed else none))
    assert same(expectancy(found), mean(profits, none))
    factor = sum(wins, Fraction(0)) / sum(losses) if losses else Lack.LOSSES if closed else none
    assert same(profit_factor(found), factor)
    multiples = [Fraction(one.profit) / Fraction(one.risk) for one in closed if one.risk is not None]
    assert same(average_multiple(found), mean(multiples, Lack.STOPS if closed else none), CLOSE_R)
    assert found.unmeasured == len(closed) - len(multiples)


@given(trades)
def test_expectancy_is_what_its_formula_says(closed):
    found = tally(closed)
    rate, gain, loss = win_rate(found), average_win(found), average_loss(found)
    if isinstance(rate, Lack):
        return
    losing = Fraction(found.losing, found.trades)
    gained = Fraction(0) if isinstance(gain, Lack) else Fraction(gain)
    lost = Fraction(0) if isinstance(loss, Lack) else Fraction(loss)

    assert same(expectancy(found), Fraction(rate) * gained - losing * lost)


@given(trades, st.integers(0, 30))
def test_sums_of_parts_are_the_whole(closed, at):
    whole = tally(closed)

    assert together(tally(closed[:at]), tally(closed[at:])) == whole
    for by in By:
        total = NONE
        for part in parts(closed, by):
            total = together(total, part.tally)
        assert total == whole


def test_winners_and_losers_have_their_own_r():
    found = tally([a_closed("90", risk="100"), a_closed("-103", risk="100"), a_closed("50")])

    assert (average_multiple_won(found), average_multiple_lost(found)) == (D("0.9"), D("-1.03"))
    assert (found.measured, found.unmeasured) == (2, 1)


def test_what_is_lacking_says_why():
    assert {win_rate(NONE), profit_factor(NONE), expectancy(NONE), average_win(NONE)} == {Lack.TRADES}
    won, lost = tally([a_closed("5")]), tally([a_closed("-5")])
    assert profit_factor(won) is average_loss(won) is average_multiple_lost(won) is Lack.LOSSES
    assert profit_factor(lost) == 0
    assert average_win(lost) is average_multiple_won(lost) is Lack.WINS
    assert average_multiple(won) is average_multiple_won(won) is Lack.STOPS


def test_a_trade_that_ends_at_nothing_is_neither_won_nor_lost():
    found = tally([a_closed("0", risk="10"), a_closed("3", risk="10")])

    assert (found.won, found.losing, found.even) == (1, 0, 1)
    assert win_rate(found) == D("0.5")


def test_a_result_is_told_apart_by_what_caused_it():
    closed = [
        a_closed("7", provider="north", triggered_by="signal:1"),
        a_closed("-2", provider="north", triggered_by="signal:2"),
        a_closed("1", triggered_by="bot:7", symbol="ETH/USDT"),
        a_closed("9", opened_at=NOON - 3 * HOUR),
    ]

    assert [(part.word, part.tally.profit) for part in parts(closed, By.PROVIDER)] == [
        ("", D(10)),
        ("north", D(5)),
    ]
    assert [part.word for part in parts(closed, By.CAUSE)] == ["manual", "signal", "bot:7"]
    assert [part.word for part in parts(closed, By.SYMBOL)] == ["BTC/USDT", "ETH/USDT"]
    assert [part.word for part in parts(closed, By.HOUR)] == ["09", "12"]
    assert cause_of(closed[1]) == "signal"


@pytest.mark.parametrize(
    ("held", "share"),
    [
        ([], "0"),
        ([(0, 10)], "1"),
        ([(-5, 2), (1, 3)], "0.3"),
        ([(1, 3), (1, 2), (8, 20)], "0.4"),
        ([(-9, -3), (12, 15)], "0"),
    ],
)
def test_time_in_the_market_counts_once(held, share):
    spans = [(NOON + begun * HOUR, NOON + over * HOUR) for begun, over in held]

    assert exposure(spans, NOON, NOON + 10 * HOUR) == D(share)
