"""Binance's public spot market: exchangeInfo, 24hr tickers, depth, klines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from aiohttp import web

from tests.venues.market.stall import Answer, Stall, milliseconds


@dataclass
class Binance(Stall):
    """`prices` are last, bid and ask by the venue's own symbol; `age` is how old its ticker says that it is."""

    prices: dict[str, tuple[str, str, str]] = field(
        default_factory=lambda: {
            "BTCUSDT": ("60000.01", "60000.00", "60000.02"),
            "ETHUSDT": ("3431.00", "3430.99", "3431.01"),
        }
    )
    volume: str = "1234567890.12"
    listed: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # tick, step, least value
    # Amounts at the best price, near it, and beyond half a percent, on each side.
    bids: tuple[str, str, str] = ("1.0", "0.5", "70")
    asks: tuple[str, str, str] = ("1.0", "2.0", "90")
    age: timedelta = timedelta(0)
    halted: set[str] = field(default_factory=set)
    klines: dict[tuple[str, str], list[list[object]]] = field(default_factory=dict)

    def routes(self) -> Mapping[str, Answer]:
        return {
            "/api/v3/exchangeInfo": self.exchange_info,
            "/api/v3/ticker/24hr": self.ticker,
            "/api/v3/depth": self.depth,
            "/api/v3/klines": self.candles,
        }

    async def exchange_info(self, _request: web.Request) -> web.Response:
        symbols = []
        for name in self.prices:
            base, quote = name.removesuffix("USDT"), "USDT"
            tick, step, least = self.listed.get(name, ("0.01000000", "0.00001000", "5.00000000"))
            symbols.append(
                {
                    "symbol": name,
                    "status": "BREAK" if name in self.halted else "TRADING",
                    "baseAsset": base,
                    "baseAssetPrecision": 8,
                    "quoteAsset": quote,
                    "quotePrecision": 8,
                    "quoteAssetPrecision": 8,
                    "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"],
                    "icebergAllowed": True,
                    "ocoAllowed": True,
                    "isSpotTradingAllowed": True,
                    "isMarginTradingAllowed": False,
                    "filters": [
                        {
                            "filterType": "PRICE_FILTER",
                            "minPrice": tick,
                            "maxPrice": "1000000.00000000",
                            "tickSize": tick,
                        },
                        {
                            "filterType": "LOT_SIZE",
                            "minQty": step,
                            "maxQty": "9000.00000000",
                            "stepSize": step,
                        },
                        {"filterType": "NOTIONAL", "minNotional": least, "applyMinToMarket": True},
                    ],
                    "permissions": [],
                    "permissionSets": [["SPOT"]],
                }
            )
        return web.json_response({"timezone": "UTC", "serverTime": 0, "symbols": symbols})

    async def ticker(self, request: web.Request) -> web.Response:
        if "symbols" in request.query:
            names = json.loads(request.query["symbols"])
            return web.json_response([self._ticker(name) for name in names])
        return web.json_response(self._ticker(request.query["symbol"]))

    def _ticker(self, name: str) -> dict[str, object]:
        last, bid, ask = self.prices[name]
        at = milliseconds(self.now() - self.age)
        return {
            "symbol": name,
            "priceChange": "-94.99",
            "priceChangePercent": "-0.158",
            "weightedAvgPrice": "59990.1",
            "prevClosePrice": last,
            "lastPrice": last,
            "lastQty": "0.001",
            "bidPrice": bid,
            "bidQty": "1.5",
            "askPrice": ask,
            "askQty": "2.5",
            "openPrice": last,
            "highPrice": last,
            "lowPrice": last,
            "volume": "20576.1",
            "quoteVolume": self.volume,
            "openTime": at - 86_400_000,
            "closeTime": at,
            "firstId": 1,
            "lastId": 2,
            "count": 2,
        }

    async def depth(self, request: web.Request) -> web.Response:
        _, bid, ask = self.prices[request.query["symbol"]]
        away = [Decimal(part) for part in ("0", "0.003", "0.02")]
        return web.json_response(
            {
                "lastUpdateId": 1,
                "bids": [[str(Decimal(bid) * (1 - by)), n] for by, n in zip(away, self.bids, strict=True)],
                "asks": [[str(Decimal(ask) * (1 + by)), n] for by, n in zip(away, self.asks, strict=True)],
            }
        )

    async def candles(self, request: web.Request) -> web.Response:
        given = request.query
        rows = self.klines.get((given["symbol"], given["interval"]), [])
        since, most = int(given.get("startTime", "0")), int(given.get("limit", "500"))
        until = int(given.get("endTime", str(2**62)))
        return web.json_response([row for row in rows if since <= int(str(row[0])) <= until][:most])
