"""What is measured of copies: how long, what it cost, and what followers made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from core.kernel.money import Price, Quantity
from core.lookback.measured import Stretch, Way, cost_of, delays_of, earned_of
from core.lookback.model import CopyEntered
from core.orders.model import Side, TradeStatus

NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


def ms(number: int) -> timedelta:
    return timedelta(milliseconds=number)


def a_way(*stations: int, cost: str | None = None) -> Way:
    posted, heard, planned, sent, filled = (NOW + ms(at) for at in stations)
    return Way(posted, heard, planned, sent, filled, None if cost is None else Decimal(cost), Decimal(1))


def a_copy(person: str, brought: str, *, exited: str = "1") -> CopyEntered:
    return CopyEntered(
        trade=f"T-{person}", person=person, signal="s", symbol="BTC/USDT", quote="USDT", side=Side.BUY,
        status=TradeStatus.CLOSED, entered=Quantity(1), exited=Quantity(exited), cost=Decimal(100),
        proceeds=(100 + Decimal(brought)) * Decimal(exited), fees=Decimal(0), created_at=NOW, opened_at=NOW,
    )  # fmt: skip


def test_worse_than_posted_is_above_zero_on_either_side():
    assert cost_of(Side.BUY, Price(100), Decimal("100.2")) == Decimal("0.002")
    assert cost_of(Side.SELL, Price(100), Decimal("100.2")) == Decimal("-0.002")
    assert cost_of(Side.BUY, None, Decimal(100)) is None


def test_each_part_of_the_way_by_its_middle_and_what_nine_of_ten_stayed_under():
    ways = [a_way(0, 100, 110, 120, 120 + number, cost=f"0.000{number}") for number in range(1, 10)]
    ways.append(a_way(0, 100, 110, 120, 5120))

    found = delays_of(ways)

    assert found is not None
    assert (found.heard, found.planned, found.sent) == (Stretch(100, 100), Stretch(10, 10), Stretch(10, 10))
    assert found.filled == Stretch(5, 9)
    assert found.whole == Stretch(125, 129)
    assert (found.cost, found.measured, found.copies) == (Decimal("0.0005"), 9, 10)
    assert found.money == 10


def test_a_platform_s_clock_that_runs_ahead_makes_no_part_shorter_than_nothing():
    found = delays_of([a_way(50, 0, 10, 20, 30)])

    assert found is not None
    assert (found.heard, found.whole) == (Stretch(0, 0), Stretch(0, 0))
    assert delays_of([]) is None


def test_followers_earned_by_what_each_began_with():
    copies = [a_copy(person, str(number)) for number, person in enumerate("abcdefg")]
    copies.append(a_copy("a", "20"))
    bases = {person: (Decimal(100), "USDT") for person in "abcdef"} | {"g": (Decimal(100), "EUR")}

    found = earned_of(copies, bases, {})

    assert found is not None
    assert found.followers == 6, "g counts in another currency"
    assert (found.low, found.typical, found.high) == (Decimal("0.02"), Decimal("0.03"), Decimal("0.05"))


def test_open_copies_count_at_last():
    copies = [a_copy(person, "0", exited="0.5") for person in "abcde"]
    bases = {person: (Decimal(100), "USDT") for person in "abcde"}

    found = earned_of(copies, bases, {"BTC/USDT": Decimal(110)})

    assert found is not None
    assert found.typical == Decimal("0.05")


def test_four_followers_are_too_few_to_tell_of():
    copies = [a_copy(person, "5") for person in "abcd"]

    assert earned_of(copies, {person: (Decimal(100), "USDT") for person in "abcd"}, {}) is None
