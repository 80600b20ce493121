"""The return of the money itself, against the roots of its polynomial."""

from __future__ import annotations

import math

import numpy as np
import numpy_financial
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analytics.lack import Lack
from core.analytics.money_weighted import Flow, money_weighted
from core.analytics.ratios import total_return


def test_without_flows_it_is_the_plain_return():
    assert money_weighted([Flow(1000.0, 1.0)], 1100.0) == pytest.approx(0.1, rel=1e-9)
    assert money_weighted([Flow(1000.0, 1.0)], 900.0) == pytest.approx(-0.1, rel=1e-9)
    assert money_weighted([Flow(1000.0, 1.0)], 1000.0) == 0


def test_money_that_came_late_earned_for_less_long():
    # 1,000 for a whole period and 1,000 for half of it, at 21 % a period: 1,210 + 1,100.
    assert money_weighted([Flow(1000.0, 1.0), Flow(1000.0, 0.5)], 2310.0) == pytest.approx(0.21, rel=1e-9)


def test_whoever_pays_in_before_the_fall_fares_worse_than_the_trading():
    changes = [0.5, -0.2]
    flows = [Flow(100.0, 1.0), Flow(900.0, 0.5)]

    found = money_weighted(flows, (100 * 1.5 + 900) * 0.8)

    assert not isinstance(found, Lack)
    assert found < 0 < total_return(changes)


def test_nothing_paid_in_has_no_rate():
    assert money_weighted([], 10.0) is Lack.FLOWS
    assert money_weighted([Flow(0.0, 1.0)], 10.0) is Lack.FLOWS
    # All taken out again, and something is left: no rate explains it.
    assert money_weighted([Flow(-100.0, 1.0)], 50.0) is Lack.FLOWS


@settings(max_examples=40)
@given(
    st.lists(st.integers(-40, 100), min_size=1, max_size=12),
    st.integers(500, 100_000),
    st.lists(st.integers(-200, 300).map(lambda part: part / 1000), min_size=12, max_size=12),
)
def test_it_is_a_root_of_the_flows(later, begins_with, changes):
    days = len(later) + 1
    amounts = [float(begins_with), *(float(one) for one in later)]
    worth = 0.0
    for amount, one in zip(amounts, changes, strict=False):
        worth = (worth + amount) * (1 + one)

    found = money_weighted([Flow(amount, (days - day) / days) for day, amount in enumerate(amounts)], worth)

    # With x = (1 + r)^(1 / days): a polynomial, whose roots another library knows.
    roots = np.roots([*amounts, -worth])
    rates = [root.real**days - 1 for root in roots if abs(root.imag) < 1e-7 and root.real > 0]
    assert not isinstance(found, Lack)
    assert any(math.isclose(found, rate, rel_tol=1e-9, abs_tol=1e-9) for rate in rates)


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=30),
    st.integers(500, 100_000),
    st.lists(st.integers(-200, 300).map(lambda part: part / 1000), min_size=31, max_size=31),
)
def test_where_money_only_came_in_the_library_finds_the_same(later, begins_with, changes):
    days = len(later) + 1
    amounts = [float(begins_with), *(float(one) for one in later)]
    worth = 0.0
    for amount, one in zip(amounts, changes, strict=False):
        worth = (worth + amount) * (1 + one)

    found = money_weighted([Flow(amount, (days - day) / days) for day, amount in enumerate(amounts)], worth)

    daily = float(numpy_financial.irr([*(-amount for amount in amounts), worth]))
    assert not isinstance(found, Lack)
    assert math.isclose(found, (1 + daily) ** days - 1, rel_tol=1e-9, abs_tol=1e-9)
