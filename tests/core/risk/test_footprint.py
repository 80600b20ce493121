"""All followers together never want more than the market bears, and each is cut by the same share (BX-10)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price, Quantity
from core.market.model import Quote
from core.risk.footprint import cap_of, cut, share_of
from tests.core.builders import NOW

STEPS = st.sampled_from([Quantity("1"), Quantity("0.1"), Quantity("0.00001")])
MONEY = st.decimals(min_value="0.01", max_value="10000000", places=2)


def quote(volume: Decimal | None, depth: Quantity | None) -> Quote:
    price = Price(100)
    return Quote("X/USDT", price, price, price, NOW, volume=volume, depth=depth)


def test_the_smaller_of_what_trades_in_a_day_and_what_the_book_holds_is_the_cap():
    assert cap_of(quote(None, None)) is None
    assert cap_of(quote(Decimal(1_000_000), None)) == 10_000
    assert cap_of(quote(None, Quantity(50))) == 2_500
    assert cap_of(quote(Decimal(1_000_000), Quantity(50))) == 2_500


def test_who_fits_is_not_cut():
    assert share_of(Decimal(100), Decimal(100)) == 1
    assert cut(Quantity("0.123456789"), Decimal(1), Quantity("0.1")) == Decimal("0.123456789")


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=50), STEPS, MONEY, MONEY)
def test_the_sum_never_exceeds_the_cap_and_each_is_cut_alike(
    steps: list[int], step: Quantity, price: Decimal, cap: Decimal
):
    sizes = [Quantity(count * step) for count in steps]
    wanted = sum((size * price for size in sizes), Decimal(0))

    share = share_of(wanted, cap)
    kept = [cut(size, share, step) for size in sizes]

    assert sum((size * price for size in kept), Decimal(0)) <= cap
    for size, left in zip(sizes, kept, strict=True):
        assert left % step == 0
        # Down to the venue's step, and by nothing else.
        assert size * share - step < left <= size * share
    if wanted <= cap:
        assert kept == sizes
