"""Schwab's orders, accounts and hours as its trader interface writes them, and what they are in our words. Pure.

Field names are from the venue's published reference and from answers that others recorded, not tried against the venue.
Numbers are read as Decimal and prices written as text, so that none passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from adapters.brokers.reading import Body, Unreadable, moment, number, objects
from core.kernel.money import ZERO, Money, Price, Quantity, plain
from core.market.model import Quote, Rules, Session
from core.orders.model import (
    Candidate,
    OrderRequest,
    OrderSnapshot,
    OrderStatus,
    OrderType,
    Sent,
    Side,
    TimeInForce,
    VenueFill,
)
from core.ports.broker import BrokerError, ErrorKind, Placed

USD = "USD"
CENT, SMALL_TICK = Price("0.01"), Price("0.0001")
TYPES = {
    OrderType.MARKET: "MARKET",
    OrderType.LIMIT: "LIMIT",
    OrderType.STOP: "STOP",
    OrderType.STOP_LIMIT: "STOP_LIMIT",
}
DURATIONS = {
    TimeInForce.GTC: "GOOD_TILL_CANCEL",
    TimeInForce.DAY: "DAY",
    TimeInForce.IOC: "IMMEDIATE_OR_CANCEL",
    TimeInForce.FOK: "FILL_OR_KILL",
}
ENDED = {
    "FILLED": OrderStatus.FILLED,
    "CANCELED": OrderStatus.CANCELED,
    "REPLACED": OrderStatus.CANCELED,
    "EXPIRED": OrderStatus.EXPIRED,
    "REJECTED": OrderStatus.REJECTED,
}
WORKING = frozenset(
    {
        "AWAITING_PARENT_ORDER",
        "AWAITING_CONDITION",
        "AWAITING_STOP_CONDITION",
        "AWAITING_MANUAL_REVIEW",
        "AWAITING_UR_OUT",
        "AWAITING_RELEASE_TIME",
        "ACCEPTED",
        "PENDING_ACTIVATION",
        "PENDING_ACKNOWLEDGEMENT",
        "PENDING_CANCEL",
        "PENDING_RECALL",
        "PENDING_REPLACE",
        "QUEUED",
        "WORKING",
        "NEW",
    }
)
# Their clock and ours: an order that was entered this much before it was sent is still ours.
CLOCKS = timedelta(seconds=2)
# One that fits and was entered up to so long before may be ours, if our clock is wrong, or somebody's.
UNSURE = timedelta(seconds=60)
# Nothing of ours arrives later than this.
LATEST = timedelta(minutes=15)

# -- symbols: a class of shares is written with a slash there, BRK/B


def their_symbol(symbol: str) -> str:
    """A stock as Schwab writes it."""
    return symbol.replace(".", "/")


def our_symbol(symbol: str) -> str:
    """A stock as it stands in our listing."""
    return symbol.replace("/", ".")


# -- an order on its way there


def order_body(request: OrderRequest) -> dict[str, Any]:
    """What the order is asked for with. Raises `BrokerError` for what Schwab cannot do: nothing was sent then."""
    if request.type not in TYPES:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"Schwab has no {request.type.value} orders")
    if request.quantity != request.quantity.to_integral_value() or not request.quantity:
        raise BrokerError(ErrorKind.INVALID_SIZE, Placed.NO, "Schwab trades whole shares")
    at_market = request.type is OrderType.MARKET and request.time_in_force is TimeInForce.GTC
    body: dict[str, Any] = {
        "session": "NORMAL",
        # An order at market is for the day: none may wait for ever at any price.
        "duration": DURATIONS[TimeInForce.DAY if at_market else request.time_in_force],
        "orderType": TYPES[request.type],
        "orderStrategyType": "SINGLE",
        "orderLegCollection": [
            {
                "instruction": request.side.value,
                "quantity": int(request.quantity),
                "instrument": {"symbol": their_symbol(request.symbol), "assetType": "EQUITY"},
            }
        ],
    }
    if request.limit_price is not None:
        body["price"] = plain(request.limit_price)
    if request.stop_price is not None:
        body["stopPrice"] = plain(request.stop_price)
    return body


def order_id_in(location: str | None, account: str) -> str | None:
    """The order's id in the address that an accepted order is answered with; None where it is of another account."""
    if not location:
        return None
    path, found, number_ = location.rpartition("/orders/")
    mine = path.endswith(f"/accounts/{account}")
    return number_ if found and mine and number_.isdecimal() else None


# -- orders that are there


def flat(orders: Iterable[Body]) -> Iterator[Body]:
    """Every single order, those that hang on another included."""
    for order in orders:
        if order.get("orderLegCollection"):
            yield order
        yield from flat(objects(order.get("childOrderStrategies") or []))


def id_of(order: Body) -> str:
    """The venue's id of an order."""
    return str(int(number(order, "orderId")))


def leg_of(order: Body) -> Body:
    """The one leg of an order. Raises `Unreadable`."""
    legs = objects(order.get("orderLegCollection"))
    if not legs or not isinstance(legs[0].get("instrument"), Mapping):
        raise Unreadable("an order without a leg")
    return legs[0]


def symbol_of(order: Body) -> str:
    """What an order is of, as we write it."""
    return our_symbol(str(leg_of(order)["instrument"].get("symbol", "")))


def side_of(order: Body) -> Side:
    """Which way an order goes: `BUY_TO_COVER` is a purchase, `SELL_SHORT` a sale."""
    instruction = str(leg_of(order).get("instruction", ""))
    if not instruction.startswith(("BUY", "SELL")):
        raise Unreadable(f"instruction {instruction}")
    return Side.BUY if instruction.startswith("BUY") else Side.SELL


def entered(order: Body) -> datetime:
    """When Schwab took the order, in whole seconds."""
    return moment(order, "enteredTime")


def fits(order: Body, request: OrderRequest) -> bool:
    """Whether the order is of what was asked: the content of both is the same, to the last digit."""
    legs = objects(order.get("orderLegCollection"))
    if len(legs) != 1 or order.get("orderType") != TYPES.get(request.type):
        return False
    limit = request.limit_price if request.type in (OrderType.LIMIT, OrderType.STOP_LIMIT) else None
    stop = request.stop_price if request.type in (OrderType.STOP, OrderType.STOP_LIMIT) else None
    return (
        symbol_of(order) == request.symbol
        and side_of(order) is request.side
        and number(order, "quantity") == request.quantity
        and _same(order, "price", limit)
        and _same(order, "stopPrice", stop)
    )


def _same(order: Body, name: str, price: Price | None) -> bool:
    """An order without a price of its own may tell what it filled at, or 0: that is not looked at."""
    return price is None or (order.get(name) is not None and number(order, name) == price)


def chosen(orders: Iterable[Body], sent: Sent, others: frozenset[str]) -> Body | None:
    """The one order that can only be the one that was sent; None where none fits.

    `others` are ids that are known to be of other orders of ours. Raises `BrokerError` of kind `AMBIGUOUS` where
    several fit, or one that may be older: a person must look.
    """
    at = sent.at.replace(microsecond=0)
    fitting = [
        one
        for one in orders
        if id_of(one) not in others and at - UNSURE <= entered(one) <= at + LATEST and fits(one, sent.request)
    ]
    if not fitting:
        return None
    if len(fitting) > 1 or entered(fitting[0]) < at - CLOCKS:
        ids = ", ".join(id_of(one) for one in fitting)
        raise BrokerError(
            ErrorKind.AMBIGUOUS,
            Placed.UNKNOWN,
            f"orders {ids} fit what was sent",
            candidates=[_candidate(one) for one in fitting],
        )
    return fitting[0]


def _candidate(order: Body) -> Candidate:
    shot = snapshot(order, "", {})
    return Candidate(
        venue_order_id=shot.venue_order_id,
        status=shot.status,
        quantity=shot.quantity,
        filled=shot.filled,
        at=entered(order),
    )


def is_resting(order: Body) -> bool:
    """Whether an order may still trade; a status that is not known counts as one that may."""
    return order.get("status") not in ENDED


def snapshot(order: Body, client_order_id: str, fees: Mapping[str, Sequence[Body]]) -> OrderSnapshot:
    """The order in our words. A status that nobody knows is open, and said. Raises `Unreadable`."""
    raw = str(order.get("status", ""))
    filled = number(order, "filledQuantity")
    status = ENDED.get(raw, OrderStatus.PARTIALLY_FILLED if filled else OrderStatus.OPEN)
    reason = str(order.get("statusDescription") or "") if raw in ENDED else ""
    if raw == "REPLACED":
        reason = "replaced"
    elif raw not in WORKING and raw not in ENDED:
        reason = f"Schwab says {raw or 'nothing'}"
    return OrderSnapshot(
        venue_order_id=id_of(order),
        client_order_id=client_order_id,
        symbol=symbol_of(order),
        status=status,
        quantity=Quantity(number(order, "quantity")),
        filled=Quantity(filled),
        fills=tuple(fills_of(order, client_order_id, fees)),
        reason=reason,
        side=side_of(order),
    )


# -- fills: executions in an order's activities, their fees in the account's transactions


@dataclass(frozen=True, slots=True)
class Execution:
    """A part of an order that traded. `left` is what of the order remained: it tells one part from the next."""

    quantity: Decimal
    price: Decimal
    at: datetime
    left: Decimal
    leg: int


def executions(order: Body) -> list[Execution]:
    """What traded, the first first. Raises `Unreadable`."""
    found = []
    for activity in objects(order.get("orderActivityCollection") or []):
        if activity.get("activityType") != "EXECUTION":
            continue
        left = number(activity, "orderRemainingQuantity")
        found += [
            Execution(
                quantity=number(leg, "quantity"),
                price=number(leg, "price"),
                at=moment(leg, "time"),
                left=left,
                leg=int(leg.get("legId", 1)),
            )
            for leg in objects(activity.get("executionLegs") or [])
        ]
    return sorted(found, key=lambda one: (one.at, -one.left, one.leg))


def fills_of(order: Body, client_order_id: str, fees: Mapping[str, Sequence[Body]]) -> list[VenueFill]:
    """The order's fills, each under an id that stays: the order's, the leg's, and what was left after it."""
    traded = executions(order)
    if not traded:
        return []
    unused = list(fees.get(id_of(order), ()))
    return [
        VenueFill(
            venue_trade_id=f"{id_of(order)}-{one.leg}-{plain(one.left)}",
            client_order_id=client_order_id,
            symbol=symbol_of(order),
            side=side_of(order),
            quantity=Quantity(one.quantity),
            price=Price(one.price),
            fee=Money(_fee(one, unused), USD),
            at=one.at,
            venue_order_id=id_of(order),
        )
        for one in traded
    ]


def _fee(execution: Execution, unused: list[Body]) -> Decimal:
    """The fees of the transaction that booked this part, which is then used; zero while there is none."""
    for place, trade in enumerate(unused):
        shares = [item for item in _items(trade) if not item.get("feeType")]
        if any(
            abs(number(item, "amount")) == execution.quantity and number(item, "price") == execution.price
            for item in shares
            if item.get("price") is not None
        ):
            del unused[place]
            return -sum((number(item, "cost") for item in _items(trade) if item.get("feeType")), ZERO)
    return ZERO


def _items(trade: Body) -> list[Body]:
    return objects(trade.get("transferItems") or [])


def trades_by_order(transactions: Iterable[Body]) -> dict[str, list[Body]]:
    """The account's trades by the venue's id of their order."""
    found: dict[str, list[Body]] = {}
    for one in transactions:
        if one.get("type") == "TRADE" and one.get("orderId") is not None:
            found.setdefault(str(int(number(one, "orderId"))), []).append(one)
    return found


# -- what is held, what it costs, when it trades


def holdings(body: Body) -> list[Money]:
    """Dollars and shares of an account, below zero what is owed. Raises `Unreadable`."""
    account = body.get("securitiesAccount")
    if not isinstance(account, Mapping) or not isinstance(account.get("currentBalances"), Mapping):
        raise Unreadable("no account in the answer")
    balances = account["currentBalances"]
    cash = number(balances, "cashBalance")
    if balances.get("marginBalance") is not None:
        cash += number(balances, "marginBalance")
    found = [Money(cash, USD)]
    for one in objects(account.get("positions") or []):
        instrument = one.get("instrument")
        if not isinstance(instrument, Mapping):
            raise Unreadable("a position of nothing")
        held = number(one, "longQuantity") - number(one, "shortQuantity")
        found.append(Money(held, our_symbol(str(instrument.get("symbol", "")))))
    return [money for money in found if money.amount]


def rules(quotes: Body, symbol: str) -> Rules | None:
    """What Schwab allows for a stock, by its quote; None for one that it does not know."""
    found = quotes.get(their_symbol(symbol))
    if not isinstance(found, Mapping):
        if symbol_is_unknown(quotes, symbol):
            return None
        raise Unreadable(f"no quote of {symbol}")
    quoted = found.get("quote")
    last = number(quoted, "lastPrice") if isinstance(quoted, Mapping) else ZERO
    return Rules(
        tick=SMALL_TICK if ZERO < last < 1 else CENT,
        step=Quantity(1),
        minimum_quantity=Quantity(1),
        minimum_notional=ZERO,
        fee_rate=ZERO,
    )


def symbol_is_unknown(quotes: Body, symbol: str) -> bool:
    """Whether the answer says that there is no such symbol."""
    errors = quotes.get("errors")
    return isinstance(errors, Mapping) and their_symbol(symbol) in (errors.get("invalidSymbols") or ())


def quote(quotes: Body, symbol: str, now: datetime) -> Quote | None:
    """The stock's price; None for a symbol that Schwab does not know."""
    found = quotes.get(their_symbol(symbol))
    if not isinstance(found, Mapping) or not isinstance(found.get("quote"), Mapping):
        return None
    told = found["quote"]
    last = number(told, "lastPrice")
    bid, ask = (number(told, name) if told.get(name) else last for name in ("bidPrice", "askPrice"))
    if not last > 0:
        return None
    return Quote(symbol=symbol, last=Price(last), bid=Price(bid or last), ask=Price(ask or last), at=now)


Hours = Sequence[tuple[datetime, datetime]]


def hours(body: Body) -> Hours:
    """When shares trade on the day that was asked about: the regular hours; empty on a day without. Raises
    `Unreadable`."""
    markets = body.get("equity")
    if not isinstance(markets, Mapping) or not markets:
        raise Unreadable("no hours of shares")
    found = []
    for market in markets.values():
        if not isinstance(market, Mapping) or not isinstance(market.get("isOpen"), bool):
            raise Unreadable("hours of nothing")
        sessions = market.get("sessionHours") or {}
        if market["isOpen"]:
            regular = objects(sessions.get("regularMarket") or [])
            found += [(moment(one, "start"), moment(one, "end")) for one in regular]
    return sorted(found)


def session(days: Iterable[Hours], now: datetime) -> Session | None:
    """Whether shares trade now; None where these days say nothing of when they will."""
    for start, end in (one for day in days for one in day):
        if now < start:
            return Session(is_open=False, opens_at=start)
        if now < end:
            return Session(is_open=True, closes_at=end)
    return None
