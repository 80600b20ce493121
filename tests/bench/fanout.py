"""One signal to N followers: from the post to the moment when every entry's fill is durable.

The real program on a SQLite file of its own (WAL, synchronous FULL), the paper venue and the real clock. What is
told to people is handed to nobody, but its cards are made: they are counted, and no part of the first figure.
"""

from __future__ import annotations

import asyncio
import gc
import math
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

import uvloop

from bot.app import App, build
from bot.clock import RealClock
from bot.dispatch import Answer
from bot.ids import SystemIds
from bot.run import COLLECT
from core.kernel import faults
from core.signals.intake import receive
from core.signals.model import Post
from storage.bell import LocalBell
from storage.migrate import prepare
from tests.bench.rows import Row
from tests.town import AUTHOR, CHANNEL, PLATFORM, settle_in

LOOK_SECONDS = 0.005
GIVE_UP_SECONDS = 60.0
WANTED_SECONDS = {100: 0.5, 1_000: 2.0, 10_000: 12.0}
FIRST_ORDER_MILLISECONDS = 100
# The same followers take each: small enough positions that nobody's money ends.
POSTS = (
    "LONG BTC/USDT entry 60000 sl 54000 tp 66000 72000",
    "LONG ETH/USDT entry 3431 sl 3087.9 tp 3774.1 4117.2",
    "LONG SOL/USDT entry 142.05 sl 127.85 tp 156.25 170.45",
)


@dataclass(slots=True)
class Told:
    """A front-end that shows nobody anything."""

    cards: int = 0

    async def tell(self, _answer: Answer) -> None:
        self.cards += 1


@dataclass(slots=True)
class Run:
    """What one signal took, in seconds."""

    durable: float
    processor: float
    first: float
    rest: float
    cards: int


@dataclass(slots=True)
class FirstOrder:
    """When the first order after `watch` went on the wire."""

    at: float | None = field(default=None)

    def __call__(self, name: str) -> None:
        if name == "order.sending" and self.at is None:
            self.at = perf_counter()


def rows(full: bool) -> Iterator[Row]:
    """The default sizes, and the large one too when asked for."""
    firsts: list[float] = []
    for followers in (100, 1_000, 10_000) if full else (100, 1_000):
        with uvloop_runner() as runner:
            runs = runner.run(fan_out(followers))
        durable = statistics.median(run.durable for run in runs)
        name = f"fanout.{followers}"
        yield Row(f"{name}.durable", durable, "s", want=f"<= {WANTED_SECONDS[followers]}")
        yield Row(f"{name}.orders", followers / durable, "orders/s")
        processor = statistics.median(run.processor for run in runs)
        yield Row(f"{name}.processor", processor / followers * 1000, "ms/order")
        yield Row(f"{name}.rest", statistics.median(run.rest for run in runs), "s")
        yield Row(f"{name}.cards", statistics.median(run.cards for run in runs), "cards")
        firsts += [run.first * 1000 for run in runs]
    firsts.sort()
    p99 = firsts[math.ceil(len(firsts) * 0.99) - 1]
    yield Row("fanout.first_order.p99", p99, "ms", want=f"<= {FIRST_ORDER_MILLISECONDS}")


def uvloop_runner() -> asyncio.Runner:
    """The loop the program itself runs on."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


async def fan_out(followers: int) -> list[Run]:
    """A fresh installation with so many followers, and each post once; the first one only warms up."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        file = Path(folder) / "bellwether.db"
        url = f"sqlite:///{file}"
        await prepare(url, backup_folder=None, at=datetime.now(UTC))
        told = Told()
        async with (
            build(
                database_url=url,
                clock=RealClock(),
                ids=SystemIds(),
                bell=LocalBell(),
                seed=1,
                report=report,
                notifier=lambda _notice: told,
            ) as app,
            asyncio.TaskGroup() as group,
        ):
            names = [f"f{number:05d}" for number in range(followers)]
            await settle_in(app.world.store, names, app.world.clock.now())
            relay = group.create_task(app.relay.run())
            gc.freeze()
            gc.set_threshold(*COLLECT)
            try:
                return [
                    await one(app, told, file, followers, message, text) for message, text in enumerate(POSTS)
                ]
            finally:
                relay.cancel()
                faults.install(None)
                gc.unfreeze()


async def one(app: App, told: Told, file: Path, followers: int, message: int, text: str) -> Run:
    """One post, until everything it caused is at rest."""
    await app.relay.quiet()
    before, first = told.cards, FirstOrder()
    faults.install(first)
    begun, worked = perf_counter(), process_time()
    await receive(app.world, post(message, text))
    await all_durable(file, (message + 1) * followers, begun)
    durable, processor = perf_counter() - begun, process_time() - worked
    await app.relay.quiet()
    assert first.at is not None
    return Run(durable, processor, first.at - begun, perf_counter() - begun, told.cards - before)


def post(message: int, text: str) -> Post:
    """The provider's next post."""
    return Post(
        platform=PLATFORM,
        channel=CHANNEL,
        message=str(message),
        version=0,
        author=AUTHOR,
        author_name=AUTHOR,
        text=text,
        posted_at=datetime.now(UTC),
    )


async def all_durable(file: Path, fills: int, begun: float) -> None:
    """Look from outside, with a connection of our own, until so many fills are in the database."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        while True:
            [found] = connection.execute("SELECT count(*) FROM fill").fetchone()
            if found >= fills:
                return
            if perf_counter() - begun > GIVE_UP_SECONDS:
                raise TimeoutError(f"{found} of {fills} fills after {GIVE_UP_SECONDS:.0f} s")
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        connection.close()


def report(where: str, what: str, error: BaseException) -> None:
    """What failed is said, and the figures are then worth nothing."""
    sys.stderr.write(f"bench: {where} {what}: {type(error).__name__}: {error}\n")
