"""Kraken's spot REST API over a real socket: form bodies, signatures, nonces that must go up, its own words for no."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from core.orders.model import OrderStatus, OrderType, TimeInForce, VenueFill
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused
from tests.venues.house import Key, average, fees, must_fit, order_of, pair, seconds
from tests.venues.trouble import Asked

WORDS = {
    ErrorKind.INSUFFICIENT_FUNDS: "EOrder:Insufficient funds",
    ErrorKind.UNKNOWN_INSTRUMENT: "EQuery:Unknown asset pair",
    ErrorKind.MARKET_CLOSED: "EService:Market in cancel_only mode",
    ErrorKind.INVALID_SIZE: "EGeneral:Invalid arguments:volume minimum not met",
    ErrorKind.INVALID_PRICE: "EOrder:Tick size check failed",
}
TYPES = {
    "market": OrderType.MARKET,
    "limit": OrderType.LIMIT,
    "stop-loss": OrderType.STOP,
    "stop-loss-limit": OrderType.STOP_LIMIT,
    "take-profit": OrderType.TAKE_PROFIT,
}
NAMES = {kind: name for name, kind in TYPES.items()}
STATUSES = {
    OrderStatus.OPEN: "open",
    OrderStatus.PARTIALLY_FILLED: "open",
    OrderStatus.FILLED: "closed",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "canceled",
}
FIELDS = {
    "nonce", "pair", "type", "ordertype", "volume", "price", "price2", "timeinforce", "oflags", "cl_ord_id",
}  # fmt: skip
ASSETS = {"BTC": "XXBT", "ETH": "XETH", "USD": "ZUSD"}
PAGE = 50


class Wrong(Exception):
    """An answer with this text in its list of errors."""


def name_of(symbol: str) -> str:
    """`BTC/USDT` as the venue writes it: `XBTUSDT`."""
    base, quote = pair(symbol)
    return f"{'XBT' if base == 'BTC' else base}{quote}"


class Kraken:
    """The venue. `keys` are by the key's own text."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.keys: dict[str, Key] = {}
        self.drift = 0.0
        self.app = web.Application()
        self.app.router.add_get("/0/public/{what}", self.public)
        self.app.router.add_post("/0/private/{what}", self.private)

    def key(self, account: str, *rights: str) -> Key:
        """A key for this account; the secret is a real one: 64 bytes in base64."""
        secret = base64.b64encode(hashlib.sha512(account.encode()).digest()).decode()
        made = Key(account, f"KRAKENKEY{len(self.keys) + 1:04d}{account}", secret, rights=list(rights))
        self.keys[made.key] = made
        return made

    @staticmethod
    def asked(request: web.Request) -> Asked:
        """What a request is for."""
        what = request.path.rsplit("/", 1)[-1]
        return {"AddOrder": Asked.ORDER, "CancelOrder": Asked.CANCEL}.get(what, Asked.READ)

    # -- public

    async def public(self, request: web.Request) -> web.Response:
        answers: Mapping[str, Callable[[web.Request], Any]] = {
            "AssetPairs": lambda _: {name_of(symbol): self._pair(symbol) for symbol in self.floor.listings},
            "Ticker": self._ticker,
            "Time": lambda _: {"unixtime": int(seconds(self.floor.now()) + self.drift), "rfc1123": ""},
            "SystemStatus": lambda _: {"status": "online"},
        }
        try:
            return _said(answers[request.match_info["what"]](request))
        except KeyError:
            return web.json_response({"error": ["EGeneral:Unknown method"]})
        except Wrong as wrong:
            return web.json_response({"error": [str(wrong)]})

    def _pair(self, symbol: str) -> dict[str, Any]:
        base, quote = pair(symbol)
        rules = self.floor.listings[symbol]
        fee = [[0, float(rules.fee_rate * 100)]]
        return {
            "altname": name_of(symbol),
            "wsname": f"{'XBT' if base == 'BTC' else base}/{quote}",
            "aclass_base": "currency",
            "base": ASSETS.get(base, base),
            "aclass_quote": "currency",
            "quote": ASSETS.get(quote, quote),
            "lot": "unit",
            "cost_decimals": 8,
            "pair_decimals": -int(rules.tick.as_tuple().exponent),
            "lot_decimals": -int(rules.step.as_tuple().exponent),
            "lot_multiplier": 1,
            "leverage_buy": [],
            "leverage_sell": [],
            "fees": fee,
            "fees_maker": fee,
            "fee_volume_currency": "ZUSD",
            "margin_call": 80,
            "margin_stop": 40,
            "ordermin": str(rules.minimum_quantity),
            "costmin": str(rules.minimum_notional),
            "tick_size": str(rules.tick),
            "status": "cancel_only" if symbol in self.floor.closed else "online",
        }

    def _symbol(self, name: str) -> str:
        found = next((symbol for symbol in self.floor.listings if name_of(symbol) == name), None)
        if found is None:
            raise Wrong("EQuery:Unknown asset pair")
        return found

    def _ticker(self, request: web.Request) -> dict[str, Any]:
        symbol = self._symbol(request.query["pair"])
        quote = self.floor.quote(symbol)
        last = str(quote.last)
        told = {
            "a": [str(quote.ask), "1", "1.000"],
            "b": [str(quote.bid), "1", "1.000"],
            "c": [last, "0.1"],
            "v": ["10.0", "100.0"],
            "p": [last, last],
            "t": [10, 100],
            "l": [last, last],
            "h": [last, last],
            "o": last,
        }
        return {name_of(symbol): told}

    # -- private

    async def private(self, request: web.Request) -> web.Response:
        body = await request.text()
        form = dict(parse_qsl(body, keep_blank_values=True))
        calls: Mapping[str, Callable[[Key, dict[str, str]], Any]] = {
            "AddOrder": self.add_order,
            "CancelOrder": self.cancel_order,
            "QueryOrders": self.query_orders,
            "OpenOrders": lambda key, form: {"open": self._listed(key, form, resting=True)},
            "ClosedOrders": self.closed_orders,
            "QueryTrades": self.query_trades,
            "TradesHistory": self.trades_history,
            "BalanceEx": self.balances,
            "GetApiKeyInfo": lambda key, _: {"api_key_name": "bot", "permissions": key.rights},
        }
        try:
            key = self._signed(request, body, form)
            return _said(calls[request.match_info["what"]](key, form))
        except Wrong as wrong:
            return web.json_response({"error": [str(wrong)]})
        except Refused as refused:
            return web.json_response({"error": [WORDS[refused.kind]]})

    def _signed(self, request: web.Request, body: str, form: dict[str, str]) -> Key:
        key = self.keys.get(request.headers.get("API-Key", ""))
        if key is None or key.revoked:
            raise Wrong("EAPI:Invalid key")
        nonce = form["nonce"]
        digest = hashlib.sha256((nonce + body).encode()).digest()
        right = hmac.new(
            base64.b64decode(key.secret), request.path.encode() + digest, hashlib.sha512
        ).digest()
        if not hmac.compare_digest(base64.b64encode(right).decode(), request.headers["API-Sign"]):
            raise Wrong("EAPI:Invalid signature")
        if int(nonce) <= key.last:
            raise Wrong("EAPI:Invalid nonce")
        key.last = int(nonce)
        return key

    def add_order(self, key: Key, form: dict[str, str]) -> Any:
        if strange := form.keys() - FIELDS:
            raise Wrong(f"EGeneral:Invalid arguments:{min(strange)}")
        kind = TYPES[form["ordertype"]]
        ours = form.get("cl_ord_id", "")
        same = [one for one in self.floor.under(key.account, ours) if one.resting]
        if ours and same:
            raise Wrong("EGeneral:Invalid arguments:cl_ord_id is in use")
        waits = form.get("timeinforce", "GTC").lower()
        if waits not in ("gtc", "ioc"):
            raise Wrong("EGeneral:Invalid arguments:timeinforce")
        limit, stop = form.get("price"), None
        if kind not in (OrderType.LIMIT, OrderType.MARKET):
            limit, stop = form.get("price2"), form.get("price")
        request = order_of(
            self._symbol(form["pair"]),
            form["type"],
            kind,
            quantity=form["volume"],
            limit=limit,
            stop=stop,
            waits=TimeInForce(waits),
            client_order_id=ours,
        )
        must_fit(self.floor, request)
        placed = self.floor.place(key.account, request)
        told = f"{form['type']} {form['volume']} {form['pair']} @ {form['ordertype'].replace('-', ' ')}"
        return {"descr": {"order": told}, "txid": [txid(placed)]}

    def cancel_order(self, key: Key, form: dict[str, str]) -> Any:
        found = [one for one in self.floor.of(key.account) if _meant(one, form)]
        if not found or not any(one.resting for one in found):
            raise Wrong("EOrder:Unknown order")
        for one in found:
            self.floor.cancel(key.account, one)
        return {"count": len(found)}

    def query_orders(self, key: Key, form: dict[str, str]) -> Any:
        wanted = form["txid"].split(",")
        return {txid(one): told(one) for one in self.floor.of(key.account) if txid(one) in wanted}

    def closed_orders(self, key: Key, form: dict[str, str]) -> Any:
        closed = self._listed(key, form, resting=False)
        return {"closed": closed, "count": len(closed)}

    def _listed(self, key: Key, form: dict[str, str], *, resting: bool) -> dict[str, Any]:
        ours = form.get("cl_ord_id")
        start = float(form.get("start", 0))
        found = [
            one
            for one in reversed(self.floor.of(key.account))
            if one.resting is resting and seconds(one.placed_at) >= start
        ]
        own = [one for one in found if ours is None or one.order.client_order_id == ours]
        return {txid(one): told(one, trades="trades" in form) for one in own[:PAGE]}

    def query_trades(self, key: Key, form: dict[str, str]) -> Any:
        wanted = form["txid"].split(",")
        every = self._trades(key)
        return {id_: every[id_] for id_ in wanted if id_ in every}

    def trades_history(self, key: Key, form: dict[str, str]) -> Any:
        start = float(form.get("start", 0))
        found = {id_: one for id_, one in self._trades(key).items() if one["time"] >= start}
        offset = int(form.get("ofs", 0))
        newest = list(reversed(found.items()))[offset : offset + PAGE]
        return {"trades": dict(newest), "count": len(found)}

    def _trades(self, key: Key) -> dict[str, Any]:
        return {trade_id(fill): trade(one, fill) for one in self.floor.of(key.account) for fill in one.fills}

    def balances(self, key: Key, form: dict[str, str]) -> Any:
        free = self.floor.available(key.account)
        return {
            ASSETS.get(asset, asset): {"balance": str(amount), "hold_trade": str(amount - free[asset])}
            for asset, amount in self.floor.balances(key.account).items()
        }


def _said(result: Any) -> web.Response:
    return web.json_response({"error": [], "result": result})


def _meant(placed: Placed, form: dict[str, str]) -> bool:
    return txid(placed) == form.get("txid") or placed.order.client_order_id == form.get("cl_ord_id")


def txid(placed: Placed) -> str:
    """The venue's own id of an order."""
    return f"O{placed.number:05d}-VENUE-{placed.number:06d}"


def trade_id(fill: VenueFill) -> str:
    """The venue's own id of a trade."""
    return f"T{int(fill.venue_trade_id):05d}-TRADE-{int(fill.venue_trade_id):06d}"


def told(placed: Placed, *, trades: bool = True) -> dict[str, Any]:
    """An order as the venue tells it."""
    order = placed.order
    price = order.stop_price or order.limit_price or Decimal(0)
    price2 = order.limit_price if order.stop_price and order.limit_price else Decimal(0)
    found: dict[str, Any] = {
        "refid": None,
        "userref": 0,
        "cl_ord_id": order.client_order_id,
        "status": STATUSES[order.status],
        "opentm": seconds(placed.placed_at),
        "starttm": 0,
        "expiretm": 0,
        "descr": {
            "pair": name_of(order.symbol),
            "type": order.side.value.lower(),
            "ordertype": NAMES[order.type],
            "price": str(price),
            "price2": str(price2),
            "leverage": "none",
            "order": "",
            "close": "",
        },
        "vol": f"{order.quantity:.8f}",
        "vol_exec": f"{order.filled:.8f}",
        "cost": str(placed.spent),
        "fee": str(fees(placed)),
        "price": str(average(placed)),
        "stopprice": "0.00000",
        "limitprice": "0.00000",
        "misc": "",
        "oflags": "fciq",
    }
    if not placed.resting:
        found |= {"reason": order.reason or None, "closetm": seconds(placed.changed_at)}
    if trades and placed.fills:
        found["trades"] = [trade_id(fill) for fill in placed.fills]
    return found


def trade(placed: Placed, fill: VenueFill) -> dict[str, Any]:
    """A trade as the venue tells it. It names no client order id, and no currency of the fee."""
    return {
        "ordertxid": txid(placed),
        "postxid": "TKH2SE-M7IF5-CFI7LT",
        "pair": name_of(fill.symbol),
        "time": seconds(fill.at),
        "type": fill.side.value.lower(),
        "ordertype": NAMES[placed.order.type],
        "price": str(fill.price),
        "cost": str(fill.price * fill.quantity),
        "fee": str(fill.fee.amount),
        "vol": f"{fill.quantity:.8f}",
        "margin": "0.00000",
        "misc": "",
        "maker": placed.order.type is OrderType.LIMIT,
    }
