"""Rates between currencies: over the market's own pairs, the path told, and none made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.market.exchange import told, way, worth
from core.market.symbols import builtin_table

D = Decimal
PRICES = {
    "EUR/USD": D("1.08"),
    "USDT/USD": D("0.999"),
    "BNB/USDT": D(600),
    "USD/JPY": D(150),
    "BNB/USD": D(601),
}


@pytest.mark.parametrize(
    ("base", "quote", "path", "rate"),
    [
        ("EUR", "USD", "EUR/USD", D("1.08")),
        ("USD", "EUR", "EUR/USD", D("0.925925925925925926")),
        ("BNB", "USDT", "BNB/USDT", D(600)),
        ("EUR", "USDT", "EUR/USD, USDT/USD", D("1.081081081081081080")),
        ("USDT", "JPY", "USDT/USD, USD/JPY", D("149.850")),
        ("USDT", "USDT", "", D(1)),
    ],
)
def test_a_rate_says_which_way_it_went(base: str, quote: str, path: str, rate: D):
    legs = way(builtin_table(), base, quote)

    assert legs is not None
    assert told(legs) == path
    assert abs(worth(legs, PRICES) - rate) <= D("2E-18")


def test_what_has_no_pair_has_no_rate():
    assert way(builtin_table(), "XYZ", "USDT") is None
    assert way(builtin_table(), "USDT", "XYZ") is None


def test_a_stablecoin_is_no_instrument_by_its_bare_name():
    assert builtin_table().find("USDT") is None
    assert builtin_table().find("USDT/USD") is not None
