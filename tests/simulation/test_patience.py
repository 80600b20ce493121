"""Who is patient lets others finish, until what it owes is old: on virtual time, to the second."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

import pytest

from core.context import World
from core.orders.model import ChunkPlanned
from core.ports.store import Unit
from core.relay import MOMENT, ROWS_AT_ONCE, Inside, Outside, Reaction, Relay, subscribers
from storage.bell import LocalBell
from storage.tables import TABLES
from tests.simulation.loop import SeededLoop, Timeline
from tests.simulation.store import Memory
from tests.simulation.test_store import made
from tests.worlds import MovedClock, a_world_on

PATIENCE, LONG = 8.0, 100.0
MORE = 10


class Course:
    """What was done when, while somebody is at work all the time."""

    def __init__(self) -> None:
        self.done: dict[str, float] = {}

    async def busy(self, _world: World, events: Sequence[ChunkPlanned]) -> None:
        await asyncio.sleep(LONG)

    async def patient(self, _world: World, _unit: Unit, events: Sequence[ChunkPlanned]) -> None:
        now = asyncio.get_running_loop().time()
        self.done |= {event.chunk: now for event in events}


def lived(*told: tuple[float, Sequence[str]], busy: bool = True) -> dict[str, float]:
    """When each of these was done that is told at its time, a row each."""
    course = Course()
    reactions: list[Reaction] = [Inside(ChunkPlanned, course.patient, patience=PATIENCE)]
    if busy:
        reactions.append(Outside(ChunkPlanned, course.busy))

    async def main() -> None:
        bell = LocalBell()
        store = made(Memory(TABLES.mappers), subscribers(reactions), bell.ring)
        world = a_world_on(store, clock=MovedClock(), bell=bell)
        relay = Relay(world, reactions, report, alone=True)
        task = asyncio.ensure_future(relay.run())
        for at, chunks in told:
            await asyncio.sleep(at - asyncio.get_running_loop().time())
            for chunk in chunks:
                async with world.store.unit() as unit:
                    unit.record(ChunkPlanned(chunk))
        await asyncio.sleep(4 * PATIENCE)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    loop = SeededLoop(Timeline(), Random(1), lambda step: None)
    try:
        loop.run_until_complete(main())
    finally:
        loop.bury()
    return course.done


def report(where: str, what: str, error: BaseException) -> None:
    raise AssertionError(f"{where} {what}: {error}")


def test_where_nobody_else_is_at_work_nothing_waits():
    assert lived((1.0, ["a"]), busy=False) == {"a": pytest.approx(1.0, abs=0.1)}


def test_it_waits_for_others_as_long_as_its_patience_and_no_longer():
    assert lived((1.0, ["a"])) == {"a": pytest.approx(1.0 + PATIENCE, abs=0.1)}


def test_nobody_waits_longer_than_that_from_when_it_was_owed():
    done = lived((1.0, ["a"]), (1.0 + PATIENCE / 2, ["b"]), (2.0 + PATIENCE, ["c"]))

    assert done["a"] == pytest.approx(1.0 + PATIENCE, abs=0.1)
    assert done["b"] == done["a"]  # it is there, and goes along
    assert done["a"] + PATIENCE / 2 < done["c"] <= 2.0 + 2 * PATIENCE + 0.1


def test_more_than_goes_at_once_is_done_batch_after_batch_with_a_moment_for_others():
    names = [f"{number:03d}" for number in range(ROWS_AT_ONCE + MORE)]

    done = lived((1.0, names))

    first, second = done[names[0]], done[names[-1]]
    assert first == pytest.approx(1.0 + PATIENCE, abs=0.1)
    assert second == pytest.approx(first + MOMENT, abs=0.1)
    assert [done[name] for name in names] == [first] * ROWS_AT_ONCE + [second] * MORE
