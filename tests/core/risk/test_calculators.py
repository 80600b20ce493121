"""The calculators: units for a risk, reward/risk after fees, Kelly; with the figures of the rules (DF-32, DF-33)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.risk.calculators import Kelly, kelly, record_of, reward_risk, units_for

D = Decimal

points = st.integers(0, 10_000).map(lambda count: D(count) / 10_000)
amounts = st.integers(1, 10**7).map(lambda count: D(count) / 100)


@pytest.mark.parametrize(
    ("risk", "entry", "stop", "commission", "step", "units"),
    [
        ("50", "60000", "58500", "0", "0.00001", "0.03333"),
        ("500", "100", "95", "0", "1", "100"),
        # 500 / (5 + 2 x 0.05): the commission of both ways is lost as well.
        ("500", "100", "95", "0.05", "1", "98"),
        ("500", "95", "100", "0.05", "1", "98"),
        ("0", "100", "95", "0", "1", "0"),
        ("500", "100", "100", "0", "1", "0"),
    ],
)
def test_units_for_a_risk(risk, entry, stop, commission, step, units):
    assert units_for(D(risk), D(entry), D(stop), D(commission), D(step)) == D(units)


@given(amounts, amounts, amounts, points, st.sampled_from([D(1), D("0.1"), D("0.00001")]))
def test_no_more_than_the_risk_is_lost_and_one_step_more_would_be(risk, entry, stop, commission, step):
    units = units_for(risk, entry, stop, commission, step)
    loss = abs(entry - stop) + 2 * commission

    assert units % step == 0
    assert units * loss <= risk
    assert not loss or (units + step) * loss > risk


@pytest.mark.parametrize(
    ("target", "rate", "commission", "ratio"),
    [
        ("63000", "0", "0", "2.00"),
        # (3,000 - 123.00) / (1,500 + 118.50)
        ("63000", "0.001", "0", "1.78"),
        ("63000", "0", "50", "1.81"),
        # Fees can eat all of a small gain.
        ("60100", "0.001", "0", "-0.01"),
    ],
)
def test_reward_for_a_risk_after_fees(target, rate, commission, ratio):
    assert reward_risk(D(60000), D(58500), D(target), D(rate), D(commission)) == D(ratio)


def test_nothing_at_risk_has_no_ratio():
    assert reward_risk(D(100), D(100), D(110), D(0)) is None


@pytest.mark.parametrize(
    ("win_rate", "payoff", "fractions"),
    [
        ("0.55", "1.5", ("0.25", "0.125", "0.0625")),
        ("0.4", "1", ("0", "0", "0")),  # never negative
        ("1", "2", ("1", "0.5", "0.25")),
        ("0.5", "0", ("0", "0", "0")),
        ("0.6", "1.7", ("0.3647", "0.1823", "0.0911")),  # 0.6 - 0.4 / 1.7 = 0.36470..., rounded down
    ],
)
def test_kelly(win_rate, payoff, fractions):
    assert kelly(D(win_rate), D(payoff)) == Kelly(*(D(one) for one in fractions))


@given(points, amounts)
def test_kelly_is_a_share_and_its_parts_are_no_larger(win_rate, payoff):
    found = kelly(win_rate, payoff)

    assert 0 <= found.quarter <= found.half <= found.full <= 1


def test_a_record_needs_thirty_trades_and_both_kinds():
    wins, losses = [D(30)] * 18, [D(-20)] * 12

    assert record_of(wins + losses) == (D("0.6"), D("1.5"))
    assert record_of(wins + losses[1:]) is None
    assert record_of(wins * 2) is None
    assert record_of(losses * 3) is None
    assert record_of([D(0)] * 10 + wins + losses) == (D("0.45"), D("1.5"))
