"""KuCoin's spot REST API over a real socket: three-part keys, codes beside a good status, stops in a list of their own.

Accounts are of the kind that the venue calls high-frequency, or of the older one: each has addresses of its own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from core.orders.model import OrderStatus, OrderType, TimeInForce, VenueFill
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused
from tests.venues.house import Key, fees, millis, must_fit, order_of, pair
from tests.venues.trouble import Asked

WORDS = {
    ErrorKind.INSUFFICIENT_FUNDS: ("200004", "Balance insufficient!"),
    ErrorKind.UNKNOWN_INSTRUMENT: ("900001", "symbol not exists"),
    ErrorKind.MARKET_CLOSED: ("400200", "Forbidden to place an order"),
    ErrorKind.INVALID_SIZE: ("400100", "Order size below the minimum requirement."),
    ErrorKind.INVALID_PRICE: ("400100", "Price increment invalid."),
}
CONDITIONAL = (OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT)
WAITS = {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK}
LATE_MS = 5000
Call = Callable[[Key, Mapping[str, str], dict[str, Any]], Any]


class Wrong(Exception):
    """An answer with this code and sentence."""

    def __init__(self, code: str, words: str, status: int = 200) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


def name_of(symbol: str) -> str:
    """`BTC/USDT` as the venue writes it."""
    return "-".join(pair(symbol))


class Kucoin:
    """The venue. `fast` says of which kind its accounts are; `unified` that they are of a third kind."""

    def __init__(self, floor: Floor, *, fast: bool = True, unified: bool = False) -> None:
        self.floor = floor
        self.fast, self.unified = fast, unified
        self.keys: dict[str, Key] = {}
        self.page = 100
        self.drift_ms = 0
        self.app = web.Application()
        self.app.router.add_route("*", "/{path:.*}", self.answer)
        self._open: Mapping[str, Callable[[Mapping[str, str]], Any]] = {
            "GET /api/v2/symbols": lambda _: [self._listed(symbol) for symbol in floor.listings],
            "GET /api/v1/market/allTickers": self._tickers,
            "GET /api/v1/market/stats": self._stats,
            "GET /api/v1/timestamp": lambda _: millis(floor.now()) + self.drift_ms,
        }
        hf = "hf/" if fast else ""
        self._signed: Mapping[str, Call] = {
            "GET /api/ua/v1/account/mode": lambda *_: {
                "selfAccountMode": "UNIFIED" if unified else "CLASSIC"
            },
            "GET /api/v1/hf/accounts/opened": lambda *_: fast,
            "GET /api/v1/accounts": self._accounts,
            "GET /api/v1/user/api-key": lambda key, *_: permissions(key),
            f"POST /api/v1/{hf}orders": self._order,
            "POST /api/v1/stop-order": self._order,
            f"GET /api/v1/{hf}orders": self._listing,
            "GET /api/v1/hf/orders/active": self._active,
            "GET /api/v1/hf/orders/active/symbols": self._active_symbols,
            "GET /api/v1/stop-order": self._stops,
            "GET /api/v1/stop-order/queryOrderByClientOid": self._stop_by_ours,
            f"GET /api/v1/{hf}fills": self._fills,
        }
        # What has an id in its address.
        self._one: Mapping[str, Callable[[Key, str], Any]] = {
            "GET /api/v1/hf/orders/client-order": self._by_ours,
            "GET /api/v1/order/client-order": self._by_ours,
            f"GET /api/v1/{hf}orders": self._by_id,
            "GET /api/v1/stop-order": self._stop_by_id,
            f"DELETE /api/v1/{hf}orders": self._cancel,
            "DELETE /api/v1/stop-order": self._cancel_stop,
        }

    def key(self, account: str, *rights: str) -> Key:
        """A key for this account, with its passphrase."""
        secret = hashlib.sha256(f"secret of {account}".encode()).hexdigest()
        made = Key(account, f"kucoin-key-of-{account}", secret, f"passphrase of {account}", list(rights))
        self.keys[made.key] = made
        return made

    @staticmethod
    def asked(request: web.Request) -> Asked:
        """What a request is for."""
        return {"POST": Asked.ORDER, "DELETE": Asked.CANCEL}.get(request.method, Asked.READ)

    async def answer(self, request: web.Request) -> web.Response:
        name, text = f"{request.method} {request.path}", await request.text()
        try:
            if name in self._open:
                return _said(self._open[name](request.query))
            key = self._who(request, text)
            if name in self._signed:
                return _said(self._signed[name](key, request.query, json.loads(text or "{}")))
            address, _, id_ = name.rpartition("/")
            return _said(self._one[address](key, id_))
        except Wrong as wrong:
            return web.json_response({"code": wrong.code, "msg": wrong.words}, status=wrong.status)
        except Refused as refused:
            code, words = WORDS[refused.kind]
            return web.json_response({"code": code, "msg": words})
        except KeyError:
            return web.json_response({"code": "404000", "msg": f"Url Not Found: {name}"}, status=404)

    def _who(self, request: web.Request, text: str) -> Key:
        headers = request.headers
        key = self.keys.get(headers.get("KC-API-KEY", ""))
        if key is None or key.revoked:
            raise Wrong("400003", "KC-API-KEY not exists", 401)
        if any(name.startswith("KC-API-PARTNER") for name in headers):
            raise Wrong("400005", "a partner that nobody agreed to")
        stamp = headers["KC-API-TIMESTAMP"]
        if abs(millis(self.floor.now()) + self.drift_ms - int(stamp)) > LATE_MS:
            raise Wrong("400002", "KC-API-TIMESTAMP Invalid", 400)
        signed = f"{stamp}{request.method}{request.rel_url.raw_path_qs}{text}"
        if headers["KC-API-SIGN"] != _sign(key.secret, signed):
            raise Wrong("400005", "Invalid KC-API-SIGN", 401)
        if headers["KC-API-PASSPHRASE"] != _sign(key.secret, key.passphrase):
            raise Wrong("400004", "Invalid KC-API-PASSPHRASE", 401)
        return key

    # -- the market

    def _listed(self, symbol: str) -> dict[str, Any]:
        base, quote = pair(symbol)
        rules = self.floor.listings[symbol]
        return {
            "symbol": name_of(symbol),
            "name": name_of(symbol),
            "baseCurrency": base,
            "quoteCurrency": quote,
            "feeCurrency": quote,
            "market": quote,
            "baseMinSize": str(rules.minimum_quantity),
            "quoteMinSize": str(rules.minimum_notional),
            "baseMaxSize": "10000",
            "quoteMaxSize": "99999999",
            "baseIncrement": str(rules.step),
            "quoteIncrement": "0.000001",
            "priceIncrement": str(rules.tick),
            "isMarginEnabled": False,
            "enableTrading": symbol not in self.floor.closed,
        }

    def _tickers(self, query: Mapping[str, str]) -> Any:
        tickers = [
            {"symbol": name_of(symbol), "takerFeeRate": str(rules.fee_rate), "makerFeeRate": str(rules.fee_rate),
             "takerCoefficient": "1", "makerCoefficient": "1", "last": str(self.floor.quote(symbol).last)}
            for symbol, rules in self.floor.listings.items()
        ]  # fmt: skip
        return {"time": millis(self.floor.now()), "ticker": tickers}

    def _symbol(self, name: str) -> str:
        found = next((symbol for symbol in self.floor.listings if name_of(symbol) == name), None)
        if found is None:
            raise Wrong("900001", "symbol not exists")
        return found

    def _stats(self, query: Mapping[str, str]) -> Any:
        quote = self.floor.quote(self._symbol(query["symbol"]))
        return {
            "time": millis(quote.at),
            "symbol": query["symbol"],
            "buy": str(quote.bid),
            "sell": str(quote.ask),
            "last": str(quote.last),
            "vol": "100",
            "volValue": "6000000",
        }

    # -- orders

    def _order(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        stop = body.get("stopPrice")
        kind = OrderType.MARKET if body["type"] == "market" else OrderType.LIMIT
        if stop:
            touch = body["stop"] == ("loss" if body["side"] == "buy" else "entry")
            kind = OrderType.STOP_LIMIT if kind is OrderType.LIMIT else OrderType.STOP
            kind = OrderType.TAKE_PROFIT if touch else kind
        request = order_of(
            self._symbol(body["symbol"]),
            body["side"],
            kind,
            quantity=body["size"],
            limit=body.get("price"),
            stop=stop,
            waits=WAITS[body.get("timeInForce", "GTC")],
            client_order_id=body["clientOid"],
        )
        if any(one.resting for one in self.floor.under(key.account, request.client_order_id)):
            raise Wrong("400100", "The clientOid is repeated.")
        must_fit(self.floor, request)
        return {"orderId": order_id(self.floor.place(key.account, request))}

    def _own(self, key: Key, *, stops: bool) -> list[Placed]:
        """The account's orders; those that wait for a price stand apart until it comes."""
        return [one for one in self.floor.of(key.account) if waits(one) is stops]

    def _by_id(self, key: Key, id_: str) -> Any:
        for one in self._own(key, stops=False):
            if order_id(one) == id_:
                return told(one, fast=self.fast)
        raise Wrong("400100", "order_not_exist_or_not_allow_to_access")

    def _by_ours(self, key: Key, id_: str) -> Any:
        for one in reversed(self._own(key, stops=False)):
            if one.order.client_order_id == id_:
                return told(one, fast=self.fast)
        raise Wrong("400100", "order_not_exist_or_not_allow_to_access")

    def _stop_by_id(self, key: Key, id_: str) -> Any:
        return next((stop_told(one) for one in self._own(key, stops=True) if order_id(one) == id_), None)

    def _stop_by_ours(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        own = self._own(key, stops=True)
        listed = (stop_told(one) for one in own if one.order.client_order_id == query["clientOid"])
        return [one for one in listed if one is not None]

    def _listing(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        active = query.get("status") == "active"
        own = [one for one in self._own(key, stops=False) if one.resting is active]
        return {"currentPage": 1, "pageSize": 50, "items": [told(one, fast=False) for one in own]}

    def _active(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        symbol = self._symbol(query["symbol"])
        own = [one for one in self._own(key, stops=False) if one.resting and one.order.symbol == symbol]
        return [told(one, fast=True) for one in own]

    def _active_symbols(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        own = [one for one in self._own(key, stops=False) if one.resting]
        return {"symbols": sorted({name_of(one.order.symbol) for one in own})}

    def _stops(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        listed = (stop_told(one) for one in self._own(key, stops=True))
        return {"currentPage": 1, "items": [one for one in listed if one is not None]}

    def _cancel(self, key: Key, id_: str) -> Any:
        return self._end(key, id_, stops=False)

    def _cancel_stop(self, key: Key, id_: str) -> Any:
        return self._end(key, id_, stops=True)

    def _end(self, key: Key, id_: str, *, stops: bool) -> Any:
        found = [one for one in self._own(key, stops=stops) if order_id(one) == id_ and one.resting]
        if not found:
            raise Wrong("400100", "order_not_exist_or_not_allow_to_cancel")
        self.floor.cancel(key.account, found[0])
        return {"cancelledOrderIds": [id_]} if stops or not self.fast else {"orderId": id_}

    def _fills(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        start, end = int(query.get("startAt", 0)), int(query.get("endAt", 1 << 62))
        found = [
            trade(one, fill)
            for one in self._own(key, stops=False)
            for fill in one.fills
            if start <= millis(fill.at) <= end and query.get("orderId", order_id(one)) == order_id(one)
        ]
        if "symbol" in query:
            found = [one for one in found if one["symbol"] == query["symbol"]]
        found.sort(key=lambda one: -int(one["id"]))
        if self.fast:
            last = int(query.get("lastId", 1 << 62))
            page = [one for one in found if one["id"] < last][: self.page]
            return {"items": page, "lastId": page[-1]["id"] if page else 0}
        at = (int(query.get("currentPage", 1)) - 1) * self.page
        items = [{name: value for name, value in one.items() if name != "id"} for one in found]
        return {"currentPage": 1, "totalNum": len(found), "items": items[at : at + self.page]}

    def _accounts(self, key: Key, query: Mapping[str, str], body: dict[str, Any]) -> Any:
        free = self.floor.available(key.account)
        kind = "trade_hf" if self.fast else "trade"
        return [
            {"id": f"{asset}{key.account}", "currency": asset, "type": kind, "balance": str(amount),
             "available": str(free[asset]), "holds": str(amount - free[asset])}
            for asset, amount in self.floor.balances(key.account).items()
        ]  # fmt: skip


def _said(data: Any) -> web.Response:
    return web.json_response({"code": "200000", "data": data})


def _sign(secret: str, text: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode()


def permissions(key: Key) -> dict[str, Any]:
    """What a key may do."""
    addresses = {"ipWhitelist": "203.0.113.7"} if "ip" in key.rights else {}
    return {"remark": "bot", "apiKey": key.key, "permission": ",".join(["General", *key.rights]), **addresses}


def waits(placed: Placed) -> bool:
    """Whether an order stands among the stops: also one that was taken back there is never seen elsewhere."""
    return placed.order.type in CONDITIONAL and not placed.order.triggered


def order_id(placed: Placed) -> str:
    """The venue's own id: a stop has one while it waits, and another once its price came."""
    return f"{'vs8' if waits(placed) else '64f'}{placed.number:021d}"


def told(placed: Placed, *, fast: bool) -> dict[str, Any]:
    """An order as the venue tells it."""
    order = placed.order
    limit = order.type in (OrderType.LIMIT, OrderType.STOP_LIMIT)
    answer: dict[str, Any] = {
        "id": order_id(placed),
        "symbol": name_of(order.symbol),
        "opType": "DEAL",
        "type": "limit" if limit else "market",
        "side": order.side.value.lower(),
        "price": str(order.limit_price or 0),
        "size": str(order.quantity),
        "funds": "0",
        "dealFunds": str(placed.spent),
        "dealSize": str(order.filled),
        "fee": str(fees(placed)),
        "feeCurrency": pair(order.symbol)[1],
        "timeInForce": order.time_in_force.value.upper(),
        "clientOid": order.client_order_id,
        "createdAt": millis(placed.placed_at),
        "tradeType": "TRADE",
    }
    if fast:
        return answer | {"active": placed.resting, "inOrderBook": placed.resting}
    canceled = order.status in (OrderStatus.CANCELED, OrderStatus.EXPIRED)
    return answer | {"isActive": placed.resting, "cancelExist": canceled}


def stop_told(placed: Placed) -> dict[str, Any] | None:
    """An order that waits for its price. One that was taken back is not told of any more."""
    if not placed.resting:
        return None
    order = placed.order
    touch = order.type is OrderType.TAKE_PROFIT
    entry = touch is (order.side.value == "SELL")
    return {
        "id": order_id(placed),
        "symbol": name_of(order.symbol),
        "status": "NEW",
        "type": "limit" if order.type is OrderType.STOP_LIMIT else "market",
        "side": order.side.value.lower(),
        "price": str(order.limit_price or 0),
        "size": str(order.quantity),
        "timeInForce": "GTC",
        "tradeType": "TRADE",
        "clientOid": order.client_order_id,
        "stop": "entry" if entry else "loss",
        "stopPrice": str(order.stop_price),
        "createdAt": millis(placed.placed_at),
    }


def trade(placed: Placed, fill: VenueFill) -> dict[str, Any]:
    """A trade as the venue tells it."""
    return {
        "id": int(fill.venue_trade_id),
        "symbol": name_of(fill.symbol),
        "tradeId": fill.venue_trade_id,
        "orderId": order_id(placed),
        "counterOrderId": "x",
        "side": fill.side.value.lower(),
        "liquidity": "taker",
        "price": str(fill.price),
        "size": str(fill.quantity),
        "funds": str(fill.price * fill.quantity),
        "fee": str(fill.fee.amount),
        "feeRate": "0.001",
        "feeCurrency": fill.fee.currency,
        "tradeType": "TRADE",
        "type": "limit" if placed.order.type is OrderType.LIMIT else "market",
        "createdAt": millis(fill.at),
    }
