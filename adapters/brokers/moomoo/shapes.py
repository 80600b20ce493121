"""Moomoo's rows in our words, and our orders in its words. Pure. Names are from the library's published reference.

The library has floats: each is read by its shortest text, which is the number that was written.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from adapters.brokers.moomoo.facade import Asked, Row
from adapters.brokers.reading import Unreadable, by_worth
from core.kernel.money import ZERO, Money, Price, Quantity
from core.kernel.time import utc
from core.orders.model import (
    OrderRequest,
    OrderSnapshot,
    OrderStatus,
    OrderType,
    Side,
    TimeInForce,
    VenueFill,
)
from core.ports.broker import BrokerError, ErrorKind, Placed

USD = "USD"
MARKET = "US."
NEW_YORK = ZoneInfo("America/New_York")
TYPES = {
    OrderType.MARKET: "MARKET",
    OrderType.LIMIT: "NORMAL",
    OrderType.STOP: "STOP",
    OrderType.STOP_LIMIT: "STOP_LIMIT",
    OrderType.TAKE_PROFIT: "MARKET_IF_TOUCHED",
}
DURATIONS = {TimeInForce.GTC: "GTC", TimeInForce.DAY: "DAY"}
ENDED = {
    "FILLED_ALL": OrderStatus.FILLED,
    "CANCELLED_PART": OrderStatus.CANCELED,
    "CANCELLED_ALL": OrderStatus.CANCELED,
    "FAILED": OrderStatus.REJECTED,
    "SUBMIT_FAILED": OrderStatus.REJECTED,
    "DISABLED": OrderStatus.CANCELED,
    "DELETED": OrderStatus.CANCELED,
}
# TIMEOUT is the gateway's word for an order whose fate it does not know itself.
WORKING = frozenset(
    {
        "UNSUBMITTED",
        "WAITING_SUBMIT",
        "SUBMITTING",
        "SUBMITTED",
        "FILLED_PART",
        "CANCELLING_PART",
        "CANCELLING_ALL",
    }
)
LONG = "LONG"


def number(row: Row, name: str) -> Decimal:
    """An exact number of this name. Raises `Unreadable`."""
    found = row.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float | str | Decimal):
        raise Unreadable(f"{name} is no number")
    if isinstance(found, float) and not math.isfinite(found):
        raise Unreadable(f"{name} is no number")
    try:
        return Decimal(str(found))
    except ArithmeticError as error:
        raise Unreadable(f"{name} is no number") from error


def text(row: Row, name: str) -> str:
    """A text of this name. Raises `Unreadable`."""
    found = row.get(name)
    if found is None or found == "" or (isinstance(found, float) and math.isnan(found)):
        raise Unreadable(f"{name} is missing")
    return str(found)


def moment(row: Row, name: str) -> datetime:
    """An instant of this name, which is told in the market's own time. Raises `Unreadable`."""
    try:
        return utc(datetime.fromisoformat(text(row, name)).replace(tzinfo=NEW_YORK))
    except ValueError as error:
        raise Unreadable(f"{name} is no instant") from error


def asked_for(request: OrderRequest) -> Asked:
    """The order in the library's words. Raises `BrokerError` for what cannot be done: nothing was sent then."""
    if request.time_in_force not in DURATIONS:
        raise BrokerError(
            ErrorKind.UNSUPPORTED, Placed.NO, f"Moomoo has no {request.time_in_force.value} orders"
        )
    if request.quantity != request.quantity.to_integral_value() or not request.quantity:
        raise BrokerError(ErrorKind.INVALID_SIZE, Placed.NO, "whole shares only at Moomoo")
    at_market = request.type is OrderType.MARKET
    return Asked(
        code=MARKET + request.symbol,
        side=request.side.value,
        kind=TYPES[request.type],
        quantity=request.quantity,
        price=request.limit_price,
        aux_price=request.stop_price,
        # An order at market is for the day: none may wait for ever at any price.
        duration=DURATIONS[TimeInForce.DAY if at_market else request.time_in_force],
        remark=request.client_order_id,
    )


def our_symbol(code: str) -> str:
    """A share as it stands in our listing."""
    return code.removeprefix(MARKET)


def our_id(row: Row) -> str:
    """Our id of an order, in its remark; empty where nothing was remarked."""
    remark = row.get("remark")
    return remark if isinstance(remark, str) else ""


def snapshot(row: Row, deals: Iterable[Row], fee: Decimal) -> OrderSnapshot:
    """An order with what traded of it. A status that nobody knows is open, and said. Raises `Unreadable`."""
    raw, id_ = text(row, "order_status"), text(row, "order_id")
    filled = number(row, "dealt_qty")
    status = ENDED.get(raw, OrderStatus.PARTIALLY_FILLED if filled else OrderStatus.OPEN)
    if status is OrderStatus.REJECTED and filled:
        status = OrderStatus.CANCELED
    return OrderSnapshot(
        venue_order_id=id_,
        client_order_id=our_id(row),
        symbol=our_symbol(text(row, "code")),
        status=status,
        quantity=Quantity(number(row, "qty")),
        filled=Quantity(filled),
        fills=tuple(fills([one for one in deals if text(one, "order_id") == id_], our_id(row), fee)),
        reason=_reason(row, raw),
        side=side_of(row),
    )


def _reason(row: Row, raw: str) -> str:
    if raw in WORKING:
        return ""
    said = row.get("last_err_msg")
    if raw in ENDED:
        return said if isinstance(said, str) else ""
    return f"Moomoo says {raw}"


def side_of(row: Row) -> Side:
    """Which way an order or a deal goes; `BUY_BACK` and `SELL_SHORT` are of shorts. Raises `Unreadable`."""
    side = text(row, "trd_side")
    if not side.startswith(("BUY", "SELL")):
        raise Unreadable(f"side {side}")
    return Side.BUY if side.startswith("BUY") else Side.SELL


def fills(deals: Sequence[Row], client_order_id: str, fee: Decimal) -> list[VenueFill]:
    """An order's deals, the first first, each with its share of the order's fee. Raises `Unreadable`."""
    told = sorted(deals, key=lambda one: (moment(one, "create_time"), text(one, "deal_id")))
    shares = by_worth(fee, [number(one, "qty") * number(one, "price") for one in told])
    return [
        VenueFill(
            venue_trade_id=text(one, "deal_id"),
            client_order_id=client_order_id,
            symbol=our_symbol(text(one, "code")),
            side=side_of(one),
            quantity=Quantity(number(one, "qty")),
            price=Price(number(one, "price")),
            fee=Money(share, USD),
            at=moment(one, "create_time"),
            venue_order_id=text(one, "order_id"),
        )
        for one, share in zip(told, shares, strict=True)
    ]


def fees_by_order(rows: Iterable[Row]) -> Mapping[str, Decimal]:
    """What each order cost. Raises `Unreadable`."""
    return {text(row, "order_id"): number(row, "fee_amount") for row in rows}


def holdings(money: Sequence[Row], positions: Iterable[Row]) -> list[Money]:
    """Dollars and shares; what was sold short is below zero. Raises `Unreadable`."""
    if len(money) != 1:
        raise Unreadable("no cash")
    found = [Money(number(money[0], "cash"), USD)]
    for row in positions:
        held = number(row, "qty")
        sign = 1 if row.get("position_side", LONG) == LONG else -1
        found.append(Money(sign * abs(held), our_symbol(text(row, "code"))))
    return [one for one in found if one.amount != ZERO]
