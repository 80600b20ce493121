"""How targets are typed, and what of it is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.rebalancing.mix import Mix, read_mix


@pytest.mark.parametrize(
    ("text", "mix"),
    [
        ("btc 50 eth 30 cash 20 drift 5", ("btc", "0.5", "eth", "0.3", "0.2", "0.05", "")),
        ("BTC=50%, ETH=30%; cash: 20 %, drift 7.5", ("btc", "0.5", "eth", "0.3", "0.2", "0.075", "")),
        ("btc 50 eth 30 on Kraken main", ("btc", "0.5", "eth", "0.3", None, None, "kraken main")),
        ("btc/usd 0.5 eth 0", ("btc/usd", "0.005", "eth", "0", None, None, "")),
    ],
)
def test_reads_names_and_percent(text: str, mix: tuple[str | None, ...]):
    first, one, second, other, cash, band, account = mix

    read = read_mix(text)

    assert read.shares == ((first, Decimal(one or 0)), (second, Decimal(other or 0)))
    assert read.cash == (None if cash is None else Decimal(cash))
    assert read.band == (None if band is None else Decimal(band))
    assert read.account == account


@pytest.mark.parametrize("text", ["off", "none", " OFF "])
def test_a_word_gives_them_up(text: str):
    assert read_mix(text).empty


def test_cash_alone_is_a_mix():
    assert not read_mix("cash 100").empty


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "targets_unclear"),
        ("btc", "targets_unclear"),
        ("btc fifty", "targets_unclear"),
        ("50 btc", "targets_unclear"),
        ("drift 5", "targets_unclear"),
        ("btc -5", "targets_unclear"),
        ("btc 50 btc 30", "target_twice"),
        ("cash 20 btc 50 cash 10", "target_twice"),
        ("btc 60 eth 40.01", "targets_sum"),
        ("btc 60 cash 40.01", "targets_sum"),
        ("btc 50 drift 0", "drift_range"),
        ("btc 50 drift 51", "drift_range"),
        (" ".join(f"a{number} 1" for number in range(31)), "too_many_targets"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, code: str):
    with pytest.raises(Refusal) as refused:
        read_mix(text)

    assert refused.value.code == code


PARTS = st.integers(0, 10_000).map(lambda number: Decimal(number) / 10_000)


@given(st.lists(PARTS, min_size=1, max_size=6), st.none() | PARTS, st.none() | st.integers(1, 100))
def test_a_mix_is_read_back_as_it_was_written(
    shares: list[Decimal], cash: Decimal | None, half_points: int | None
):
    band = None if half_points is None else Decimal(half_points) / 200
    mix = Mix(tuple((f"asset{at}", share / 10) for at, share in enumerate(shares)), cash and cash / 10, band)

    assert read_mix(str(mix)) == mix
