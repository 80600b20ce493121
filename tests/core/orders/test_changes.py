"""Changing the exits of a standing trade: what each word does, and what it is declined for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price, Quantity
from core.orders.changes import (
    ALL,
    BreakEven,
    CancelEntries,
    Changed,
    CloseShare,
    CloseUnits,
    Declined,
    Move,
    MoveStop,
    SetTarget,
    SetTargets,
    Standing,
    Trail,
    change,
    standing_of,
)
from core.orders.exits import stop_now
from core.orders.model import Mover, OrderStatus, Purpose, Side, Target, Trade, TradeStatus
from tests.core.builders import RULES, a_trade, an_order, held

D = Decimal
OWNER, PROVIDER = Mover.OWNER, Mover.PROVIDER
LONG = held(a_trade(), "0.03333")
SHORT = held(a_trade(side=Side.SELL, stop="61500", targets=(Target(Price(58500), D(1)),)), "0.03333")


def standing(trade: Trade = LONG, price: str | None = "60020", orders=(), filled=None) -> Standing:
    return standing_of(trade, list(orders), filled or {}, RULES, None if price is None else D(price))


def changed(trade: Trade, move: Move, by: Mover = OWNER, *, tighten_only: bool = False, **how) -> Trade:
    outcome = change(trade, standing(trade, **how), move, by, tighten_only=tighten_only)
    assert isinstance(outcome, Changed), outcome
    return outcome.trade


def declined(trade: Trade, move: Move, by: Mover = OWNER, *, tighten_only: bool = False, **how) -> str:
    outcome = change(trade, standing(trade, **how), move, by, tighten_only=tighten_only)
    assert isinstance(outcome, Declined), outcome
    return outcome.code


# -- the stop -----------------------------------------------------------------------------------------------


def test_the_owner_moves_the_stop_either_way():
    assert changed(LONG, MoveStop(Price("59000"))).stop == D("59000")
    assert changed(LONG, MoveStop(Price("58000"))).stop == D("58000")


def test_a_provider_that_may_only_tighten_does_not_widen():
    assert changed(LONG, MoveStop(Price("59000")), PROVIDER, tighten_only=True).stop == D("59000")
    assert declined(LONG, MoveStop(Price("58000")), PROVIDER, tighten_only=True) == "stop_further"
    assert changed(LONG, MoveStop(Price("58000")), PROVIDER).stop == D("58000")


def test_a_providers_moves_keep_off_a_stop_that_its_owner_moved():
    mine = changed(LONG, MoveStop(Price("59000")))

    assert mine.stop_by is OWNER
    for move in (MoveStop(Price("59500")), BreakEven(), Trail(D("0.01"))):
        assert declined(mine, move, PROVIDER, price="61000") == "own_stop"


def test_a_stop_that_would_sell_at_once_is_declined():
    assert declined(LONG, MoveStop(Price("60020"))) == "stop_passed"
    assert declined(SHORT, MoveStop(Price("60020"))) == "stop_passed"
    assert changed(SHORT, MoveStop(Price("60500"))).stop == D("60500")


def test_break_even_is_asked_for_only_where_it_does_not_sell_at_once():
    assert declined(LONG, BreakEven()) == "stop_passed"

    even = changed(LONG, BreakEven(), price="61000")

    assert stop_now(even, [], {}, RULES) == D("60132.15")
    assert declined(even, BreakEven(), price="61000") == "same"
    assert declined(a_trade(), BreakEven()) == "nothing_held"


def test_what_the_owner_takes_back_is_not_moved_there_again_by_itself():
    even = changed(LONG, BreakEven(), price="61000")
    loose = changed(even, MoveStop(Price("59000")), price="61000")
    paid = an_order(Purpose.TARGET, "0.01666", "61500", id="first", number=1, status=OrderStatus.FILLED)

    assert stop_now(loose, [paid], {"first": D("0.01666")}, RULES) == D("59000")


def test_a_provider_does_not_take_back_what_break_even_earned():
    even = changed(LONG, BreakEven(), PROVIDER, price="61000")

    assert declined(even, MoveStop(Price("59000")), PROVIDER, price="61000") == "stop_further"


def test_trailing_follows_the_best_price_and_never_loosens():
    trailing = changed(LONG, Trail(D("0.015")), price="61000")

    assert trailing.high_water == D("61000")
    assert stop_now(trailing, [], {}, RULES) == D("60085")
    assert stop_now(replace(trailing, high_water=Price("59000")), [], {}, RULES) == D("58500")
    assert declined(LONG, Trail(D("1"))) == "wrong_share"


# -- targets ------------------------------------------------------------------------------------------------


def test_one_target_moves_and_keeps_its_share():
    assert changed(LONG, SetTarget(2, Price("64000"))).targets == (
        Target(Price("61500"), D("0.5")),
        Target(Price("64000"), D("0.5")),
    )


def test_targets_stand_in_order_of_distance():
    moved = changed(LONG, SetTarget(1, Price("65000")))

    assert [target.price for target in moved.targets] == [D("63000"), D("65000")]


def test_new_targets_share_what_the_paid_ones_leave():
    paid = an_order(Purpose.TARGET, "0.01666", "61500", id="first", number=1, status=OrderStatus.FILLED)
    how: dict[str, Any] = {"orders": [paid], "filled": {"first": D("0.01666")}, "price": "61600"}
    new = (Target(Price("66000"), D("0.5")), Target(Price("64000"), D("0.5")))

    assert changed(LONG, SetTargets(new), **how).targets == (
        Target(Price("61500"), D("0.5")),
        Target(Price("64000"), D("0.25")),
        Target(Price("66000"), D("0.25")),
    )
    assert declined(LONG, SetTarget(1, Price("62000")), **how) == "target_paid"


def test_a_target_on_the_wrong_side_or_without_a_number_is_declined():
    assert declined(LONG, SetTarget(1, Price("60000"))) == "target_passed"
    assert declined(SHORT, SetTarget(1, Price("60500"))) == "target_passed"
    assert declined(LONG, SetTarget(3, Price("64000"))) == "no_such_target"
    assert declined(LONG, SetTargets(())) == "wrong_share"


# -- giving back and taking back ----------------------------------------------------------------------------


def closing(trade: Trade, move: Move, **how) -> Quantity:
    outcome = change(trade, standing(trade, **how), move, OWNER)
    assert isinstance(outcome, Changed), outcome
    return outcome.closing


def test_half_is_rounded_down_to_the_step_and_all_is_all():
    assert closing(LONG, CloseShare(D("0.5"))) == D("0.01666")
    assert closing(LONG, CloseShare(ALL)) == D("0.03333")


def test_what_could_not_be_sold_any_more_goes_along():
    """Of 0.03333 BTC a rest of 0.00001 is worth 0.60, under the venue's 1.00."""
    assert closing(LONG, CloseUnits(Quantity("0.03332"))) == D("0.03333")


def test_what_is_on_its_way_out_is_not_given_back_twice():
    leaving = an_order(Purpose.CLOSE, "0.03000", status=OrderStatus.SUBMITTING)

    assert closing(LONG, CloseShare(ALL), orders=[leaving]) == D("0.00333")


def test_closing_all_of_what_is_not_bought_yet_takes_the_entry_back():
    waiting = an_order(status=OrderStatus.OPEN)

    assert changed(a_trade(), CloseShare(ALL), orders=[waiting]).entries_over
    assert changed(a_trade(), CancelEntries(), orders=[waiting]).entries_over
    assert declined(LONG, CancelEntries()) == "nothing_to_cancel"


def test_a_trade_that_is_over_is_not_changed():
    over = replace(LONG, status=TradeStatus.CLOSED)

    assert declined(over, MoveStop(Price("59000"))) == "not_open"


# -- any word, any order ------------------------------------------------------------------------------------

PRICES = st.integers(5_800_000, 6_400_000).map(lambda cents: Price(D(cents) / 100))
MOVES = st.one_of(
    PRICES.map(MoveStop),
    st.just(BreakEven()),
    st.integers(1, 500).map(lambda n: Trail(D(n) / 10_000)),
    st.tuples(st.integers(1, 2), PRICES).map(lambda pair: SetTarget(*pair)),
)


@pytest.mark.parametrize("trade", [LONG, replace(SHORT, stop=Price("66000"))], ids=["long", "short"])
@given(steps=st.lists(st.tuples(MOVES, PRICES, st.booleans()), max_size=12))
def test_a_providers_words_never_move_a_stop_against_the_trade(trade, steps):
    for move, price, tighten in steps:
        before = stop_now(trade, [], {}, RULES)
        outcome = change(trade, standing(trade, str(price)), move, PROVIDER, tighten_only=True)
        if isinstance(outcome, Changed):
            trade = outcome.trade
        after = stop_now(trade, [], {}, RULES)
        assert before is not None
        assert after is not None
        assert trade.side.sign * (after - before) >= 0
        if not tighten:  # the targets always stand in order of distance
            signed = [trade.side.sign * target.price for target in trade.targets]
            assert signed == sorted(signed)
