"""How much: never more risk than allowed, never a quantity that the venue does not take."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import ZERO, Price, Quantity
from core.orders.model import Side, Target
from core.orders.proposal import equal_targets
from core.risk.sizing import by_risk, capped, slices, split, worst_price
from tests.core.builders import HALVES, RULES

D = Decimal

STEP = RULES.step
equities = st.decimals(min_value=D("0.01"), max_value=D("1e9"), places=8)
shares = st.integers(1, 10_000).map(lambda points: D(points) / 10_000)
prices = st.integers(1, 10_000_000).map(lambda ticks: Price(D(ticks) * D("0.01")))
steps = st.sampled_from([Quantity("0.00001"), Quantity("0.0001"), Quantity("0.1"), Quantity(1)])
targets = st.lists(prices, min_size=1, max_size=6, unique=True).map(
    lambda found: equal_targets(tuple(sorted(found)))
)


@pytest.mark.parametrize(
    ("equity", "reference", "quantity"),
    [
        ("100000", "60000", "0.33333"),  # scene 1: the posted entry
        ("10000", "60000", "0.03333"),  # scene 6: Ann's copy goes out by itself
        ("10000", "60012", "0.03306"),  # scene 6: Ann is asked, at what she would pay now
        ("82.50", "60410", "0.00021"),  # scene 6: Bob is asked after the price ran
        ("0", "60000", "0"),
        ("-5", "60000", "0"),
        ("100000", "58500", "0"),  # no distance, no size
    ],
)
def test_size_follows_from_what_may_be_lost(equity, reference, quantity):
    found = by_risk(D(equity), D("0.005"), Price(reference), Price(58500), STEP)

    assert found == D(quantity)


@given(equities, shares, prices, prices, steps)
def test_the_loss_at_the_stop_is_within_the_share_and_one_step_more_would_not_be(
    equity, share, reference, stop, step
):
    quantity = by_risk(equity, share, reference, stop, step)
    distance = abs(reference - stop)

    assert quantity % step == 0
    assert quantity * distance <= equity * share
    assert not distance or (quantity + step) * distance > equity * share


@given(equities, prices, prices, steps, st.decimals(min_value=-1000, max_value=D("1e9"), places=4))
def test_a_cap_is_kept_in_whole_steps(equity, reference, stop, step, room):
    wanted = by_risk(equity, D("0.005"), reference, stop, step)

    cut = capped(wanted, room, reference, step)

    assert cut <= wanted
    assert cut % step == 0
    assert cut * reference <= max(room, ZERO)


@given(st.sampled_from(Side), prices, shares, st.sampled_from(["0.01", "0.05", "1"]))
def test_the_worst_price_is_never_past_the_chase(side, reference, chase, tick):
    if side is Side.SELL and (chase >= 1 or reference < 1):
        return  # a short at a price of nothing: `Price` refuses it
    worst = worst_price(side, reference, chase / 2, Price(tick)) if reference >= 1 else None

    if worst is not None:
        assert worst % D(tick) == 0
        assert side.sign * (worst - reference * (1 + side.sign * chase / 2)) <= 0


def test_ann_never_pays_more_than_the_posted_price_and_max_chase():
    assert worst_price(Side.BUY, Price(60000), D("0.005"), RULES.tick) == D("60300.00")
    assert worst_price(Side.SELL, Price(60000), D("0.005"), RULES.tick) == D("59700.00")


@given(st.integers(1, 10**7).map(lambda count: Quantity(count * D(STEP))), targets)
def test_slices_are_whole_steps_and_sum_to_the_quantity(quantity, found):
    parts = slices(quantity, found, STEP)

    assert sum((part for _, part in parts), ZERO) == quantity
    assert all(part % STEP == 0 for _, part in parts)
    assert tuple(target for target, _ in parts) == found


@given(st.integers(1, 10**5).map(lambda count: Quantity(count * D(STEP))), targets)
def test_who_is_too_small_for_all_targets_sells_all_the_same(quantity, found):
    rules = replace(RULES, minimum_notional=D(10))
    parts = split(quantity, found, rules)

    assert parts
    assert sum((part for _, part in parts), ZERO) == quantity
    assert [target.price for target, _ in parts] == [target.price for target in found[: len(parts)]]
    if len(parts) > 1:
        assert all(part * target.price >= 10 for target, part in parts)


def test_ann_s_two_targets():
    """Scene 1: half of 0.33333 BTC at each; the step that does not divide goes to the last."""
    parts = split(Quantity("0.33333"), HALVES, RULES)

    assert [part for _, part in parts] == [D("0.16666"), D("0.16667")]


def test_the_smallest_follower_sells_all_at_the_first_target():
    parts = split(Quantity("0.00021"), HALVES, replace(RULES, minimum_notional=D(10)))

    assert parts == ((Target(Price(61500), D(1)), D("0.00021")),)


def test_no_targets_no_slices():
    assert split(Quantity(1), (), RULES) == ()
