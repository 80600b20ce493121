"""Coinbase Advanced's REST API over a real socket: signed tokens for each call, JSON, refusals inside a good status."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from core.orders.model import OrderStatus, OrderType, TimeInForce, VenueFill
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused
from tests.venues.house import Key, average, fees, must_fit, order_of, pair, seconds
from tests.venues.trouble import Asked

WORDS = {
    ErrorKind.INSUFFICIENT_FUNDS: "INSUFFICIENT_FUND",
    ErrorKind.UNKNOWN_INSTRUMENT: "INVALID_PRODUCT_ID",
    ErrorKind.MARKET_CLOSED: "ORDER_ENTRY_DISABLED",
    ErrorKind.INVALID_SIZE: "INVALID_BASE_SIZE_TOO_SMALL",
    ErrorKind.INVALID_PRICE: "INVALID_PRICE_PRECISION",
}
CONFIGURATIONS = {
    "market_market_ioc": (OrderType.MARKET, TimeInForce.GTC),
    "limit_limit_gtc": (OrderType.LIMIT, TimeInForce.GTC),
    "sor_limit_ioc": (OrderType.LIMIT, TimeInForce.IOC),
    "limit_limit_fok": (OrderType.LIMIT, TimeInForce.FOK),
    "stop_limit_stop_limit_gtc": (OrderType.STOP_LIMIT, TimeInForce.GTC),
}
STATUSES = {
    OrderStatus.OPEN: "OPEN",
    OrderStatus.PARTIALLY_FILLED: "OPEN",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELLED",
    OrderStatus.EXPIRED: "EXPIRED",
}
UP, DOWN = "STOP_DIRECTION_STOP_UP", "STOP_DIRECTION_STOP_DOWN"
TOKEN_SECONDS = 120


class Wrong(Exception):
    """An answer of this status and body."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(str(body))
        self.status, self.body = status, body


def name_of(symbol: str) -> str:
    """`BTC/USDT` as the venue writes it."""
    return "-".join(pair(symbol))


def stamp(moment: datetime) -> str:
    """A moment as the venue writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The same back."""
    return datetime.fromisoformat(text)


class Coinbase:
    """The venue. `page` is how much one answer of a list holds."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.keys: dict[str, Key] = {}
        self.page = 100
        self.drift = 0.0
        self.app = web.Application()
        self.app.router.add_route("*", "/{path:.*}", self.answer)
        self._open: Mapping[str, Callable[[web.Request], Any]] = {
            "GET /api/v3/brokerage/market/products": self._products,
            "GET /v2/time": lambda _: {"data": {"epoch": int(seconds(floor.now()) + self.drift), "iso": ""}},
        }
        self._signed: Mapping[str, Callable[[Key, web.Request, dict[str, Any]], Any]] = {
            "GET /api/v3/brokerage/accounts": self._accounts,
            "POST /api/v3/brokerage/orders": self._order,
            "POST /api/v3/brokerage/orders/batch_cancel": self._cancel,
            "GET /api/v3/brokerage/orders/historical/batch": self._orders,
            "GET /api/v3/brokerage/orders/historical/fills": self._fills,
            "GET /api/v3/brokerage/transaction_summary": lambda *_: {
                "fee_tier": {"pricing_tier": "<$10k", "taker_fee_rate": "0.001", "maker_fee_rate": "0.001"}
            },
            "GET /api/v3/brokerage/key_permissions": lambda key, *_: permissions(key),
        }

    def key(self, account: str, *rights: str) -> Key:
        """A key for this account: a name, and a private key in PEM."""
        private = ec.generate_private_key(ec.SECP256R1())
        secret = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        ).decode()
        name = f"organizations/0000-{account}/apiKeys/1111-{account}"
        self.keys[name] = Key(account, name, secret, rights=list(rights))
        return self.keys[name]

    @staticmethod
    def asked(request: web.Request) -> Asked:
        """What a request is for."""
        if request.method != "POST":
            return Asked.READ
        return Asked.CANCEL if request.path.endswith("batch_cancel") else Asked.ORDER

    async def answer(self, request: web.Request) -> web.Response:
        name = f"{request.method} {request.path}"
        try:
            if name in self._open:
                return web.json_response(self._open[name](request))
            if request.path.endswith("/ticker"):
                return web.json_response(self._ticker(request.path.split("/")[-2]))
            key = self._who(request)
            body = json.loads(await request.text() or "{}")
            if name in self._signed:
                return web.json_response(self._signed[name](key, request, body))
            return web.json_response({"order": self._one(key, request.path.rsplit("/", 1)[-1])})
        except Wrong as wrong:
            if isinstance(wrong.body, str):
                return web.Response(status=wrong.status, text=wrong.body)
            return web.json_response(wrong.body, status=wrong.status)

    def _who(self, request: web.Request) -> Key:
        """The key of a token that is good for this very call."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            head, claims, signature = (base64.urlsafe_b64decode(part + "==") for part in token.split("."))
        except ValueError:
            raise Wrong(401, "Unauthorized") from None
        key = self.keys.get(json.loads(head).get("kid", ""))
        told = json.loads(claims)
        now = seconds(self.floor.now()) + self.drift
        if key is None or key.revoked or not told["nbf"] - 5 <= now <= told["nbf"] + TOKEN_SECONDS:
            raise Wrong(401, "Unauthorized")
        if not told["uri"].endswith(request.path) or not told["uri"].startswith(request.method):
            raise Wrong(401, "Unauthorized")
        private = serialization.load_pem_private_key(key.secret.encode(), None)
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        pairs = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        signed = token.rpartition(".")[0].encode()
        try:
            private.public_key().verify(encode_dss_signature(*pairs), signed, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise Wrong(401, "Unauthorized") from None
        return key

    # -- the market

    def _products(self, request: web.Request) -> Any:
        if request.query.get("product_type") == "FUTURE":
            return {"products": [], "num_products": 0}
        return {"products": [self._product(symbol) for symbol in self.floor.listings]}

    def _product(self, symbol: str) -> dict[str, Any]:
        base, quote = pair(symbol)
        rules = self.floor.listings[symbol]
        return {
            "product_id": name_of(symbol),
            "price": str(self.floor.quote(symbol).last),
            "base_currency_id": base,
            "quote_currency_id": quote,
            "base_increment": str(rules.step),
            "quote_increment": str(rules.tick),
            "price_increment": str(rules.tick),
            "base_min_size": str(rules.minimum_quantity),
            "base_max_size": "3400",
            "quote_min_size": str(rules.minimum_notional),
            "quote_max_size": "150000000",
            "product_type": "SPOT",
            "trading_disabled": symbol in self.floor.closed,
            "alias": "",
            "alias_to": [],
        }

    def _symbol(self, name: str) -> str | None:
        return next((symbol for symbol in self.floor.listings if name_of(symbol) == name), None)

    def _ticker(self, name: str) -> Any:
        symbol = self._symbol(name)
        if symbol is None:
            raise Wrong(404, {"error": "NOT_FOUND", "message": "product not found"})
        quote = self.floor.quote(symbol)
        trade = {
            "trade_id": "1",
            "product_id": name,
            "price": str(quote.last),
            "size": "0.1",
            "time": stamp(quote.at),
        }
        return {"trades": [trade], "best_bid": str(quote.bid), "best_ask": str(quote.ask)}

    # -- orders

    def _order(self, key: Key, request: web.Request, body: dict[str, Any]) -> Any:
        [(name, asked)] = body["order_configuration"].items()
        kind, waits = CONFIGURATIONS[name]
        try:
            if kind is OrderType.MARKET and body["side"] == "BUY" and "quote_size" not in asked:
                return _no("INVALID_ORDER_CONFIG")
            order = order_of(
                self._symbol(body["product_id"]) or body["product_id"],
                body["side"],
                kind,
                quantity=asked["base_size"],
                limit=asked.get("limit_price"),
                stop=asked.get("stop_price"),
                waits=waits,
                client_order_id=body["client_order_id"],
            )
            must_fit(self.floor, order)
            if known := self.floor.under(key.account, order.client_order_id):
                return _yes(known[0], body)
            if order.stop_price and asked["stop_direction"] != (UP if body["side"] == "BUY" else DOWN):
                return _no("STOP_PRICE_ABOVE_LAST_TRADE_PRICE")
            return _yes(self.floor.place(key.account, order), body)
        except Refused as refused:
            return _no(WORDS[refused.kind])

    def _one(self, key: Key, id_: str) -> dict[str, Any]:
        for one in self.floor.of(key.account):
            if order_id(one) == id_:
                return told(one)
        raise Wrong(
            404,
            {"error": "NOT_FOUND", "error_details": "", "message": "order with this orderID was not found"},
        )

    def _cancel(self, key: Key, request: web.Request, body: dict[str, Any]) -> Any:
        results = []
        for id_ in body["order_ids"]:
            found = next((one for one in self.floor.of(key.account) if order_id(one) == id_), None)
            why = "UNKNOWN_CANCEL_FAILURE_REASON"
            if found is None:
                why = "UNKNOWN_CANCEL_ORDER"
            elif not found.resting:
                why = "INVALID_CANCEL_REQUEST"
            else:
                self.floor.cancel(key.account, found)
            done = why == "UNKNOWN_CANCEL_FAILURE_REASON"
            results.append({"success": done, "failure_reason": why, "order_id": id_})
        return {"results": results}

    def _orders(self, key: Key, request: web.Request, body: dict[str, Any]) -> Any:
        query = request.query
        found = [told(one) for one in reversed(self.floor.of(key.account))]
        if "order_status" in query:
            found = [one for one in found if one["status"] == query["order_status"]]
        if "start_date" in query:
            found = [one for one in found if moment(one["created_time"]) >= moment(query["start_date"])]
        return self._paged("orders", found, query)

    def _fills(self, key: Key, request: web.Request, body: dict[str, Any]) -> Any:
        query = request.query
        found = [
            trade(one, fill)
            for one in self.floor.of(key.account)
            for fill in one.fills
            if "order_ids" not in query or order_id(one) in query.getall("order_ids")
        ]
        if "start_sequence_timestamp" in query:
            found = [
                one for one in found if moment(one["trade_time"]) >= moment(query["start_sequence_timestamp"])
            ]
        return self._paged("fills", list(reversed(found)), query)

    def _paged(self, name: str, found: list[dict[str, Any]], query: Mapping[str, str]) -> Any:
        at = int(query.get("cursor", 0))
        more = at + self.page < len(found)
        return {
            name: found[at : at + self.page],
            "cursor": str(at + self.page) if more else "",
            "has_next": more,
        }

    def _accounts(self, key: Key, request: web.Request, body: dict[str, Any]) -> Any:
        free = self.floor.available(key.account)
        accounts = [
            {
                "uuid": f"{asset}-{key.account}",
                "currency": asset,
                "available_balance": {"value": str(free[asset]), "currency": asset},
                "hold": {"value": str(amount - free[asset]), "currency": asset},
                "type": "ACCOUNT_TYPE_CRYPTO",
            }
            for asset, amount in self.floor.balances(key.account).items()
        ]
        return {"accounts": accounts, "has_next": False, "cursor": "", "size": len(accounts)}


def _yes(placed: Placed, body: dict[str, Any]) -> Any:
    answer = {
        "order_id": order_id(placed),
        "product_id": name_of(placed.order.symbol),
        "side": placed.order.side.value,
        "client_order_id": placed.order.client_order_id,
    }
    return {"success": True, "success_response": answer, "order_configuration": body["order_configuration"]}


def _no(reason: str) -> Any:
    """A refusal: the name of it stands in a place of the preview, under a name of no meaning."""
    return {
        "success": False,
        "failure_reason": "UNKNOWN_FAILURE_REASON",
        "order_id": "",
        "error_response": {
            "error": "UNKNOWN_FAILURE_REASON",
            "message": "",
            "error_details": "",
            "preview_failure_reason": f"PREVIEW_{reason}",
        },
    }


def permissions(key: Key) -> dict[str, Any]:
    """What a key may do."""
    return {
        "can_view": True,
        "can_trade": "trade" in key.rights,
        "can_transfer": "withdraw" in key.rights,
        "portfolio_uuid": "p",
        "portfolio_type": "DEFAULT",
    }


def order_id(placed: Placed) -> str:
    """The venue's own id of an order."""
    return f"0000000{placed.number:05d}-0000-cb"


def told(placed: Placed) -> dict[str, Any]:
    """An order as the venue tells it."""
    order = placed.order
    asked = {
        "base_size": str(order.quantity),
        **({"limit_price": str(order.limit_price)} if order.limit_price else {}),
        **({"stop_price": str(order.stop_price)} if order.stop_price else {}),
    }
    shape = next(
        name
        for name, (kind, waits) in CONFIGURATIONS.items()
        if kind is order.type
        and waits in (order.time_in_force, TimeInForce.GTC)
        and (kind is not OrderType.LIMIT or waits is order.time_in_force)
    )
    return {
        "order_id": order_id(placed),
        "product_id": name_of(order.symbol),
        "order_configuration": {shape: asked},
        "side": order.side.value,
        "client_order_id": order.client_order_id,
        "status": STATUSES[order.status],
        "time_in_force": "GOOD_UNTIL_CANCELLED",
        "created_time": stamp(placed.placed_at),
        "filled_size": str(order.filled),
        "average_filled_price": str(average(placed)),
        "filled_value": str(placed.spent),
        "number_of_fills": str(len(placed.fills)),
        "total_fees": str(fees(placed)),
        "size_in_quote": False,
        "order_type": "MARKET" if order.type is OrderType.MARKET else "LIMIT",
        "product_type": "SPOT",
        "settled": not placed.resting,
    }


def trade(placed: Placed, fill: VenueFill) -> dict[str, Any]:
    """A fill as the venue tells it."""
    return {
        "entry_id": f"entry-{fill.venue_trade_id}",
        "trade_id": f"1111-{fill.venue_trade_id}",
        "order_id": order_id(placed),
        "trade_time": stamp(fill.at),
        "trade_type": "FILL",
        "price": str(fill.price),
        "size": str(fill.quantity),
        "commission": str(fill.fee.amount),
        "product_id": name_of(fill.symbol),
        "sequence_timestamp": stamp(fill.at),
        "liquidity_indicator": "TAKER",
        "size_in_quote": False,
        "side": fill.side.value,
    }
