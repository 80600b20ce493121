"""Plans without an order: plain arithmetic, frozen when written (rows PF-06, DF-35)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal.model import Idea, IdeaStatus
from core.journal.plans import close, write_down
from core.kernel.errors import Refusal
from core.kernel.money import Price, Quantity
from core.market.model import AssetClass, Instrument
from core.orders.model import Side
from tests.core.builders import NOW

D = Decimal
BITCOIN = Instrument("BTC/USDT", "BTC", "USDT", AssetClass.CRYPTO)
prices = st.integers(1, 10_000_000).map(lambda ticks: Price(D(ticks) * D("0.01")))
sizes = st.integers(1, 10**6).map(lambda steps: Quantity(D(steps) * D("0.00001")))


def a_plan(entry: Price, stop: Price | None, target: Price | None, size: Quantity = Quantity(1)) -> Idea:
    return write_down("ann", BITCOIN, entry, stop, target, size, cause="message:1", at=NOW)


@given(st.lists(prices, min_size=3, max_size=3, unique=True).map(sorted), sizes, prices, st.booleans())
def test_profit_is_counted_in_the_risk_that_was_written_down(three, size, exit_price, long):
    low, entry, high = three
    plan = a_plan(entry, low, high, size) if long else a_plan(entry, high, low, size)

    closed = close(plan, exit_price, NOW)

    sign = 1 if long else -1
    assert plan.side is (Side.BUY if long else Side.SELL)
    assert closed.profit == sign * size * (exit_price - entry)
    assert (plan.risk, plan.reward) == (
        size * abs(entry - (low if long else high)),
        size * abs((high if long else low) - entry),
    )
    assert plan.risk is not None
    assert closed.r_multiple == closed.profit / plan.risk
    assert closed.win is (closed.profit > 0)
    assert (closed.status, closed.exit, closed.closed_at) == (IdeaStatus.CLOSED, exit_price, NOW)
    assert closed.risk == plan.risk


def test_closed_at_its_stop_a_plan_lost_what_it_risked():
    plan = a_plan(Price(60000), Price(58500), None, Quantity("0.1"))

    assert close(plan, Price(58500), NOW).r_multiple == D(-1)
    assert (plan.r_multiple, plan.win, plan.profit_share) == (None, None, None)


@pytest.mark.parametrize(
    ("stop", "target", "code"),
    [(None, None, "plan_bare"), ("58500", "59000", "plan_sides"), ("60000", None, "plan_sides")],
)
def test_a_plan_that_does_not_say_which_way_is_refused(stop: str | None, target: str | None, code: str):
    with pytest.raises(Refusal) as caught:
        a_plan(Price(60000), Price(stop) if stop else None, Price(target) if target else None)

    assert caught.value.code == code
