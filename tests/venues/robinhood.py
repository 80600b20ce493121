"""Robinhood as its crypto interface answers: Ed25519 signatures checked, pages, one fee for an order.

Shapes are from the venue's published reference and answers that others recorded, not tried against the venue.
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.accounts.model import Mode
from core.kernel.money import ZERO, Price, Quantity, plain
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused, rules
from tests.venues.house import must_fit
from tests.venues.schwab import kept_nowhere
from tests.venues.serving import Served, serving
from tests.venues.trouble import Asked
from tests.worlds import MovedClock

if TYPE_CHECKING:
    from tests.contract.venues import Venue

TRADING = "/api/v2/crypto/trading"
GOOD_SECONDS = 30
TYPES = {
    "market": OrderType.MARKET,
    "limit": OrderType.LIMIT,
    "stop_loss": OrderType.STOP,
    "stop_limit": OrderType.STOP_LIMIT,
}
DURATIONS = {"gtc": TimeInForce.GTC, "gfd": TimeInForce.DAY}
STATES = {
    OrderStatus.OPEN: "open",
    OrderStatus.PARTIALLY_FILLED: "partially_filled",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "canceled",
}
WORDS = {
    ErrorKind.INSUFFICIENT_FUNDS: ("Not enough buying power.", None),
    ErrorKind.UNKNOWN_INSTRUMENT: ("Invalid symbol.", "symbol"),
    ErrorKind.INVALID_SIZE: ("Order size is too small, or has too many digits.", "asset_quantity"),
    ErrorKind.INVALID_PRICE: ("Limit price has too many digits.", "limit_price"),
    ErrorKind.MARKET_CLOSED: ("Trading is halted for this asset.", "symbol"),
}


def seed_of(name: str) -> bytes:
    """The private half of somebody's pair."""
    return name.encode().ljust(32, b"-")


def secret_of(name: str) -> str:
    """The same as it is entered."""
    return base64.b64encode(seed_of(name)).decode()


def error(status: int, detail: str, attr: str | None = None, kind: str = "validation_error") -> web.Response:
    """A failure in the venue's shape."""
    told = {"type": kind, "errors": [{"detail": detail, "attr": attr}]}
    return web.json_response(told, status=status)


@dataclass(slots=True)
class Robinhood:
    """The venue. `keys` are public halves by key, `accounts` the account of each."""

    floor: Floor
    keys: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    page_most: int = 100

    def open(self, key: str, account: str, money: Decimal) -> None:
        """A key and its account."""
        self.keys[key] = Ed25519PrivateKey.from_private_bytes(seed_of(account)).public_key()
        self.accounts[key] = account
        self.floor.open(account, {"USD": money})

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        app.router.add_get(f"{TRADING}/accounts/", self.account)
        app.router.add_get(f"{TRADING}/holdings/", self.holdings)
        app.router.add_get(f"{TRADING}/trading_pairs/", self.pairs)
        app.router.add_get(f"{TRADING}/orders/", self.orders)
        app.router.add_post(f"{TRADING}/orders/", self.place)
        app.router.add_get(f"{TRADING}/orders/{{order}}/", self.order)
        app.router.add_post(f"{TRADING}/orders/{{order}}/cancel/", self.cancel)
        app.middlewares.append(self._signed())
        return app

    def _signed(self) -> Any:
        @web.middleware
        async def check(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            refusal = self._refusal(request, await request.text())
            return refusal or await handler(request)

        return check

    def _refusal(self, request: web.Request, body: str) -> web.Response | None:
        key, second = request.headers.get("x-api-key", ""), request.headers.get("x-timestamp", "")
        if key not in self.keys:
            return error(401, "Incorrect authentication credentials.", kind="client_error")
        if abs(self.floor.now().timestamp() - int(second)) > GOOD_SECONDS:
            return error(401, "Timestamp is invalid or expired.", kind="client_error")
        message = f"{key}{second}{request.raw_path}{request.method}{body}"
        try:
            given = base64.b64decode(request.headers.get("x-signature", ""))
            self.keys[key].verify(given, message.encode())
        except InvalidSignature:
            return error(401, "Incorrect authentication credentials.", kind="client_error")
        wanted = request.query.get("account_number", self.accounts[key])
        return None if wanted == self.accounts[key] else error(403, "You do not have permission.")

    def _mine(self, request: web.Request) -> str:
        return self.accounts[request.headers["x-api-key"]]

    async def account(self, request: web.Request) -> web.Response:
        """The key's account."""
        name = self._mine(request)
        account = {
            "account_number": name,
            "status": "active",
            "buying_power": str(self.floor.balances(name).get("USD", ZERO)),
            "buying_power_currency": "USD",
        }
        return web.json_response({"next": None, "previous": None, "results": [account]})

    async def holdings(self, request: web.Request) -> web.Response:
        """Coins."""
        name = self._mine(request)
        found = [
            {"account_number": name, "asset_code": asset, "total_quantity": str(amount)}
            for asset, amount in self.floor.balances(name).items()
            if asset != "USD"
        ]
        return self._page(request, found)

    async def pairs(self, request: web.Request) -> web.Response:
        """What is known of a pair."""
        found = [
            {
                "symbol": symbol.replace("/", "-"),
                "quote_increment": str(listed.tick),
                "asset_increment": str(listed.step),
                "status": "tradable",
                "is_api_tradable": True,
            }
            for symbol, listed in self.floor.listings.items()
            if symbol.replace("/", "-") == request.query["symbol"]
        ]
        return self._page(request, found)

    async def place(self, request: web.Request) -> web.Response:
        """A new order."""
        account, body = self._mine(request), await request.json()
        try:
            asked = read_order(body)
        except (KeyError, ValueError) as wrong:
            return error(400, "This field is required.", str(wrong))
        if self.floor.under(account, asked.client_order_id):
            return error(400, "Order with this client order id already exists.", "client_order_id")
        try:
            must_fit(self.floor, asked)
            placed = self.floor.place(account, asked)
        except Refused as refused:
            detail, attr = WORDS.get(refused.kind, ("Something else.", None))
            if refused.kind is ErrorKind.INSUFFICIENT_FUNDS and asked.side is Side.SELL:
                detail = "Insufficient holdings."
            return error(400, detail, attr)
        return web.json_response(shown(placed), status=201)

    async def cancel(self, request: web.Request) -> web.Response:
        """End an order, unless it is over."""
        placed = self._named(request)
        if placed is None:
            return error(404, "Not found.", kind="client_error")
        if not placed.resting:
            return error(400, "Order cannot be canceled.")
        self.floor.cancel(self._mine(request), placed)
        return web.Response(text=f"Cancel request has been submitted for order {id_of(placed)}")

    async def order(self, request: web.Request) -> web.Response:
        """One order."""
        placed = self._named(request)
        if placed is None:
            return error(404, "Not found.", kind="client_error")
        return web.json_response(shown(placed))

    async def orders(self, request: web.Request) -> web.Response:
        """Orders of a time, page by page."""
        query = request.query
        found = [
            shown(one)
            for one in self.floor.of(self._mine(request))
            if query.get("symbol") in (None, one.order.symbol.replace("/", "-"))
            and within(query, "created_at", one.placed_at)
            and within(query, "updated_at", one.changed_at)
        ]
        return self._page(request, found)

    def _page(self, request: web.Request, found: list[dict[str, Any]]) -> web.Response:
        begins = int(request.query.get("cursor", "0"))
        ends = begins + self.page_most
        query = {**request.query, "cursor": str(ends)}
        following = f"https://trading.robinhood.com{request.path}?{urlencode(query)}"
        more = following if ends < len(found) else None
        return web.json_response({"next": more, "previous": None, "results": found[begins:ends]})

    def _named(self, request: web.Request) -> Placed | None:
        known = self.floor.of(self._mine(request))
        return next((one for one in known if id_of(one) == request.match_info["order"]), None)


def within(query: Mapping[str, str], name: str, at: datetime) -> bool:
    """Whether a moment is in the time that was asked about."""
    begins, ends = query.get(f"{name}_start"), query.get(f"{name}_end")
    if begins is not None and at < datetime.fromisoformat(begins):
        return False
    return ends is None or at <= datetime.fromisoformat(ends)


def id_of(placed: Placed) -> str:
    """The venue's own id."""
    return str(UUID(int=placed.number))


def read_order(body: Mapping[str, Any]) -> OrderRequest:
    """The order that was asked for; every number is text, and the id a UUID with hyphens."""
    kind = TYPES[body["type"]]
    config = body[f"{body['type']}_order_config"]
    if body["client_order_id"] != str(UUID(body["client_order_id"])):
        raise ValueError("client_order_id")
    if not all(isinstance(value, str) for value in config.values()):
        raise ValueError("numbers are text")
    if kind is OrderType.MARKET and "time_in_force" in config:
        raise ValueError("time_in_force")
    limit, stop = config.get("limit_price"), config.get("stop_price")
    return OrderRequest(
        client_order_id=body["client_order_id"].replace("-", ""),
        symbol=body["symbol"].replace("-", "/"),
        side=Side[body["side"].upper()],
        type=kind,
        quantity=Quantity(config["asset_quantity"]),
        limit_price=None if limit is None else Price(limit),
        stop_price=None if stop is None else Price(stop),
        time_in_force=DURATIONS[config.get("time_in_force", "gtc")],
    )


def shown(placed: Placed) -> dict[str, Any]:
    """An order as it is told: numbers with eighteen places, one fee for all of it."""
    order = placed.order
    kind = next(name for name, one in TYPES.items() if one is order.type)
    config = {"asset_quantity": f"{order.quantity:.18f}"}
    if order.limit_price is not None:
        config["limit_price"] = f"{order.limit_price:.18f}"
    if order.stop_price is not None:
        config["stop_price"] = f"{order.stop_price:.18f}"
    return {
        "id": id_of(placed),
        "account_number": order.account,
        "symbol": order.symbol.replace("/", "-"),
        "client_order_id": str(UUID(hex=order.client_order_id)),
        "side": order.side.value.lower(),
        "type": kind,
        "state": STATES[placed.status],
        "executions": [
            {
                "effective_price": f"{fill.price:.18f}",
                "quantity": f"{fill.quantity:.18f}",
                "timestamp": moment(fill.at),
            }
            for fill in placed.fills
        ],
        "average_price": None,
        "filled_asset_quantity": f"{order.filled:.18f}",
        "created_at": moment(placed.placed_at),
        "updated_at": moment(placed.changed_at),
        "fee_charged": plain(sum((fill.fee.amount for fill in placed.fills), ZERO)),
        f"{kind}_order_config": config,
    }


def moment(at: datetime) -> str:
    """An instant as it is written, with its millionths."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def asked_for(request: web.Request) -> Asked:
    """What a request is for."""
    if request.method != "POST":
        return Asked.READ
    return Asked.CANCEL if request.path.endswith("/cancel/") else Asked.ORDER


@asynccontextmanager
async def robinhood_served(floor: Floor) -> AsyncIterator[tuple[Robinhood, Served]]:
    """The venue on a port of its own."""
    robinhood = Robinhood(floor)
    async with serving(robinhood.app(), floor, asked_for) as served:
        yield robinhood, served


@asynccontextmanager
async def venue(_database: object) -> AsyncIterator[Venue]:
    """The contract suite's venue: BTC for dollars."""
    from adapters.brokers.robinhood.driver import RobinhoodDriver
    from tests.contract.venues import OPENS_AT, Venue

    clock = MovedClock(OPENS_AT)
    listed = rules(minimum="0", fee=Decimal(0))
    floor = Floor(clock.now, {"BTC/USD": listed}, reserves=True, shorts=False)
    async with robinhood_served(floor) as (robinhood, served):
        driver = RobinhoodDriver(clock=clock, url=served.url)
        brokers = []
        for name in ("MINE", "OTHER"):
            robinhood.open(f"rh-api-{name}", name, Decimal(100_000))
            given = {"key": f"rh-api-{name}", "secret": secret_of(name)}
            brokers.append(driver.open(name, given, Mode.LIVE, kept_nowhere))

        async def move(price: str, size: str | None) -> None:
            floor.price("BTC/USD", price, size)

        yield Venue(
            broker=brokers[0],
            other=brokers[1],
            move=move,
            pass_by=clock.pass_by,
            symbol="BTC/USD",
            fee_rate=Decimal(0),
            lacks={"end a day": "a day that is over is a cancel there"},
            floor=floor,
            weather=served.weather,
        )
        await driver.close()
