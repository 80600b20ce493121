"""A ladder: one size from the mean of its prices, a limit at each, and never more at risk than was allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price
from core.orders.model import OrderStatus, OrderType, Purpose, Side
from core.orders.planning import EntryPlan, entry_rows, part_of
from core.orders.proposal import Circumstances, Wanted, decide, equal_targets
from core.risk.model import Refused
from tests.core.builders import NOW, RULES
from tests.core.orders.test_proposal import around, planned, wanted

D = Decimal
DOWN = ("59800", "59400", "59000")


def ladder(*prices: str | D, side: Side = Side.BUY, stop: str = "58150") -> Wanted:
    """What a post with these prices asks for."""
    posted = wanted(posted=str(prices[0]), copied=True, posted_at=NOW, side=side, stop=stop)
    return replace(posted, targets=(), ladder=equal_targets(tuple(Price(price) for price in prices)))


def decided(entry: Wanted, situation: Circumstances | None = None) -> EntryPlan:
    return planned(decide(entry, situation or around()))


def lost(plan: EntryPlan) -> D:
    """What is lost when every rung fills and the stop then does, fees left out."""
    assert plan.stop is not None
    return sum((rung.quantity * abs(rung.price - plan.stop) for rung in plan.rungs), D(0))


def test_it_is_sized_from_the_mean_and_cut_in_equal_parts():
    """Parts of 0.3333, 0.3333 and 0.3334 have their mean at 59,399.96; 50 at risk over 1,249.96 is 0.04 BTC.

    A third is 0.01333, and the price nearest to the stop gets what is left.
    """
    plan = decided(ladder(*DOWN))

    assert (plan.reference, plan.quantity, plan.risk) == (D("59399.96"), D("0.04"), D("49.9984"))
    assert [(rung.price, rung.quantity) for rung in plan.rungs] == [
        (D(59800), D("0.01333")),
        (D(59400), D("0.01333")),
        (D(59000), D("0.01334")),
    ]


def test_a_short_ladder_is_the_mirror():
    """50 at risk over 61,850 − 60,600.04 is 0.04."""
    plan = decided(ladder("60200", "60600", "61000", side=Side.SELL, stop="61850"))

    assert (plan.reference, plan.quantity) == (D("60600.04"), D("0.04"))
    assert [rung.quantity for rung in plan.rungs] == [D("0.01333"), D("0.01333"), D("0.01334")]
    assert lost(plan) <= 50


@pytest.mark.parametrize("prices", list(permutations(DOWN)))
def test_what_rounding_leaves_goes_where_it_risks_least_in_whatever_order_prices_are_posted(prices):
    """At the far price the odd step could carry the whole past what may be lost."""
    plan = decided(replace(ladder(*prices), posted=Price(59800)))

    assert [rung.price for rung in plan.rungs] == [D(price) for price in prices]
    near_stop, *others = sorted(plan.rungs, key=lambda rung: rung.price)
    assert all(near_stop.quantity >= rung.quantity for rung in others)
    assert lost(plan) <= 50


@given(st.lists(st.integers(5_920_000, 6_000_000).map(lambda cents: D(cents) / 100), min_size=2, max_size=5))
def test_whatever_the_prices_all_rungs_together_risk_no_more_than_was_allowed(prices):
    plan = decided(replace(ladder(*prices), posted=Price(60000)))

    assert sum(rung.quantity for rung in plan.rungs) == plan.quantity
    assert [rung.price for rung in plan.rungs] == prices
    assert all(rung.quantity > 0 and rung.quantity % RULES.step == 0 for rung in plan.rungs)
    assert lost(plan) <= 50
    half = part_of(plan.variant("half"), RULES)
    assert sum(rung.quantity for rung in half.rungs) == half.quantity <= plan.quantity / 2
    assert lost(half) <= 25


def test_each_rung_is_an_order_of_its_own_in_one_trade():
    plan = replace(decided(ladder(*DOWN)), valid_for=timedelta(minutes=15))

    trade, orders = entry_rows(plan, "offer:1", "chunk", "home", NOW)

    assert [(order.number, order.limit_price, order.quantity) for order in orders] == [
        (1, D(59800), D("0.01333")),
        (2, D(59400), D("0.01333")),
        (3, D(59000), D("0.01334")),
    ]
    assert trade.planned == sum(order.quantity for order in orders)
    assert len({order.id for order in orders}) == len({order.client_order_id for order in orders}) == 3
    for order in orders:
        assert (order.trade, order.chunk, order.purpose) == (trade.id, "chunk", Purpose.ENTRY)
        assert (order.type, order.stop_price, order.status) == (OrderType.LIMIT, None, OrderStatus.PLANNED)
        assert order.expires_at == NOW + timedelta(minutes=15)
    assert entry_rows(plan, "offer:1", "chunk", "home", NOW) == (trade, orders)


def test_a_rung_that_the_venue_would_not_take_refuses_the_ladder():
    """Of 100 in all 0.50 % is 0.50: 0.0004 BTC, and a third at 59,000 is 7.85, less than the 10 of an order."""
    outcome = decide(ladder(*DOWN), around("100"))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.reasons[0].check, outcome.reasons[0].limit) == ("too_small", "size", "10")
