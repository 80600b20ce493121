"""Alpaca's words for orders and fills, both ways. Pure: texts and numbers in, values out.

Numbers come as texts, some as numbers of their own, and never as floats (`wire.py`). A word that is not in a table
here is not guessed: a status that nobody knows is an order that works, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import cast

from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.market.model import AssetClass, Instrument
from core.market.symbols import SymbolTable
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

Row = Mapping[str, object]


class Unreadable(ValueError):
    """The venue's answer is not what it should be."""


OPEN, OVER = OrderStatus.OPEN, (OrderStatus.CANCELED, OrderStatus.EXPIRED, OrderStatus.REJECTED)
STATUSES = {
    "new": OPEN,
    "accepted": OPEN,
    "pending_new": OPEN,
    "accepted_for_bidding": OPEN,
    "held": OPEN,
    "stopped": OPEN,
    "suspended": OPEN,
    "calculated": OPEN,
    "done_for_day": OPEN,
    # Asked for and not proven: until it is, the order works.
    "pending_cancel": OPEN,
    "pending_replace": OPEN,
    "partially_filled": OrderStatus.PARTIALLY_FILLED,
    "filled": OrderStatus.FILLED,
    "canceled": OrderStatus.CANCELED,
    "replaced": OrderStatus.CANCELED,
    "expired": OrderStatus.EXPIRED,
    "rejected": OrderStatus.REJECTED,
}
UNDER_WAY = frozenset({"pending_cancel", "pending_replace"})
TYPES = {
    OrderType.MARKET: "market",
    OrderType.LIMIT: "limit",
    OrderType.STOP: "stop",
    OrderType.STOP_LIMIT: "stop_limit",
}
QUOTES_OF_COINS = frozenset({"USD", "USDT", "USDC", "BTC"})
# Coins have no stop at market there: theirs is a limit so far past the stop that it trades in all but a crash.
PAST_STOP = Decimal("0.05")


def trades(instrument: Instrument) -> bool:
    """Whether it is of a kind that Alpaca may have: shares in the United States, and coins."""
    if instrument.asset_class is AssetClass.STOCK:
        return instrument.quote == "USD"
    return instrument.asset_class is AssetClass.CRYPTO and instrument.quote in QUOTES_OF_COINS


def instrument_of(table: SymbolTable, symbol: str, asset_class: str) -> Instrument:
    """What Alpaca means by a symbol. It writes coins with a slash, and in positions without one."""
    if asset_class == "crypto" or "/" in symbol:
        known = table.get(symbol) or table.find(symbol)
        if known is not None and known.asset_class is AssetClass.CRYPTO:
            return known
        base, _, quote = symbol.partition("/")
        return Instrument(symbol, base, quote or "USD", AssetClass.CRYPTO)
    known = table.get(symbol)
    if known is not None and known.asset_class is AssetClass.STOCK and known.quote == "USD":
        return known
    kind = AssetClass.OPTION if asset_class == "us_option" else AssetClass.STOCK
    return Instrument(symbol, symbol, "USD", kind)


# -- what is asked


def body_of(request: OrderRequest, instrument: Instrument, tick: Decimal) -> dict[str, str]:
    """The order as Alpaca takes it. Raises `BrokerError` (not placed) for what it has no word for."""
    coin = instrument.asset_class is AssetClass.CRYPTO
    body = {
        "symbol": instrument.symbol,
        "qty": plain(request.quantity),
        "side": request.side.value.lower(),
        "time_in_force": _wait(request, coin=coin),
        "client_order_id": request.client_order_id,
        **prices_of(request, instrument, tick),
    }
    if request.reduce_only and not coin:
        # The venue refuses it rather than let it open a position the other way.
        body["position_intent"] = f"{request.side.value.lower()}_to_close"
    return body


def prices_of(request: OrderRequest, instrument: Instrument, tick: Decimal) -> dict[str, str]:
    """The type of an order and its prices."""
    kind = TYPES.get(request.type)
    if kind is None:
        raise unsupported(f"no {request.type.value} orders")
    limit, stop = request.limit_price, request.stop_price
    if instrument.asset_class is AssetClass.CRYPTO and request.type is OrderType.STOP and stop is not None:
        kind, limit = "stop_limit", _past(stop, request.side, tick)
    found = {"type": kind}
    if limit is not None:
        found["limit_price"] = plain(limit)
    if stop is not None:
        found["stop_price"] = plain(stop)
    return found


def _past(stop: Price, side: Side, tick: Decimal) -> Price:
    beyond = stop * (1 + side.sign * PAST_STOP)
    return Price(max(to_step(beyond, tick, ROUND_UP if side is Side.BUY else ROUND_DOWN), tick))


def _wait(request: OrderRequest, *, coin: bool) -> str:
    """How long it waits. A fraction of a share waits until the close, whatever was asked: the venue takes no longer."""
    if coin:
        if request.time_in_force is TimeInForce.DAY:
            raise unsupported("coins trade around the clock and have no day orders")
        return request.time_in_force.value
    fraction = is_fraction(request.quantity)
    if fraction and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        raise unsupported("fractions of a share wait for the day, and not shorter")
    if fraction or (request.type is OrderType.MARKET and request.time_in_force is TimeInForce.GTC):
        return TimeInForce.DAY.value
    return request.time_in_force.value


def is_fraction(quantity: Decimal) -> bool:
    """Whether it is not whole units."""
    return quantity != quantity.to_integral_value()


def unsupported(why: str) -> BrokerError:
    """What we do not even send."""
    return BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"alpaca: {why}")


def unread(why: str) -> BrokerError:
    """An answer that cannot be read: what it was the answer to may have happened."""
    return BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, f"alpaca: the answer cannot be read: {why}")


# -- what is told


@dataclass(frozen=True, slots=True)
class Told:
    """An order as Alpaca tells it, with what is needed to follow it."""

    id: str
    client_order_id: str
    symbol: str
    asset_class: str
    side: Side
    type: str
    word: str
    quantity: Quantity
    filled: Quantity
    time_in_force: str
    submitted_at: datetime | None
    filled_at: datetime | None
    replaces: str | None
    replaced_by: str | None

    @property
    def status(self) -> OrderStatus:
        """How it stands; what nobody knows, works."""
        return STATUSES.get(self.word, OPEN)

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.status is OrderStatus.FILLED or self.status in OVER


def told_of(row: object) -> Told:
    """An order from its JSON. Raises `Unreadable`: then it is not known how it stands."""
    if not isinstance(row, Mapping):
        raise Unreadable("not an order")
    found = cast("Row", row)
    return Told(
        id=_text(found, "id"),
        client_order_id=_text(found, "client_order_id"),
        symbol=_text(found, "symbol"),
        asset_class=_text(found, "asset_class"),
        side=Side(_text(found, "side").upper().removesuffix("_SHORT")),
        type=_text(found, "type"),
        word=_text(found, "status"),
        # An order by an amount of money, placed elsewhere, has no quantity until it is filled.
        quantity=Quantity(number(found.get("qty")) or number(found.get("filled_qty")) or ZERO),
        filled=Quantity(number(found.get("filled_qty")) or ZERO),
        time_in_force=str(found.get("time_in_force")),
        submitted_at=instant(found.get("submitted_at")),
        filled_at=instant(found.get("filled_at")),
        replaces=cast("str | None", found.get("replaces")),
        replaced_by=cast("str | None", found.get("replaced_by")),
    )


def orders_of(row: object) -> Sequence[Told]:
    """An order and the legs that hang on it: a stop leg is held, and in no other list. Of several options together
    there are only the legs. Raises `Unreadable`."""
    if not isinstance(row, Mapping):
        raise Unreadable("not an order")
    legs = [part for leg in row.get("legs") or () for part in orders_of(leg)]
    return legs if row.get("order_class") == "mleg" else [told_of(row), *legs]


def snapshot_of(told: Told, fills: Sequence[VenueFill], instrument: Instrument, asked: str) -> OrderSnapshot:
    """The order in our words. `asked` is the client order id it is known under to us.

    Fills are told a moment after the order says that it filled: until they add up, it is not over.
    """
    traded = sum((fill.quantity for fill in fills), ZERO)
    status = told.status
    if traded < told.filled or (status is OPEN and traded):
        status = OrderStatus.PARTIALLY_FILLED if traded else OPEN
    return OrderSnapshot(
        venue_order_id=told.id,
        client_order_id=asked,
        symbol=instrument.symbol,
        status=status,
        quantity=told.quantity,
        side=told.side,
        filled=Quantity(traded),
        fills=tuple(fills),
        reason=_reason(told),
    )


def _reason(told: Told) -> str:
    if told.word == "expired":
        return told.time_in_force
    if told.word not in STATUSES or told.word in ("canceled", "replaced", "rejected"):
        return told.word
    return ""


@dataclass(frozen=True, slots=True)
class Trade:
    """One fill as Alpaca tells it: it names the order by its own id, and no fee."""

    id: str
    order: str
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    at: datetime


def trade_of(row: object) -> Trade:
    """A fill from its JSON. Raises `Unreadable`."""
    if not isinstance(row, Mapping):
        raise Unreadable("not a fill")
    found = cast("Row", row)
    at = instant(found.get("transaction_time"))
    quantity, price = number(found.get("qty")), number(found.get("price"))
    if at is None or quantity is None or price is None or price <= 0:
        raise Unreadable("a fill without its time, quantity or price")
    return Trade(
        id=_text(found, "id"),
        order=_text(found, "order_id"),
        symbol=_text(found, "symbol"),
        side=Side(_text(found, "side").upper().removesuffix("_SHORT")),
        quantity=Quantity(abs(quantity)),
        price=Price(price),
        at=at,
    )


def number(value: object) -> Decimal | None:
    """A number as Alpaca writes it, exactly; None where it wrote none. Raises `Unreadable`."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        raise Unreadable("not a number")
    try:
        found = Decimal(value)
    except ArithmeticError as error:
        raise Unreadable("not a number") from error
    if not found.is_finite():
        raise Unreadable("not a finite number")
    return found


def instant(value: object) -> datetime | None:
    """A moment as Alpaca writes it, to the nanosecond: cut to microseconds. None where it wrote none."""
    if value is None or value == "":
        return None
    found = datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise Unreadable("a moment without its zone")
    return found.astimezone(UTC)


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"no {name}")
    return value
