"""Binance's spot and USD-M futures REST APIs over a real socket: signed queries, receive windows, codes for no."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from core.orders.model import OrderStatus, OrderType, Side, TimeInForce, VenueFill
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused
from tests.venues.house import Key, average, millis, must_fit, order_of, pair
from tests.venues.trouble import Asked

WORDS = {
    ErrorKind.INSUFFICIENT_FUNDS: (-2010, "Account has insufficient balance for requested action."),
    ErrorKind.UNKNOWN_INSTRUMENT: (-1121, "Invalid symbol."),
    ErrorKind.MARKET_CLOSED: (-2010, "Market is closed."),
    ErrorKind.INVALID_SIZE: (-1013, "Filter failure: LOT_SIZE"),
    ErrorKind.INVALID_PRICE: (-1013, "Filter failure: PRICE_FILTER"),
    ErrorKind.NOTHING_TO_REDUCE: (-2022, "ReduceOnly Order is rejected."),
}
FUTURES_WORDS = {
    **WORDS,
    ErrorKind.INSUFFICIENT_FUNDS: (-2019, "Margin is insufficient."),
    ErrorKind.MARKET_CLOSED: (-4140, "Invalid symbol status for opening position."),
    ErrorKind.INVALID_SIZE: (
        -4164,
        "Order's notional must be no smaller than 5 (unless you choose reduce only).",
    ),
    ErrorKind.INVALID_PRICE: (-4014, "Price not increased by tick size."),
}
SPOT_TYPES = {
    "MARKET": OrderType.MARKET,
    "LIMIT": OrderType.LIMIT,
    "STOP_LOSS": OrderType.STOP,
    "STOP_LOSS_LIMIT": OrderType.STOP_LIMIT,
    "TAKE_PROFIT": OrderType.TAKE_PROFIT,
}
FUTURES_TYPES = {
    "MARKET": OrderType.MARKET,
    "LIMIT": OrderType.LIMIT,
    "STOP_MARKET": OrderType.STOP,
    "STOP": OrderType.STOP_LIMIT,
    "TAKE_PROFIT_MARKET": OrderType.TAKE_PROFIT,
}
STATUSES = {
    OrderStatus.OPEN: "NEW",
    OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.EXPIRED: "EXPIRED",
}
CONDITIONAL = (OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT)
ORDERS = ("/api/v3/order", "/fapi/v1/order", "/fapi/v1/algoOrder")
# What an order of the algo list becomes is numbered apart.
BECAME = 1_000_000


class Wrong(Exception):
    """An answer with this code and sentence."""

    def __init__(
        self, code: int, words: str, status: int = 400, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(words)
        self.code, self.words, self.status, self.headers = code, words, status, headers


DUPLICATES = {
    False: Wrong(-2010, "Duplicate order sent."),
    True: Wrong(-4116, "ClientOrderId is duplicated."),
}


def name_of(symbol: str) -> str:
    """`BTC/USDT` as the venue writes it."""
    return "".join(pair(symbol))


class Binance:
    """The venue. `says` is the answer to the next order, whatever it is: a code and its sentence."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.keys: dict[str, Key] = {}
        self.drift_ms = 0
        self.says: Wrong | None = None
        self.app = web.Application()
        self.app.router.add_route("*", "/{path:.*}", self.answer)
        spot, futures = SPOT_TYPES, FUTURES_TYPES
        self._open: Mapping[str, Callable[[dict[str, str]], Any]] = {
            "GET /api/v3/exchangeInfo": lambda _: self._listing(futures=False),
            "GET /fapi/v1/exchangeInfo": lambda _: self._listing(futures=True),
            "GET /api/v3/time": lambda _: {"serverTime": self._now()},
            "GET /fapi/v1/time": lambda _: {"serverTime": self._now()},
            "GET /api/v3/ticker/24hr": self._ticker,
            "GET /fapi/v1/ticker/24hr": lambda form: _without_offers(self._ticker(form)),
            "GET /fapi/v1/depth": self._depth,
        }
        self._signed: Mapping[str, Callable[[Key, dict[str, str]], Any]] = {
            "GET /api/v3/account": self._account,
            "POST /api/v3/order": lambda key, form: self._order(key, form, spot),
            "GET /api/v3/order": lambda key, form: told(self._found(key, form), spot),
            "DELETE /api/v3/order": lambda key, form: told(self._canceled(key, form), spot),
            "GET /api/v3/openOrders": lambda key, form: self._resting(key, form, spot),
            "GET /api/v3/myTrades": self._trades,
            "GET /sapi/v1/account/apiRestrictions": lambda key, _: restrictions(key),
            "GET /fapi/v3/account": self._futures_account,
            "POST /fapi/v1/order": lambda key, form: self._order(key, form, futures),
            "POST /fapi/v1/algoOrder": lambda key, form: self._order(key, form, futures),
            "GET /fapi/v1/order": self._futures_order,
            "GET /fapi/v1/algoOrder": lambda key, form: algo_told(self._found(key, form)),
            "DELETE /fapi/v1/order": lambda key, form: told(self._canceled(key, form), futures),
            "DELETE /fapi/v1/algoOrder": lambda key, form: algo_told(self._canceled(key, form)),
            "GET /fapi/v1/openOrders": lambda key, form: self._resting(key, form, futures),
            "GET /fapi/v1/openAlgoOrders": self._resting_algos,
            "GET /fapi/v1/userTrades": self._trades,
        }

    def key(self, account: str, *rights: str) -> Key:
        """A key for this account."""
        word = hashlib.sha256(f"key of {account}".encode()).hexdigest()
        made = Key(
            account, word, hashlib.sha256(f"secret of {account}".encode()).hexdigest(), rights=list(rights)
        )
        self.keys[made.key] = made
        return made

    @staticmethod
    def asked(request: web.Request) -> Asked:
        """What a request is for."""
        if request.path not in ORDERS:
            return Asked.READ
        return {"POST": Asked.ORDER, "DELETE": Asked.CANCEL}.get(request.method, Asked.READ)

    async def answer(self, request: web.Request) -> web.Response:
        name = f"{request.method} {request.path}"
        words = FUTURES_WORDS if request.path.startswith("/fapi") else WORDS
        body = await request.text()
        text = body or request.rel_url.raw_query_string
        form = dict(parse_qsl(text, keep_blank_values=True))
        try:
            if name in self._open:
                return web.json_response(self._open[name](form))
            key = self._who(request, text, form)
            if self.says is not None and self.asked(request) is Asked.ORDER:
                raise self.says
            return web.json_response(self._signed[name](key, form))
        except Wrong as wrong:
            said = {"code": wrong.code, "msg": wrong.words}
            return web.json_response(said, status=wrong.status, headers=wrong.headers)
        except Refused as refused:
            code, sentence = words[refused.kind]
            return web.json_response({"code": code, "msg": sentence}, status=400)

    def _who(self, request: web.Request, text: str, form: dict[str, str]) -> Key:
        key = self.keys.get(request.headers.get("X-MBX-APIKEY", ""))
        if key is None or key.revoked:
            raise Wrong(-2015, "Invalid API-key, IP, or permissions for action.", 401)
        signed, _, signature = text.rpartition("&signature=")
        right = hmac.new(key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right, signature):
            raise Wrong(-1022, "Signature for this request is not valid.")
        late = self._now() - int(form["timestamp"])
        if late > int(form.get("recvWindow", 5000)) or late < -1000:
            raise Wrong(-1021, "Timestamp for this request is outside of the recvWindow.")
        return key

    def _now(self) -> int:
        return millis(self.floor.now()) + self.drift_ms

    # -- the market

    def _listing(self, *, futures: bool) -> dict[str, Any]:
        return {
            "timezone": "UTC",
            "serverTime": self._now(),
            "symbols": [self.listed(symbol, futures=futures) for symbol in self.floor.listings],
        }

    def listed(self, symbol: str, *, futures: bool) -> dict[str, Any]:
        """An instrument as the venue lists it."""
        base, quote = pair(symbol)
        rules = self.floor.listings[symbol]
        types = FUTURES_TYPES if futures else SPOT_TYPES
        most = "9000.00000000"
        listed = {
            "symbol": name_of(symbol),
            "status": "BREAK" if symbol in self.floor.closed else "TRADING",
            "baseAsset": base,
            "quoteAsset": quote,
            "baseAssetPrecision": 8,
            "quotePrecision": 8,
            "orderTypes": [*types, "LIMIT_MAKER", "TAKE_PROFIT_LIMIT", "TRAILING_STOP_MARKET"],
            "isSpotTradingAllowed": True,
            "isMarginTradingAllowed": False,
            "permissions": [],
            "filters": [
                {"filterType": "PRICE_FILTER", "minPrice": str(rules.tick), "maxPrice": "1000000.00",
                 "tickSize": f"{rules.tick:.8f}"},
                {"filterType": "LOT_SIZE", "minQty": f"{rules.minimum_quantity:.8f}", "maxQty": most,
                 "stepSize": f"{rules.step:.8f}"},
                {"filterType": "MIN_NOTIONAL" if futures else "NOTIONAL",
                 "notional" if futures else "minNotional": f"{rules.minimum_notional:.8f}"},
            ],
        }  # fmt: skip
        if futures:
            listed |= {
                "contractType": "PERPETUAL",
                "deliveryDate": 4133404800000,
                "marginAsset": quote,
                "pricePrecision": 2,
                "quantityPrecision": 5,
            }
        return listed

    def _symbol(self, form: dict[str, str]) -> str:
        found = next((one for one in self.floor.listings if name_of(one) == form.get("symbol")), None)
        if found is None:
            raise Wrong(-1121, "Invalid symbol.")
        return found

    def _ticker(self, form: dict[str, str]) -> dict[str, Any]:
        quote = self.floor.quote(self._symbol(form))
        last = str(quote.last)
        told = dict.fromkeys(("lastPrice", "weightedAvgPrice", "openPrice", "highPrice", "lowPrice"), last)
        return {
            "symbol": form["symbol"],
            **told,
            "bidPrice": str(quote.bid),
            "bidQty": "1",
            "askPrice": str(quote.ask),
            "askQty": "1",
            "volume": "100",
            "quoteVolume": "6000000",
            "closeTime": self._now(),
        }

    def _depth(self, form: dict[str, str]) -> dict[str, Any]:
        quote = self.floor.quote(self._symbol(form))
        now = self._now()
        offers = {"bids": [[str(quote.bid), "1"]], "asks": [[str(quote.ask), "1"]]}
        return {"lastUpdateId": 1, "E": now, "T": now, **offers}

    # -- orders

    def _order(self, key: Key, form: dict[str, str], types: Mapping[str, OrderType]) -> Any:
        ours = form.get("newClientOrderId") or form.get("clientAlgoId") or ""
        if any(one.resting for one in self.floor.under(key.account, ours)):
            raise (
                Wrong(-2010, "Duplicate order sent.")
                if types is SPOT_TYPES
                else Wrong(-4116, "ClientOrderId is duplicated.")
            )
        kind = types.get(form["type"])
        if kind is None:
            raise Wrong(-1116, "Invalid orderType.")
        if (kind in CONDITIONAL and types is FUTURES_TYPES) is not ("algoType" in form):
            raise Wrong(
                -4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints."
            )
        if (
            kind in (OrderType.LIMIT, OrderType.STOP_LIMIT)
            and "timeInForce" not in form
            and types is SPOT_TYPES
        ):
            raise Wrong(
                -1102, "Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed."
            )
        request = order_of(
            self._symbol(form),
            form["side"],
            kind,
            quantity=form["quantity"],
            limit=form.get("price"),
            stop=form.get("stopPrice") or form.get("triggerPrice"),
            waits=TimeInForce(form.get("timeInForce", "GTC").lower()),
            client_order_id=ours,
            reduce_only=form.get("reduceOnly", "").lower() == "true",
        )
        must_fit(self.floor, request)
        placed = self.floor.place(key.account, request)
        if "algoType" in form:
            return algo_told(placed)
        answer = told(placed, types)
        if types is SPOT_TYPES:
            answer["transactTime"] = answer.pop("updateTime")
            answer["fills"] = [filled(fill) for fill in placed.fills]
        return answer

    def _found(self, key: Key, form: dict[str, str]) -> Placed:
        ours = form.get("origClientOrderId") or form.get("clientAlgoId")
        number = form.get("orderId") or form.get("algoId")
        for one in reversed(self.floor.of(key.account)):
            if one.order.client_order_id == ours or str(one.number) == number:
                return one
        raise Wrong(-2013, "Order does not exist.")

    def _futures_order(self, key: Key, form: dict[str, str]) -> Any:
        """The list of orders knows of conditional ones only what they became."""
        number = int(form.get("orderId") or 0)
        if number > BECAME:
            placed = self._found(key, {"orderId": str(number - BECAME)})
            return {**told(placed, FUTURES_TYPES), "orderId": number, "clientOrderId": "x"}
        placed = self._found(key, form)
        if placed.order.type in CONDITIONAL:
            raise Wrong(-2013, "Order does not exist.")
        return told(placed, FUTURES_TYPES)

    def _canceled(self, key: Key, form: dict[str, str]) -> Placed:
        try:
            placed = self._found(key, form)
        except Wrong:
            raise Wrong(-2011, "Unknown order sent.") from None
        if not placed.resting:
            raise Wrong(-2011, "Unknown order sent.")
        self.floor.cancel(key.account, placed)
        return placed

    def _resting(self, key: Key, form: dict[str, str], types: Mapping[str, OrderType]) -> Any:
        apart = CONDITIONAL if types is FUTURES_TYPES else ()
        listed = (one for one in self.floor.of(key.account) if one.resting and one.order.type not in apart)
        return [told(one, types) for one in listed]

    def _resting_algos(self, key: Key, form: dict[str, str]) -> Any:
        listed = (one for one in self.floor.of(key.account) if one.resting and one.order.type in CONDITIONAL)
        return [algo_told(one) for one in listed]

    def _trades(self, key: Key, form: dict[str, str]) -> Any:
        symbol, since = self._symbol(form), int(form.get("startTime", 0))
        number = int(form["orderId"]) if "orderId" in form else None
        found = []
        for placed in self.floor.of(key.account):
            apart = placed.order.type in CONDITIONAL and "fills" in form
            id_ = placed.number + (BECAME if apart else 0)
            for fill in placed.fills:
                mine = fill.symbol == symbol and millis(fill.at) >= since
                if mine and number in (None, id_, placed.number + BECAME):
                    found.append(trade(fill, number or id_))
        return sorted(found, key=lambda one: one["id"])[: int(form.get("limit", 500))]

    # -- money

    def _account(self, key: Key, form: dict[str, str]) -> Any:
        free = self.floor.available(key.account)
        balances = [
            {"asset": asset, "free": str(free[asset]), "locked": str(amount - free[asset])}
            for asset, amount in self.floor.balances(key.account).items()
        ]
        return {"canTrade": True, "accountType": "SPOT", "balances": balances, "updateTime": self._now()}

    def _futures_account(self, key: Key, form: dict[str, str]) -> Any:
        """A position is worth what it was bought for, and what it gained since; money paid for it is in the wallet."""
        positions, wallet = [], self.floor.balances(key.account).get("USDT", Decimal(0))
        for symbol in self.floor.listings:
            units = self.floor.balances(key.account).get(pair(symbol)[0], Decimal(0))
            if not units:
                continue
            mark = self.floor.quote(symbol).last
            entry = Decimal(59_000)  # any will do: the wallet follows it
            wallet += units * entry
            positions.append(
                {
                    "symbol": name_of(symbol),
                    "positionSide": "BOTH",
                    "positionAmt": str(units),
                    "notional": str(units * mark),
                    "unrealizedProfit": str(units * (mark - entry)),
                    "isolatedMargin": "0",
                    "initialMargin": "0",
                    "maintMargin": "0",
                    "updateTime": self._now(),
                }
            )
        money = str(wallet)
        asset = {"asset": "USDT", "walletBalance": money, "marginBalance": money, "availableBalance": money}
        asset |= {
            "maintMargin": "0",
            "initialMargin": "0",
            "crossWalletBalance": money,
            "unrealizedProfit": "0",
        }
        return {"assets": [asset], "positions": positions}


def _without_offers(ticker: dict[str, Any]) -> dict[str, Any]:
    """The futures' daily figures, which name no best offers."""
    return {name: value for name, value in ticker.items() if not name.startswith(("bid", "ask"))}


def restrictions(key: Key) -> dict[str, Any]:
    """What a key may do."""
    return {
        "ipRestrict": "ip" in key.rights,
        "enableReading": True,
        "enableWithdrawals": "withdraw" in key.rights,
        "enableSpotAndMarginTrading": "trade" in key.rights,
        "enableFutures": "trade" in key.rights,
    }


def told(placed: Placed, types: Mapping[str, OrderType]) -> dict[str, Any]:
    """An order as the venue tells it."""
    order = placed.order
    futures = types is FUTURES_TYPES
    kind = next(name for name, one in types.items() if one is order.type)
    waits = {"timeInForce": order.time_in_force.value.upper()}
    answer: dict[str, Any] = {
        "symbol": name_of(order.symbol),
        "orderId": placed.number,
        "clientOrderId": order.client_order_id,
        "price": f"{order.limit_price or 0:.8f}",
        "origQty": f"{order.quantity:.8f}",
        "executedQty": f"{order.filled:.8f}",
        "status": STATUSES[order.status],
        **waits,
        "type": kind,
        "side": order.side.value,
        "stopPrice": f"{order.stop_price or 0:.8f}",
        "time": millis(placed.placed_at),
        "updateTime": millis(placed.changed_at),
    }
    if futures:
        return answer | {
            "cumQuote": str(placed.spent),
            "avgPrice": str(average(placed)),
            "reduceOnly": order.reduce_only,
            "positionSide": "BOTH",
        }
    return answer | {"orderListId": -1, "cummulativeQuoteQty": f"{placed.spent:.8f}", "isWorking": True}


def algo_told(placed: Placed) -> dict[str, Any]:
    """A conditional order of the futures, which is numbered apart from what it becomes."""
    order = placed.order
    gone = order.status in (OrderStatus.FILLED, OrderStatus.PARTIALLY_FILLED) or order.triggered
    status = {OrderStatus.CANCELED: "CANCELED", OrderStatus.EXPIRED: "EXPIRED"}.get(order.status, "NEW")
    kind = next(name for name, one in FUTURES_TYPES.items() if one is order.type)
    return {
        "algoId": placed.number,
        "clientAlgoId": order.client_order_id,
        "algoType": "CONDITIONAL",
        "orderType": kind,
        "symbol": name_of(order.symbol),
        "side": order.side.value,
        "positionSide": "BOTH",
        "timeInForce": order.time_in_force.value.upper(),
        "quantity": str(order.quantity),
        "algoStatus": "TRIGGERED" if gone else status,
        "triggerPrice": str(order.stop_price),
        "price": str(order.limit_price or 0),
        "actualOrderId": str(BECAME + placed.number) if gone else "",
        "reduceOnly": order.reduce_only,
        "createTime": millis(placed.placed_at),
        "updateTime": millis(placed.changed_at),
    }


def filled(fill: VenueFill) -> dict[str, Any]:
    """A fill in the answer to an order: it names neither its time nor its side."""
    return {
        "price": f"{fill.price:.8f}",
        "qty": f"{fill.quantity:.8f}",
        "commission": str(fill.fee.amount),
        "commissionAsset": fill.fee.currency,
        "tradeId": int(fill.venue_trade_id),
    }


def trade(fill: VenueFill, number: int) -> dict[str, Any]:
    """A trade as the account's list has it."""
    return {
        "symbol": name_of(fill.symbol),
        "id": int(fill.venue_trade_id),
        "orderId": number,
        "orderListId": -1,
        "price": f"{fill.price:.8f}",
        "qty": f"{fill.quantity:.8f}",
        "quoteQty": str(fill.price * fill.quantity),
        "commission": str(fill.fee.amount),
        "commissionAsset": fill.fee.currency,
        "time": millis(fill.at),
        "isBuyer": fill.side is Side.BUY,
        "isMaker": False,
        "isBestMatch": True,
    }
