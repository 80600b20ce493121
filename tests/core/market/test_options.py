"""Amounts and prices as people type them: read as they are meant, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.market.options import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("58k", "58000"),
        ("62,000", "62000"),
        ("1,250,000.5", "1250000.5"),
        ("$1.5m", "1500000"),
        (".85", "0.85"),
        ("0.50", "0.50"),
        ("0", "0"),
    ],
)
def test_a_number_is_read(typed: str, number: str):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["0,5", "0,500", "1,5", "60.012,00", "1.234.567", "60 012", "-1", "1e3", ""]
)
def test_what_a_comma_or_a_point_leaves_open_is_no_number(typed: str):
    """Where people write a comma before decimals, `0,500` is a half: nobody may get five hundred of it."""
    assert read_number(typed) is None
