"""Rows of a trade: made of the plan and its cause and of nothing else, so a second run makes the same ones."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Price, Quantity
from core.orders.exits import Place
from core.orders.model import OrderStatus, OrderType, Purpose, Side, TradeStatus
from core.orders.planning import close_order, entry_rows, exit_order, trade_id
from core.orders.proposal import decide
from tests.core.builders import NOW, a_trade, an_order
from tests.core.orders.test_proposal import around, planned, wanted

PLAN = planned(decide(wanted(copied=True, posted="60000", posted_at=NOW - timedelta(seconds=3)), around()))


def test_the_rows_of_an_entry():
    trade, (order,) = entry_rows(PLAN, "offer:1", "chunk", "home", NOW)

    assert (trade.status, trade.entered, trade.exited, trade.opened_at) == (
        TradeStatus.PLANNED,
        Quantity(0),
        Quantity(0),
        None,
    )
    assert trade.planned == order.quantity == PLAN.quantity
    assert (trade.stop, trade.targets, trade.risk) == (PLAN.stop, PLAN.targets, PLAN.risk)
    assert (order.trade, order.purpose, order.status) == (trade.id, Purpose.ENTRY, OrderStatus.PLANNED)
    assert (order.type, order.limit_price, order.stop_price) == (OrderType.LIMIT, Price("60300"), None)
    assert order.send_before == NOW + timedelta(seconds=117)
    assert not order.reduce_only


def test_the_same_cause_makes_the_same_rows_and_another_makes_others():
    one, again, other = (entry_rows(PLAN, cause, "chunk", "home", NOW) for cause in ("a", "a", "b"))

    assert one == again
    assert one[0].id != other[0].id
    assert one[1][0].id != other[1][0].id
    assert one[1][0].client_order_id != other[1][0].client_order_id


@given(st.text())
def test_a_trade_s_name_can_be_read_aloud_and_typed(cause):
    assert re.fullmatch(r"T-[0-9A-HJKMNP-TV-Z]{16}", trade_id(cause))


@pytest.mark.parametrize(
    ("purpose", "kind", "field"),
    [(Purpose.STOP, OrderType.STOP, "stop_price"), (Purpose.TARGET, OrderType.LIMIT, "limit_price")],
)
def test_an_exit_only_reduces(purpose, kind, field):
    place = Place(purpose, 1, Quantity("0.1"), Price("61500"))

    order = exit_order(a_trade(), place, [], "chunk", "home", NOW)

    assert (order.side, order.type, order.reduce_only) == (Side.SELL, kind, True)
    assert {"limit_price": order.limit_price, "stop_price": order.stop_price} == {
        "limit_price": None,
        "stop_price": None,
    } | {field: Price("61500")}


def test_a_later_exit_of_the_same_kind_has_an_id_of_its_own():
    trade, place = a_trade(), Place(Purpose.TARGET, 1, Quantity("0.1"), Price("61500"))
    first = exit_order(trade, place, [], "chunk", "home", NOW)
    same = exit_order(trade, place, [an_order(Purpose.TARGET, number=2)], "chunk", "home", NOW)
    later = exit_order(
        trade, Place(Purpose.TARGET, 1, Quantity("0.2"), Price("61500"), first), [first], "chunk", "home", NOW
    )

    assert first == same
    assert later.id != first.id
    assert later.replaces == first.id


def test_a_closing_is_at_market_and_only_reduces():
    order = close_order(a_trade(side=Side.SELL), Quantity("0.1"), "press:1", "chunk", "home", NOW)

    assert (order.side, order.type, order.reduce_only) == (Side.BUY, OrderType.MARKET, True)
    assert (order.limit_price, order.stop_price, order.send_before) == (None, None, None)
    assert order.id != close_order(a_trade(), Quantity("0.1"), "press:2", "chunk", "home", NOW).id
