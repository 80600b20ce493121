"""Amounts as people mean them: units, money, a part of the account."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price
from core.orders.amount import Amount, Unit
from core.orders.options import read_amount, write_amount
from tests.core.builders import RULES

D = Decimal


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("0.5", Unit.UNITS, "0.5"),
        (".5", Unit.UNITS, "0.5"),
        ("$50", Unit.MONEY, "50"),
        ("$1.5k", Unit.MONEY, "1500"),
        ("1,250.50", Unit.UNITS, "1250.50"),
        ("10%", Unit.SHARE, "10"),
        ("100%", Unit.SHARE, "100"),
        ("2m", Unit.UNITS, "2000000"),
    ],
)
def test_an_amount_as_typed(typed, unit, value):
    assert read_amount(typed) == Amount(unit, D(value))


@pytest.mark.parametrize(
    "typed",
    ["", "0", "$0", "0%", "101%", "$5%", "-1", "half", "1,00", "1e5", "NaN", "%", "$", "9" * 40],
)
def test_what_is_no_amount(typed):
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    ("amount", "quantity"),
    [
        (Amount(Unit.UNITS, D("0.5")), "0.5"),
        (Amount(Unit.UNITS, D("0.000019")), "0.00001"),
        (Amount(Unit.MONEY, D(50)), "0.00083"),
        (Amount(Unit.SHARE, D(10)), "0.01666"),
        (Amount(Unit.MONEY, D("0.1")), "0"),
    ],
)
def test_units_are_rounded_down_to_the_step(amount, quantity):
    assert amount.quantity(D(10000), Price(60000), RULES) == D(quantity)


@given(
    st.sampled_from(Unit),
    st.integers(1, 10**9).map(lambda count: D(count) / 1000),
    st.integers(1, 10**8).map(lambda ticks: Price(D(ticks) / 100)),
    st.integers(0, 10**9).map(lambda cents: D(cents) / 100),
)
def test_never_more_is_bought_than_was_said(unit, value, price, equity):
    quantity = Amount(unit, value).quantity(equity, price, RULES)

    most = {Unit.UNITS: value, Unit.MONEY: value / price, Unit.SHARE: equity * value / 100 / price}[unit]
    assert quantity <= most < quantity + RULES.step


@given(st.sampled_from(Unit), st.integers(1, 100_000).map(lambda count: D(count) / 1000))
def test_an_amount_is_written_as_it_would_be_typed(unit, value):
    amount = Amount(unit, value)

    assert read_amount(write_amount(amount)) == amount


@given(st.text(max_size=12))
def test_any_text_has_an_answer(text):
    amount = read_amount(text)

    assert amount is None or amount.value > 0
