"""Crypto venues: what an order costs beside a bare post of the same bytes and through the library, and what ten
thousand linked accounts weigh (rows BR-07..10). Binance's orders go past the library (`thin.py`), which by itself,
without our judgment of what became of an order, takes `venues.order.library`.

The venue is a process of its own (`crypto_venue.py`) that answers at once. Orders go out as many at once as a venue's
road holds; what is told is milliseconds of this process's processor for one.
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from time import perf_counter, process_time
from typing import Any

import aiohttp

from adapters.brokers.crypto.driver import CryptoDriver
from adapters.brokers.crypto.profiles import BINANCE_ROW
from core.accounts.model import Mode
from core.kernel.money import Price, Quantity
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderType, Side
from core.ports.broker import Broker
from tests.bench.alpaca import Present, keep, weight
from tests.bench.rows import Row

ACCOUNTS = 10_000
AT_ONCE = 64
SECRET = "s" * 64
# The venue's own pace would be all that is measured.
ROW = replace(
    BINANCE_ROW, per_second=1e9, burst=1e9, orders_per_second=1e9, orders_burst=1e9, calls_at_once=AT_ONCE
)
Send = Callable[[int], Awaitable[Any]]


def rows(full: bool) -> Iterator[Row]:
    """Milliseconds of the processor for an order three ways, and for linking; kilobytes for an account."""
    venue = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.crypto_venue"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert venue.stdout is not None
    try:
        url = f"http://127.0.0.1:{venue.stdout.readline().strip()}"
        yield from asyncio.run(measured(url, ACCOUNTS if full else 2_000))
    finally:
        venue.terminate()
        venue.communicate(timeout=10)


async def measured(url: str, orders: int) -> list[Row]:
    """The bare posts, the library's orders, ours; then the accounts."""
    bare, _ = await bare_posts(url, orders)
    driver = CryptoDriver(ROW, clock=Present(), table=builtin_table(), url=url)
    [first] = accounts(driver, 1, "w")
    await first.submit(order(1))
    exchange = driver.desk({"key": "l" * 64, "secret": SECRET}).exchange
    library, _ = await spent(lambda number: _by_library(exchange, number), orders)
    gc.collect()
    before, busy = weight(), process_time()
    brokers = accounts(driver, ACCOUNTS, "a")
    opened, linking = weight() - before, (process_time() - busy) / ACCOUNTS * 1000
    ours, seconds = await spent(lambda number: brokers[number].submit(order(number)), orders)
    gc.collect()
    used = (weight() - before - opened) / orders + opened / ACCOUNTS
    await driver.close()
    return [
        Row("venues.order.bare", bare, "ms"),
        Row("venues.order.library", library, "ms", bound=bare),
        Row("venues.order", ours, "ms", bound=bare, want="<= 2"),
        Row("venues.orders", orders / seconds, "orders/s"),
        Row("venues.account.open", linking, "ms"),
        Row("venues.account", opened / ACCOUNTS, "KB"),
        Row("venues.account.after_an_order", used, "KB"),
    ]


async def spent(send: Send, orders: int) -> tuple[float, float]:
    """Milliseconds of the processor for one of them, and the seconds that all took."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with room:
            await send(number)

    begun, busy = perf_counter(), process_time()
    await asyncio.gather(*(one(number) for number in range(orders)))
    return (process_time() - busy) / orders * 1000, perf_counter() - begun


async def bare_posts(url: str, orders: int) -> tuple[float, float]:
    """The same bytes, signed in the same way, and nothing else."""
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with aiohttp.ClientSession(connector=connector, headers={"X-MBX-APIKEY": "k" * 64}) as session:

        async def send(number: int) -> None:
            body = (
                f"timestamp=1507725176595&symbol=BTCUSDT&side=BUY&newClientOrderId=be11{number:028x}"
                "&newOrderRespType=FULL&type=LIMIT&quantity=0.001&price=59000&timeInForce=GTC&recvWindow=5000"
            )
            signature = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
            async with session.post(
                f"{url}/api/v3/order",
                data=f"{body}&signature={signature}",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            ) as answer:
                json.loads(await answer.read())

        await send(0)
        return await spent(send, orders)


async def _by_library(exchange: Any, number: int) -> None:
    params = {"clientOrderId": f"be11{number:028x}"}
    await exchange.create_order("BTC/USDT", "limit", "buy", "0.001", "59000", params)


def accounts(driver: CryptoDriver, many: int, mark: str) -> list[Broker]:
    """So many linked accounts, each with a key of the usual length."""
    keys = [{"key": f"{mark}{number:063d}", "secret": f"{number:064d}"} for number in range(many)]
    return [driver.open(one["key"], one, Mode.LIVE, keep) for one in keys]


def order(number: int) -> OrderRequest:
    """A limit that rests."""
    return OrderRequest(
        client_order_id=f"be11{number:028x}",
        symbol="BTC/USDT",
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=Quantity("0.001"),
        limit_price=Price("59000"),
    )
