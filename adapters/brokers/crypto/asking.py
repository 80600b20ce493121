"""How an order is put into the words of a venue. Pure: a request in, the arguments of the library out."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from adapters.brokers.crypto.profiles import Profile
from core.kernel.money import plain, to_step
from core.orders.model import OrderRequest, OrderType, Side, TimeInForce
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed

NEEDS = {
    OrderType.MARKET: Ability.MARKET,
    OrderType.LIMIT: Ability.LIMIT,
    OrderType.STOP: Ability.STOP,
    OrderType.STOP_LIMIT: Ability.STOP_LIMIT,
    OrderType.TAKE_PROFIT: Ability.TAKE_PROFIT,
}
CONDITIONAL = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The arguments of the library's `create_order`. Numbers are text: the very digits that go out."""

    symbol: str
    type: str
    side: str
    amount: str
    price: str | None
    params: dict[str, Any] = field(default_factory=dict)


def call_for(
    request: OrderRequest, profile: Profile, symbol: str, *, tick: Decimal, last: Decimal | None
) -> Call:
    """The call that places this order. `last` is the venue's price, for venues that know no order at market.

    Raises `BrokerError(UNSUPPORTED, NO)` for what the venue cannot do.
    """
    _must_be_able(request, profile)
    params: dict[str, Any] = {profile.client_id: request.client_order_id, **profile.extra}
    if profile.swap and request.reduce_only:
        params["reduceOnly"] = True
    kind = "market"
    price: Decimal | None = request.limit_price
    if request.type in (OrderType.LIMIT, OrderType.STOP_LIMIT):
        kind = "limit"
    if request.type in CONDITIONAL and request.stop_price is not None:
        name = "takeProfitPrice" if request.type is OrderType.TAKE_PROFIT else "stopLossPrice"
        params[name] = plain(request.stop_price)
        if request.type is OrderType.STOP and profile.stop_reach is not None:
            kind, price = "limit", _reached(request.stop_price, request.side, profile.stop_reach, tick)
    if request.type is OrderType.MARKET and request.side is Side.BUY and profile.market_reach is not None:
        if last is None:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, f"{profile.name}: no price for {symbol}")
        kind, price = "limit", _reached(last, request.side, profile.market_reach, tick)
        params["timeInForce"] = profile.times[TimeInForce.IOC]
    elif kind == "limit" and request.time_in_force in profile.times:
        params["timeInForce"] = profile.times[request.time_in_force]
    return Call(
        symbol=symbol,
        type=kind,
        side=request.side.value.lower(),
        amount=plain(request.quantity),
        price=None if price is None else plain(price),
        params=params,
    )


def _must_be_able(request: OrderRequest, profile: Profile) -> None:
    waits = request.time_in_force
    at_once = waits in (TimeInForce.IOC, TimeInForce.FOK)
    lacks = ""
    if NEEDS[request.type] not in profile.abilities:
        lacks = request.type.value
    elif at_once and request.type is not OrderType.MARKET and waits not in profile.times:
        lacks = waits.value
    elif at_once and request.type in CONDITIONAL:
        lacks = f"{request.type.value} {waits.value}"
    if lacks:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"{profile.name}: {lacks}")


def _reached(price: Decimal, side: Side, reach: Decimal, tick: Decimal) -> Decimal:
    """The price so far to the bad side of somebody who wants to trade."""
    if side is Side.BUY:
        return to_step(price * (1 + reach), tick, ROUND_UP)
    return max(to_step(price * (1 - reach), tick, ROUND_DOWN), tick)
