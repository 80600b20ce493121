"""FIFO lots: a rebuild from fills against a loop of bare Decimals, and how many fills a second are booked durably.

The oracle keeps a queue of (units, price, fee) for each position and nothing else; both must agree on every position
to the last digit. `--full` rebuilds a million fills.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from time import perf_counter

from bot.app import VOCABULARY
from bot.clock import RealClock
from core.kernel.money import ZERO, Price, Quantity, to_step
from core.orders.model import Fill, Side
from core.portfolio.lots import SMALLEST, rebuild
from core.portfolio.record import book_fills
from storage.database import open_database
from storage.migrate import prepare
from storage.store import SqlStore
from storage.tables import TABLES
from tests.bench.rows import Row

FILLS = {False: 100_000, True: 1_000_000}
SYMBOLS = ("BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT", "ADA/USDT")
PEOPLE = 1_000
BOOKED, AT_ONCE = 20_000, 500
AT = datetime(2026, 11, 17, tzinfo=UTC)

Key = tuple[str, str]


def rows(full: bool) -> Iterator[Row]:
    """Seconds for the rebuild against the oracle's, how many positions differ, and the rate of booking."""
    fills = made(FILLS[full])
    of: dict[Key, list[Fill]] = defaultdict(list)
    for fill in fills:
        of[fill.portfolio, fill.symbol].append(fill)
    begun = perf_counter()
    expected = {key: oracle(own) for key, own in of.items()}
    bare = perf_counter() - begun
    begun = perf_counter()
    positions = {key: rebuild(*key, "USDT", own)[0] for key, own in of.items()}
    took = perf_counter() - begun
    wrong = sum((one.realized, one.quantity) != expected[key] for key, one in positions.items())
    yield Row(f"ledger.rebuild.{len(fills)}", took, "s", bound=bare)
    yield Row("ledger.rebuild", len(fills) / took, "fills/s")
    yield Row("ledger.differences", wrong, "positions", want="<= 0")
    seconds = asyncio.run(booked(fills[:BOOKED]))
    yield Row("ledger.booked", BOOKED / seconds, "fills/s")


def made(count: int) -> list[Fill]:
    """Purchases and sales of many people, long and short, with fees."""
    chance = random.Random(1)
    found = []
    for number in range(count):
        person = f"p{chance.randrange(PEOPLE):05d}"
        symbol = chance.choice(SYMBOLS)
        quantity, price = chance.randrange(1, 10**6), chance.randrange(10**4, 10**8)
        found.append(
            Fill(
                id=f"{number:07d}",
                order=f"o{number:07d}",
                account=person,
                portfolio=person,
                trade=f"t{number:07d}",
                symbol=symbol,
                side=Side.BUY if chance.random() < 0.5 else Side.SELL,
                quantity=Quantity(Decimal(quantity).scaleb(-5)),
                price=Price(Decimal(price).scaleb(-2)),
                fee=Decimal(quantity * price).scaleb(-10),
                fee_currency="USDT",
                at=AT,
            )
        )
    return found


def oracle(fills: Sequence[Fill]) -> tuple[Decimal, Decimal]:
    """What was realized and what is held, by a loop that knows nothing but numbers."""
    lots: deque[tuple[int, Decimal, Decimal, Decimal]] = deque()
    realized = ZERO
    for fill in fills:
        sign, left, fee = fill.side.sign, Decimal(fill.quantity), fill.fee
        while left and lots and lots[0][0] != sign:
            held_sign, units, price, held_fee = lots.popleft()
            quantity = min(left, units)
            closing = fee if quantity == left else part(fee, quantity, left)
            opening = held_fee if quantity == units else part(held_fee, quantity, units)
            realized += held_sign * quantity * (fill.price - price) - opening - closing
            left, fee = left - quantity, fee - closing
            if quantity < units:
                lots.appendleft((held_sign, units - quantity, price, held_fee - opening))
        if left:
            lots.append((sign, left, Decimal(fill.price), fee))
    return realized, sum((sign * units for sign, units, _, _ in lots), ZERO)


def part(whole: Decimal, quantity: Decimal, of: Decimal) -> Decimal:
    return to_step(whole * quantity / of, SMALLEST, ROUND_HALF_EVEN)


async def booked(fills: Sequence[Fill]) -> float:
    """Book fills durably, so many in a transaction, as the group commit does."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'ledger.db'}"
        await prepare(url, backup_folder=None, at=datetime.now(UTC))
        database = open_database(url)
        subscribers: Mapping[str, Sequence[str]] = {}
        store = SqlStore(database, TABLES, RealClock(), VOCABULARY, subscribers, lambda: None)
        begun = perf_counter()
        for start in range(0, len(fills), AT_ONCE):
            some = fills[start : start + AT_ONCE]
            async with store.unit() as unit:
                await unit.add(some, new_only=True)
                await book_fills(unit, some, {fill.id: "USDT" for fill in some})
        took = perf_counter() - begun
        await database.close()
    return took
