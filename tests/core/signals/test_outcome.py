"""What a signal brought as posted, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from core.kernel.money import Price
from core.orders.model import Target
from core.signals.model import Score, SignalUpdate, UpdateSource
from core.signals.outcome import Paid, as_posted, middle, middle_half
from core.signals.reading import Action, Direction, Do
from tests.core.builders import HALVES, NOW

ENTRY, STOP = Decimal(60_000), Decimal(58_500)
LONG = Direction.LONG


def later(minutes: int):
    return NOW + timedelta(minutes=minutes)


def an_update(*actions: Action, price: int, minutes: int, stop_now: int = 58_500) -> SignalUpdate:
    return SignalUpdate(
        id=f"u{minutes}",
        signal="s",
        number=1,
        channel="c",
        message="m",
        version=0,
        source=UpdateSource.REPLY,
        by="p",
        actions=actions,
        noted=(),
        stop_was=Price(58_500),
        stop_now=Price(stop_now),
        targets_was=HALVES,
        targets_now=HALVES,
        price=Price(price),
        at=later(minutes),
    )


def test_both_targets_of_the_storyboard():
    """Half of +2.50 % and half of +5.00 %, of 2.50 % at risk: 1.5 R."""
    score = as_posted(ENTRY, STOP, HALVES, LONG, [Paid(1, later(1)), Paid(2, later(2))], [])

    assert score == Score(share=Decimal("0.0375"), multiple=Decimal("1.5"))


def test_the_stop_alone_costs_what_was_at_risk():
    score = as_posted(ENTRY, STOP, HALVES, LONG, [Paid(0, later(1))], [])

    assert score == Score(share=Decimal("-0.025"), multiple=Decimal(-1))


def test_after_the_first_target_the_rest_ends_at_the_entry():
    score = as_posted(ENTRY, STOP, HALVES, LONG, [Paid(1, later(1)), Paid(0, later(2))], [])

    assert score == Score(share=Decimal("0.0125"), multiple=Decimal("0.5"))


def test_a_part_closed_by_word_counts_at_the_price_of_that_moment():
    """50 % at 60,600 (+1.00 %), the other half stopped at 59,000 (−1.67 %)."""
    closing = an_update(Action(do=Do.CLOSE_PART, pct=Decimal(50)), price=60_600, minutes=1)
    moving = an_update(
        Action(do=Do.MOVE_STOP, stop=Decimal(59_000)), price=60_600, minutes=2, stop_now=59_000
    )

    score = as_posted(ENTRY, STOP, HALVES, LONG, [Paid(0, later(3))], [closing, moving])

    assert score is not None
    half = Decimal("0.5")
    assert score.share == half * Decimal("0.01") - half * Decimal(1000) / 60_000


def test_what_is_still_open_has_no_score():
    assert as_posted(ENTRY, STOP, HALVES, LONG, [Paid(1, later(1))], []) is None
    assert as_posted(None, STOP, HALVES, LONG, [Paid(0, later(1))], []) is None


def test_a_close_ends_it_whatever_comes_later():
    closing = an_update(Action(do=Do.CLOSE), price=60_600, minutes=1)

    score = as_posted(ENTRY, STOP, HALVES, LONG, [Paid(2, later(5))], [closing])

    assert score is not None
    assert score.share == Decimal("0.01")


def test_a_short_earns_when_the_price_falls():
    targets = (Target(Price(57_000), Decimal(1)),)

    score = as_posted(ENTRY, Decimal(61_500), targets, Direction.SHORT, [Paid(1, later(1))], [])

    assert score == Score(share=Decimal("0.05"), multiple=Decimal(2))


def test_the_second_time_a_level_is_told_changes_nothing():
    paid = [Paid(1, later(1)), Paid(2, later(2))]

    assert as_posted(ENTRY, STOP, HALVES, LONG, [*paid, replace(paid[1])], []) == as_posted(
        ENTRY, STOP, HALVES, LONG, paid, []
    )


def test_the_middle_half():
    values = [Decimal(number) for number in (5, 1, 4, 2, 3, 6, 7, 8)]

    assert middle(values) == 4
    assert middle_half(values) == (Decimal(2), Decimal(6))
    assert middle([]) is None
    assert middle_half([Decimal(3)]) == (Decimal(3), Decimal(3))
