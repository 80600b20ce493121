"""The relay: gives every event to every reaction that waits for it, exactly or at least once.

`Inside` reactions write in one transaction together with the note that they are done: exactly once.
`Outside` reactions commit or call by themselves, so they may run again after a crash, and carry keys of
their own. What fails is tried again with growing pauses, then set aside as dead and told to the owner.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.bookkeeping import Delivery, DeliveryState, OutboxRow
from core.context import World
from core.kernel.codec import decode
from core.kernel.errors import Bug, Unavailable
from core.kernel.faults import faultpoint
from core.kernel.values import replace
from core.ports.questions import Owing
from core.ports.store import Unit
from core.ports.work import Work

# While a batch is worked on nobody else has a turn: a second of exits would hold up the next signal's first order.
EVENTS_AT_ONCE = 500
ROWS_AT_ONCE = 64
LOOK_SECONDS = 1.0
LEASE = timedelta(seconds=60)
FREE: Mapping[str, Any] = {"lease_until": None, "lease_owner": None}
# What has waited as long as its patience lasts does not wait so long again: others get this moment before each batch.
MOMENT = 0.25
# Every reaction to an event reads the same rows within seconds: what they hold is kept that long, the newest of them.
ROWS_KEPT = 64
# How long what is handed out may be on its way before everybody looks for it.
HANDED = timedelta(seconds=1)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8))

InsideRun = Callable[[World, Unit, Sequence[Any]], Awaitable[None]]
OutsideRun = Callable[[World, Sequence[Any]], Awaitable[None]]
Report = Callable[[str, str, BaseException], None]
# Runs in the transaction that sets a row aside: `(unit, reaction, row)`.
OnDead = Callable[[Unit, str, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Inside:
    """A reaction that only writes. Its effects and its note commit together. `patience` as `Outside` has it."""

    event: type
    run: InsideRun
    patience: float = 0.0

    @property
    def name(self) -> str:
        """What its deliveries are filed under: stable across versions."""
        return f"{self.event.__name__}.{self.run.__name__}"


@dataclass(frozen=True, slots=True)
class Outside:
    """A reaction that commits or calls by itself; `at_once` outbox rows may be under way together.

    One with `patience` lets those without finish first, until what it owes is so many seconds old: telling people must
    not slow their orders. One that is `handed` out goes, where processes share the work, to whoever is free.
    """

    event: type
    run: OutsideRun
    at_once: int = 1
    patience: float = 0.0
    handed: bool = False

    @property
    def name(self) -> str:
        """What its deliveries are filed under: stable across versions."""
        return f"{self.event.__name__}.{self.run.__name__}"


Reaction = Inside | Outside


def subscribers(reactions: Sequence[Reaction]) -> Mapping[str, Sequence[str]]:
    """Names of the reactions that wait for each event, by the event's name."""
    waiting: dict[str, list[str]] = {}
    for reaction in reactions:
        waiting.setdefault(reaction.event.__name__, []).append(reaction.name)
    return waiting


class Relay:
    """Runs reactions until canceled. `report(reaction, events, error)` tells of what failed; `on_dead` hears of
    what was given up. `owner` names this process in leases; one that is `alone` takes rows without, for nobody else
    could. With `work`, reactions that are handed out wait a moment to be handed, and look for themselves after that.
    """

    def __init__(
        self,
        world: World,
        reactions: Sequence[Reaction],
        report: Report,
        on_dead: OnDead | None = None,
        owner: str | None = None,
        work: Work | None = None,
        *,
        alone: bool = False,
    ) -> None:
        names = [reaction.name for reaction in reactions]
        if len(set(names)) < len(names):
            raise Bug(f"two reactions share a name: {sorted(names)}")
        self._world = world
        self._reactions = reactions
        self._report = report
        self._on_dead = on_dead
        self._owner = owner
        self._alone = alone
        self._work = work
        self._taken: Counter[str] = Counter()
        self._slower = {
            one.name: frozenset(each.name for each in reactions if each.patience >= one.patience)
            for one in reactions
        }
        self._calls = {name: asyncio.Event() for name in names}
        # Since when each owes what it owes, as far as this process has seen.
        self._since: dict[str, float] = {}
        self._kept: OrderedDict[int, list[Any]] = OrderedDict()
        self._working: set[str] = set(names)
        self._looked = -1
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Serve all reactions, each by a coroutine of its own; one more looks for all of them."""
        async with asyncio.TaskGroup() as group:
            for reaction in self._reactions:
                group.create_task(self._serve(reaction))
            group.create_task(self._look())

    async def quiet(self) -> None:
        """Return when nothing is due at this clock and nobody is at work."""
        while self._busy or self._looked != self._world.bell.generation:
            self._changed.clear()
            await self._changed.wait()

    @property
    def _busy(self) -> set[str]:
        """Reactions at work, also on rows that were handed to us."""
        return self._working | {name for name, rows in self._taken.items() if rows}

    async def _look(self) -> None:
        """After each ring, and each second: call the reactions that owe something. One question for all."""
        bell = self._world.bell
        away = False
        while True:
            seen = bell.generation
            try:
                self.call(await self._world.view.ask(Owing(self._world.clock.now())))
                away = False
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, then tried again
                if not away:  # a database that is away is told of once
                    self._report("relay", "look", error)
                away = isinstance(error, Unavailable)
            self._looked = seen
            self._changed.set()
            await bell.wait(seen, LOOK_SECONDS)

    def call(self, names: Collection[str]) -> None:
        """These reactions owe something since a moment ago: they need not wait until it is looked for."""
        now = asyncio.get_running_loop().time()
        for name in names:
            if name in self._calls:
                self._working.add(name)
                self._calls[name].set()
                self._since.setdefault(name, now)

    async def release(self) -> None:
        """Forget the leases of a process that is gone. Only when no other process can be at work."""
        async with self._world.store.unit() as unit:
            held = [d for d in await unit.all(Delivery, state=DeliveryState.DUE) if d.lease_until is not None]
            await unit.put([replace(delivery, **FREE) for delivery in held])

    async def take(self, name: str, number: int) -> None:
        """A row that was handed to us: done now, unless it is done already or somebody has it."""
        reaction = next((one for one in self._reactions if one.name == name), None)
        if not isinstance(reaction, Outside):
            return
        self._taken[name] += 1
        try:
            delivery = await self._world.view.get(Delivery, name, number)
            row = await self._world.view.get(OutboxRow, number)
            if delivery is None or row is None or not _is_due(delivery, self._world.clock.now()):
                return
            await self._outside(reaction, delivery, self._events(reaction, row))
        except Exception as error:  # noqa: BLE001 - the edge of a loop: told; the row is still owed
            self._report(name, f"outbox {number}", error)
        finally:
            self._taken[name] -= 1
            self._changed.set()

    async def _serve(self, reaction: Reaction) -> None:
        if isinstance(reaction, Inside):
            await self._serve_inside(reaction)
        else:
            await self._serve_outside(reaction)

    async def _serve_inside(self, reaction: Inside) -> None:
        """Pass after pass over what is due, then rest until called."""
        while True:
            try:
                more = True
                while more:
                    await self._let_others_finish(reaction)
                    work = await self._taken_up(reaction, ROWS_AT_ONCE)
                    await self._inside(reaction, work)
                    more = len(work) == ROWS_AT_ONCE
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, then tried again
                self._report(reaction.name, "", error)
            await self._rest(reaction)

    async def _serve_outside(self, reaction: Outside) -> None:
        """Up to `at_once` rows under way; a new one begins as soon as another ends, whatever the rest do."""
        running: dict[int, asyncio.Task[None]] = {}
        more = True  # rows may wait that are not under way
        async with asyncio.TaskGroup() as group:
            while True:
                running = {number: task for number, task in running.items() if not task.done()}
                if more and len(running) < reaction.at_once:
                    for delivery, events in await self._begin(reaction, running):
                        work = self._outside(reaction, delivery, events)
                        running[delivery.number] = group.create_task(work)
                    more = len(running) == reaction.at_once
                elif running:
                    await self._until_one_ends(running.values(), None if more else reaction)
                    more = more or self._calls[reaction.name].is_set()
                else:
                    await self._rest(reaction)
                    more = True

    async def _begin(self, reaction: Outside, running: Collection[int]) -> list[tuple[Delivery, list[Any]]]:
        await self._let_others_finish(reaction)
        self._calls[reaction.name].clear()
        try:
            return await self._taken_up(reaction, reaction.at_once, running)
        except Exception as error:  # noqa: BLE001 - the edge of a loop: told, then tried again
            self._report(reaction.name, "", error)
            return []

    async def _let_others_finish(self, reaction: Reaction) -> None:
        """Wait until no reaction with less patience is at work, but not for ever."""
        if not reaction.patience:
            return
        slower = self._slower[reaction.name]
        now = asyncio.get_running_loop().time()
        left = self._since.get(reaction.name, now) + reaction.patience - now
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(left, MOMENT)):
                while self._busy - slower or self._looked != self._world.bell.generation:
                    self._changed.clear()
                    await self._changed.wait()

    async def _rest(self, reaction: Reaction) -> None:
        """Say that nothing is left, and wait for a call."""
        call = self._calls[reaction.name]
        if not call.is_set():
            self._working.discard(reaction.name)
            self._changed.set()
        await call.wait()
        call.clear()

    async def _until_one_ends(self, running: Collection[asyncio.Task[None]], called: Outside | None) -> None:
        """Wait until one of these ends, or until this reaction is called."""
        if called is None:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            return
        async with asyncio.TaskGroup() as group:
            call = group.create_task(self._calls[called.name].wait())
            await asyncio.wait([call, *running], return_when=asyncio.FIRST_COMPLETED)
            call.cancel()

    async def _taken_up(
        self, reaction: Reaction, most: int, running: Collection[int] = ()
    ) -> list[tuple[Delivery, list[Any]]]:
        """What is due, to be done now. Where more may be left, that is as old as it was."""
        since = self._since.pop(reaction.name, None)
        due = await self._due(reaction, most, running)
        if since is not None and len(due) + len(running) >= most:
            self._since[reaction.name] = since
        return due

    async def _due(
        self, reaction: Reaction, most: int, running: Collection[int] = ()
    ) -> list[tuple[Delivery, list[Any]]]:
        """What this reaction owes now, oldest first, `most` rows together with those that are under way.

        Rows that wait for another try, or that another process has taken, are stepped over: they hold up nobody.
        """
        now = self._world.clock.now()
        if isinstance(reaction, Outside) and reaction.handed and self._work and self._work.handing:
            now -= HANDED  # what is younger is on its way to one of us
        due: list[Delivery] = []
        after: tuple[object, ...] = ()
        room = most - len(running)
        while len(due) < room:
            found = await self._world.view.page(
                Delivery, after=after, size=ROWS_AT_ONCE, reaction=reaction.name, state=DeliveryState.DUE
            )
            due += [one for one in found if one.number not in running and _is_due(one, now)]
            if len(found) < ROWS_AT_ONCE:
                break
            after = (found[-1].reaction, found[-1].number)
        events = await self._all_events(reaction, [one.number for one in due[:room]])
        return [(one, events[one.number]) for one in due[:room]]

    async def _all_events(self, reaction: Reaction, numbers: Sequence[int]) -> dict[int, list[Any]]:
        """What these outbox rows hold. A row never changes, so what another reaction read is still so."""
        known = {number: self._kept[number] for number in numbers if number in self._kept}
        unread = [number for number in numbers if number not in known]
        for row in await self._world.view.all(OutboxRow, number=unread) if unread else ():
            known[row.number] = self._kept[row.number] = self._events(reaction, row)
        for number in self._kept.keys() & known.keys():
            self._kept.move_to_end(number)
        while len(self._kept) > ROWS_KEPT:
            self._kept.popitem(last=False)
        return known

    def _events(self, reaction: Reaction, row: OutboxRow) -> list[Any]:
        return [decode(reaction.event, item) for item in json.loads(row.body)]

    async def _inside(self, reaction: Inside, work: Sequence[tuple[Delivery, list[Any]]]) -> None:
        """All together as far as a batch allows; if that fails, row by row."""
        start = 0
        while start < len(work):
            part: list[tuple[Delivery, list[Any]]] = []
            size = 0
            while start < len(work) and (not part or size + len(work[start][1]) <= EVENTS_AT_ONCE):
                part.append(work[start])
                size += len(work[start][1])
                start += 1
            try:
                await self._inside_batch(reaction, part)
            except Exception as error:  # noqa: BLE001 - one bad row must not hold up the rest
                for one in part if len(part) > 1 else ():
                    await self._inside_one(reaction, one)
                if len(part) == 1:
                    await self._failed(part[0][0], reaction, error)

    async def _inside_one(self, reaction: Inside, one: tuple[Delivery, list[Any]]) -> None:
        try:
            await self._inside_batch(reaction, [one])
        except Exception as error:  # noqa: BLE001 - set aside with its error below
            await self._failed(one[0], reaction, error)

    async def _inside_batch(self, reaction: Inside, part: Sequence[tuple[Delivery, list[Any]]]) -> None:
        async with self._world.store.unit() as unit:
            keys = [(delivery.reaction, delivery.number) for delivery, _ in part]
            mine = await unit.drop(Delivery, keys)
            kept = (items for delivery, items in part if (delivery.reaction, delivery.number) in mine)
            events = [event for items in kept for event in items]
            if events:
                await reaction.run(self._world, unit, events)
            faultpoint("relay.inside")

    async def _outside(self, reaction: Outside, delivery: Delivery, events: list[Any]) -> None:
        """One row, taken by a lease. Where even that cannot be written, the row stays owed and is told of."""
        try:
            await self._outside_row(reaction, delivery, events)
        except Exception as error:  # noqa: BLE001 - one row must not end the others that are under way
            self._report(reaction.name, f"outbox {delivery.number}", error)

    async def _outside_row(self, reaction: Outside, delivery: Delivery, events: list[Any]) -> None:
        mine = delivery if self._alone else await self._leased(delivery)
        if mine is None:
            return
        faultpoint("relay.leased")
        try:
            await reaction.run(self._world, events)
        except Exception as error:  # noqa: BLE001 - tried again later, then set aside
            await self._failed(mine, reaction, error)
            return
        faultpoint("relay.done")
        async with self._world.store.unit() as unit:
            await unit.drop(Delivery, [(delivery.reaction, delivery.number)])
        faultpoint("relay.marked")

    async def _leased(self, delivery: Delivery) -> Delivery | None:
        """The row under a lease of ours; None when another process took it first."""
        until = self._world.clock.now() + LEASE
        async with self._world.store.unit() as unit:
            key, was = (delivery.reaction, delivery.number), {"lease_until": delivery.lease_until}
            now = {"lease_until": until, "lease_owner": self._owner}
            moved = await unit.move(Delivery, [key], was=was, now=now)
        return replace(delivery, lease_until=until) if moved else None

    async def _failed(self, delivery: Delivery, reaction: Reaction, error: Exception) -> None:
        attempts = delivery.attempts + 1
        dead = attempts > len(PAUSES) or isinstance(error, Bug)
        self._report(
            reaction.name, f"outbox {delivery.number}, attempt {attempts}{', dead' if dead else ''}", error
        )
        now = self._world.clock.now()
        changed = {
            "attempts": attempts,
            "state": DeliveryState.DEAD if dead else DeliveryState.DUE,
            "due_at": now if dead else now + PAUSES[attempts - 1],
            **FREE,
            "error": f"{type(error).__name__}: {error}"[:500],
        }
        # Not if another process has taken the row meanwhile: then what became of it is for that one to say.
        was = {"lease_until": delivery.lease_until}
        async with self._world.store.unit() as unit:
            moved = await unit.move(Delivery, [(delivery.reaction, delivery.number)], was=was, now=changed)
            if dead and moved and self._on_dead is not None:
                await self._on_dead(unit, delivery.reaction, delivery.number)


async def free(unit: Unit, owners: Collection[str], on_dead: OnDead | None = None) -> None:
    """What these processes had taken is anybody's again: they are gone, or will find that it is no longer theirs.

    It counts as a try, for it may be what ended them: after the last one it is set aside.
    """
    for delivery in await unit.all(Delivery, state=DeliveryState.DUE, lease_owner=list(owners)):
        attempts = delivery.attempts + 1
        dead = attempts > len(PAUSES)
        changed = {**FREE, "attempts": attempts, "error": "the process that had it ended"}
        if dead:
            changed["state"] = DeliveryState.DEAD
        was = {"lease_owner": delivery.lease_owner}
        moved = await unit.move(Delivery, [(delivery.reaction, delivery.number)], was=was, now=changed)
        if dead and moved and on_dead is not None:
            await on_dead(unit, delivery.reaction, delivery.number)


def _is_due(delivery: Delivery, now: datetime) -> bool:
    leased = delivery.lease_until is not None and delivery.lease_until > now
    return delivery.due_at <= now and not leased
