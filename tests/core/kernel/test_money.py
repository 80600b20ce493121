"""Exact money: nothing that is not a number gets in, currencies stay apart, rounding is named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Bug
from core.kernel.money import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_UP,
    Money,
    Price,
    Quantity,
    exact,
    plain,
    to_step,
)

D = Decimal

amounts = st.decimals(min_value=D("-1e12"), max_value=D("1e12"), places=18)
steps = st.sampled_from([D("0.00001"), D("0.01"), D("0.05"), D("0.1"), D(1), D(25)])


@pytest.mark.parametrize(
    "value", ["", "one", "1,000", "NaN", "Infinity", "-inf", "sNaN", 0.1, 1e300, None, b"1"]
)
def test_what_is_no_finite_number_is_a_bug(value):
    with pytest.raises(Bug):
        exact(value)


@pytest.mark.parametrize("value", ["0", "-0.01", "NaN", "Infinity", 0])
def test_a_price_is_above_zero(value):
    with pytest.raises(Bug):
        Price(value)


@pytest.mark.parametrize("value", ["-0.00001", "NaN", "-Infinity", -1])
def test_a_quantity_has_no_sign(value):
    with pytest.raises(Bug):
        Quantity(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0.000", "0"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("1.500", "1.5"),
        ("100", "100"),
        ("-2.50", "-2.5"),
    ],
)
def test_plain_text_has_no_exponent_and_no_zeros_at_the_end(value, text):
    assert plain(D(value)) == text


@given(amounts)
def test_equal_numbers_have_equal_text_and_lose_nothing(value):
    assert exact(plain(value)) == value
    assert plain(value) == plain(value * 1) == plain(value.normalize())


@given(amounts, steps, st.sampled_from([ROUND_DOWN, ROUND_UP, ROUND_CEILING, ROUND_HALF_EVEN]))
def test_rounding_to_a_step_gives_a_multiple_less_than_one_step_away(value, step, rounding):
    rounded = to_step(value, step, rounding)

    assert rounded % step == 0
    assert abs(rounded - value) < step


@given(amounts, steps)
def test_the_mode_names_the_direction(value, step):
    assert abs(to_step(value, step, ROUND_DOWN)) <= abs(value) <= abs(to_step(value, step, ROUND_UP))
    assert to_step(value, step, ROUND_CEILING) >= value


@given(amounts, amounts)
def test_adding_and_taking_away_again_is_exact(one, other):
    first, second = Money(one, "USDT"), Money(other, "USDT")

    assert first + second - second == first
    assert (-first).times(D(-1)) == first
    assert (first < second) == (one < other)


def test_a_product_keeps_every_digit():
    price, quantity = D("123456789.123456789012345678"), D("98765.432109876543210987")

    assert Money(price, "USDT").times(quantity).amount / quantity == price


@pytest.mark.parametrize("mix", [Money.__add__, Money.__sub__, Money.__lt__])
def test_currencies_do_not_mix(mix):
    with pytest.raises(Bug, match="USDT and EUR do not mix"):
        mix(Money(D(1), "USDT"), Money(D(1), "EUR"))


def test_money_is_never_made_of_a_float():
    with pytest.raises(Bug, match="float"):
        Money(0.1, "USDT")  # type: ignore[arg-type]
