"""Robinhood's orders, holdings and pairs as its crypto interface writes them, and what they are in our words. Pure.

Field names are from the venue's published reference and from answers that others recorded, not tried against the venue.
Our ids are the same 32 digits there, with the hyphens of a UUID.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from adapters.brokers.reading import Body, Unreadable, by_worth, mapping, moment, number, objects, text
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
TYPES = {
    OrderType.MARKET: "market",
    OrderType.LIMIT: "limit",
    OrderType.STOP: "stop_loss",
    OrderType.STOP_LIMIT: "stop_limit",
}
DURATIONS = {TimeInForce.GTC: "gtc", TimeInForce.DAY: "gfd"}
ENDED = {
    "filled": OrderStatus.FILLED,
    "canceled": OrderStatus.CANCELED,
    "failed": OrderStatus.REJECTED,
}
WORKING = frozenset({"open", "partially_filled"})


def their_symbol(symbol: str) -> str:
    """A pair as Robinhood writes it: BTC-USD."""
    return symbol.replace("/", "-")


def our_symbol(symbol: str) -> str:
    """A pair as it stands in our listing."""
    return symbol.replace("-", "/")


def their_id(client_order_id: str) -> str:
    """Our id as Robinhood takes it. Raises `BrokerError` for one that is no UUID."""
    try:
        return str(UUID(hex=client_order_id))
    except ValueError as error:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "Robinhood's order ids are UUIDs") from error


def our_id(order: Body) -> str:
    """Our id of an order; whatever was given where it was not ours, empty where nothing was."""
    given = order.get("client_order_id")
    return given.replace("-", "") if isinstance(given, str) else ""


def order_body(request: OrderRequest) -> dict[str, Any]:
    """What the order is asked for with. Raises `BrokerError` for what cannot be done: nothing was sent then."""
    if request.type not in TYPES:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"Robinhood has no {request.type.value} orders")
    if request.time_in_force not in DURATIONS:
        raise BrokerError(
            ErrorKind.UNSUPPORTED, Placed.NO, f"Robinhood has no {request.time_in_force.value} orders"
        )
    kind = TYPES[request.type]
    config = {"asset_quantity": plain(request.quantity)}
    if request.limit_price is not None:
        config["limit_price"] = plain(request.limit_price)
    if request.stop_price is not None:
        config["stop_price"] = plain(request.stop_price)
    if request.type is not OrderType.MARKET:
        config["time_in_force"] = DURATIONS[request.time_in_force]
    return {
        "client_order_id": their_id(request.client_order_id),
        "side": request.side.value.lower(),
        "symbol": their_symbol(request.symbol),
        "type": kind,
        f"{kind}_order_config": config,
    }


def snapshot(order: Body) -> OrderSnapshot:
    """The order in our words. A status that nobody knows is open, and said. Raises `Unreadable`."""
    raw = text(order, "state")
    filled = number(order, "filled_asset_quantity", ZERO)
    status = ENDED.get(raw, OrderStatus.PARTIALLY_FILLED if filled else OrderStatus.OPEN)
    if status is OrderStatus.REJECTED and filled:  # it traded a part before it failed
        status = OrderStatus.CANCELED
    return OrderSnapshot(
        venue_order_id=text(order, "id"),
        client_order_id=our_id(order),
        symbol=our_symbol(text(order, "symbol")),
        status=status,
        quantity=Quantity(_quantity(order, filled)),
        filled=Quantity(filled),
        fills=tuple(_fills(order)),
        reason="" if raw in ENDED or raw in WORKING else f"Robinhood says {raw}",
        side=_side(order),
    )


def _quantity(order: Body, filled: Decimal) -> Decimal:
    """How many units were asked for. An order by its worth in dollars tells only what it got of them."""
    config = order.get(f"{text(order, 'type')}_order_config")
    return number(mapping(config), "asset_quantity", filled)


def _side(order: Body) -> Side:
    side = text(order, "side")
    if side not in ("buy", "sell"):
        raise Unreadable(f"side {side}")
    return Side(side.upper())


def _fills(order: Body) -> list[VenueFill]:
    """The order's parts, the first first, each with its share of the fee. A part is known by how much had traded with
    it: they have no ids of their own."""
    parts = sorted(objects(order.get("executions") or []), key=lambda one: moment(one, "timestamp"))
    worth = [number(one, "quantity") * number(one, "effective_price") for one in parts]
    fees = by_worth(number(order, "fee_charged", ZERO), worth)
    found, traded = list[VenueFill](), ZERO
    for part, fee in zip(parts, fees, strict=True):
        traded += number(part, "quantity")
        found.append(
            VenueFill(
                venue_trade_id=f"{text(order, 'id')}-{plain(traded)}",
                client_order_id=our_id(order),
                symbol=our_symbol(text(order, "symbol")),
                side=_side(order),
                quantity=Quantity(number(part, "quantity")),
                price=Price(number(part, "effective_price")),
                fee=Money(fee, USD),
                at=moment(part, "timestamp"),
                venue_order_id=text(order, "id"),
            )
        )
    return found


# -- pages, accounts and pairs


def page(body: object) -> tuple[list[Body], str | None]:
    """The results of a page, and the target of the next. Raises `Unreadable`."""
    read = mapping(body)
    following = read.get("next")
    if not isinstance(following, str) or not following:
        return objects(read, "results"), None
    url = urlsplit(following)
    return objects(read, "results"), f"{url.path}?{url.query}"


def account_of(body: object) -> Body:
    """The one account of a key; its answer came alone, in a list and in a page. Raises `Unreadable`."""
    found = body
    if isinstance(body, dict) and "results" in body:
        found = body["results"]
    accounts = objects(found) if isinstance(found, list) else [mapping(found)]
    if len(accounts) != 1:
        raise Unreadable(f"{len(accounts)} accounts")
    text(accounts[0], "account_number")
    return accounts[0]


def holdings(account: Body, found: Iterable[Body]) -> list[Money]:
    """Dollars and coins of an account. Raises `Unreadable`."""
    money = [Money(number(account, "buying_power"), str(account.get("buying_power_currency") or USD))]
    money += [Money(number(one, "total_quantity"), text(one, "asset_code")) for one in found]
    return [one for one in money if one.amount]


def rules(body: object, symbol: str) -> Rules | None:
    """What is allowed for a pair; None for one that is not traded by this way. Raises `Unreadable`."""
    found = next((one for one in objects(body, "results") if one.get("symbol") == their_symbol(symbol)), None)
    if found is None or found.get("status") != "tradable" or found.get("is_api_tradable") is False:
        return None
    step = Quantity(number(found, "asset_increment"))
    return Rules(
        tick=Price(number(found, "quote_increment")),
        step=step,
        minimum_quantity=Quantity(max(number(found, "min_order_size", ZERO), step)),
        minimum_notional=ZERO,
        fee_rate=ZERO,
    )
