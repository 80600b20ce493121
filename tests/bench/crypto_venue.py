"""A venue of its own process that lists many pairs and takes every order in Binance's words, at once.

`python -m tests.bench.crypto_venue` prints the port it listens on and goes on until its input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import cast

PAIRS = 1500
ID = b"newClientOrderId="
TYPES = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT"]


def listed(base: str) -> dict[str, object]:
    """A pair as the venue lists it."""
    return {
        "symbol": f"{base}USDT",
        "status": "TRADING",
        "baseAsset": base,
        "quoteAsset": "USDT",
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "orderTypes": TYPES,
        "isSpotTradingAllowed": True,
        "permissions": [],
        "filters": [
            {"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000.00", "tickSize": "0.01"},
            {"filterType": "LOT_SIZE", "minQty": "0.00001", "maxQty": "9000.00", "stepSize": "0.00001"},
            {"filterType": "NOTIONAL", "minNotional": "5.00"},
        ],
    }


LISTING = json.dumps({"symbols": [listed("BTC"), *(listed(f"C{n}") for n in range(1, PAIRS))]}).encode()
TAKEN = {
    "symbol": "BTCUSDT",
    "orderId": 28,
    "orderListId": -1,
    "transactTime": 1507725176595,
    "price": "59000.00",
    "origQty": "0.00100",
    "executedQty": "0.00000",
    "cummulativeQuoteQty": "0.00000",
    "status": "NEW",
    "timeInForce": "GTC",
    "type": "LIMIT",
    "side": "BUY",
    "fills": [],
}


class Session(asyncio.Protocol):
    """One connection: a request a time."""

    def __init__(self) -> None:
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._data += data
        head = self._data.find(b"\r\n\r\n")
        if head < 0:
            return
        told = self._data[: head + 2].lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        if len(self._data) < head + 4 + int(told or 0):
            return
        asked, self._data = self._data, b""
        body = LISTING if asked.startswith(b"GET") else taken(asked)
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
        self._transport.write(answer % (len(body), body))


def taken(asked: bytes) -> bytes:
    """The answer to an order, which has its id in it."""
    ours = asked.partition(ID)[2][:32].decode()
    return json.dumps({**TAKEN, "clientOrderId": ours}).encode()


async def main() -> None:
    """Listen until nobody is interested any more."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Session, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
