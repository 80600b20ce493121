"""A month of trading in the store: how long a person waits for the overview and for the pages of the history (TG-06).

Five million trades of 8,192 people with `--full` (25 GB of disk), 78,000 of 128 otherwise; and one who has traded ten
times as often as the others. One person's month is written by the program's own code, and copied under other names.
What is asked is what `/portfolio show` and `/trade history` ask; wanted is what TG-03 allows a read.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import statistics
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time

from bot.app import App, build
from bot.clock import RealClock
from bot.dispatch import Answer
from bot.ids import SystemIds
from core.accounts.model import Person
from core.journal.views import Wanted, trade_list
from core.kernel.access import Level
from core.kernel.money import Price
from core.orders.advancing import advance
from core.orders.chain import first_rows
from core.orders.model import Fill, Order, OrderStatus, Purpose, Side, Trade
from core.portfolio.opening import open_paper
from core.portfolio.record import book_fills
from core.portfolio.views import portfolio_views
from core.ports.store import Unit
from storage.bell import LocalBell
from storage.migrate import prepare
from tests.bench.fanout import percentile
from tests.bench.rows import Row
from tests.core.builders import a_fill, a_trade, an_order

TRADES_EACH, BUSY = 611, 6_110
DOUBLED = {False: 7, True: 13}
ASKED, ASKED_BUSIEST = 200, 50
READ_MILLISECONDS = 50
SYMBOLS = ("BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT", "ADA/USDT")
MONTH = timedelta(days=30)
ONE, BUSIEST = "one", "zealous"
# Columns that name somebody or something of theirs, by table; and those that count.
NAMES = {
    "person": ("id",),
    "account": ("id", "person"),
    "portfolio": ("id", "person", "account"),
    "cash": ("portfolio",),
    "cash_flow": ("id", "portfolio"),
    "position": ("portfolio",),
    "lot": ("id", "portfolio"),
    "trade": ("id", "person", "account", "portfolio"),
    "trade_order": ("id", "client_order_id", "person", "account", "portfolio", "trade", "chunk"),
    "order_audit": ("order",),
    "fill": ("id", "order", "account", "portfolio", "trade"),
    "book_entry": ("portfolio", "fact"),
}
NUMBERS = {"order_audit": "number", "book_entry": "number"}


def rows(full: bool) -> Iterator[Row]:
    """Milliseconds of the overview, of the newest and of an old page of the history; and for the busiest."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        file = Path(folder) / "history.db"
        begun = perf_counter()
        asyncio.run(written(file, ONE, TRADES_EACH))
        people = copied(file, DOUBLED[full])
        asyncio.run(written(file, BUSIEST, BUSY))
        trades = len(people) * TRADES_EACH + BUSY
        yield Row(f"history.{trades}.written", perf_counter() - begun, "s")
        for name, asked, times in (("", people, ASKED), ("busiest.", [BUSIEST], ASKED_BUSIEST)):
            for read, milliseconds in asyncio.run(measured(file, asked, times)).items():
                bench = f"history.{trades}.{name}{read}"
                yield Row(f"{bench}.p50", statistics.median(one for one, _ in milliseconds), "ms")
                yield Row(f"{bench}.processor", statistics.median(one for _, one in milliseconds), "ms")
                want = f"<= {READ_MILLISECONDS}"
                yield Row(f"{bench}.p99", percentile([one for one, _ in milliseconds], 0.99), "ms", want=want)


async def measured(file: Path, people: Sequence[str], times: int) -> dict[str, list[tuple[float, float]]]:
    """How long each read takes, and how long the processor works for it, in milliseconds, sorted.

    It is asked for one person after the other, each a stranger."""
    chance = random.Random(1)
    took: dict[str, list[tuple[float, float]]] = {}
    async with program(file) as app:
        await overview(app, people[0])  # the statements are made, and the market is known
        await newest(app, people[0])
        for person in (chance.choice(people) for _ in range(times)):
            for read in (overview, newest, old):
                begun, worked = perf_counter(), process_time()
                await read(app, person)
                waited, worked = perf_counter() - begun, process_time() - worked
                took.setdefault(read.__name__, []).append((waited * 1000, worked * 1000))
    return {name: sorted(one) for name, one in took.items()}


async def overview(app: App, person: str) -> None:
    """`/portfolio show`"""
    [view] = await portfolio_views(app.world, person)
    assert view.positions


async def newest(app: App, person: str) -> None:
    """`/trade history`"""
    found = await trade_list(app.world, Wanted(person=person), None, newer=False, about="")
    assert found.total >= TRADES_EACH


async def old(app: App, person: str) -> None:
    """A page from the middle of the month."""
    whose = BUSIEST if person == BUSIEST else ONE
    beside = await app.world.view.page(Trade, size=1, person=person, after=(f"T-{whose.upper()}000300",))
    found = await trade_list(app.world, Wanted(person=person), beside[0], newer=False, about="")
    assert found.first > 1


@asynccontextmanager
async def program(file: Path) -> AsyncIterator[App]:
    """The program on this file, with nobody at its front-ends."""
    clock = RealClock()
    async with build(
        database_url=f"sqlite:///{file}", clock=clock, ids=SystemIds(), bell=LocalBell(), seed=1,
        report=lambda *about: None, notifier=lambda notice: Nobody(),
    ) as app:  # fmt: skip
        yield app


class Nobody:
    """A front-end that shows nobody anything."""

    async def tell(self, _answer: Answer) -> None:
        """Nobody listens."""


# -- one month


async def written(file: Path, person: str, trades: int) -> None:
    """A person with a month of trades, written as the program writes it."""
    await prepare(f"sqlite:///{file}", backup_folder=None, at=datetime.now(UTC))
    async with program(file) as app, app.world.store.unit() as unit:
        await month(unit, person, trades, datetime.now(UTC) - MONTH)


async def month(unit: Unit, person: str, trades: int, begins: datetime) -> None:
    """Bought and sold again, over a month; the last one is held behind its stop."""
    opening = open_paper(person, "USDT", begins)
    await unit.add([Person(id=person, name=person, level=Level.TRADER, created_at=begins)])
    for row in opening.rows[:-1]:
        await unit.add([row])
    chance = random.Random(person)
    made: list[Trade] = []
    orders: list[Order] = []
    fills: list[Fill] = []
    for number in range(trades):
        at = begins + MONTH * number / trades
        own = one_trade(person, opening.portfolio.account, opening.portfolio.id, number, at, chance)
        open_ = number == trades - 1
        made.append(settled(own[0], own[1][:1] if open_ else own[1]))
        orders += [
            replace(own[2][1], status=OrderStatus.OPEN) if open_ and one is own[2][1] else one
            for one in own[2]
        ]
        fills += own[1][:1] if open_ else own[1]
    await unit.add(made)
    await unit.add(orders)
    await unit.add([row for one in orders for row in first_rows([one], "copied")])
    await unit.add(fills)
    await book_fills(unit, fills, dict.fromkeys((fill.id for fill in fills), "USDT"))


def one_trade(
    person: str, account: str, portfolio: str, number: int, at: datetime, chance: random.Random
) -> tuple[Trade, list[Fill], list[Order]]:
    """A trade, its entry and its exit with their fills."""
    price = Price(chance.randrange(1_000, 90_000))
    trade = replace(
        a_trade(
            planned=Decimal(chance.randrange(1, 900)).scaleb(-4), reference=price, stop=price / 2, targets=()
        ),
        id=f"T-{person.upper()}{number:06d}",
        person=person,
        account=account,
        portfolio=portfolio,
        symbol=chance.choice(SYMBOLS),
        triggered_by="manual",
        signal=None,
        created_at=at,
    )
    orders, fills = [], []
    for place, (purpose, side) in enumerate(((Purpose.ENTRY, Side.BUY), (Purpose.STOP, Side.SELL))):
        rate = Price(price * (1 + Decimal(chance.randrange(-50, 60) * place).scaleb(-3)))
        name = f"{trade.id}/{purpose.value}"
        order = replace(
            an_order(purpose, trade.planned, rate, id=name, status=OrderStatus.FILLED, side=side),
            client_order_id=f"be11{name}",
            person=person,
            account=account,
            portfolio=portfolio,
            trade=trade.id,
            symbol=trade.symbol,
            chunk=name,
            created_at=at,
        )
        fill = replace(
            a_fill(
                side, trade.planned, rate, fee=trade.planned * rate / 1000, id=f"{account}:{name}", order=name
            ),
            account=account,
            portfolio=portfolio,
            trade=trade.id,
            symbol=trade.symbol,
            at=at + place * timedelta(minutes=30),
        )
        orders.append(order)
        fills.append(fill)
    return trade, fills, orders


def settled(trade: Trade, fills: Sequence[Fill]) -> Trade:
    """The trade after these fills."""
    for fill in fills:
        trade = advance(trade, fill)
    return trade


# -- and everybody's


def copied(file: Path, times: int) -> list[str]:
    """Double the people so many times; everybody's ids."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000"):
            raw.execute(f"PRAGMA {pragma}")
        for time in range(times):
            raw.execute("BEGIN")
            for table, names in NAMES.items():
                _double(raw, table, names, chr(ord("a") + time))
            raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode=WAL")
        return [row[0] for row in raw.execute("SELECT id FROM person ORDER BY id")]


def _double(raw: sqlite3.Connection, table: str, names: Sequence[str], mark: str) -> None:
    """Every row once more, under names that begin as before and end with a mark. Ids of trades are upper case."""
    columns = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
    number = NUMBERS.get(table)
    [[most]] = raw.execute(f'SELECT max("{number}") FROM "{table}"') if number else [[0]]
    given = []
    for column in columns:
        if column == number:
            given.append(f'"{column}" + {most}')
        elif column in names:
            given.append(f"\"{column}\" || '{mark}'")
        else:
            given.append(f'"{column}"')
    listed = ", ".join(f'"{column}"' for column in columns)
    raw.execute(f'INSERT INTO "{table}" ({listed}) SELECT {", ".join(given)} FROM "{table}"')
