"""One signal to N followers with one, two, three and four worker processes on PostgreSQL and Valkey.

Each worker is the real program in a process of its own. The venue answers after 50 ms inside the worker, with 500
orders in flight in all: what is measured is how the work is shared, not anybody's HTTP. PostgreSQL runs as the tests'
server does, without fsync; on the same machine as everybody else, so that `busy` says when there is no core left.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import asyncpg
import uvloop

from bot.app import App, build
from bot.clock import RealClock
from bot.ids import SystemIds
from bot.run import COLLECT, at_work
from core.kernel.money import Money, Price, use_exact_context
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, OrderType, Sent, VenueFill
from core.ports.broker import Ability, Broker
from core.signals.intake import receive
from storage.migrate import migrate
from storage.redis_bell import RedisBell
from storage.streams import Streams
from tests.bench.fanout import POSTS, Told, post, report
from tests.bench.rows import Row
from tests.servers import enter, postgres, valkey
from tests.town import settle_in

ROUND_TRIP_SECONDS, IN_FLIGHT = 0.05, 500
PRICES = {"BTC/USDT": "60012", "ETH/USDT": "3431.68", "SOL/USDT": "142.1"}
# Telling people is the chat's, and there is none here.
OWED = "SELECT count(*) FROM delivery WHERE reaction NOT LIKE 'NoticesDue.%'"
LOOK_SECONDS, GIVE_UP_SECONDS = 0.02, 180.0
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Answering:
    """A venue for one account: 50 ms, then an entry is filled at once, and an exit rests. The rest is the paper's."""

    broker: Broker
    in_flight: int
    venue: str = "bench"
    abilities: Ability = Ability.CONSISTENT | Ability.CLIENT_ID_UNIQUE

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        """One round trip."""
        await asyncio.sleep(ROUND_TRIP_SECONDS)
        rests = request.reduce_only
        fills = () if rests else (_fill(request),)
        return OrderSnapshot(
            venue_order_id=f"V{request.client_order_id}",
            client_order_id=request.client_order_id,
            symbol=request.symbol,
            status=OrderStatus.OPEN if rests else OrderStatus.FILLED,
            quantity=request.quantity,
            fills=fills,
            reason="",
        )

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        """The same."""
        return await self.submit(request)

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        """Nobody cancels here."""
        return None

    async def find(self, order: Sent) -> OrderSnapshot | None:
        """Nobody asks here."""
        return None

    async def rules(self, instrument: Instrument) -> Rules | None:
        """The paper venue's."""
        return await self.broker.rules(instrument)

    async def session(self, instrument: Instrument) -> Session:
        """It never closes."""
        return ALWAYS_OPEN

    async def quote(self, instrument: Instrument) -> Quote | None:
        """None of its own."""
        return None

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        """Nobody asks here."""
        return ()

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        """Nobody asks here."""
        return ()

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        """Nobody asks here."""
        return ()

    async def balances(self) -> Sequence[Money]:
        """The paper venue's."""
        return await self.broker.balances()


def _fill(request: OrderRequest) -> VenueFill:
    price = request.limit_price if request.type is OrderType.LIMIT else None
    at = price or Price(PRICES[request.symbol])
    return VenueFill(
        venue_trade_id=f"T{request.client_order_id}",
        client_order_id=request.client_order_id,
        symbol=request.symbol,
        side=request.side,
        quantity=request.quantity,
        price=at,
        fee=Money(request.quantity * at / 1000, "USDT"),
        at=datetime.now(UTC),
    )


@dataclass(slots=True)
class Shared:
    """What so many workers came to, in a warm house: seconds a signal, CPU an order of theirs and of PostgreSQL."""

    durable: float
    rest: float
    processor: float
    database: float
    busy: float


def rows(full: bool) -> Iterator[Row]:
    """One and two workers; with `full` three and four as well, and more followers."""
    followers = 1_000 if full else 500
    alone = 0.0
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bellwether-servers-")))
        folder.chmod(0o755)  # the server is another user
        database, redis = enter(stack, postgres, folder), enter(stack, valkey, folder)
        for workers in (1, 2, 3, 4) if full else (1, 2):
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                done = runner.run(shared(database, f"{redis}/{workers}", workers, followers))
            rate = followers / done.durable
            alone = alone or rate
            name = f"workers.{workers}"
            yield Row(f"{name}.orders", rate, "orders/s", bound=alone)
            yield Row(f"{name}.durable", done.durable, "s")
            yield Row(f"{name}.rest", done.rest, "s")
            yield Row(f"{name}.processor", done.processor * 1000, "ms/order")
            yield Row(f"{name}.database", done.database * 1000, "ms/order")
            yield Row(f"{name}.busy", done.busy, f"of {CORES} cores")


async def shared(server: str, redis: str, workers: int, followers: int) -> Shared:
    """A fresh house with so many workers; the first post only warms up."""
    url = await _fresh(server, f"bench_{workers}")
    await migrate(url, at=datetime.now(UTC))
    async with a_part(url, redis, frozenset(), 1) as app:
        names = [f"f{number:05d}" for number in range(followers)]
        await settle_in(app.world.store, names, app.world.clock.now())
        request = json.dumps({"url": url, "redis": redis, "in_flight": IN_FLIGHT // workers})
        started = [_start(request) for _ in range(workers)]
        served = await _server_seconds(server)
        try:
            for one in started:
                assert one.stdout is not None
                await asyncio.to_thread(one.stdout.readline)  # it is at work
            runs = [
                await _one(app, server, url, number, text, followers) for number, text in enumerate(POSTS)
            ]
        finally:
            served = await _server_seconds(server) - served
            told = [json.loads(one.communicate()[0]) for one in started]
    orders = len(POSTS) * followers
    warm = runs[1:]
    return Shared(
        durable=statistics.median(run[0] for run in warm),
        rest=statistics.median(run[1] for run in warm),
        processor=sum(one["processor"] for one in told) / orders,
        database=served / orders,
        busy=statistics.median(run[2] for run in warm),
    )


def _start(request: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from tests.bench.workers import begin; begin()", request],
        cwd=Path(__file__).parent.parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


async def _one(
    app: App, server: str, url: str, number: int, text: str, followers: int
) -> tuple[float, float, float]:
    """One post: seconds until all is filled and durable, until nothing is owed, and how busy the machine was."""
    connection = await asyncpg.connect(f"{server.rpartition('/')[0]}/{url.rpartition('/')[2]}")
    try:
        begun, idle = perf_counter(), _idle()
        await receive(app.world, post(number, text))
        durable = 0.0
        while True:
            filled = (
                durable or await connection.fetchval("SELECT count(*) FROM fill") >= (number + 1) * followers
            )
            durable = durable or (perf_counter() - begun if filled else 0.0)
            owed = await connection.fetchval(OWED)
            if durable and not owed:
                break
            if perf_counter() - begun > GIVE_UP_SECONDS:
                raise TimeoutError(f"{followers} followers, not done after {GIVE_UP_SECONDS:.0f} s")
            await asyncio.sleep(LOOK_SECONDS)
        rest = perf_counter() - begun
        return durable, rest, CORES - (_idle() - idle) / rest
    finally:
        await connection.close()


def _idle() -> float:
    """Seconds that this machine's cores have done nothing, by the system's count."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


async def _server_seconds(server: str) -> float:
    """CPU that PostgreSQL has taken: of its first process, of those it has now, and of those that ended."""
    connection = await asyncpg.connect(server)
    try:
        own = await connection.fetchval("SELECT pg_backend_pid()")
        return await asyncio.to_thread(_seconds_under, own)
    finally:
        await connection.close()


def _seconds_under(child: int) -> float:
    """Of a process's parent and of all its children. Fields of `/proc/PID/stat` behind the name, from the state on."""
    found: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            found[int(path.parent.name)] = (
                path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            )
    first = int(found[child][1])
    ticks = sum(int(one) for one in found[first][11:15]) if first in found else 0
    ticks += sum(int(fields[11]) + int(fields[12]) for fields in found.values() if int(fields[1]) == first)
    return ticks / os.sysconf("SC_CLK_TCK")


async def _fresh(server: str, name: str) -> str:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    finally:
        await connection.close()
    return f"{server.rpartition('/')[0]}/{name}".replace("postgresql://", "postgresql+asyncpg://")


@asynccontextmanager
async def a_part(url: str, redis: str, parts: frozenset[str], in_flight: int) -> AsyncIterator[App]:
    """The program in one process among others, as `bellwether run` puts it together; nobody is told anything."""
    ids, told = SystemIds(), Told()

    def lost(error: BaseException) -> None:
        report("redis", "", error)

    bell, work = RedisBell(redis, ids.new(), lost), Streams(redis, ids.new(), lost)
    async with build(
        database_url=url,
        clock=RealClock(),
        ids=ids,
        bell=bell,
        seed=1,
        report=report,
        notifier=lambda _notice: told,
        parts=parts,
        weather=lambda broker, _account: Answering(broker, in_flight),
        work=work,
    ) as app:
        take = app.relay.take if parts else None
        async with at_work(bell.run(), work.run(take), *([app.relay.run()] if parts else [])):
            yield app


async def member(request: dict[str, object]) -> None:
    """One worker, until its input ends; then what CPU it took."""
    url, redis, in_flight = str(request["url"]), str(request["redis"]), int(str(request["in_flight"]))
    async with a_part(url, redis, frozenset({"worker"}), in_flight):
        import gc

        gc.freeze()
        gc.set_threshold(*COLLECT)
        used = resource.getrusage(resource.RUSAGE_SELF)
        sys.stdout.write("at work\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        now = resource.getrusage(resource.RUSAGE_SELF)
        processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        sys.stdout.write(json.dumps({"processor": processor}))


def begin() -> None:
    """What a worker's process does."""
    use_exact_context()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(member(json.loads(sys.argv[1])))
