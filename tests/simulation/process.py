"""One process of the program in the simulated world: the real gate, relay, reactions, jobs and recovery."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, cast

from adapters.brokers.guarded import Guarded
from bot.app import COMMANDS, VOCABULARY, App, list_reactions, part_of
from bot.dispatch import run_typed
from bot.ids import SeededIds
from bot.jobs import JOBS, Job, run_slot
from bot.typed import read_line
from core.command import Preview
from core.context import Actor, Cause, Context, Place, PlaceKind, World
from core.kernel.access import Level
from core.kernel.codec import Vocabulary
from core.kernel.errors import AlreadyDone, Refusal, Unavailable
from core.kernel.time import Clock
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderSnapshot, VenueReported
from core.orders.submit import Gate
from core.ports.broker import Broker
from core.ports.store import Store
from core.relay import Relay, subscribers
from core.signals.intake import receive
from core.signals.model import Post
from storage.bell import LocalBell
from tests.simulation.locks import LockCircle
from tests.simulation.wire import Life, Wire, WireBroker, WireMarket
from tests.town import AUTHOR, PLATFORM, person_id

BEGINS = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
TABLE = builtin_table()
ANSWERS = (Refusal, AlreadyDone)
EXPECTED = (*ANSWERS, Unavailable, TimeoutError, LockCircle)


class Surroundings(Protocol):
    """What a process finds outside of itself."""

    wire: Wire
    in_flight: int

    def clock(self, number: int) -> Clock: ...

    def open_store(
        self,
        clock: Clock,
        vocabulary: Vocabulary,
        subscribers: Mapping[str, Sequence[str]],
        ring: Callable[[], None],
        life: Life,
    ) -> Store: ...

    def said(self, text: str) -> None: ...

    def broke(self, who: str, error: BaseException) -> None: ...

    def sending(self, who: str, account: str, request: OrderRequest, replaces: str | None) -> None: ...

    def rang(self, process: Process) -> None: ...

    def random(self, purpose: str) -> Any: ...


class NoVenue:
    """Stands for the built-in paper venue, which trades nothing here: the venue is outside."""

    async def work(self, world: World, events: Sequence[object]) -> None:
        """Nothing rests on it."""


class NoChat:
    """Stands for the front-end: notices are rows, and judges read the rows."""

    async def deliver_notices(self, world: World, events: Sequence[object]) -> None:
        """Nobody listens."""


class Process:
    """One start of the program, until it is killed."""

    def __init__(self, around: Surroundings, number: int, *, alone: bool = False) -> None:
        self.name = f"p{number}"
        self.around = around
        self.life = Life(around.random(f"life {number}"))
        self.ready = False
        self._bell = LocalBell()
        self._tasks: set[asyncio.Task[None]] = set()
        self._brokers: dict[str, Broker] = {}
        waiting: dict[str, Sequence[str]] = {}
        clock = around.clock(number)
        store = around.open_store(clock, VOCABULARY, waiting, self._ring, self.life)
        self.world = World(
            store=store,
            clock=clock,
            ids=SeededIds(around.random(f"ids {number}").getrandbits(64)),
            market=WireMarket(around.wire, self.life, TABLE, around.random(f"market {number}")),
            brokers=self,
            bell=self._bell,
            vocabulary=VOCABULARY,
            installation="simulated",
            commands=(),
            version="simulated",
        )
        self.gate = Gate(self.world, self.world.ids.new())
        # The composition's own list: what is added there is simulated from then on.
        stubs: dict[str, Any] = {"gate": self.gate, "venue": NoVenue(), "delivery": NoChat()}
        given = {name: stubs[name] for name in inspect.signature(list_reactions).parameters}
        mine = [one for one in list_reactions(**given) if part_of(one) == "worker"]
        waiting.update(subscribers(mine))
        self.relay = Relay(self.world, mine, self._report, alone=alone)

    async def of(self, account: str) -> Broker:
        """It is its own `Brokers`."""
        await self.life.turn()
        known = self._brokers.get(account)
        if known is None:
            way = WireBroker(self.around.wire, self.life, account, self.around.in_flight, self._sending)
            known = self._brokers[account] = Guarded(way)
        return known

    async def learn(self, accounts: Collection[str]) -> None:
        """It knows them all."""

    def forget(self, account: str) -> None:
        """Nobody's keys change here."""

    async def run(self, *, alone: bool) -> None:
        """Start as the program starts, then go on until killed."""
        nothing = cast("Any", None)
        app = App(self.world, nothing, nothing, nothing, nothing, self.relay, self.gate.looks, nothing)
        await app.start(alone=alone)
        self.ready = True
        self.around.said(f"{self.name} is ready")
        async with asyncio.TaskGroup() as group:
            group.create_task(self.relay.run())
            for job in JOBS:
                group.create_task(self._keep_time(job))

    async def take(self, account: str, snapshot: OrderSnapshot) -> None:
        """The venue's stream: what it tells is committed before it is acknowledged."""
        async with self.world.store.unit() as unit:
            unit.record(VenueReported(account, (snapshot,)))

    async def hear(self, post: Post) -> None:
        """A post arrives."""
        await receive(self.world, post)

    async def command(self, person: str, line: str, *, cause: str) -> None:
        """Somebody types something, and says yes to what they are shown."""
        place = Place(PLATFORM, PlaceKind.PRIVATE, person, person)
        actor = Actor(person_id(person), person, Level.OWNER if person == AUTHOR else Level.TRADER)
        context = Context(self.world, actor, place, Cause(f"{cause}/asked"))
        result = await run_typed(context, read_line(COMMANDS, line))
        if isinstance(result, Preview):
            context = Context(self.world, actor, place, Cause(f"{cause}/yes"))
            await COMMANDS.plans[type(result.plan)](context, result.plan)

    def begin(self, what: str, work: Callable[[], Awaitable[None]], done: Callable[[], None]) -> None:
        """Do this in a task of its own; `done` is called once it is answered."""
        task = asyncio.get_running_loop().create_task(self._supervised(what, work, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _supervised(
        self, what: str, work: Callable[[], Awaitable[None]], done: Callable[[], None]
    ) -> None:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - whatever it is, a judge hears of it
            self._report(what, "", error)
            if not isinstance(error, ANSWERS):
                return  # nobody was answered, so it comes again
        done()

    async def _keep_time(self, job: Job) -> None:
        """As the program's clock does: each slot once, what fails comes again at the next one."""
        while True:
            passed = (self.world.clock.now() - BEGINS) % job.every
            await asyncio.sleep((job.every - passed) / timedelta(seconds=1))
            try:
                await run_slot(self.world, job)
            except EXPECTED as error:
                self._report(job.name, "job", error)

    def _sending(self, account: str, request: OrderRequest, replaces: str | None) -> None:
        self.around.sending(self.name, account, request, replaces)

    def _ring(self) -> None:
        self._bell.ring()
        self.around.rang(self)

    def hear_bell(self) -> None:
        """Another process rang."""
        if not self.life.dead:
            self._bell.ring()

    def _report(self, reaction: str, reference: str, error: BaseException) -> None:
        if self.life.dead:
            return
        if _is_expected(error):
            self.around.said(f"{self.name} {reaction} {reference}: {type(error).__name__} {error}")
        else:
            self.around.broke(f"{self.name} {reaction} {reference}", error)


def _is_expected(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(map(_is_expected, error.exceptions))
    return isinstance(error, EXPECTED)
