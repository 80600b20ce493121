"""A provider's words against the signal and the market: meant and carried out whole, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price
from core.orders.changes import CancelEntries, CloseShare, MoveStop
from core.signals.instructions import Levels, equal_parts, judge, levels_after, moves_of
from core.signals.reading import Action, Direction, Do
from tests.core.builders import HALVES

LONG, SHORT = Direction.LONG, Direction.SHORT
NOW = Decimal(60_500)
LEVELS = Levels(Price(58_500), HALVES, Price(60_000))


def stop(price: int) -> Action:
    return Action(do=Do.MOVE_STOP, stop=Decimal(price))


def target(number: int, price: int) -> Action:
    return Action(do=Do.SET_TARGET, index=number, price=Decimal(price))


def part(share: int | None) -> Action:
    return Action(do=Do.CLOSE_PART, pct=None if share is None else Decimal(share))


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (stop(59_000), None),
        (stop(57_000), None),  # looser: each follower's own limit decides
        (stop(60_500), "stop_passed"),
        (stop(61_000), "stop_passed"),
        (stop(59), "stop_far"),
        (stop(590_000), "stop_far"),
        (target(2, 64_000), None),
        (target(3, 64_000), "no_such_target"),
        (target(2, 60_000), "target_passed"),
        (target(2, 640_000), "target_far"),
        (Action(do=Do.SET_TARGETS, targets=(Decimal(62_000), Decimal(60_400))), "target_passed"),
        (Action(do=Do.BREAKEVEN), None),
        (part(50), None),
        (part(None), "how_much"),
        (Action(do=Do.SET_ENTRY, entries=(Decimal(60_000),)), "post_anew"),
        (Action(do=Do.REENTER), "post_anew"),
        (Action(do=Do.CLOSE), None),
        (Action(do=Do.CANCEL), None),
    ],
)
def test_what_cannot_be_meant_is_named(action: Action, code: str | None):
    assert judge([action], LONG, LEVELS, NOW) == code


def test_break_even_under_water_would_close():
    assert judge([Action(do=Do.BREAKEVEN)], LONG, LEVELS, Decimal(59_900)) == "even_passed"
    assert judge([Action(do=Do.BREAKEVEN)], SHORT, LEVELS, Decimal(59_900)) is None


def test_one_that_cannot_be_meant_stops_all():
    assert judge([part(50), stop(61_000)], LONG, LEVELS, NOW) == "stop_passed"


def test_each_is_judged_by_what_the_one_before_left():
    one = Action(do=Do.SET_TARGETS, targets=(Decimal(64_000),))

    assert judge([one, target(2, 65_000)], LONG, LEVELS, NOW) == "no_such_target"
    assert judge([target(2, 65_000), one], LONG, LEVELS, NOW) is None


def test_without_a_price_only_the_words_are_judged():
    assert judge([stop(61_000), Action(do=Do.BREAKEVEN)], LONG, LEVELS, None) is None
    assert judge([part(None)], LONG, LEVELS, None) == "how_much"


def test_the_levels_that_stand_afterwards():
    after = levels_after([stop(59_000), target(1, 64_000), Action(do=Do.BREAKEVEN)], LONG, LEVELS)

    assert after.stop == 59_000
    assert [goal.price for goal in after.targets] == [63_000, 64_000]


def test_adding_is_no_change_of_a_trade():
    actions = [part(50), Action(do=Do.ADD), stop(59_000), Action(do=Do.CANCEL)]

    assert moves_of(actions, LONG) == (
        (0, CloseShare(Decimal("0.5"))),
        (2, MoveStop(Price(59_000))),
        (3, CancelEntries()),
    )


@given(st.integers(min_value=1, max_value=9), st.booleans())
def test_shares_of_targets_make_a_whole(count, split):
    prices = [Decimal(61_000 + number) for number in range(count)]
    shares = [Decimal("0.7"), Decimal("0.3")] if split else []

    parts = equal_parts(prices, shares)

    assert sum(goal.share for goal in parts) == 1
    assert [goal.price for goal in parts] == prices
