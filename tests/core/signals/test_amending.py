"""What an edit may do: a stop comes nearer, and nothing else ever happens."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price
from core.signals.amending import amend, tightens
from core.signals.reading import Action, Direction, Do, EntryType, Reading, ReadingKind, Tier

prices = st.integers(min_value=50_000, max_value=70_000).map(Price)
stops = st.none() | prices
targets = st.lists(prices, max_size=4).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    return Reading(
        kind=ReadingKind.OPEN,
        tier=Tier.AUTO,
        confidence=Decimal(1),
        base=draw(st.sampled_from(["BTC", "ETH"])),
        direction=draw(st.sampled_from(list(Direction))),
        entry_type=EntryType.LIMIT,
        entries=(draw(prices),),
        stop=draw(stops),
        targets=draw(targets),
    )


@given(readings(), st.none() | readings(), stops, st.none() | prices, st.booleans())
def test_only_tightening_of_stops_passes(was, now, standing, price, tighten):
    change = amend(was, now, standing, price, tighten=tighten)

    for action in change.applied:
        assert tighten
        assert action.do is Do.MOVE_STOP
        assert action.stop is not None
        sign = 1 if was.direction is Direction.LONG else -1
        assert standing is None or sign * (action.stop - standing) > 0
        assert price is None or sign * (price - action.stop) > 0


@given(readings(), st.none() | readings(), stops, st.none() | prices, st.booleans())
def test_every_difference_is_applied_or_noted(was, now, standing, price, tighten):
    change = amend(was, now, standing, price, tighten=tighten)

    levels = None if now is None else (now.base, now.direction, now.stop, now.targets, now.entries)
    same = levels == (was.base, was.direction, was.stop, was.targets, was.entries)
    assert bool(change) is not same


@given(readings(), stops)
def test_an_edit_that_changes_no_level_changes_nothing(was, standing):
    assert not amend(was, replace(was, confidence=Decimal("0.5")), standing, None, tighten=True)


def a_long(stop: int | None = 58_500, *goals: int) -> Reading:
    return Reading(
        kind=ReadingKind.OPEN,
        tier=Tier.AUTO,
        confidence=Decimal(1),
        base="BTC",
        direction=Direction.LONG,
        entry_type=EntryType.LIMIT,
        entries=(Price(60_000),),
        stop=None if stop is None else Price(stop),
        targets=tuple(map(Price, goals or (61_500, 63_000))),
    )


def test_the_storyboards_two_edits():
    first, second, third = a_long(), a_long(59_000), a_long(59_000, 61_500, 66_000)

    tightened = amend(first, second, Price(58_500), Decimal(60_000), tighten=True)
    assert tightened.applied == (Action(do=Do.MOVE_STOP, stop=Decimal(59_000)),)
    assert tightened.noted == ()

    moved = amend(second, third, Price(59_000), Decimal(60_000), tighten=True)
    assert moved.applied == ()
    assert moved.noted == (Action(do=Do.SET_TARGET, index=2, price=Decimal(66_000)),)


def test_a_stop_that_the_market_has_passed_is_noted():
    change = amend(a_long(), a_long(59_900), Price(58_500), Decimal(59_000), tighten=True)

    assert not change.applied
    assert change.noted == (Action(do=Do.MOVE_STOP, stop=Decimal(59_900)),)


def test_a_stop_that_is_taken_out_is_noted_and_stays():
    assert amend(a_long(), a_long(None), Price(58_500), None, tighten=True).noted == (
        Action(do=Do.MOVE_STOP),
    )


def test_an_old_stop_in_an_edited_post_does_not_undo_a_later_word():
    """sl 58500 stands in the post, the provider replied sl 59500, then corrects the post to 59000."""
    assert not amend(a_long(), a_long(59_000), Price(59_500), None, tighten=True).applied


def test_a_short_is_the_other_way_round():
    assert tightens(Price(59_000), Price(59_500), Direction.SHORT, Decimal(58_000))
    assert not tightens(Price(60_000), Price(59_500), Direction.SHORT, Decimal(58_000))
    assert not tightens(None, Price(59_500), Direction.SHORT, None)
