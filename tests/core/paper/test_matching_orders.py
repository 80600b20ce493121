"""Orders that wait for a price, and how long any order waits: rules that hold for every price there is.

Over the pure rules of `core/paper/matching.py`, and over whole walks of the market through the venue's floor.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price, Quantity
from core.orders.model import OrderStatus, OrderType, Side, TimeInForce
from core.paper.matching import CONDITIONAL, day_over, fill_price, fill_quantity, taken, triggers
from core.paper.model import PaperOrder
from tests.core.builders import NOW, RULES, SYMBOL, a_quote

D = Decimal
LIMITED = (OrderType.LIMIT, OrderType.STOP_LIMIT)

sides = st.sampled_from(Side)
conditional = st.sampled_from(sorted(CONDITIONAL))
# Few prices close together, so that levels are met exactly, and any price there is.
ticks = (st.integers(5_990, 6_010) | st.integers(1, 10_000_000)).map(lambda count: D(count) * D("0.01"))
walks = st.lists(ticks, min_size=1, max_size=12)


def paper(
    kind: OrderType,
    side: Side = Side.BUY,
    *,
    limit: D | str | None = None,
    stop: D | str | None = None,
    waits: TimeInForce = TimeInForce.GTC,
    at: datetime = NOW,
    triggered: bool = False,
) -> PaperOrder:
    return PaperOrder(
        client_order_id="be11",
        account="account",
        symbol=SYMBOL,
        side=side,
        type=kind,
        quantity=Quantity(1),
        limit_price=None if limit is None else Price(limit),
        stop_price=None if stop is None else Price(stop),
        reduce_only=False,
        status=OrderStatus.OPEN,
        at=at,
        time_in_force=waits,
        triggered=triggered,
    )


def price_at(order: PaperOrder, last: D | str, *, resting: bool) -> Price | None:
    return fill_price(order, a_quote(last), resting=resting)


def touched(order: PaperOrder, last: D) -> bool:
    """The rule once more, from the words: a stop goes with the market, a touch waits for it to come back."""
    assert order.stop_price is not None
    upward = (order.side is Side.BUY) is (order.type is not OrderType.TAKE_PROFIT)
    return last >= order.stop_price if upward else last <= order.stop_price


@pytest.mark.parametrize(
    ("order", "last", "resting", "price"),
    [
        # A breakout at 61,000 that pays 61,100 at most: 0.02 % over 61,000 is 61,012.20, over 61,090 is 61,102.218.
        (paper(OrderType.STOP_LIMIT, limit="61100", stop="61000"), "60999.99", True, None),
        (paper(OrderType.STOP_LIMIT, limit="61100", stop="61000"), "61000", True, "61012.20"),
        (paper(OrderType.STOP_LIMIT, limit="61100", stop="61000"), "61090", True, "61100"),
        (paper(OrderType.STOP_LIMIT, limit="61100", stop="61000"), "61100.01", True, None),
        # Triggered above, it is a limit: it rests there, also below the price it waited for.
        (paper(OrderType.STOP_LIMIT, limit="61100", stop="61000", triggered=True), "60500", True, "61100"),
        (paper(OrderType.STOP_LIMIT, limit="61100", stop="61000", triggered=True), "61200", True, None),
        # A protecting sale with a floor.
        (paper(OrderType.STOP_LIMIT, Side.SELL, limit="58400", stop="58500"), "58500.01", True, None),
        (paper(OrderType.STOP_LIMIT, Side.SELL, limit="58400", stop="58500"), "58500", True, "58488.30"),
        (paper(OrderType.STOP_LIMIT, Side.SELL, limit="58400", stop="58500"), "58399.99", True, None),
        # A touch buys below and sells above, at market.
        (paper(OrderType.TAKE_PROFIT, stop="59000"), "59000.01", True, None),
        (paper(OrderType.TAKE_PROFIT, stop="59000"), "59000", True, "59011.80"),
        (paper(OrderType.TAKE_PROFIT, Side.SELL, stop="61500"), "61499.99", True, None),
        (paper(OrderType.TAKE_PROFIT, Side.SELL, stop="61500"), "62000", True, "61987.60"),
        # What was triggered trades at market wherever the price is by then.
        (paper(OrderType.STOP, Side.SELL, stop="58500", triggered=True), "60000", True, "59988.00"),
        # An order without its price waits for ever rather than trade at any.
        (paper(OrderType.STOP), "60000", True, None),
        (paper(OrderType.TAKE_PROFIT), "60000", False, None),
        (paper(OrderType.STOP_LIMIT, limit="61100"), "60000", True, None),
        (paper(OrderType.STOP_LIMIT, stop="59000"), "60000", True, None),
    ],
)
def test_the_price_of_what_waits_for_a_price(order, last, resting, price):
    assert price_at(order, last, resting=resting) == (None if price is None else D(price))


@given(conditional, sides, ticks, ticks, ticks, st.booleans())
def test_nothing_trades_before_its_price_is_touched(kind, side, limit, stop, last, resting):
    order = paper(kind, side, limit=limit, stop=stop)

    assert triggers(order, last) is touched(order, last)
    if not touched(order, last):
        assert price_at(order, last, resting=resting) is None


@given(conditional, sides, ticks, walks)
def test_over_a_walk_it_trades_at_the_first_touch_and_no_earlier(kind, side, stop, walk):
    """With a limit that any price meets: the first touch is the fill, at market."""
    limit = D("0.01") if side is Side.SELL else D(10_000_000)
    order = paper(kind, side, limit=limit, stop=stop)

    prices = [price_at(order, last, resting=True) for last in walk]

    first = next((at for at, last in enumerate(walk) if touched(order, last)), None)
    traded = [at for at, price in enumerate(prices) if price is not None]
    assert (traded[0] if traded else None) == first
    if first is not None:
        assert prices[first] == taken(side, walk[first], RULES.tick)


@given(st.sampled_from(LIMITED), sides, ticks, ticks, walks, st.booleans())
def test_a_limit_is_never_filled_past_its_price_wherever_the_market_walks(
    kind, side, limit, stop, walk, resting
):
    order = paper(kind, side, limit=limit, stop=stop if kind is OrderType.STOP_LIMIT else None)
    for last in walk:
        price = price_at(order, last, resting=resting)
        if price is not None:
            assert side.sign * (limit - price) >= 0
            assert side.sign * (limit - last) >= 0
        order = replace(order, triggered=order.triggered or triggers(order, last))


@given(sides, ticks, ticks, ticks)
def test_a_triggered_stop_limit_is_the_limit_it_became(side, limit, stop, last):
    became = paper(OrderType.STOP_LIMIT, side, limit=limit, stop=stop, triggered=True)

    assert price_at(became, last, resting=True) == price_at(
        paper(OrderType.LIMIT, side, limit=limit), last, resting=True
    )


@given(conditional, sides, ticks, ticks, ticks)
def test_what_is_triggered_by_this_price_gains_nothing_over_the_market(kind, side, limit, stop, last):
    """The venue gives nobody a price better than somebody gets who asks now, but by a limit's own bound."""
    price = price_at(paper(kind, side, limit=limit, stop=stop), last, resting=True)
    market = taken(side, last, RULES.tick)

    assert price is None or price == market or (kind is OrderType.STOP_LIMIT and price == limit)


whole = st.integers(0, 100).map(D)


@given(st.sampled_from(OrderType), sides, whole, whole, st.integers(-100, 100).map(D), st.none() | whole)
def test_reduce_only_never_turns_a_position_around(kind, side, quantity, filled, held, available):
    order = replace(
        paper(kind, side), quantity=Quantity(quantity + filled), filled=Quantity(filled), reduce_only=True
    )

    after = held + side.sign * fill_quantity(order, held, available)

    assert abs(after) <= abs(held)
    assert after * held >= 0


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.timedeltas(timedelta(0), timedelta(days=3)), st.sampled_from(TimeInForce))
def test_a_day_ends_at_midnight_utc_and_only_for_what_is_good_for_the_day(at, later, waits):
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    order = paper(OrderType.LIMIT, limit="1", waits=waits, at=at)

    over = day_over(order, at + later)

    assert over is (waits is TimeInForce.DAY and at + later >= midnight)
