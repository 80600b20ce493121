"""What a provider hears about a draft: every finding, those that block first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.kernel.money import Price
from core.market.symbols import builtin_table
from core.signals.checking import check, ratios, small_followers
from core.signals.read import read

TABLE = builtin_table()
LIVE = {"BTC/USDT": Decimal(60_000)}


def findings(text: str) -> list[tuple[str, bool]]:
    readings = read(
        text, table=TABLE, price=lambda instrument: Price(LIVE.get(instrument.symbol, Decimal(1)))
    )
    return [(one.code, one.blocks) for one in check(readings, LIVE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000", []),
        ("gm all", [("no_trade", True)]),
        ("LONG BTC/USDT entry 60000 sl 61000 tp 61500 63000", [("wrong_stop", True)]),
        ("SHORT BTC/USDT entry 60000 sl 61500 tp 61000", [("wrong_target", True)]),
        ("LONG BTC/USDT entry 60000 tp 61500", [("no_stop", True)]),
        ("LONG BTC/USDT entry 60000 sl 58500", [("no_target", False)]),
        ("LONG BTC/USDT entry 60000 sl 58500 tp 60600", [("thin", False)]),
        ("LONG BTC/USDT entry 40000 sl 39000 tp 44000", [("far", False)]),
        (
            "long btc 60k sl 61k tp 61.5 / 63",
            [("wrong_stop", True), ("short_number", False), ("short_number", False)],
        ),
    ],
)
def test_a_draft_is_told(text: str, found: list[tuple[str, bool]]):
    assert findings(text) == found


def test_reward_over_risk():
    (reading,) = read("LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000", table=TABLE)
    (wrong,) = read("LONG BTC/USDT entry 60000 sl 61000 tp 61500", table=TABLE)

    assert ratios(reading, None) == (Decimal(1), Decimal(2))
    assert ratios(wrong, None) == ()


def test_small_followers_are_counted_from_five_on():
    (one,) = small_followers(8, 5, 2)

    assert dict(one.facts) == {"share": "62", "targets": "2"}
    assert small_followers(4, 4, 2) == ()
    assert small_followers(8, 0, 2) == ()
    assert small_followers(8, 5, 1) == ()
