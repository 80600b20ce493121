"""Kraken's public market: Assets, AssetPairs, Ticker, Depth, OHLC. Its tickers carry no time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.venues.market.stall import Answer, Stall

# id: (altname, wsname, base, quote, price decimals, lot decimals, least, tick)
PAIRS = {
    "XXBTZUSD": ("XBTUSD", "XBT/USD", "XXBT", "ZUSD", 1, 8, "0.00005", "0.1"),
    "XBTUSDT": ("XBTUSDT", "XBT/USDT", "XXBT", "USDT", 1, 8, "0.00005", "0.1"),
    "USDTZUSD": ("USDTUSD", "USDT/USD", "USDT", "ZUSD", 5, 8, "5", "0.00001"),
    "ZEURZUSD": ("EURUSD", "EUR/USD", "ZEUR", "ZUSD", 5, 8, "0.5", "0.00001"),
}
ASSETS = {"XXBT": "XBT", "ZUSD": "USD", "USDT": "USDT", "ZEUR": "EUR"}


@dataclass
class Kraken(Stall):
    """`prices` are last, bid and ask by the venue's own pair id."""

    prices: dict[str, tuple[str, str, str]] = field(
        default_factory=lambda: {
            "XXBTZUSD": ("60010.0", "60009.9", "60010.1"),
            "XBTUSDT": ("60005.0", "60004.9", "60005.1"),
            "USDTZUSD": ("0.99950", "0.99949", "0.99951"),
            "ZEURZUSD": ("1.08500", "1.08499", "1.08501"),
        }
    )
    refuses: list[str] = field(default_factory=list)
    rows: dict[tuple[str, str], list[list[object]]] = field(default_factory=dict)

    def routes(self) -> Mapping[str, Answer]:
        return {
            "/0/public/Assets": self.assets,
            "/0/public/AssetPairs": self.pairs,
            "/0/public/Ticker": self.ticker,
            "/0/public/Depth": self.depth,
            "/0/public/OHLC": self.candles,
        }

    def _said(self, result: object) -> web.Response:
        return web.json_response({"error": self.refuses, **({} if self.refuses else {"result": result})})

    async def assets(self, _request: web.Request) -> web.Response:
        shape = {"aclass": "currency", "decimals": 10, "display_decimals": 5, "status": "enabled"}
        return self._said({name: {**shape, "altname": other} for name, other in ASSETS.items()})

    async def pairs(self, _request: web.Request) -> web.Response:
        return self._said(
            {
                id_: {
                    "altname": altname,
                    "wsname": wsname,
                    "aclass_base": "currency",
                    "base": base,
                    "aclass_quote": "currency",
                    "quote": quote,
                    "lot": "unit",
                    "cost_decimals": 5,
                    "pair_decimals": decimals,
                    "lot_decimals": lots,
                    "lot_multiplier": 1,
                    "leverage_buy": [],
                    "leverage_sell": [],
                    "fees": [[0, 0.4]],
                    "fees_maker": [[0, 0.25]],
                    "fee_volume_currency": "ZUSD",
                    "ordermin": least,
                    "costmin": "0.5",
                    "tick_size": tick,
                    "status": "online",
                }
                for id_, (altname, wsname, base, quote, decimals, lots, least, tick) in PAIRS.items()
            }
        )

    async def ticker(self, request: web.Request) -> web.Response:
        ids = request.query["pair"].split(",")
        return self._said({id_: self._ticker(*self.prices[id_]) for id_ in ids if id_ in self.prices})

    @staticmethod
    def _ticker(last: str, bid: str, ask: str) -> dict[str, object]:
        return {
            "a": [ask, "1", "1.000"],
            "b": [bid, "1", "1.000"],
            "c": [last, "0.01000000"],
            "v": ["100.0", "200.0"],
            "p": [last, last],
            "t": [10, 20],
            "l": [last, last],
            "h": [last, last],
            "o": last,
        }

    async def depth(self, request: web.Request) -> web.Response:
        id_ = request.query["pair"]
        _, bid, ask = self.prices[id_]
        return self._said({id_: {"asks": [[ask, "4.0", 1]], "bids": [[bid, "3.0", 1]]}})

    async def candles(self, request: web.Request) -> web.Response:
        id_, span = request.query["pair"], request.query["interval"]
        since = int(request.query.get("since", "0"))
        rows = [row for row in self.rows.get((id_, span), []) if int(str(row[0])) > since][-720:]
        return self._said({id_: rows, "last": rows[-1][0] if rows else since})
