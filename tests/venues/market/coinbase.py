"""Coinbase's public products: the list, and the last trades of one with its best bid and ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.venues.market.stall import Answer, Stall


@dataclass
class Coinbase(Stall):
    """`prices` are last, bid and ask by product."""

    prices: dict[str, tuple[str, str, str]] = field(
        default_factory=lambda: {"BTC-USD": ("60020.00", "60019.99", "60020.01")}
    )

    def routes(self) -> Mapping[str, Answer]:
        return {
            "/api/v3/brokerage/market/products": self.products,
            "/api/v3/brokerage/market/products/{product}/ticker": self.ticker,
        }

    async def products(self, _request: web.Request) -> web.Response:
        products = [
            {
                "product_id": product,
                "price": last,
                "volume_24h": "1000",
                "base_increment": "0.00000001",
                "quote_increment": "0.01",
                "quote_min_size": "1",
                "quote_max_size": "150000000",
                "base_min_size": "0.00000001",
                "base_max_size": "3400",
                "status": "online",
                "trading_disabled": False,
                "is_disabled": False,
                "cancel_only": False,
                "product_type": "SPOT",
                "quote_currency_id": product.partition("-")[2],
                "base_currency_id": product.partition("-")[0],
                "price_increment": "0.01",
            }
            for product, (last, _, _) in self.prices.items()
        ]
        return web.json_response({"products": products, "num_products": len(products)})

    async def ticker(self, request: web.Request) -> web.Response:
        product = request.match_info["product"]
        last, bid, ask = self.prices[product]
        trade = {
            "trade_id": "1",
            "product_id": product,
            "price": last,
            "size": "0.1",
            "time": f"{self.now():%Y-%m-%dT%H:%M:%S}.000000Z",
            "side": "BUY",
            "bid": "",
            "ask": "",
        }
        return web.json_response({"trades": [trade], "best_bid": bid, "best_ask": ask})
