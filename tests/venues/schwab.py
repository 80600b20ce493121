"""Schwab as its trader interface answers: OAuth tokens, orders without ids of ours, transactions with the fees.

Shapes are from the venue's published reference and answers that others recorded, not tried against the venue.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aiohttp import web

from core.accounts.model import Mode
from core.kernel.money import ZERO, Price, Quantity
from core.market.model import Rules
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused, rules
from tests.venues.serving import Served, serving
from tests.venues.trouble import Asked
from tests.worlds import MovedClock

if TYPE_CHECKING:
    from tests.contract.venues import Venue

KEY, SECRET, CALLBACK = "app-key", "app-secret", "https://desk.example/oauth/schwab/callback"
NEW_YORK = ZoneInfo("America/New_York")
STOCKS = {"AAPL": rules(step="1"), "MSFT": rules(step="1")}
TYPES = {
    "MARKET": OrderType.MARKET,
    "LIMIT": OrderType.LIMIT,
    "STOP": OrderType.STOP,
    "STOP_LIMIT": OrderType.STOP_LIMIT,
}
DURATIONS = {
    "DAY": TimeInForce.DAY,
    "GOOD_TILL_CANCEL": TimeInForce.GTC,
    "IMMEDIATE_OR_CANCEL": TimeInForce.IOC,
    "FILL_OR_KILL": TimeInForce.FOK,
}
STATUSES = {
    OrderStatus.OPEN: "WORKING",
    OrderStatus.PARTIALLY_FILLED: "WORKING",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.EXPIRED: "EXPIRED",
}
WORDS = {
    ErrorKind.INSUFFICIENT_FUNDS: "You do not have enough available cash/buying power for this order.",
    ErrorKind.NOTHING_TO_REDUCE: "This order may result in an oversold/overbought position in your account.",
    ErrorKind.UNKNOWN_INSTRUMENT: "Unresolved Symbol",
    ErrorKind.MARKET_CLOSED: "The market is closed.",
    ErrorKind.NOTHING_TO_REPLACE: "Order cannot be replaced",
}
FIRST_ID = 1_000_000_000


def trader_error(status: int, *sentences: str) -> web.Response:
    """A refusal as the trader interface words it."""
    message = "A validation error occurred while processing the request." if status == 400 else sentences[0]
    return web.json_response({"message": message, "errors": list(sentences)}, status=status)


@dataclass(slots=True)
class SignedIn:
    """Tokens that were given out, and the accounts that they are for."""

    access: str
    refresh: str
    accounts: tuple[str, ...]
    access_until: datetime
    refresh_until: datetime


@dataclass(slots=True)
class Schwab:
    """The venue. `accounts` are numbers by hash; `codes` what a sign-in page handed out, with the accounts ticked."""

    floor: Floor
    accounts: dict[str, str] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    signed_in: list[SignedIn] = field(default_factory=list)
    holidays: set[str] = field(default_factory=set)
    hours: tuple[tuple[int, int], tuple[int, int]] = ((9, 30), (16, 0))
    wrong_location: bool = False
    late_refusals: bool = False
    refused: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))

    def open(self, account: str, number: str, money: Decimal) -> None:
        """An account with money."""
        self.accounts[account] = number
        self.floor.open(account, {"USD": money})

    def sign_in(self, *accounts: str) -> SignedIn:
        """As after somebody signed in and ticked these accounts."""
        number, now = next(self._numbers), self.floor.now()
        given = SignedIn(
            f"access-{number}",
            f"refresh-{number}",
            accounts,
            now + timedelta(seconds=1800),
            now + timedelta(days=7),
        )
        self.signed_in.append(given)
        return given

    # -- the application

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        router, at = app.router, "/trader/v1/accounts/{account}"
        router.add_post("/v1/oauth/token", self.token)
        router.add_get("/trader/v1/accounts/accountNumbers", self.numbers)
        router.add_get(at, self.account)
        router.add_get(f"{at}/orders", self.orders)
        router.add_post(f"{at}/orders", self.place)
        router.add_get(f"{at}/orders/{{order}}", self.order)
        router.add_put(f"{at}/orders/{{order}}", self.place)
        router.add_delete(f"{at}/orders/{{order}}", self.cancel)
        router.add_get(f"{at}/transactions", self.transactions)
        router.add_get("/marketdata/v1/quotes", self.quotes)
        router.add_get("/marketdata/v1/markets", self.markets)
        app.middlewares.append(self._signed)
        return app

    @property
    def _signed(self) -> Any:
        @web.middleware
        async def check(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            if request.path.startswith("/v1/oauth/"):
                return await handler(request)
            given = self._given(request)
            if given is None or self.floor.now() >= given.access_until:
                error = {"id": "1", "status": 401, "title": "Unauthorized", "detail": "Client not authorized"}
                return web.json_response({"errors": [error]}, status=401)
            account = request.match_info.get("account")
            if account is not None and account not in given.accounts:
                return trader_error(404, "Account not found")
            return await handler(request)

        return check

    async def token(self, request: web.Request) -> web.Response:
        """Codes and refresh tokens for access tokens, of whoever knows the app's secret."""
        form = await request.post()
        mine = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if request.headers.get("Authorization") != mine:
            return web.json_response({"error": "invalid_client"}, status=401)
        if form.get("grant_type") == "authorization_code":
            accounts = self.codes.pop(str(form.get("code")), None)
            if accounts is None or form.get("redirect_uri") != CALLBACK:
                return web.json_response({"error": "invalid_grant"}, status=400)
            return _tokens(self.sign_in(*accounts))
        given = next((one for one in self.signed_in if one.refresh == form.get("refresh_token")), None)
        if given is None or self.floor.now() >= given.refresh_until:
            why = '400 Bad Request: "{"error":"refresh_token_authentication_error"}"'
            told = {"error": "unsupported_token_type", "error_description": why}
            return web.json_response(told, status=400)
        given.access = f"access-{next(self._numbers)}"
        given.access_until = self.floor.now() + timedelta(seconds=1800)
        return _tokens(given)

    async def numbers(self, request: web.Request) -> web.Response:
        """The accounts that were ticked."""
        given = self._given(request)
        ticked = () if given is None else given.accounts
        return web.json_response([{"accountNumber": self.accounts[one], "hashValue": one} for one in ticked])

    def _given(self, request: web.Request) -> SignedIn | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return next((one for one in self.signed_in if one.access == token), None)

    async def account(self, request: web.Request) -> web.Response:
        """Balances, and positions where they are asked for."""
        name = request.match_info["account"]
        held = self.floor.balances(name)
        positions = [
            {
                "shortQuantity": float(max(-amount, ZERO)),
                "longQuantity": float(max(amount, ZERO)),
                "averagePrice": 1.0,
                "instrument": {"assetType": "EQUITY", "symbol": asset},
            }
            for asset, amount in held.items()
            if asset != "USD"
        ]
        account: dict[str, Any] = {
            "type": "CASH",
            "accountNumber": self.accounts[name],
            "currentBalances": {"cashBalance": float(held.get("USD", 0))},
        }
        if request.query.get("fields") == "positions":
            account["positions"] = positions
        return web.json_response({"securitiesAccount": account})

    async def place(self, request: web.Request) -> web.Response:
        """A new order, in the place of another one where its id is in the path."""
        account = request.match_info["account"]
        body = await request.json()
        self.bodies.append(body)
        try:
            asked = read_order(body)
        except (KeyError, ValueError, TypeError) as error:
            return trader_error(400, f"property is invalid: {error}")
        replaces = self._named(request) if "order" in request.match_info else None
        if "order" in request.match_info and replaces is None:
            return trader_error(404, "Order not found")
        try:
            placed = self.floor.place(account, asked, replaces)
        except Refused as refused:
            kind = refused.kind
            if asked.side is Side.SELL and kind is ErrorKind.INSUFFICIENT_FUNDS:
                kind = (
                    ErrorKind.NOTHING_TO_REDUCE
                )  # it has one sentence for shares that are not there or bound
            sentence = WORDS.get(kind, "This order cannot be accepted.")
            if self.late_refusals:
                return self._refused_late(account, body, sentence)
            return trader_error(400, sentence)
        number = FIRST_ID + placed.number
        if self.wrong_location:  # seen by others: an address that names an order of before
            number = FIRST_ID + 1
        return self._created(account, number)

    def _created(self, account: str, number: int) -> web.Response:
        where = f"https://api.schwabapi.com/trader/v1/accounts/{account}/orders/{number}"
        return web.Response(status=201, headers={"Location": where})

    def _refused_late(self, account: str, body: Mapping[str, Any], sentence: str) -> web.Response:
        """Accepted first and rejected a moment later, as most refusals are."""
        number = 2 * FIRST_ID + len(self.refused)
        self.refused.append(
            {
                **_written(body),
                "quantity": body["orderLegCollection"][0]["quantity"],
                "filledQuantity": 0.0,
                "orderId": number,
                "status": "REJECTED",
                "statusDescription": sentence,
                "enteredTime": written(self.floor.now()),
                "account": account,
            }
        )
        return self._created(account, number)

    async def cancel(self, request: web.Request) -> web.Response:
        """End an order, unless it is over."""
        placed = self._named(request)
        if placed is None:
            return trader_error(404, "Order not found")
        if not placed.resting:
            return trader_error(400, "Order cannot be canceled")
        self.floor.cancel(request.match_info["account"], placed)
        return web.Response()

    async def order(self, request: web.Request) -> web.Response:
        """One order by its id."""
        placed = self._named(request)
        if placed is not None:
            return web.json_response(shown(placed))
        for one in self.refused:
            if str(one["orderId"]) == request.match_info["order"]:
                return web.json_response(one)
        return trader_error(404, "Order not found")

    async def orders(self, request: web.Request) -> web.Response:
        """The orders that were entered in a time."""
        account = request.match_info["account"]
        from_, until = (
            datetime.fromisoformat(request.query[name]) for name in ("fromEnteredTime", "toEnteredTime")
        )
        if self.floor.now() - from_ > timedelta(days=60):
            return trader_error(400, "fromEnteredTime must be within 60 days")
        found = [
            shown(one)
            for one in self.floor.of(account)
            if from_ <= one.placed_at.replace(microsecond=0) <= until
        ]
        return web.json_response([*found, *(one for one in self.refused if one["account"] == account)])

    async def transactions(self, request: web.Request) -> web.Response:
        """What was booked: a trade for each part, with its fee."""
        if request.query["types"] != "TRADE":
            return trader_error(400, "types")
        account = request.match_info["account"]
        since = datetime.fromisoformat(request.query["startDate"])
        numbers = {fill.venue_trade_id: one.number for one in self.floor.of(account) for fill in one.fills}
        trades = [
            {
                "activityId": int(fill.venue_trade_id) + 7_000,
                "type": "TRADE",
                "status": "VALID",
                "time": written(fill.at),
                "orderId": FIRST_ID + numbers[fill.venue_trade_id],
                "netAmount": 0.0,
                "transferItems": [
                    {
                        "instrument": {"assetType": "CURRENCY", "symbol": "CURRENCY_USD"},
                        "amount": 0.0,
                        "cost": -float(fill.fee.amount),
                        "feeType": "COMMISSION",
                    },
                    {
                        "instrument": {"assetType": "EQUITY", "symbol": fill.symbol},
                        "amount": float(fill.side.sign * fill.quantity),
                        "cost": float(-fill.side.sign * fill.quantity * fill.price),
                        "price": float(fill.price),
                    },
                ],
            }
            for fill in self.floor.fills(account)
            if fill.at >= since
        ]
        return web.json_response(trades)

    async def quotes(self, request: web.Request) -> web.Response:
        """Prices of shares; symbols that are none are listed."""
        found: dict[str, Any] = {}
        unknown = []
        for symbol in request.query["symbols"].split(","):
            try:
                quote = self.floor.quote(symbol)
            except Refused:
                unknown.append(symbol)
                continue
            found[symbol] = {
                "assetMainType": "EQUITY",
                "symbol": symbol,
                "quote": {
                    "bidPrice": float(quote.bid),
                    "askPrice": float(quote.ask),
                    "lastPrice": float(quote.last),
                    "securityStatus": "Normal",
                },
            }
        if unknown:
            found["errors"] = {"invalidSymbols": unknown}
        return web.json_response(found)

    async def markets(self, request: web.Request) -> web.Response:
        """The hours of one day, in New York: none on weekends and holidays."""
        day = datetime.fromisoformat(request.query["date"]).replace(tzinfo=NEW_YORK)
        if day.weekday() > 4 or request.query["date"] in self.holidays:
            closed = {"date": request.query["date"], "marketType": "EQUITY", "isOpen": False}
            return web.json_response({"equity": {"equity": closed}})
        start, end = (day.replace(hour=hour, minute=minute) for hour, minute in self.hours)
        regular = {"start": start.isoformat(), "end": end.isoformat()}
        told = {
            "date": request.query["date"],
            "marketType": "EQUITY",
            "isOpen": True,
            "sessionHours": {"preMarket": [], "regularMarket": [regular], "postMarket": []},
        }
        return web.json_response({"equity": {"EQ": told}})

    def _named(self, request: web.Request) -> Placed | None:
        number = int(request.match_info["order"]) - FIRST_ID
        account = request.match_info["account"]
        return next((one for one in self.floor.of(account) if one.number == number), None)


def _tokens(given: SignedIn) -> web.Response:
    return web.json_response(
        {
            "expires_in": 1800,
            "token_type": "Bearer",
            "scope": "api",
            "refresh_token": given.refresh,
            "access_token": given.access,
            "id_token": "none",
        }
    )


def written(at: datetime) -> str:
    """An instant as the trader interface writes it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def read_order(body: Mapping[str, Any]) -> OrderRequest:
    """The order that was asked for: prices are text, shares a whole number."""
    [leg] = body["orderLegCollection"]
    if type(leg["quantity"]) is not int or leg["instrument"]["assetType"] != "EQUITY":
        raise ValueError("leg")
    if body["session"] != "NORMAL" or body["orderStrategyType"] != "SINGLE":
        raise ValueError("session")
    prices = [body.get("price"), body.get("stopPrice")]
    if not all(price is None or isinstance(price, str) for price in prices):
        raise ValueError("prices are text")
    side = Side[leg["instruction"]]
    return OrderRequest(
        client_order_id="",
        symbol=leg["instrument"]["symbol"],
        side=side,
        type=TYPES[body["orderType"]],
        quantity=Quantity(leg["quantity"]),
        limit_price=None if prices[0] is None else Price(prices[0]),
        stop_price=None if prices[1] is None else Price(prices[1]),
        time_in_force=DURATIONS[body["duration"]],
    )


def _written(body: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an order that come back as they were asked for, prices as numbers."""
    prices = {name: float(body[name]) for name in ("price", "stopPrice") if name in body}
    return {**body, **prices}


def shown(placed: Placed) -> dict[str, Any]:
    """An order as it is listed."""
    order = placed.order
    status = "REPLACED" if placed.ended == "replaced" else STATUSES[placed.status]
    told: dict[str, Any] = {
        "session": "NORMAL",
        "duration": next(name for name, one in DURATIONS.items() if one is order.time_in_force),
        "orderType": next(name for name, one in TYPES.items() if one is order.type),
        "quantity": float(order.quantity),
        "filledQuantity": float(order.filled),
        "remainingQuantity": float(order.remaining if placed.resting else 0),
        "orderLegCollection": [
            {
                "orderLegType": "EQUITY",
                "legId": 1,
                "instrument": {"assetType": "EQUITY", "symbol": order.symbol},
                "instruction": order.side.value,
                "quantity": float(order.quantity),
            }
        ],
        "orderStrategyType": "SINGLE",
        "orderId": FIRST_ID + placed.number,
        "cancelable": placed.resting,
        "status": status,
        "enteredTime": written(placed.placed_at),
    }
    if order.limit_price is not None:
        told["price"] = float(order.limit_price)
    if order.stop_price is not None:
        told["stopPrice"] = float(order.stop_price)
    if placed.ended and placed.ended != "replaced":
        told["statusDescription"] = placed.ended
    left, activities = Decimal(order.quantity), []
    for fill in placed.fills:
        left -= fill.quantity
        leg = {
            "legId": 1,
            "quantity": float(fill.quantity),
            "price": float(fill.price),
            "time": written(fill.at),
        }
        activities.append(
            {
                "activityType": "EXECUTION",
                "executionType": "FILL",
                "quantity": float(fill.quantity),
                "orderRemainingQuantity": float(left),
                "executionLegs": [leg],
            }
        )
    if activities:
        told["orderActivityCollection"] = activities
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]


def asked_for(request: web.Request) -> Asked:
    """What a request is for."""
    if "/orders" in request.path and request.method in ("POST", "PUT"):
        return Asked.ORDER
    return Asked.CANCEL if request.method == "DELETE" else Asked.READ


@asynccontextmanager
async def schwab_served(floor: Floor) -> AsyncIterator[tuple[Schwab, Served]]:
    """The venue on a port of its own."""
    schwab = Schwab(floor)
    async with serving(schwab.app(), floor, asked_for) as served:
        yield schwab, served


def shares(now: Callable[[], datetime], listings: Mapping[str, Rules] = STOCKS) -> Floor:
    """An exchange of shares: whole ones, each backing one resting sale, none sold that is not held."""
    return Floor(now, listings, reserves=True, shorts=False)


async def kept_nowhere(credentials: Mapping[str, str]) -> None:
    """Credentials that changed are of no interest."""


@asynccontextmanager
async def venue(_database: object) -> AsyncIterator[Venue]:
    """The contract suite's venue: shares of AAPL, a hundred for the suite's one unit."""
    from adapters.brokers.schwab.driver import make
    from tests.contract.venues import OPENS_AT, Venue

    clock, scale = MovedClock(OPENS_AT), Decimal(100)
    floor = shares(clock.now, {"AAPL": rules(step="1", minimum="0", fee=Decimal(0))})
    async with schwab_served(floor) as (schwab, served):
        schwab.hours = (4, 0), (20, 0)
        app = {"key": KEY, "secret": SECRET, "callback": CALLBACK}
        driver = make("schwab", clock=clock, table=builtin_table(), url=served.url, app=app)
        brokers = []
        for name, number in (("MINE", "11112222"), ("OTHER", "33334444")):
            schwab.open(name, number, Decimal(100_000) * scale)
            given = credentials(schwab.sign_in(name))
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
            floor=floor,
            weather=served.weather,
        )
        await driver.close()


def credentials(given: SignedIn) -> dict[str, str]:
    """What is kept of a sign-in."""
    return {
        "access_token": given.access,
        "refresh_token": given.refresh,
        "access_until": given.access_until.isoformat(),
        "until": given.refresh_until.isoformat(),
        "account": given.accounts[0],
        "label": "…2222",
    }
