"""Alpaca's own wire format on a loopback socket, over the floor: orders, fills, balances, its clock and its prices.

What it answers follows the venue's documents and answers that others have published: a send is answered before
anything is filled, a replacement is a new order, fills name the order by the venue's id and no fee, coins are written
without a slash in positions, and a refusal has a number of eight digits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any
from uuid import UUID

from aiohttp import web

from core.kernel.money import ZERO, Price, Quantity, plain
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce, VenueFill
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused, pair, rules
from tests.venues.trouble import Asked

STATUSES = {
    OrderStatus.OPEN: "new",
    OrderStatus.PARTIALLY_FILLED: "partially_filled",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "expired",
}
OPEN = ("new", "partially_filled")


class Refusal(Exception):
    """An answer that is not a good one."""

    def __init__(self, status: int, code: int | None, message: str, **more: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **more} | ({} if code is None else {"code": code})


@dataclass(slots=True)
class Key:
    """Whose key it is; a revoked one is nobody's."""

    secret: str
    account: str
    blocked: bool = False


KEY = web.RequestKey("key", Key)


@dataclass(slots=True)
class Alpaca:
    """The venue: what `floor` holds, in Alpaca's words. `keys` by their id."""

    floor: Floor
    keys: dict[str, Key] = field(default_factory=dict)
    inactive: set[str] = field(default_factory=set)
    lags: bool = False
    too_many: bool = False
    tier: int = 1
    words: dict[int, str] = field(default_factory=dict)
    moved_outside: dict[int, int] = field(default_factory=dict)
    _replaced_by: dict[int, int] = field(default_factory=dict)
    _replaces: dict[int, int] = field(default_factory=dict)

    # -- the doors

    def app(self) -> web.Application:
        """Its pages."""
        app = web.Application(middlewares=[self._checked])
        app.add_routes(
            [
                web.get("/v2/account", self.account),
                web.get("/v2/account/activities/FILL", self.activities),
                web.get("/v2/positions", self.positions),
                web.get("/v2/clock", self.clock),
                web.get("/v2/assets", self.assets),
                web.get("/v2/assets/{symbol}", self.asset),
                web.post("/v2/orders", self.submit),
                web.get("/v2/orders", self.listing),
                web.get("/v2/orders:by_client_order_id", self.by_client_id),
                web.get("/v2/orders/{id}", self.order),
                web.patch("/v2/orders/{id}", self.replace),
                web.delete("/v2/orders/{id}", self.cancel),
                web.get("/v2/stocks/snapshots", self.shares),
                web.get("/v1beta3/crypto/us/snapshots", self.coins),
            ]
        )
        return app

    @web.middleware
    async def _checked(
        self, request: web.Request, handler: Callable[[web.Request], Any]
    ) -> web.StreamResponse:
        key = self.keys.get(request.headers.get("APCA-API-KEY-ID", ""))
        if key is None:
            return _json({"message": "forbidden."}, 403)
        if key.secret != request.headers.get("APCA-API-SECRET-KEY"):
            return _json({"message": "unauthorized."}, 401)
        request[KEY] = key
        if self.too_many:
            answer = _json({"code": 42910000, "message": "rate limit exceeded"}, 429)
            answer.headers["Retry-After"] = "30"
            return answer
        try:
            done: web.StreamResponse = await handler(request)
        except Refusal as refusal:
            return _json(refusal.body, refusal.status)
        return done

    # -- orders

    async def submit(self, request: web.Request) -> web.StreamResponse:
        account, body = request[KEY].account, await request.json()
        self._must_be_new(account, body["client_order_id"])
        order = self._read(account, body)
        placed = self._place(account, order)
        return _json(self._row(placed, taken=True))

    async def replace(self, request: web.Request) -> web.StreamResponse:
        account, body = request[KEY].account, await request.json()
        old = self._of(request)
        word = self._word(old)
        if word not in OPEN:
            raise Refusal(422, 42210000, f'cannot replace order in "{word}" status')
        self._must_be_new(account, body["client_order_id"])
        if "qty" in body and "/" not in old.order.symbol and not _whole(Decimal(body["qty"])):
            raise Refusal(422, 42210000, "qty must be integer")
        row = self._row(old) | body
        order = self._read(account, row, besides=old)
        new = self._place(account, order, old)
        self._replaced_by[old.number], self._replaces[new.number] = new.number, old.number
        return _json(self._row(new, taken=True))

    async def cancel(self, request: web.Request) -> web.StreamResponse:
        placed = self._of(request)
        if not placed.resting:
            raise Refusal(422, 42210000, f'order is already in "{self._word(placed)}" state')
        self.floor.cancel(request[KEY].account, placed)
        return web.Response(status=204)

    async def order(self, request: web.Request) -> web.StreamResponse:
        return _json(self._row(self._of(request)))

    async def by_client_id(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query["client_order_id"]
        for placed in self.floor.of(request[KEY].account):
            if placed.order.client_order_id == wanted:
                return _json(self._row(placed))
        raise Refusal(404, 40410000, f"order not found for {wanted}")

    async def listing(self, request: web.Request) -> web.StreamResponse:
        assert request.query["status"] == "open", "only what rests is asked for"
        after = _moment(request.query.get("after"))
        rows = [
            self._row(placed)
            for placed in self.floor.of(request[KEY].account)
            if self._word(placed) in OPEN and (after is None or placed.placed_at > after)
        ]
        return _json(rows[: int(request.query.get("limit", "50"))])

    def _of(self, request: web.Request) -> Placed:
        wanted = request.match_info["id"]
        for placed in self.floor.of(request[KEY].account):
            if _id(placed.number) == wanted:
                return placed
        raise Refusal(404, 40410000, f"order not found for {wanted}")

    def _must_be_new(self, account: str, client_order_id: str) -> None:
        if self.floor.under(account, client_order_id):
            raise Refusal(422, 40010001, "client_order_id must be unique")

    def _place(self, account: str, order: OrderRequest, replaces: Placed | None = None) -> Placed:
        try:
            return self.floor.place(account, order, replaces)
        except Refused as refused:
            raise self._refusal(refused.kind, order) from None

    def _refusal(self, kind: ErrorKind, order: OrderRequest) -> Refusal:
        match kind:
            case ErrorKind.INSUFFICIENT_FUNDS if order.side is Side.BUY:
                return Refusal(403, 40310000, "insufficient buying power", buying_power="0")
            case ErrorKind.INSUFFICIENT_FUNDS:
                return Refusal(403, 40310000, "insufficient qty available for order", available="0")
            case ErrorKind.MARKET_CLOSED:
                return Refusal(403, 40310000, "trading is halted for this symbol")
            case ErrorKind.NOTHING_TO_REPLACE:
                return Refusal(422, 42210000, "order already replaced")
            case _:
                return Refusal(422, 42210000, f'asset "{order.symbol}" not found')

    def _read(self, account: str, body: Mapping[str, Any], besides: Placed | None = None) -> OrderRequest:
        """The order that a body asks for, after the venue's own looks at it."""
        symbol, side = body["symbol"], Side(body["side"].upper())
        if symbol in self.inactive:
            raise Refusal(422, 42210000, f'asset "{symbol}" is not active')
        if symbol not in self.floor.listings:
            raise Refusal(422, 42210000, f'asset "{symbol}" not found')
        order = OrderRequest(
            client_order_id=body["client_order_id"],
            symbol=symbol,
            side=side,
            type=OrderType(body["type"]),
            quantity=Quantity(body["qty"]),
            limit_price=_price(body, "limit_price"),
            stop_price=_price(body, "stop_price"),
            time_in_force=TimeInForce(body["time_in_force"]),
        )
        self._look_at_words(order, body)
        self._look_at_size(order)
        self._look_at_holdings(account, order, body.get("position_intent"), besides)
        return order

    def _look_at_words(self, order: OrderRequest, body: Mapping[str, Any]) -> None:
        numbers = [body.get(name) for name in ("qty", "limit_price", "stop_price")]
        assert all(isinstance(one, str) for one in numbers if one is not None), "a number that is not a text"
        if "/" in order.symbol:
            if order.type is OrderType.STOP:
                raise Refusal(422, 42210000, "invalid order type for crypto order")
            if order.time_in_force is TimeInForce.DAY:
                raise Refusal(422, 42210000, "invalid crypto time_in_force")
        elif not _whole(order.quantity) and order.time_in_force is not TimeInForce.DAY:
            raise Refusal(422, 42210000, "fractional orders must be DAY orders")
        for name in ("limit_price", "stop_price"):
            price = body.get(name)
            if price is not None and not _whole(Decimal(price) * 100):
                said = (
                    f"invalid {name} {price}. sub-penny increment does not fulfill minimum pricing criteria"
                )
                raise Refusal(422, 42210000, said)

    def _look_at_size(self, order: OrderRequest) -> None:
        listing = self.floor.listings[order.symbol]
        if not _whole(order.quantity / listing.step):
            raise Refusal(403, 40310000, f'asset "{order.symbol}" is not fractionable')
        cost = order.quantity * (order.limit_price or order.stop_price or self.floor.quote(order.symbol).last)
        if cost < listing.minimum_notional:
            least = plain(listing.minimum_notional)
            raise Refusal(403, 40310000, f"cost basis must be >= minimal amount of order {least}")

    def _look_at_holdings(
        self, account: str, order: OrderRequest, intent: str | None, besides: Placed | None
    ) -> None:
        base, _ = pair(order.symbol)
        held = self.floor.balances(account).get(base, ZERO)
        closes = held > 0 if order.side is Side.SELL else held < 0
        if intent is not None and intent.endswith("_to_close") and not closes:
            word = order.side.value.lower()
            said = f"position intent mismatch, inferred: {word}_to_open, specified: {intent}"
            raise Refusal(422, 42210000, said)
        free = self.floor.available(account).get(base, ZERO)
        if besides is not None and besides.order.side is order.side:
            free += besides.order.remaining
        if order.side is Side.SELL and order.quantity > free and (held > 0 or "/" in order.symbol):
            coin = (
                f"insufficient balance for {base}"
                if "/" in order.symbol
                else "insufficient qty available for order"
            )
            said = f"{coin} (requested: {plain(order.quantity)}, available: {plain(free)})"
            raise Refusal(403, 40310000, said)

    def _word(self, placed: Placed) -> str:
        if placed.number in self.words:
            return self.words[placed.number]
        return "replaced" if placed.ended == "replaced" else STATUSES[placed.status]

    def _row(self, placed: Placed, *, taken: bool = False) -> dict[str, Any]:
        """The order as it is told; `taken`: as it is answered to whoever has just sent it."""
        order = placed.order
        filled = ZERO if taken else order.filled
        average = placed.spent / filled if filled else None
        by, of = self._replaced_by.get(placed.number), self._replaces.get(placed.number)
        return {
            "id": _id(placed.number),
            "client_order_id": order.client_order_id,
            "created_at": _stamp(placed.placed_at),
            "updated_at": _stamp(placed.changed_at),
            "submitted_at": _stamp(placed.placed_at),
            "filled_at": _stamp(placed.changed_at)
            if order.status is OrderStatus.FILLED and not taken
            else None,
            "expired_at": None,
            "canceled_at": None,
            "failed_at": None,
            "replaced_at": None,
            "replaced_by": None if by is None else _id(by),
            "replaces": None if of is None else _id(of),
            "asset_id": str(UUID(int=hash(order.symbol) % 2**64)),
            "symbol": order.symbol,
            "asset_class": "crypto" if "/" in order.symbol else "us_equity",
            "notional": None,
            "qty": plain(order.quantity),
            "filled_qty": plain(filled),
            "filled_avg_price": None if average is None else str(average),
            "order_class": "",
            "order_type": order.type.value,
            "type": order.type.value,
            "side": order.side.value.lower(),
            "time_in_force": order.time_in_force.value,
            "limit_price": None if order.limit_price is None else plain(order.limit_price),
            "stop_price": None if order.stop_price is None else plain(order.stop_price),
            "status": "pending_new" if taken else self._word(placed),
            "extended_hours": False,
            "legs": None,
            "trail_percent": None,
            "trail_price": None,
            "hwm": None,
        }

    # -- fills and money

    async def activities(self, request: web.Request) -> web.StreamResponse:
        after, until = _moment(request.query.get("after")), _moment(request.query.get("until"))
        rows = [
            self._activity(placed, fill)
            for placed in self.floor.of(request[KEY].account)
            for fill in placed.fills
            if (after is None or fill.at > after) and (until is None or fill.at < until) and not self.lags
        ]
        assert request.query["direction"] == "asc"
        rows.sort(key=lambda row: row["id"])
        token = request.query.get("page_token")
        rest = [row for row in rows if token is None or row["id"] > token]
        return _json(rest[: min(int(request.query.get("page_size", "100")), 100)])

    def _activity(self, placed: Placed, fill: VenueFill) -> dict[str, Any]:
        whole = fill is placed.fills[-1] and placed.status is OrderStatus.FILLED
        number = int(fill.venue_trade_id)
        return {
            "id": f"{fill.at:%Y%m%d%H%M%S}{fill.at.microsecond // 1000:03d}::{UUID(int=number)}",
            "activity_type": "FILL",
            "transaction_time": _stamp(fill.at),
            "type": "fill" if whole else "partial_fill",
            "price": plain(fill.price),
            "qty": plain(fill.quantity),
            "side": fill.side.value.lower(),
            "symbol": fill.symbol,
            "leaves_qty": "0",
            "order_id": _id(placed.number),
            "cum_qty": plain(fill.quantity),
            "order_status": self._word(placed),
        }

    async def account(self, request: web.Request) -> web.StreamResponse:
        key = request[KEY]
        row = {
            "id": str(UUID(int=1)),
            "account_number": "PA3TESTED",
            "status": "ACTIVE",
            "crypto_status": "ACTIVE",
            "currency": "USD",
            "cash": plain(self.floor.balances(key.account).get("USD", ZERO)),
            "trading_blocked": key.blocked,
            "account_blocked": False,
            "trade_suspended_by_user": False,
            "shorting_enabled": True,
            "crypto_tier": self.tier,
        }
        return _json(row)

    async def positions(self, request: web.Request) -> web.StreamResponse:
        rows = []
        for asset, amount in self.floor.balances(request[KEY].account).items():
            coin = next((one for one in self.floor.listings if one.startswith(f"{asset}/")), None)
            if asset == "USD":
                continue
            row = {
                "symbol": asset if coin is None else coin.replace("/", ""),
                "asset_class": "us_equity" if coin is None else "crypto",
                "qty": plain(amount),
                "side": "long" if amount > 0 else "short",
            }
            rows.append(row)
        return _json(rows)

    # -- what is traded, when, for how much

    async def clock(self, request: web.Request) -> web.StreamResponse:
        now, shut = self.floor.now(), bool(self.floor.closed & self.floor.listings.keys())
        row = {
            "timestamp": _stamp(now),
            "is_open": not shut,
            "next_open": _stamp(now + timedelta(hours=17)),
            "next_close": _stamp(now + timedelta(hours=6)),
        }
        return _json(row)

    async def assets(self, request: web.Request) -> web.StreamResponse:
        coins = [symbol for symbol in self.floor.listings if "/" in symbol]
        return _json([self._asset(symbol) for symbol in coins])

    async def asset(self, request: web.Request) -> web.StreamResponse:
        symbol = request.match_info["symbol"]
        if symbol not in self.floor.listings and symbol not in self.inactive:
            raise Refusal(404, 40410000, f"asset not found for {symbol}")
        return _json(self._asset(symbol))

    def _asset(self, symbol: str) -> dict[str, Any]:
        listing = self.floor.listings.get(symbol) or rules()
        active = symbol not in self.inactive
        row: dict[str, Any] = {
            "symbol": symbol,
            "class": "crypto" if "/" in symbol else "us_equity",
            "status": "active" if active else "inactive",
            "tradable": active,
            "fractionable": listing.step < 1,
            "shortable": "/" not in symbol,
        }
        if "/" in symbol:
            row |= {
                "min_order_size": plain(listing.minimum_quantity),
                "min_trade_increment": plain(listing.step),
                "price_increment": plain(listing.tick),
            }
        return row

    async def shares(self, request: web.Request) -> web.StreamResponse:
        return _json(self._shots(request))

    async def coins(self, request: web.Request) -> web.StreamResponse:
        return _json({"snapshots": self._shots(request)})

    def _shots(self, request: web.Request) -> dict[str, Any]:
        """Prices are numbers here, not texts."""
        shots = {}
        for symbol in request.query["symbols"].split(","):
            if symbol not in self.floor.listings:
                continue
            quote = self.floor.quote(symbol)
            shots[symbol] = {
                "latestTrade": {"t": _stamp(quote.at), "p": float(quote.last), "s": 1},
                "latestQuote": {"t": _stamp(quote.at), "bp": float(quote.bid), "ap": float(quote.ask)},
            }
        return shots

    # -- what others do there

    def change_outside(self, account: str, placed: Placed, **changes: Any) -> Placed:
        """Somebody changes an order of ours at the venue itself: a new order, with an id that the venue made."""
        order = placed.order
        asked = OrderRequest(
            client_order_id=str(UUID(int=7000 + placed.number)),
            symbol=order.symbol,
            side=order.side,
            type=order.type,
            quantity=order.quantity,
            limit_price=order.limit_price,
            stop_price=order.stop_price,
            time_in_force=order.time_in_force,
        )
        new = self.floor.place(account, replace(asked, **changes), placed)
        self._replaced_by[placed.number], self._replaces[new.number] = new.number, placed.number
        return new


def asked(request: web.Request) -> Asked:
    """What a request is for."""
    if request.method in ("POST", "PATCH"):
        return Asked.ORDER
    return Asked.CANCEL if request.method == "DELETE" else Asked.READ


def _json(row: object, status: int = 200) -> web.Response:
    return web.Response(status=status, text=json.dumps(row), content_type="application/json")


def _id(number: int) -> str:
    return str(UUID(int=number))


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value(ROUND_DOWN)


def _price(body: Mapping[str, Any], name: str) -> Price | None:
    return None if body.get(name) is None else Price(body[name])


def _stamp(at: datetime) -> str:
    """To the nanosecond, as the venue writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}000Z"


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
