"""One signal to N followers: from the post to the moment when every entry's fill is durable (TG-01, TG-05).

The real program on a SQLite file of its own (WAL, synchronous FULL) and the real clock; the venue is a process of
its own behind HTTP, a fixed round trip away, 500 requests at once. The bound is what any program needs: followers /
500 x round trip. The same requests by the bare client, in the same run, say what the machine is worth at the moment.
What is told to people is handed to nobody, but its cards are made. Most runs go on without what follows the fills,
stops and cards: that is `rest`, of 10,000 only with `--full`.
"""

from __future__ import annotations

import asyncio
import gc
import math
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

import uvloop

from adapters.http import Wire
from bot.app import App, build
from bot.clock import RealClock
from bot.dispatch import Answer
from bot.ids import SystemIds
from bot.run import COLLECT
from core.kernel import faults
from core.ports.broker import Broker
from core.risk.limits import Limits
from core.signals.intake import receive
from core.signals.model import Post
from storage.bell import LocalBell
from storage.migrate import prepare
from tests.bench.rows import Row
from tests.bench.thin import IN_FLIGHT, Away, Thin, bare, opened, venue
from tests.town import AUTHOR, CHANNEL, PLATFORM, person_id, settle_in

LOOK_SECONDS = 0.01
GIVE_UP_SECONDS = 300.0
FIRST_ORDER_MILLISECONDS = 50
PROCESSOR_MILLISECONDS = 0.15
# By milliseconds of the round trip: how many times the bound it may take.
WANTED = {50: 1.5, 100: 1.15}
POSTS = (
    "LONG BTC/USDT entry 60000 sl 54000 tp 66000 72000",
    "LONG ETH/USDT entry 3431 sl 3087.9 tp 3774.1 4117.2",
    "LONG SOL/USDT entry 142.05 sl 127.85 tp 156.25 170.45",
)


@dataclass(frozen=True, slots=True)
class Case:
    """So many signals to an installation whose venue is that far away, after one that warms up."""

    milliseconds: int
    signals: int
    rests: bool = False
    bare: bool = False


PLAN = {
    100: (Case(50, 60), Case(50, 3, rests=True)),
    1_000: (Case(50, 6), Case(50, 1, rests=True)),
    10_000: (Case(50, 2, bare=True), Case(100, 2, bare=True)),
}
LARGE = max(PLAN)
FULL = {LARGE: (*PLAN[LARGE], Case(50, 1, rests=True))}


@dataclass(slots=True)
class Told:
    """A front-end that shows nobody anything."""

    cards: int = 0

    async def tell(self, _answer: Answer) -> None:
        self.cards += 1


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class Town:
    """The program with its followers, the file it writes and the venue."""

    app: App
    told: Told
    file: Path
    followers: int
    venue: Away
    posts: int = 0


def rows(full: bool) -> Iterator[Row]:
    """Three sizes at 50 ms, the largest at 100 ms as well, and the first order over all of them."""
    firsts: list[float] = []
    for followers, cases in (PLAN | FULL if full else PLAN).items():
        for case, runs, bares in measured(followers, cases):
            yield from shown(followers, case, runs, bares)
            firsts += [run.first * 1000 for run in runs]
    firsts.sort()
    yield Row("fanout.first_order.p50", statistics.median(firsts), "ms")
    yield Row("fanout.first_order.p99", percentile(firsts, 0.99), "ms", want=f"<= {FIRST_ORDER_MILLISECONDS}")


def shown(
    followers: int, case: Case, runs: Sequence[Run], bares: Sequence[tuple[float, float]]
) -> Iterator[Row]:
    """The figures of one case: medians, and of the first order the worst."""
    name = f"fanout.{followers}" if case.milliseconds == 50 else f"fanout.{followers}.{case.milliseconds}ms"
    if case.rests:
        yield Row(f"{name}.rest", statistics.median(run.rest for run in runs), "s")
        yield Row(f"{name}.cards", statistics.median(run.cards for run in runs), "cards")
        return
    durable = statistics.median(run.durable for run in runs)
    work = statistics.median(run.processor for run in runs) / followers * 1000
    bound = max(1.0, followers / IN_FLIGHT) * case.milliseconds / 1000
    large = followers == LARGE
    want = f"<= {WANTED[case.milliseconds]}" if large else None
    yield Row(f"{name}.durable", durable, "s", bound=bound, want=want)
    if bares:
        alone = statistics.median(seconds for seconds, _ in bares)
        yield Row(f"{name}.bare", alone, "s", bound=bound)
        yield Row(f"{name}.over_bare", durable, "s", bound=alone)
        worked = statistics.median(worked for _, worked in bares)
        yield Row(f"{name}.bare.processor", worked / followers * 1000, "ms/order")
    yield Row(f"{name}.processor", work, "ms/order", want=f"<= {PROCESSOR_MILLISECONDS}" if large else None)
    yield Row(f"{name}.first_order", max(run.first for run in runs) * 1000, "ms")


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return ordered[math.ceil(len(ordered) * share) - 1]


Measured = tuple[Case, list[Run], list[tuple[float, float]]]


def measured(followers: int, cases: Sequence[Case]) -> Iterator[Measured]:
    """All cases of one size, each as soon as it is done, on one installation."""
    with venue(50) as away, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        open_town = town(followers, away)
        made = runner.run(open_town.__aenter__())
        try:
            for case in cases:
                yield runner.run(fan_out(made, case))
        finally:
            runner.run(open_town.__aexit__(None, None, None))


async def fan_out(made: Town, case: Case) -> Measured:
    """Each post once; the first one only warms up. Before each the bare client, where it is compared with."""
    made.venue.move(case.milliseconds)
    runs: list[Run] = []
    bares: list[tuple[float, float]] = []
    for _ in range(case.signals + 1):
        if case.bare:
            bares.append(await bare(made.venue.port, made.followers, made.posts))
        runs.append(await one(made, POSTS[made.posts % len(POSTS)], rests=case.rests))
        forget(made.file)
    return case, runs[1:], bares[1:]


@asynccontextmanager
async def town(
    followers: int, away: Away, *, limits: Callable[[str], Limits] | None = None
) -> AsyncIterator[Town]:
    """The whole program in front of the bench's venue."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        file = Path(folder) / "bellwether.db"
        url = f"sqlite:///{file}"
        await prepare(url, backup_folder=None, at=datetime.now(UTC))
        told = Told()
        wire = Wire("127.0.0.1", away.port, most=IN_FLIGHT)

        def thin(broker: Broker, _account: str) -> Broker:
            return Thin(wire, broker)

        async with build(
            database_url=url,
            clock=RealClock(),
            ids=SystemIds(),
            bell=LocalBell(),
            seed=1,
            report=report,
            notifier=lambda _notice: told,
            weather=thin,
        ) as app:
            names = [f"f{number:05d}" for number in range(followers)]
            await settle_in(app.world.store, names, app.world.clock.now())
            async with app.world.store.unit() as unit:
                await unit.add([(limits or busy)(name) for name in names])
            small(file)
            await app.start(alone=True)
            await opened(wire)
            gc.freeze()
            gc.set_threshold(*COLLECT)
            try:
                yield Town(app, told, file, followers, away)
            finally:
                faults.install(None)
                gc.unfreeze()
                await wire.close()


def small(file: Path) -> None:
    """Ten thousand of money each: what they want together is still far from what the market bears (BX-10)."""
    with sqlite3.connect(file) as connection:
        connection.executescript("UPDATE cash SET amount = '10000'; UPDATE cash_flow SET money = '10000';")


def busy(name: str) -> Limits:
    """Limits under which one may take a signal a second."""
    return Limits(person=person_id(name), orders_minute=10_000, orders_day=100_000)


async def one(town: Town, text: str, *, rests: bool) -> Run:
    """One post, until everything it caused is at rest, or durable where the rest is left out."""
    app, first, cards = town.app, FirstOrder(), town.told.cards
    fills = last_fill(town.file)
    async with asyncio.TaskGroup() as group:
        relay = group.create_task(app.relay.run())
        await app.relay.quiet()
        faults.install(first)
        gc.collect()
        begun, worked = perf_counter(), process_time()
        await receive(app.world, post(town.posts, text))
        town.posts += 1
        await all_durable(town.file, fills + town.followers, begun)
        durable, processor = perf_counter() - begun, process_time() - worked
        if rests:
            await app.relay.quiet()
        rest = perf_counter() - begun
        faults.install(None)
        relay.cancel()
    assert first.at is not None
    return Run(durable, processor, first.at - begun, rest, town.told.cards - cards)


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


def last_fill(file: Path) -> int:
    """How many fills are in the database: none is ever deleted."""
    with sqlite3.connect(file) as connection:
        return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM fill").fetchone()[0])


async def all_durable(file: Path, fills: int, begun: float) -> None:
    """Look from outside, with a connection of our own, until so many fills are in the database."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        while True:
            [found] = connection.execute("SELECT coalesce(max(rowid), 0) FROM fill").fetchone()
            if found >= fills:
                return
            if perf_counter() - begun > GIVE_UP_SECONDS:
                raise TimeoutError(f"{found} of {fills} fills after {GIVE_UP_SECONDS:.0f} s")
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        connection.close()


def forget(file: Path) -> None:
    """Everybody is out of everything again with the money they began with; what happened stays on record."""
    with sqlite3.connect(file) as connection:
        connection.executescript(
            "DELETE FROM delivery; DELETE FROM lot; DELETE FROM position; UPDATE cash SET amount = '10000';"
            "UPDATE signal SET status = 'closed'; UPDATE trade SET status = 'closed';"
            "UPDATE trade_order SET status = 'canceled' WHERE status <> 'filled';"
        )


def report(where: str, what: str, error: BaseException) -> None:
    """What failed is said, and the figures are then worth nothing."""
    sys.stderr.write(f"bench: {where} {what}: {type(error).__name__}: {error}\n")
