"""Copies that never were: worked out by hand on candles that were made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.accounts.model import Account, Mode
from core.kernel.money import Price, Quantity
from core.lookback.whatif import (
    ASSUMED,
    Follower,
    Past,
    Replay,
    Way,
    compared,
    live_through,
    replayed,
    ways_of,
)
from core.market.candles import Series, series_of
from core.market.model import AssetClass, Instrument, Rules
from core.orders.model import Target
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.risk.limits import Effective, Limits
from core.signals.model import Signal, SignalStatus
from core.signals.reading import Direction, EntryType, Tier
from core.social.copying import Terms

BEGINS = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BTC = Instrument("BTC/USDT", "BTC", "USDT", AssetClass.CRYPTO)
RULES = Rules(
    tick=Price("0.01"),
    step=Quantity("0.00001"),
    minimum_quantity=Quantity("0.00001"),
    minimum_notional=Decimal(10),
    fee_rate=Decimal("0.001"),
)
ONE = Decimal(1)
# Posted in the second minute at 100; 100.40 to 99.80 in that minute, 110 in the fifth, then back.
MINUTES = (
    ("100", "100", "100", "100"),
    ("100", "100.4", "99.8", "100"),
    ("100", "101", "99.5", "100.5"),
    ("100.5", "103", "100", "103"),
    ("103", "111", "103", "111"),
    ("111", "111", "100", "100"),
    ("100", "100", "100", "100"),
)


def candles(rows: tuple[tuple[str, str, str, str], ...] = MINUTES) -> Series:
    return series_of([(BEGINS + number * MINUTE, *row) for number, row in enumerate(rows)])


def a_signal(
    number: int = 1, *, at: timedelta = MINUTE, stop: str | None = "95", target: str = "110"
) -> Signal:
    seen = BEGINS + at
    return Signal(
        id=f"s{number}", provider="pro", number=number, channel="c", message=str(number), item=0, author="pro",
        symbol="BTC/USDT", base="BTC", quote="USDT", direction=Direction.LONG, entry_type=EntryType.LIMIT,
        entries=(Price(100),), stop=None if stop is None else Price(stop), targets=(Target(Price(target), ONE),),
        tier=Tier.AUTO, confidence=ONE, reasons=(), spans=(), status=SignalStatus.OPEN, posted_at=seen,
        seen_at=seen, stop_now=None, targets_now=(),
    )  # fmt: skip


def a_past(signal: Signal) -> Past:
    return Past(signal, BTC, (), candles())


def a_follower(**limits: object) -> Follower:
    account = Account(id="a", person="ann", venue="paper", mode=Mode.PAPER, currency="USDT", opened_at=BEGINS)
    portfolio = Portfolio(
        id="p", person="ann", account="a", mode=Mode.PAPER, currency="USDT", opened_at=BEGINS
    )
    own = replace(Limits(person="ann", break_even_after=0), **limits)  # type: ignore[arg-type]
    return Follower(
        book=Book(account, portfolio, Decimal(10_000), (), None),
        effective=Effective(limits=own),
        terms=Terms(),
        rules={"BTC/USDT": RULES},
    )


def lived(way: Way, *signals: Signal):
    found = [live_through(a_past(signal), way, RULES, 0) for signal in signals or (a_signal(),)]
    return [one for one in found if one is not None]


def test_as_posted_is_the_posted_price_without_fees():
    # 0.50 % of 10,000 over 5 is 10 units; 10 x (110 − 100) is 1 % of 10,000.
    result = replayed(lived(Way()), a_follower(), rules=False)

    assert result.total == Decimal("0.01")
    assert (result.taken, result.of) == (1, 1)


@pytest.mark.parametrize(("place", "price"), [("0", "99.80"), ("0.5", "100.10"), ("1", "100.40")])
def test_a_later_fill_is_paid_within_the_candle_of_its_moment(place: str, price: str):
    [one] = lived(Way(timedelta(seconds=2), Decimal(place)))

    result = replayed([one], a_follower(), rules=False)

    assert one.price == Decimal(price)
    units = (Decimal(50) / (Decimal(price) - 95)).quantize(Decimal("0.00001"), rounding="ROUND_DOWN")
    assert result.total == (units * (110 - Decimal(price)) / 10_000).quantize(Decimal("1E-8"))


def test_fees_are_taken_of_both_fills():
    result = replayed(lived(Way(place=Decimal("0.5"), fees=True)), a_follower(), rules=False)

    units = (Decimal(50) / Decimal("5.1")).quantize(Decimal("0.00001"), rounding="ROUND_DOWN")
    brought = units * Decimal("9.9") - units * Decimal("210.1") * Decimal("0.001")
    assert result.total == (brought / 10_000).quantize(Decimal("1E-8"))


def test_a_limit_of_one_s_own_is_held_by_the_same_check_as_a_copy():
    way = Way(timedelta(seconds=2), Decimal(1))  # 100.40 is 0.40 % over the posted price

    taken = replayed(lived(way), a_follower(), rules=True)
    ran = replayed(lived(way), a_follower(chase_share=Decimal("0.003")), rules=True)
    late = replayed(lived(way), a_follower(signal_age=timedelta(seconds=1)), rules=True)
    blocked = replayed(lived(way), a_follower(blocked=("BTC/USDT",)), rules=True)

    assert taken.taken == 1
    assert (ran.taken, ran.total, dict(ran.skipped)) == (0, Decimal(0), {"price_ran": 1})
    assert dict(late.skipped) == {"stale_signal": 1}
    assert dict(blocked.skipped) == {"symbol_blocked": 1}


def test_what_is_held_counts_against_what_comes_next():
    way = Way(timedelta(seconds=2), Decimal("0.5"))
    both = lived(way, a_signal(1), a_signal(2, at=2 * MINUTE))

    result = replayed(both, a_follower(position_share=Decimal("0.15")), rules=True)
    first = replayed(both[:1], a_follower(position_share=Decimal("0.15")), rules=True)

    # 15 % of 10,000 is 1,500: 980 are bought for the first, and the second gets what is left of it.
    assert result.taken == 2
    assert first.total < result.total < 2 * first.total


def test_the_deepest_fall_is_of_the_account():
    # Bought at 100.10 with 9.80392 units, at the stop 95 on the sixth minute of other candles.
    past = Past(
        a_signal(target="200"), BTC, (), candles((*MINUTES[:5], ("111", "111", "90", "90"), MINUTES[6]))
    )
    one = live_through(past, Way(place=Decimal("0.5")), RULES, 0)
    assert one is not None

    result = replayed([one], a_follower(), rules=False)

    units = Decimal("9.80392")
    assert result.total == (units * (95 - Decimal("100.1")) / 10_000).quantize(Decimal("1E-8"))
    assert result.fall == result.total, "nothing was looked at between the entry and the stop"


def test_a_signal_without_candles_after_it_is_none():
    assert live_through(a_past(a_signal(at=8 * MINUTE)), Way(), RULES, 0) is None


def test_ten_ways_by_the_delays_that_were_measured():
    delays = [timedelta(seconds=number) for number in range(1, 11)]

    ways = ways_of(delays[::-1])

    assert [way.delay.seconds for way in ways] == list(range(1, 11))
    assert [str(way.place) for way in ways][::9] == ["0.05", "0.95"]
    assert {way.delay for way in ways_of(delays[:4])} == {ASSUMED}


def test_what_each_thing_took_adds_up_to_the_replay_in_the_middle():
    def ended(total: str) -> Replay:
        return Replay(Decimal(total), Decimal(0), 1, 1)

    replays = [ended(f"0.0{number}") for number in (6, 1, 9, 4, 3, 8, 2, 7, 5)]

    found = compared(ended("0.091"), ended("0.082"), ended("0.069"), replays)

    assert found.typical.total == Decimal("0.05")
    assert found.as_posted + found.later + found.fees + found.rules == found.typical.total
    assert [replay.total for replay in found.replays] == sorted(replay.total for replay in replays)
