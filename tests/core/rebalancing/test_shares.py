"""What a portfolio is made of beside its targets, and which of it is news."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from core.rebalancing.model import CASH, RebalancingTarget
from core.rebalancing.shares import look_at, parts_of

NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
BTC, ETH = "BTC/USD", "ETH/USD"
WANTED = {BTC: Decimal("0.5"), ETH: Decimal("0.3"), CASH: Decimal("0.2")}
BAND = Decimal("0.05")


def target(asset: str, *, told: bool = False, muted: bool = False) -> RebalancingTarget:
    return RebalancingTarget(
        portfolio="p",
        asset=asset,
        person="ann",
        share=WANTED[asset],
        place=0,
        alerted_at=NOW if told else None,
        muted=muted,
    )


def seen(btc: str, *targets: RebalancingTarget):
    """A portfolio of 4,000 with so much of it in BTC, 30 % in ETH and the rest in cash."""
    value = Decimal(4000) * Decimal(btc)
    parts = parts_of(WANTED, {BTC: value, ETH: Decimal(1200)}, Decimal(2800) - value)
    return look_at(parts, BAND, targets)


def test_the_storyboard_s_figures():
    values = {BTC: Decimal(2328), ETH: Decimal(964)}

    btc, eth, cash = parts_of(WANTED, values, Decimal(708))

    assert [part.drift for part in (btc, eth, cash)] == [
        Decimal("0.082"),
        Decimal("-0.059"),
        Decimal("-0.023"),
    ]
    assert [part.off(Decimal(4000)) for part in (btc, eth, cash)] == [
        Decimal(328),
        Decimal(-236),
        Decimal(-92),
    ]


def test_what_has_no_target_is_part_of_the_whole_and_not_off():
    parts = parts_of({BTC: Decimal("0.5")}, {BTC: Decimal(500), "SOL/USD": Decimal(250)}, Decimal(250))

    assert [(part.asset, part.have, part.drift) for part in parts] == [
        (BTC, Decimal("0.5"), Decimal(0)),
        (CASH, Decimal("0.25"), None),
        ("SOL/USD", Decimal("0.25"), None),
    ]


def test_nothing_that_is_worth_nothing_has_shares():
    assert parts_of(WANTED, {}, Decimal(0)) == ()
    assert parts_of(WANTED, {BTC: Decimal(-5)}, Decimal(1)) == ()


def test_news_is_what_reached_the_band_on_either_side():
    assert seen("0.5499", target(BTC)).news == ()
    assert seen("0.55", target(BTC)).news == (BTC,)
    assert seen("0.45", target(BTC)).news == (BTC,)


def test_what_was_told_is_no_news_until_it_was_back_inside_half_of_the_band():
    told = target(BTC, told=True)

    assert seen("0.60", told).news == ()
    assert seen("0.5251", told).back == ()
    assert seen("0.525", told).back == (BTC,)
    assert seen("0.475", told).back == (BTC,)


def test_what_is_muted_is_never_news():
    assert seen("0.9", target(BTC, muted=True)) == seen("0.5")


def test_another_asset_is_news_of_its_own():
    look = seen("0.60", target(BTC, told=True), target(CASH))

    assert (look.news, look.outside) == ((CASH,), (BTC, CASH))
