"""Alpaca through its library in threads: what an order costs beside a bare post of the same bytes, how many leave in a
second while each answer takes its time, and what ten thousand linked accounts weigh (row BR-07).

The venue is a process of its own (`alpaca_venue.py`). Nothing but orders is asked of it, so that what is measured is
the way of an order and no book.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

import aiohttp

from adapters.brokers.alpaca.driver import AlpacaDriver
from adapters.brokers.alpaca.hosts import Patience, hosts_at
from adapters.brokers.alpaca.house import THREADS
from core.accounts.model import Mode
from core.kernel.money import Price, Quantity
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderType, Side
from core.ports.broker import Broker
from tests.bench.rows import Row

ACCOUNTS = 10_000
ROUND_TRIP = 0.1
PAGE = Path("/proc/self/statm")
PATIENT = Patience(connect=10, answer=60, whole=300)


def rows(full: bool) -> Iterator[Row]:
    """Milliseconds of the processor for an order, bound by the bare post; orders a second; kilobytes for an account."""
    orders = ACCOUNTS if full else 2_000
    venue = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.alpaca_venue", f"{ROUND_TRIP * 1000:g}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert venue.stdout is not None
    try:
        url = f"http://127.0.0.1:{venue.stdout.readline().strip()}"
        found = asyncio.run(measured(url, orders))
    finally:
        venue.terminate()
        venue.communicate(timeout=10)
    yield Row("alpaca.order.cpu", found.cpu, "ms", bound=found.bare)
    yield Row("alpaca.orders", found.rate, "orders/s", bound=THREADS / ROUND_TRIP)
    yield Row("alpaca.account", found.opened, "KB")
    yield Row("alpaca.account.after_an_order", found.used, "KB")


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured, in milliseconds, orders a second and kilobytes."""

    cpu: float
    bare: float
    rate: float
    opened: float
    used: float


async def measured(url: str, orders: int) -> Found:
    """The bare posts first, then the same orders through the adapter, each of an account of its own."""
    bare = await posted(url, orders)
    driver = AlpacaDriver(Present(), builtin_table(), hosts_at(url), PATIENT)
    [first] = accounts(driver, 1, "W")
    await asyncio.gather(*(first.submit(order(-number)) for number in range(1, THREADS)))
    before = weight()
    brokers = accounts(driver, ACCOUNTS, "A")
    opened = weight()
    begun, busy = perf_counter(), process_time()
    room = asyncio.Semaphore(THREADS)

    async def one(number: int) -> None:
        async with room:
            await brokers[number].submit(order(number))

    await asyncio.gather(*(one(number) for number in range(orders)))
    seconds, computed = perf_counter() - begun, process_time() - busy
    used = (weight() - opened) / orders + (opened - before) / ACCOUNTS
    await driver.close()
    return Found(computed / orders * 1000, bare, orders / seconds, (opened - before) / ACCOUNTS, used)


async def posted(url: str, orders: int) -> float:
    """Milliseconds of the processor for a post of the same body and nothing else."""
    headers = {"APCA-API-KEY-ID": "PK", "APCA-API-SECRET-KEY": "secret", "Content-Type": "application/json"}
    connector = aiohttp.TCPConnector(limit=THREADS)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def one(number: int) -> None:
            body = json.dumps({"symbol": "AAPL", "qty": "1", "client_order_id": f"be11{number:028x}"})
            async with session.post(f"{url}/v2/orders", data=body) as answer:
                json.loads(await answer.read())

        await one(0)
        busy = process_time()
        await asyncio.gather(*(one(number) for number in range(orders)))
        return (process_time() - busy) / orders * 1000


class Present:
    """The wall clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def accounts(driver: AlpacaDriver, many: int, mark: str) -> list[Broker]:
    """So many linked accounts, each with a key of the usual length."""
    keys = [{"key": f"PK{mark}{number:017d}", "secret": f"{number:040d}"} for number in range(many)]
    return [driver.open(one["key"], one, Mode.PAPER, keep) for one in keys]


async def keep(_: object) -> None:
    """Keys do not change by being used."""


def order(number: int) -> OrderRequest:
    """A limit for one share."""
    return OrderRequest(
        client_order_id=f"be11{number % 2**64:028x}",
        symbol="AAPL",
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=Quantity("1"),
        limit_price=Price("100"),
    )


def weight() -> float:
    """Kilobytes that this process has in memory."""
    return int(PAGE.read_text().split()[1]) * 4.0
