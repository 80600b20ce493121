"""How the paper venue trades: the figures of the built-in market, and never past somebody's price."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price, Quantity
from core.orders.model import OrderStatus, OrderType, Side
from core.paper.matching import FEE_RATE, SLIPPAGE, fill_price, fill_quantity, taken
from core.paper.model import PaperOrder
from tests.core.builders import NOW, RULES, SYMBOL, a_quote

D = Decimal

ticks = st.integers(1, 10_000_000).map(lambda count: D(count) * D("0.01"))
sides = st.sampled_from(Side)


def paper(
    kind: OrderType,
    side: Side = Side.BUY,
    price: str | D | None = None,
    *,
    quantity: str = "1",
    filled: str = "0",
    reduce_only: bool = False,
) -> PaperOrder:
    return PaperOrder(
        client_order_id="be11",
        account="account",
        symbol=SYMBOL,
        side=side,
        type=kind,
        quantity=Quantity(quantity),
        limit_price=Price(price) if price is not None and kind is OrderType.LIMIT else None,
        stop_price=Price(price) if price is not None and kind is OrderType.STOP else None,
        reduce_only=reduce_only,
        status=OrderStatus.OPEN,
        filled=Quantity(filled),
        at=NOW,
    )


def price_at(order: PaperOrder, last: str | D, *, resting: bool) -> Price | None:
    return fill_price(order, a_quote(last), resting=resting)


@pytest.mark.parametrize(
    ("side", "last", "tick", "price"),
    [
        (Side.BUY, "60000", "0.01", "60012.00"),
        (Side.SELL, "60000", "0.01", "59988.00"),
        (Side.BUY, "3431", "0.01", "3431.69"),
        (Side.SELL, "3431", "0.01", "3430.31"),
        (Side.BUY, "142.05", "0.05", "142.10"),
        (Side.SELL, "142.05", "0.05", "142.00"),
        (Side.SELL, "0.01", "0.01", "0.01"),  # a price never becomes nothing
    ],
)
def test_who_trades_now_pays_spread_and_slippage_rounded_to_the_tick(side, last, tick, price):
    assert taken(side, D(last), D(tick)) == D(price)


def test_the_fee_is_a_thousandth():
    assert (D("0.001"), D("0.0002")) == (FEE_RATE, SLIPPAGE)


@pytest.mark.parametrize(
    ("order", "last", "resting", "price"),
    [
        (paper(OrderType.MARKET), "60000", False, "60012"),
        (paper(OrderType.MARKET, Side.SELL), "60000", False, "59988"),
        # A limit that could trade at once fills as a market order does, never past its price.
        (paper(OrderType.LIMIT, Side.BUY, "60300"), "60000", False, "60012"),
        (paper(OrderType.LIMIT, Side.BUY, "60005"), "60000", False, "60005"),
        (paper(OrderType.LIMIT, Side.BUY, "59999.99"), "60000", False, None),
        (paper(OrderType.LIMIT, Side.SELL, "59000"), "60000", False, "59988"),
        (paper(OrderType.LIMIT, Side.SELL, "59995"), "60000", False, "59995"),
        # A resting limit fills at its price when last reaches it.
        (paper(OrderType.LIMIT, Side.SELL, "61500"), "61499.99", True, None),
        (paper(OrderType.LIMIT, Side.SELL, "61500"), "61500", True, "61500"),
        (paper(OrderType.LIMIT, Side.SELL, "61500"), "63000", True, "61500"),
        (paper(OrderType.LIMIT, Side.BUY, "59000"), "58000", True, "59000"),
        # A stop fills at last less slippage once last is at or past it.
        (paper(OrderType.STOP, Side.SELL, "58500"), "58500.01", True, None),
        (paper(OrderType.STOP, Side.SELL, "58500"), "58500", True, "58488.3"),
        (paper(OrderType.STOP, Side.SELL, "58500"), "58000", True, "57988.4"),
        (paper(OrderType.STOP, Side.BUY, "61000"), "61000", True, "61012.2"),
        (paper(OrderType.STOP, Side.BUY, "61000"), "60999.99", True, None),
        # An order without its price waits for ever rather than trade at any.
        (paper(OrderType.LIMIT), "60000", True, None),
    ],
)
def test_the_price_of_a_fill(order, last, resting, price):
    assert price_at(order, last, resting=resting) == (None if price is None else D(price))


@given(sides, ticks, ticks, st.booleans())
def test_a_limit_is_never_filled_past_its_price(side, limit, last, resting):
    price = price_at(paper(OrderType.LIMIT, side, limit), last, resting=resting)

    assert price is None or side.sign * (limit - price) >= 0
    assert (price is None) is (side.sign * (limit - last) < 0)


@given(sides, ticks, ticks)
def test_a_stop_waits_until_it_is_reached_and_then_costs_slippage(side, stop, last):
    price = price_at(paper(OrderType.STOP, side, stop), last, resting=True)

    assert (price is None) is (side.sign * (last - stop) < 0)
    assert price is None or price == taken(side, last, RULES.tick)


@given(sides, ticks)
def test_nobody_gains_by_trading_at_once(side, last):
    price = taken(side, last, RULES.tick)

    assert price % RULES.tick == 0
    assert side.sign * (price - last) >= 0 or price == RULES.tick


@pytest.mark.parametrize(
    ("order", "held", "available", "quantity"),
    [
        (paper(OrderType.MARKET, quantity="20"), "0", None, "20"),
        (paper(OrderType.MARKET, quantity="20"), "0", "6.5", "6.5"),
        (paper(OrderType.LIMIT, quantity="20", filled="6.5"), "0", "100", "13.5"),
        (paper(OrderType.STOP, Side.SELL, "1", quantity="20", reduce_only=True), "6.5", None, "6.5"),
        (paper(OrderType.STOP, Side.SELL, "1", quantity="20", reduce_only=True), "-6.5", None, "0"),
        (paper(OrderType.STOP, Side.BUY, "1", quantity="20", reduce_only=True), "-6.5", None, "6.5"),
        (paper(OrderType.STOP, Side.BUY, "1", quantity="20", reduce_only=True), "6.5", None, "0"),
        (paper(OrderType.MARKET, quantity="20"), "0", "0", "0"),
    ],
)
def test_how_much_trades(order, held, available, quantity):
    found = fill_quantity(order, D(held), None if available is None else D(available))

    assert found == D(quantity)


whole = st.integers(0, 100)


@given(sides, whole, whole, st.none() | whole, st.booleans(), whole)
def test_never_more_than_asked_than_there_is_and_than_may_be_reduced(
    side, quantity, filled, available, reduce_only, held
):
    order = paper(
        OrderType.MARKET,
        side,
        quantity=str(quantity + filled),
        filled=str(filled),
        reduce_only=reduce_only,
    )
    position = -side.sign * D(held)

    found = fill_quantity(order, position, None if available is None else D(available))

    assert 0 <= found <= order.remaining
    assert available is None or found <= available
    assert not reduce_only or found <= held
