"""The exchange in memory that venue servers stand on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.kernel.money import Price, Quantity
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused
from tests.worlds import MovedClock

BTC = "BTC/USDT"


def floor_of(*, reserves: bool = False, shorts: bool = True) -> Floor:
    floor = Floor(MovedClock().now, reserves=reserves, shorts=shorts)
    floor.open("mine", {"USDT": Decimal(100_000)})
    floor.open("other", {"USDT": Decimal(100_000)})
    return floor


def asks(side: Side, quantity: str, *, limit: str | None = None, stop: str | None = None) -> OrderRequest:
    kind = OrderType.LIMIT if limit else OrderType.STOP if stop else OrderType.MARKET
    return OrderRequest(
        client_order_id=f"{side}{quantity}{limit}{stop}",
        symbol=BTC,
        side=side,
        type=kind,
        quantity=Quantity(quantity),
        limit_price=Price(limit) if limit else None,
        stop_price=Price(stop) if stop else None,
    )


def refused(floor: Floor, request: OrderRequest, replaces: Placed | None = None) -> ErrorKind:
    with pytest.raises(Refused) as told:
        floor.place("mine", request, replaces)
    return told.value.kind


def test_a_purchase_costs_what_the_paper_venue_asks():
    floor = floor_of()

    placed = floor.place("mine", asks(Side.BUY, "0.1"))

    assert (placed.status, placed.spent) == (OrderStatus.FILLED, Decimal("6001.2"))
    # 100,000 less 6,001.20 less 0.10 % of it.
    assert floor.balances("mine") == {"USDT": Decimal("93992.7988"), "BTC": Decimal("0.1")}
    assert floor.fills("mine") == placed.fills
    assert floor.fills("other") == []


def test_a_stop_trades_when_the_price_is_there_and_parts_trade_as_the_market_has_them():
    floor = floor_of()
    floor.place("mine", asks(Side.BUY, "0.1"))
    stop = floor.place("mine", asks(Side.SELL, "0.1", stop="58500"))
    floor.price(BTC, "58500.01")
    assert stop.status is OrderStatus.OPEN

    floor.price(BTC, "58000", "0.04")
    assert (stop.status, stop.order.filled) == (OrderStatus.PARTIALLY_FILLED, Decimal("0.04"))
    floor.price(BTC, "59000")

    assert (stop.status, len(stop.fills)) == (OrderStatus.FILLED, 2)
    assert "BTC" not in floor.balances("mine")


def test_where_what_rests_is_bound_one_lot_backs_one_sale():
    floor = floor_of(reserves=True, shorts=False)
    floor.place("mine", asks(Side.BUY, "0.1"))
    resting = floor.place("mine", asks(Side.SELL, "0.1", limit="61000"))
    second = asks(Side.SELL, "0.1", stop="58500")

    assert floor.available("mine")["BTC"] == 0
    assert refused(floor, second) is ErrorKind.INSUFFICIENT_FUNDS
    floor.cancel("mine", resting)

    assert floor.place("mine", second).status is OrderStatus.OPEN


def test_money_for_a_waiting_purchase_is_bound():
    floor = floor_of(reserves=True)
    floor.place("mine", asks(Side.BUY, "1", limit="50000"))

    assert floor.available("mine")["USDT"] == Decimal(49950)
    assert refused(floor, asks(Side.BUY, "1", limit="50000.01")) is ErrorKind.INSUFFICIENT_FUNDS


def test_a_refused_replacement_leaves_the_old_order():
    floor = floor_of()
    old = floor.place("mine", asks(Side.BUY, "1", limit="50000"))

    assert refused(floor, asks(Side.BUY, "9", limit="50000"), old) is ErrorKind.INSUFFICIENT_FUNDS
    assert old.resting
    new = floor.place("mine", asks(Side.BUY, "1", limit="50001"), old)

    assert (old.ended, new.status) == ("replaced", OrderStatus.OPEN)
    assert refused(floor, asks(Side.BUY, "1"), old) is ErrorKind.NOTHING_TO_REPLACE


def test_what_is_closed_delisted_or_another_s_is_refused():
    floor = floor_of()
    placed = floor.place("other", asks(Side.BUY, "1", limit="50000"))
    with pytest.raises(Refused):
        floor.cancel("mine", placed)
    floor.closed.add(BTC)
    assert refused(floor, asks(Side.BUY, "0.1")) is ErrorKind.MARKET_CLOSED
    del floor.listings[BTC]
    assert refused(floor, asks(Side.BUY, "0.1")) is ErrorKind.UNKNOWN_INSTRUMENT


def test_what_is_hidden_trades_and_is_shown_later():
    floor = floor_of()
    floor.hides_next = 1
    placed = floor.place("mine", asks(Side.BUY, "0.1"))

    assert (floor.of("mine"), floor.fills("mine")) == ([], [])
    assert floor.under("mine", placed.order.client_order_id) == [placed]
    floor.show()

    assert floor.of("mine") == [placed]
