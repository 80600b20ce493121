"""Webull as its OpenAPI answers: signatures checked over path, query, headers and body, orders by our own ids.

Shapes are from the venue's published reference, not tried against the venue.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.brokers.webull.signing import signature, timestamp
from core.accounts.model import Mode
from core.kernel.money import Price, Quantity
from core.market.model import ALWAYS_OPEN
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused, rules
from tests.venues.schwab import kept_nowhere, shares
from tests.venues.serving import Served, serving
from tests.venues.trouble import Asked
from tests.worlds import MovedClock

if TYPE_CHECKING:
    from tests.contract.venues import Venue

SIGNED = ("x-app-key", "x-signature-algorithm", "x-signature-nonce", "x-signature-version", "x-timestamp")
TYPES = {
    "MARKET": OrderType.MARKET,
    "LIMIT": OrderType.LIMIT,
    "STOP_LOSS": OrderType.STOP,
    "STOP_LOSS_LIMIT": OrderType.STOP_LIMIT,
}
CODES = {
    ErrorKind.INSUFFICIENT_FUNDS: "OAUTH_OPENAPI_DAY_BUYING_POWER_INSUFFICIENT",
    ErrorKind.UNKNOWN_INSTRUMENT: "OPENAPI_INSTRUMENT_NOT_FOUND",
    ErrorKind.MARKET_CLOSED: "OPENAPI_DAY_ORDER_NOT_ALLOWED_AFT_CORE_TIME_LIMIT",
}
STATUSES = {
    OrderStatus.OPEN: "SUBMITTED",
    OrderStatus.PARTIALLY_FILLED: "PARTIAL_FILLED",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELLED",
    OrderStatus.EXPIRED: "CANCELLED",
}


def error(status: int, code: str, message: str = "no") -> web.Response:
    """A failure in the venue's shape."""
    return web.json_response({"error_code": code, "message": message}, status=status)


@dataclass(slots=True)
class Webull:
    """The venue. `keys` are secrets by key, `accounts` the names of accounts by key, ids made of them."""

    floor: Floor
    keys: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, list[str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    page_most: int = 100

    def open(self, key: str, secret: str, *accounts: str, money: Decimal) -> None:
        """A key and its accounts."""
        self.keys[key], self.accounts[key] = secret, list(accounts)
        for account in accounts:
            self.floor.open(account, {"USD": money})

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        app.router.add_get("/trading/accounts/list", self.listed)
        app.router.add_get("/trading/assets/balances/get", self.balances)
        app.router.add_get("/trading/assets/positions/list", self.positions)
        app.router.add_get("/trading/instruments/stocks/profiles/list", self.profiles)
        app.router.add_get("/trading/orders/get", self.order)
        app.router.add_get("/trading/orders/open-orders/list", self.orders)
        app.router.add_get("/trading/orders/historical-orders/list", self.orders)
        app.router.add_post("/trading/orders/place", self.place)
        app.router.add_post("/trading/orders/cancel", self.cancel)
        app.middlewares.append(self._signed())
        return app

    def _signed(self) -> Any:
        @web.middleware
        async def check(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            refusal = self._refusal(request, await request.read())
            return refusal or await handler(request)

        return check

    def _refusal(self, request: web.Request, body: bytes) -> web.Response | None:
        """Why this request is not answered: its key, its clock, its signature, or that it came before."""
        given = {name: request.headers.get(name, "") for name in SIGNED}
        key, nonce = given["x-app-key"], given["x-signature-nonce"]
        if key not in self.keys:
            return error(401, "UNAUTHORIZED", "Insufficient permission")
        if self.tokens.get(key, "") != request.headers.get("x-access-token", ""):
            return error(401, "INVALID_TOKEN")
        sent = datetime.fromisoformat(given["x-timestamp"])
        if abs((self.floor.now() - sent).total_seconds()) > 300:
            return error(401, "CLOCK_SKEW_EXCEEDED", f"it is {timestamp(self.floor.now())}")
        right = signature(
            self.keys[key], request.path, dict(request.query), {**given, "host": request.host}, body
        )
        if request.headers.get("x-signature") != right:
            return error(401, "INCORRECT_SIGN")
        if nonce in self.nonces:
            return error(401, "DUPPLICATED_REQUEST")
        self.nonces.add(nonce)
        return None

    def _account(self, request: web.Request, given: Mapping[str, str]) -> str:
        account = given["account_id"].removeprefix("id-")
        if account not in self.accounts[request.headers["x-app-key"]]:
            raise web.HTTPForbidden(
                text=json.dumps({"error_code": "ACCOUNT_ACCESS_DENIED", "message": "no"}),
                content_type="application/json",
            )
        return account

    async def listed(self, request: web.Request) -> web.Response:
        """The key's accounts."""
        names = self.accounts[request.headers["x-app-key"]]
        return web.json_response([{"account_id": f"id-{one}", "account_number": f"5-{one}"} for one in names])

    async def balances(self, request: web.Request) -> web.Response:
        """Money."""
        held = self.floor.balances(self._account(request, request.query))
        assets = [{"currency": "USD", "cash_balance": str(held.get("USD", Decimal(0)))}]
        return web.json_response({"total_asset_currency": "USD", "account_currency_assets": assets})

    async def positions(self, request: web.Request) -> web.Response:
        """Shares."""
        held = self.floor.balances(self._account(request, request.query))
        return web.json_response(
            [
                {"symbol": asset, "quantity": str(amount), "instrument_type": "EQUITY", "currency": "USD"}
                for asset, amount in held.items()
                if asset != "USD"
            ]
        )

    async def profiles(self, request: web.Request) -> web.Response:
        """What is known of shares."""
        found = [
            {"symbol": symbol, "status": "OC", "lot_size": "1.0", "currency": "USD", "category": "US_STOCK"}
            for symbol in request.query["symbols"].split(",")
            if symbol in self.floor.listings
        ]
        return web.json_response({"data": found})

    async def place(self, request: web.Request) -> web.Response:
        """A new order under the client's id, which is unique in an account."""
        body = await request.json()
        account = self._account(request, body)
        [asked] = body["new_orders"]
        try:
            order = read_order(asked)
        except (KeyError, ValueError) as wrong:
            return error(417, "OPENAPI_PARAM_ERR", str(wrong))
        if self.floor.under(account, order.client_order_id):
            return error(417, "OPENAPI_DUPLICATE_CLIENT_ORDER_ID")
        try:
            placed = self.floor.place(account, order)
        except Refused as refused:
            kind = refused.kind
            if kind is ErrorKind.INSUFFICIENT_FUNDS and order.side is Side.SELL:
                return error(417, "OPENAPI_CASH_ACCOUNT_CAN_NOT_SELL_SHORT")
            return error(417, CODES.get(kind, "OPENAPI_SOMETHING_ELSE"))
        return web.json_response({"client_order_id": order.client_order_id, "order_id": id_of(placed)})

    async def cancel(self, request: web.Request) -> web.Response:
        """End an order, unless it is over."""
        body = await request.json()
        account = self._account(request, body)
        placed = self._named(account, body["client_order_id"])
        if placed is None:
            return error(417, "OPENAPI_ORDER_NOT_FOUND")
        if not placed.resting:
            return error(417, "OPENAPI_ORDER_CAN_NOT_BE_CANCEL")
        self.floor.cancel(account, placed)
        return web.json_response({"client_order_id": body["client_order_id"], "order_id": id_of(placed)})

    async def order(self, request: web.Request) -> web.Response:
        """One order."""
        placed = self._named(self._account(request, request.query), request.query["client_order_id"])
        return error(417, "OPENAPI_ORDER_NOT_FOUND") if placed is None else web.json_response(group(placed))

    async def orders(self, request: web.Request) -> web.Response:
        """What rests, or all of it, page by page."""
        known = self.floor.of(self._account(request, request.query))
        if request.path.endswith("open-orders/list"):
            known = [one for one in known if one.resting]
        else:
            datetime.fromisoformat(request.query["start_date"])
        last = request.query.get("last_client_order_id")
        ids = [one.order.client_order_id for one in known]
        after = 0 if last is None else ids.index(last) + 1
        page = known[after : after + min(int(request.query["page_size"]), self.page_most)]
        return web.json_response({"data": [group(one) for one in page]})

    def _named(self, account: str, id_: str) -> Placed | None:
        return next((one for one in self.floor.of(account) if one.order.client_order_id == id_), None)


def id_of(placed: Placed) -> str:
    """The venue's own id."""
    return f"W{placed.number:025}"


def read_order(body: Mapping[str, Any]) -> OrderRequest:
    """The order that was asked for; every number is text."""
    fixed = {"combo_type": "NORMAL", "entrust_type": "QTY", "instrument_type": "EQUITY", "market": "US"}
    for name, value in fixed.items():
        if body[name] != value:
            raise ValueError(name)
    kind = TYPES[body["order_type"]]
    if kind is OrderType.MARKET and body["time_in_force"] != "DAY":
        raise ValueError("time_in_force")
    if len(body["client_order_id"]) > 32 or not isinstance(body["quantity"], str):
        raise ValueError("client_order_id")
    limit, stop = body.get("limit_price"), body.get("stop_price")
    return OrderRequest(
        client_order_id=body["client_order_id"],
        symbol=body["symbol"],
        side=Side[body["side"]],
        type=kind,
        quantity=Quantity(body["quantity"]),
        limit_price=None if limit is None else Price(limit),
        stop_price=None if stop is None else Price(stop),
        time_in_force=TimeInForce(body["time_in_force"].lower()),
    )


def group(placed: Placed) -> dict[str, Any]:
    """An order as it is told: one sum of what traded, at its average price."""
    order = placed.order
    shown: dict[str, Any] = {
        "client_order_id": order.client_order_id,
        "order_id": id_of(placed),
        "symbol": order.symbol,
        "side": order.side.value,
        "status": STATUSES[placed.status],
        "order_type": next(name for name, one in TYPES.items() if one is order.type),
        "total_quantity": str(order.quantity),
        "filled_quantity": str(order.filled),
        "place_time_at": moment(placed.placed_at),
    }
    if placed.fills:
        shown["filled_price"] = str(placed.spent / order.filled)
        shown["filled_time_at"] = moment(placed.fills[-1].at)
        fees = [str(fill.fee.amount) for fill in placed.fills]
        shown["commission"] = {"actual_commission": fees[0], "receivable_commission": fees[0]}
        shown["fees"] = [
            {"type": "SEC_FEE", "actual_value": fee, "receivable_value": fee} for fee in fees[1:]
        ]
    return {"combo_type": "NORMAL", "client_order_id": order.client_order_id, "orders": [shown]}


def moment(at: datetime) -> str:
    """An instant with its thousandths."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def asked_for(request: web.Request) -> Asked:
    """What a request is for."""
    if request.path.endswith("/orders/place"):
        return Asked.ORDER
    return Asked.CANCEL if request.path.endswith("/orders/cancel") else Asked.READ


@asynccontextmanager
async def webull_served(floor: Floor) -> AsyncIterator[tuple[Webull, Served]]:
    """The venue on a port of its own."""
    webull = Webull(floor)
    async with serving(webull.app(), floor, asked_for) as served:
        yield webull, served


@asynccontextmanager
async def venue(_database: object) -> AsyncIterator[Venue]:
    """The contract suite's venue: shares of AAPL, a hundred for the suite's one unit."""
    from adapters.brokers.webull.driver import WebullDriver
    from tests.contract.venues import OPENS_AT, Venue

    clock, scale = MovedClock(OPENS_AT), Decimal(100)
    floor = shares(clock.now, {"AAPL": rules(step="1", minimum="0", fee=Decimal(0))})
    async with webull_served(floor) as (webull, served):
        driver = WebullDriver(
            clock=clock, url=served.url, hours=lambda _: ALWAYS_OPEN, questions=(10_000, 1.0)
        )
        brokers = []
        for name in ("MINE", "OTHER"):
            webull.open(f"key-{name}", f"secret-{name}", name, money=Decimal(100_000) * scale)
            given = {"key": f"key-{name}", "secret": f"secret-{name}"}
            brokers.append(driver.open(name, given, Mode.LIVE, kept_nowhere))

        async def move(price: str, size: str | None) -> None:
            floor.price("AAPL", price, size)

        yield Venue(
            broker=brokers[0],
            other=brokers[1],
            move=move,
            pass_by=clock.pass_by,
            symbol="AAPL",
            scale=scale,
            step=Decimal(1),
            fee_rate=Decimal(0),
            lacks={
                "tell the parts of an order": "it tells one sum, at its average price, when the order ends",
                "end a day": "a day that is over is a cancel there",
            },
            floor=floor,
            weather=served.weather,
        )
        await driver.close()
