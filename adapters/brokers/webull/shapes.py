"""Webull's orders, accounts and shares as its OpenAPI writes them, and what they are in our words. Pure.

Field names are from the venue's published reference, not tried against the venue. Every number is text on its wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from adapters.brokers.reading import Body, Unreadable, moment, number, objects, text
from core.kernel.money import ZERO, Money, Price, Quantity, plain
from core.market.model import Rules
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
CENT = Price("0.01")
TYPES = {
    OrderType.MARKET: "MARKET",
    OrderType.LIMIT: "LIMIT",
    OrderType.STOP: "STOP_LOSS",
    OrderType.STOP_LIMIT: "STOP_LOSS_LIMIT",
}
DURATIONS = {TimeInForce.GTC: "GTC", TimeInForce.DAY: "DAY"}
ENDED = {
    "FILLED": OrderStatus.FILLED,
    "CANCELLED": OrderStatus.CANCELED,
    "FAILED": OrderStatus.REJECTED,
}
WORKING = frozenset({"PENDING", "SUBMITTED", "PARTIAL_FILLED"})
TRADABLE = "OC"


def order_body(request: OrderRequest) -> dict[str, Any]:
    """What the order is asked for with. Raises `BrokerError` for what Webull cannot do: nothing was sent then."""
    if request.type not in TYPES:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"Webull has no {request.type.value} orders")
    if request.time_in_force not in DURATIONS:
        raise BrokerError(
            ErrorKind.UNSUPPORTED, Placed.NO, f"Webull has no {request.time_in_force.value} for shares"
        )
    if request.quantity != request.quantity.to_integral_value() or not request.quantity:
        raise BrokerError(ErrorKind.INVALID_SIZE, Placed.NO, "whole shares only at Webull")
    at_market = request.type is OrderType.MARKET
    body = {
        "client_order_id": request.client_order_id,
        "combo_type": "NORMAL",
        "entrust_type": "QTY",
        "instrument_type": "EQUITY",
        "market": "US",
        "symbol": request.symbol,
        "side": request.side.value,
        "order_type": TYPES[request.type],
        # An order at market is for the day: none may wait for ever at any price.
        "time_in_force": DURATIONS[TimeInForce.DAY if at_market else request.time_in_force],
        "quantity": plain(request.quantity),
        "support_trading_session": "CORE",
    }
    if request.limit_price is not None:
        body["limit_price"] = plain(request.limit_price)
    if request.stop_price is not None:
        body["stop_price"] = plain(request.stop_price)
    return body


# -- orders that are there


def orders_in(body: object) -> list[Body]:
    """Every order of a listing, or of one that was asked for. Raises `Unreadable`."""
    groups = [body] if isinstance(body, Mapping) and "orders" in body else objects(body, "data")
    return [order for group in groups for order in objects(group, "orders")]


def snapshot(order: Body) -> OrderSnapshot:
    """The order in our words. A status that nobody knows is open, and said. Raises `Unreadable`.

    Webull tells what traded as one sum: it is a fill once the order is over and the sum stands.
    """
    raw = text(order, "status")
    filled = number(order, "filled_quantity", ZERO)
    status = ENDED.get(raw, OrderStatus.PARTIALLY_FILLED if filled else OrderStatus.OPEN)
    if status is OrderStatus.REJECTED and filled:  # it traded a part before it failed
        status = OrderStatus.CANCELED
    return OrderSnapshot(
        venue_order_id=text(order, "order_id"),
        client_order_id=text(order, "client_order_id"),
        symbol=text(order, "symbol"),
        status=status,
        quantity=Quantity(number(order, "total_quantity")),
        filled=Quantity(filled),
        fills=(_fill(order, filled),) if raw in ENDED and filled else (),
        reason="" if raw in ENDED or raw in WORKING else f"Webull says {raw}",
        side=side_of(order),
    )


def side_of(order: Body) -> Side:
    """Which way an order goes; `SHORT` is a sale."""
    side = text(order, "side")
    if side not in ("BUY", "SELL", "SHORT"):
        raise Unreadable(f"side {side}")
    return Side.BUY if side == "BUY" else Side.SELL


def _fill(order: Body, filled: Decimal) -> VenueFill:
    return VenueFill(
        venue_trade_id=text(order, "order_id"),
        client_order_id=text(order, "client_order_id"),
        symbol=text(order, "symbol"),
        side=side_of(order),
        quantity=Quantity(filled),
        price=Price(number(order, "filled_price")),
        fee=Money(_fees(order), USD),
        at=moment(order, "filled_time_at"),
        venue_order_id=text(order, "order_id"),
    )


def _fees(order: Body) -> Decimal:
    """The commission and every fee that was taken."""
    commission = order.get("commission")
    paid = number(commission, "actual_commission", ZERO) if isinstance(commission, Mapping) else ZERO
    fees = order.get("fees") or []
    return paid + sum((number(one, "actual_value", ZERO) for one in objects(fees)), ZERO)


# -- accounts and shares


def account_of(body: object, wanted: str) -> tuple[str, str]:
    """Id and label of the account of this number, or of the only one. Raises `BrokerError` where it is not clear."""
    accounts = objects(body, "data")
    fitting = [one for one in accounts if wanted in ("", one.get("account_number"), one.get("account_id"))]
    if len(fitting) != 1:
        why = f"{len(fitting)} accounts fit; name one by its number"
        raise BrokerError(ErrorKind.AMBIGUOUS, Placed.NO, why)
    number_ = str(fitting[0].get("account_number") or fitting[0]["account_id"])
    return text(fitting[0], "account_id"), f"…{number_[-4:]}"


def cash(body: object) -> list[Money]:
    """Money of an account by currency. Raises `Unreadable`."""
    if not isinstance(body, Mapping):
        raise Unreadable("no balance")
    found = objects(body.get("account_currency_assets"))
    return [Money(number(one, "cash_balance"), text(one, "currency")) for one in found]


def shares(body: object) -> Iterable[Money]:
    """The shares that an account holds. Raises `Unreadable`."""
    return [
        Money(number(one, "quantity"), text(one, "symbol"))
        for one in objects(body, "data")
        if one.get("instrument_type") == "EQUITY"
    ]


def rules(body: object, symbol: str) -> Rules | None:
    """What Webull allows for a stock; None for one that it does not trade. Raises `Unreadable`."""
    found = next((one for one in objects(body, "data") if one.get("symbol") == symbol), None)
    if found is None or found.get("status") != TRADABLE or found.get("currency") != USD:
        return None
    lot = Quantity(max(number(found, "lot_size", Decimal(1)), Decimal(1)))
    return Rules(tick=CENT, step=lot, minimum_quantity=lot, minimum_notional=ZERO, fee_rate=ZERO)
