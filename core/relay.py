"""The relay: gives every event to every reaction that waits for it, exactly or at least once.

`Inside` reactions write in one transaction together with the note that they are done: exactly once.
`Outside` reactions commit or call by themselves, so they may run again after a crash, and carry keys of
their own. What fails is tried again with growing pauses, then set aside as dead and told to the owner.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from core.bookkeeping import Delivery, DeliveryState, OutboxRow
from core.context import World
from core.kernel.codec import decode
from core.kernel.errors import Bug
from core.ports.store import Unit

EVENTS_AT_ONCE = 2_000
ROWS_AT_ONCE = 64
LOOK_SECONDS = 1.0
LEASE = timedelta(seconds=60)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8))

InsideRun = Callable[[World, Unit, Sequence[Any]], Awaitable[None]]
OutsideRun = Callable[[World, Sequence[Any]], Awaitable[None]]
Report = Callable[[str, str, BaseException], None]


@dataclass(frozen=True, slots=True)
class Inside:
    """A reaction that only writes. Its effects and its note commit together."""

    event: type
    run: InsideRun

    @property
    def name(self) -> str:
        """What its deliveries are filed under: stable across versions."""
        return f"{self.event.__name__}.{self.run.__name__}"


@dataclass(frozen=True, slots=True)
class Outside:
    """A reaction that commits or calls by itself; `at_once` outbox rows may be under way together."""

    event: type
    run: OutsideRun
    at_once: int = 1

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
    """Runs reactions until canceled. `report(reaction, events, error)` tells of what failed."""

    def __init__(self, world: World, reactions: Sequence[Reaction], report: Report) -> None:
        names = [reaction.name for reaction in reactions]
        if len(set(names)) < len(names):
            raise Bug(f"two reactions share a name: {sorted(names)}")
        self._world = world
        self._reactions = reactions
        self._report = report
        self._idle: dict[str, int] = dict.fromkeys(names, -1)
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Serve all reactions, each by a coroutine of its own."""
        async with asyncio.TaskGroup() as group:
            for reaction in self._reactions:
                group.create_task(self._serve(reaction))

    async def quiet(self) -> None:
        """Return when nothing is due at this clock and nobody is at work."""
        while any(seen != self._world.bell.generation for seen in self._idle.values()):
            self._changed.clear()
            await self._changed.wait()

    async def release(self) -> None:
        """Forget the leases of a process that is gone. Only when no other process can be at work."""
        async with self._world.store.unit() as unit:
            held = [d for d in await unit.all(Delivery, state=DeliveryState.DUE) if d.lease_until is not None]
            await unit.put([replace(delivery, lease_until=None) for delivery in held])

    async def _serve(self, reaction: Reaction) -> None:
        bell = self._world.bell
        while True:
            seen = bell.generation
            self._idle[reaction.name] = -1
            try:
                worked = await self._pass(reaction)
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, then tried again
                self._report(reaction.name, "", error)
                worked = False
            if not worked:
                self._idle[reaction.name] = seen
                self._changed.set()
                await bell.wait(seen, LOOK_SECONDS)

    async def _pass(self, reaction: Reaction) -> bool:
        """Do what is due now; whether there was anything."""
        now = self._world.clock.now()
        found = await self._world.view.page(
            Delivery, size=ROWS_AT_ONCE, reaction=reaction.name, state=DeliveryState.DUE
        )
        due = [
            delivery
            for delivery in found
            if delivery.due_at <= now and (delivery.lease_until is None or delivery.lease_until <= now)
        ]
        if not due:
            return False
        rows = {
            row.number: row for row in await self._world.view.all(OutboxRow, number=[d.number for d in due])
        }
        work = [(delivery, self._events(reaction, rows[delivery.number])) for delivery in due]
        if isinstance(reaction, Inside):
            await self._inside(reaction, work)
        else:
            await self._outside(reaction, work)
        return True

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

    async def _outside(self, reaction: Outside, work: Sequence[tuple[Delivery, list[Any]]]) -> None:
        limit = asyncio.Semaphore(reaction.at_once)

        async def one(delivery: Delivery, events: list[Any]) -> None:
            async with limit:
                await self._outside_one(reaction, delivery, events)

        async with asyncio.TaskGroup() as group:
            for delivery, events in work:
                group.create_task(one(delivery, events))

    async def _outside_one(self, reaction: Outside, delivery: Delivery, events: list[Any]) -> None:
        key = (delivery.reaction, delivery.number)
        until = self._world.clock.now() + LEASE
        async with self._world.store.unit() as unit:
            was = {"lease_until": delivery.lease_until}
            if not await unit.move(Delivery, [key], was=was, now={"lease_until": until}):
                return
        try:
            await reaction.run(self._world, events)
        except Exception as error:  # noqa: BLE001 - tried again later, then set aside
            await self._failed(delivery, reaction, error)
            return
        async with self._world.store.unit() as unit:
            await unit.drop(Delivery, [key])

    async def _failed(self, delivery: Delivery, reaction: Reaction, error: Exception) -> None:
        attempts = delivery.attempts + 1
        dead = attempts > len(PAUSES) or isinstance(error, Bug)
        self._report(
            reaction.name, f"outbox {delivery.number}, attempt {attempts}{', dead' if dead else ''}", error
        )
        now = self._world.clock.now()
        changed = replace(
            delivery,
            attempts=attempts,
            state=DeliveryState.DEAD if dead else DeliveryState.DUE,
            due_at=now if dead else now + PAUSES[attempts - 1],
            lease_until=None,
            error=f"{type(error).__name__}: {error}"[:500],
        )
        async with self._world.store.unit() as unit:
            await unit.put([changed])
