"""A switch is pulled while three workers send: no new order starts later than a second after it, also without Redis,
also from a worker that stood still in between, but for the one order that it had in hand (P5)."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import VOCABULARY
from bot.clock import RealClock
from core.accounts.model import Account
from core.bookkeeping import Delivery
from core.orders.model import ChunkPlanned, Order, OrderStatus, Purpose
from core.orders.switches import EVERYONE, Switch
from core.paper.model import PaperOrder
from core.portfolio.model import Portfolio
from storage.store import SqlStore
from storage.tables import TABLES
from tests.core.builders import a_trade, an_order
from tests.processes.house import House, a_house

WORKERS = 3
PULLS = int(os.environ.get("BELLWETHER_TEST_PULLS", "20"))
STOOD_STILL_SECONDS = 2.0
ORDERS_A_CHUNK, CHUNKS = 100, 6
PROMISED = timedelta(seconds=1)
PATIENCE_SECONDS = 90.0
GATE = "ChunkPlanned.submit_chunk"


async def plan(store: SqlStore, accounts: Sequence[Account], portfolios: dict[str, str], number: int) -> None:
    """Entries that rest far from the market once they are there: nothing but their way out is of interest."""
    async with store.unit() as unit:
        for chunk in range(CHUNKS):
            name = f"pull-{number}-{chunk}"
            orders, trades = [], []
            for place in range(ORDERS_A_CHUNK):
                account = accounts[place % len(accounts)]
                id_ = f"{name}-{place}"
                whose: dict[str, Any] = {
                    "account": account.id,
                    "portfolio": portfolios[account.id],
                    "person": account.person,
                }
                trades.append(replace(a_trade(), id=id_, **whose))
                order = an_order(id=id_, quantity="0.001", price="1000", status=OrderStatus.PLANNED)
                orders.append(replace(order, client_order_id=id_, trade=id_, chunk=name, **whose))
            await unit.add(trades)
            await unit.add(orders)
            unit.record(ChunkPlanned(name))


@asynccontextmanager
async def standing_still(worker: subprocess.Popen[str] | None) -> AsyncIterator[None]:
    if worker is None:
        yield
        return
    worker.send_signal(signal.SIGSTOP)
    begun = monotonic()
    try:
        yield
        await asyncio.sleep(max(0.0, STOOD_STILL_SECONDS - (monotonic() - begun)))
    finally:
        worker.send_signal(signal.SIGCONT)


async def sent_after(house: House, pulled: datetime) -> list[timedelta]:
    """How long after the pull the orders started that started after it."""
    table = TABLES.of(PaperOrder).table
    async with house.database.reader.connect() as connection:
        found = await connection.execute(select(table.c.at).where(table.c.at > pulled))
        return [at - pulled for (at,) in found]


@pytest.mark.heavy
@pytest.mark.postgres
@pytest.mark.timeout(60 + 30 * PULLS)
async def test_no_order_starts_later_than_a_second_after_the_pull(tmp_path: Path, emptied_postgres_url: str):
    followers = [f"f{number:02d}" for number in range(50)]
    async with a_house(tmp_path, emptied_postgres_url, None, followers) as house:
        store = SqlStore(
            house.database, TABLES, RealClock(), VOCABULARY, {"ChunkPlanned": [GATE]}, lambda: None
        )
        workers = [house.start("worker") for _ in range(WORKERS)]
        await house.at_work(WORKERS)
        accounts = await house.rows(Account)
        portfolios = {one.account: one.id for one in await house.rows(Portfolio)}
        latest, in_hand = timedelta(0), 0
        for number in range(PULLS):
            await plan(store, accounts, portfolios, number)

            async def under_way() -> bool:
                return bool(await house.rows(Order, status=OrderStatus.SUBMITTING))

            await house.until(under_way, PATIENCE_SECONDS)
            stands = number % 2 == 1
            async with standing_still(workers[number % WORKERS] if stands else None):
                async with store.unit() as unit:
                    await unit.add([Switch(scope=EVERYONE, by="owner", at=datetime.now(UTC))])
                pulled = datetime.now(UTC)

            async def over() -> bool:
                return not await house.rows(Delivery, reaction=GATE)

            await house.until(over, PATIENCE_SECONDS)
            after = await sent_after(house, pulled)
            late = [how_late for how_late in after if how_late > PROMISED]
            # Who is stopped between the look and the wire has one order in hand: nobody can take that one back.
            assert len(late) <= stands, f"pull {number}: {late}\n{house.said()}"
            in_hand += len(late)
            latest = max([latest, *(how_late for how_late in after if how_late <= PROMISED)])
            async with store.unit() as unit:
                await unit.drop(Switch, [EVERYONE])
        orders = await house.rows(Order, purpose=Purpose.ENTRY)
        stopped = sum(order.evidence == "kill_switch" for order in orders)
        gone = sum(order.status is OrderStatus.OPEN for order in orders)
        last = f"the last {latest.total_seconds():.3f} s after a pull"
        print(f"{PULLS} pulls, {gone} sent, {stopped} stopped, {last}, {in_hand} in hand of who stood still")
        assert stopped
        assert gone
