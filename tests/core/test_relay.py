"""Events reach every reaction: exactly once Inside, at least once Outside, and one that fails holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from core.bookkeeping import Delivery, DeliveryState, Spent
from core.context import World
from core.kernel.errors import Bug
from core.orders.model import ChunkPlanned
from core.ports.store import Unit
from core.relay import LEASE, PAUSES, ROWS_AT_ONCE, Inside, Outside, Reaction, Relay, free, subscribers
from storage.database import Database, open_database
from storage.tables import metadata
from tests.core.builders import NOW
from tests.worlds import MovedClock, a_world, rows

IN_TIME = 30.0


class Report:
    """What was told of failures."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, BaseException]] = []

    def __call__(self, where: str, what: str, error: BaseException) -> None:
        self.told.append((where, what, error))

    @property
    def errors(self) -> list[str]:
        return [f"{where} {what}: {error}" for where, what, error in self.told]


@asynccontextmanager
async def at_work(world: World, reactions: Sequence[Reaction], report: Report) -> AsyncIterator[Relay]:
    relay = Relay(world, reactions, report)
    task = asyncio.ensure_future(relay.run())
    try:
        yield relay
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def world_for(database: Database, reactions: Sequence[Reaction], clock: MovedClock | None = None) -> World:
    return a_world(database, clock=clock, subscribers=dict(subscribers(reactions)))


async def tell(world: World, *chunks: str) -> None:
    """Each in a transaction of its own, so each in a row of its own."""
    for chunk in chunks:
        async with world.store.unit() as unit:
            unit.record(ChunkPlanned(chunk))


async def quiet(relay: Relay) -> None:
    async with asyncio.timeout(IN_TIME):
        await relay.quiet()


async def spent(world: World) -> list[str]:
    return [row.cause for row in await rows(world, Spent)]


def inside(fails: Callable[[str], BaseException | None] = lambda chunk: None) -> Inside:
    """Notes each chunk as a row. Which it cannot do twice: that would be a Bug."""

    async def note(_world: World, unit: Unit, events: Sequence[ChunkPlanned]) -> None:
        await unit.add([Spent(event.chunk, NOW) for event in events])
        for event in events:
            error = fails(event.chunk)
            if error is not None:
                raise error

    return Inside(ChunkPlanned, note)


def outside(work: Callable[[str], Awaitable[None]], at_once: int = 1) -> Outside:
    async def call(_world: World, events: Sequence[ChunkPlanned]) -> None:
        for event in events:
            await work(event.chunk)

    return Outside(ChunkPlanned, call, at_once=at_once)


# -- Inside


async def test_inside_runs_once_for_each_event_and_leaves_nothing_owed(database: Database):
    reactions, report = [inside()], Report()
    world = world_for(database, reactions)
    await tell(world, "before")

    async with at_work(world, reactions, report) as relay:
        await tell(world, "a", "b")
        await quiet(relay)

    assert await spent(world) == ["a", "b", "before"]
    assert await rows(world, Delivery) == []
    assert report.errors == []


async def test_inside_and_its_note_are_one(database: Database):
    """The first time it fails after it wrote: nothing of that stays, and the second time is not a second time."""
    failures = [ValueError("once")]
    clock, report = MovedClock(), Report()
    reactions = [inside(lambda _chunk: failures.pop() if failures else None)]
    world = world_for(database, reactions, clock)

    async with at_work(world, reactions, report) as relay:
        await tell(world, "a")
        await quiet(relay)
        assert await spent(world) == []
        clock.pass_by(PAUSES[0])
        world.bell.ring()
        await quiet(relay)

    assert await spent(world) == ["a"]
    assert report.errors == ["ChunkPlanned.note outbox 1, attempt 1: once"]


async def test_one_bad_row_does_not_hold_up_those_with_it(database: Database):
    report = Report()
    reactions = [inside(lambda chunk: ValueError("bad") if chunk == "b" else None)]
    world = world_for(database, reactions)
    await tell(world, "a", "b", "c")

    async with at_work(world, reactions, report) as relay:
        await quiet(relay)

    assert await spent(world) == ["a", "c"]
    [owed] = await rows(world, Delivery)
    assert (owed.number, owed.attempts, owed.state, owed.error) == (
        2,
        1,
        DeliveryState.DUE,
        "ValueError: bad",
    )


# -- Outside


async def test_outside_is_tried_again_with_growing_pauses_then_dead_and_told(database: Database):
    clock, report, tries = MovedClock(), Report(), []

    async def fail(chunk: str) -> None:
        tries.append(clock.now())
        raise ValueError(chunk)

    reactions = [outside(fail)]
    world = world_for(database, reactions, clock)
    async with at_work(world, reactions, report) as relay:
        await tell(world, "a")
        await quiet(relay)
        for pause in PAUSES:
            clock.pass_by(pause - timedelta(milliseconds=1))
            world.bell.ring()
            await quiet(relay)
            clock.pass_by(timedelta(milliseconds=1))
            world.bell.ring()
            await quiet(relay)

    assert tries == [NOW + sum(PAUSES[:number], timedelta(0)) for number in range(len(PAUSES) + 1)]
    [owed] = await rows(world, Delivery)
    assert (owed.state, owed.attempts, owed.lease_until) == (DeliveryState.DEAD, 5, None)
    assert report.errors[-1] == "ChunkPlanned.call outbox 1, attempt 5, dead: a"


async def test_a_bug_is_not_tried_again(database: Database):
    report = Report()

    async def fail(chunk: str) -> None:
        raise Bug(chunk)

    reactions = [outside(fail)]
    world = world_for(database, reactions)
    async with at_work(world, reactions, report) as relay:
        await tell(world, "a")
        await quiet(relay)

    assert report.errors == ["ChunkPlanned.call outbox 1, attempt 1, dead: a"]


async def test_more_rows_that_wait_than_are_read_at_once_hold_up_nobody(database: Database):
    done, report = [], Report()

    async def work(chunk: str) -> None:
        if chunk.startswith("bad"):
            raise ValueError(chunk)
        done.append(chunk)

    reactions = [outside(work, at_once=8)]
    world = world_for(database, reactions)
    async with at_work(world, reactions, report) as relay:
        await tell(world, *(f"bad {number}" for number in range(ROWS_AT_ONCE + 6)))
        await quiet(relay)
        await tell(world, "good")
        await quiet(relay)

    assert done == ["good"]


async def test_a_slow_row_does_not_hold_up_a_later_one(database: Database):
    done, slow, report = [], asyncio.Event(), Report()

    async def work(chunk: str) -> None:
        if chunk == "slow":
            await slow.wait()
        done.append(chunk)

    reactions = [outside(work, at_once=2)]
    world = world_for(database, reactions)
    async with at_work(world, reactions, report) as relay, asyncio.timeout(IN_TIME):
        await tell(world, "slow")
        await tell(world, "a", "b", "c")
        while len(done) < 3:
            await world.bell.wait(world.bell.generation, 0.01)
        slow.set()
        await quiet(relay)

    assert done == ["a", "b", "c", "slow"]


async def test_no_more_than_allowed_are_under_way(database: Database):
    under_way, most, report = 0, 0, Report()

    async def work(_chunk: str) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1

    reactions = [outside(work, at_once=3)]
    world = world_for(database, reactions)
    await tell(world, *map(str, range(12)))
    async with at_work(world, reactions, report) as relay:
        await quiet(relay)

    assert most <= 3
    assert await rows(world, Delivery) == []


async def test_what_a_killed_process_held_comes_again_when_its_lease_is_over(database: Database):
    clock, done, report, stuck = MovedClock(), [], Report(), asyncio.Event()

    async def work(chunk: str) -> None:
        done.append(chunk)
        if len(done) == 1:
            await stuck.wait()

    reactions = [outside(work)]
    world = world_for(database, reactions, clock)
    await tell(world, "a")
    async with at_work(world, reactions, report), asyncio.timeout(IN_TIME):
        while not done:
            await world.bell.wait(world.bell.generation, 0.01)

    async with at_work(world, reactions, report) as relay:
        await quiet(relay)
        assert done == ["a"]
        clock.pass_by(LEASE)
        world.bell.ring()
        await quiet(relay)

    assert done == ["a", "a"]
    assert await rows(world, Delivery) == []


async def test_who_is_alone_need_not_wait_for_leases(database: Database):
    done, report = [], Report()

    async def work(chunk: str) -> None:
        done.append(chunk)

    reactions = [outside(work)]
    world = world_for(database, reactions)
    await tell(world, "a")
    async with world.store.unit() as unit:
        await unit.move(Delivery, [("ChunkPlanned.call", 1)], was={}, now={"lease_until": NOW + LEASE})

    relay = Relay(world, reactions, report)
    await relay.release()
    async with at_work(world, reactions, report) as relay:
        await quiet(relay)

    assert done == ["a"]


# -- several


async def test_every_reaction_gets_every_event(database: Database):
    done, report = [], Report()

    async def work(chunk: str) -> None:
        done.append(chunk)

    reactions: list[Reaction] = [inside(), outside(work)]
    world = world_for(database, reactions)
    async with at_work(world, reactions, report) as relay:
        await tell(world, "a", "b")
        await quiet(relay)

    assert await spent(world) == ["a", "b"]
    assert sorted(done) == ["a", "b"]


async def test_what_a_reaction_causes_belongs_to_the_same_rest(database: Database):
    report = Report()

    async def note(_world: World, unit: Unit, events: Sequence[ChunkPlanned]) -> None:
        await unit.add([Spent(event.chunk, NOW) for event in events])
        unit.record(*(ChunkPlanned(event.chunk[1:]) for event in events if len(event.chunk) > 1))

    reactions = [Inside(ChunkPlanned, note)]
    world = world_for(database, reactions)
    async with at_work(world, reactions, report) as relay:
        await tell(world, "abcd")
        await quiet(relay)
        assert await spent(world) == ["abcd", "bcd", "cd", "d"]


def test_two_reactions_of_one_name_are_a_bug():
    with pytest.raises(Bug, match="share a name"):
        Relay(None, [inside(), inside()], Report())  # type: ignore[arg-type]


async def test_two_relays_on_one_database_run_each_event_once(fresh_postgres_url: str):
    """Inside writes a row that can be written once only; Outside is taken by lease."""
    done: list[str] = []
    report = Report()

    async def work(chunk: str) -> None:
        await asyncio.sleep(0)
        done.append(chunk)

    reactions: list[Reaction] = [inside(), outside(work, at_once=4)]
    databases = [open_database(fresh_postgres_url) for _ in range(2)]
    async with databases[0].writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
    ours, theirs = (world_for(database, reactions) for database in databases)
    async with at_work(ours, reactions, report) as mine, at_work(theirs, reactions, report) as other:
        await asyncio.gather(
            tell(ours, *(f"a{number:02d}" for number in range(40))),
            tell(theirs, *(f"b{number:02d}" for number in range(40))),
        )
        async with asyncio.timeout(IN_TIME):
            while await rows(ours, Delivery):
                ours.bell.ring()
                theirs.bell.ring()
                await asyncio.gather(mine.quiet(), other.quiet())

    everything = sorted(f"{letter}{number:02d}" for letter in "ab" for number in range(40))
    assert await spent(ours) == everything
    assert sorted(done) == everything
    assert report.errors == []
    for database in databases:
        await database.close()


async def test_what_dead_processes_had_taken_is_due_again_and_nobody_elses(database: Database):
    world = world_for(database, [])
    until = NOW + LEASE
    taken = [
        Delivery("copy", number, DeliveryState.DUE, 0, NOW, until, None, lease_owner=owner)
        for number, owner in enumerate(("dead", "living", "dead"))
    ]
    async with world.store.unit() as unit:
        await unit.add(taken)

        await free(unit, ["dead", "long gone"])

    assert [one.attempts for one in await rows(world, Delivery)] == [1, 0, 1]
    left = {one.number: (one.lease_owner, one.lease_until) for one in await rows(world, Delivery)}
    assert left == {0: (None, None), 1: ("living", until), 2: (None, None)}


async def test_what_ends_one_process_after_another_is_set_aside(database: Database):
    """Nothing goes round for ever: not even what kills whoever takes it before they can say so."""
    world = world_for(database, [])
    aside: list[int] = []

    async def on_dead(unit: Unit, reaction: str, number: int) -> None:
        aside.append(number)

    async with world.store.unit() as unit:
        await unit.add([Delivery("copy", 1, DeliveryState.DUE, 0, NOW, None, None)])
    for life in range(len(PAUSES) + 1):
        async with world.store.unit() as unit:
            lease = {"lease_until": NOW + LEASE, "lease_owner": f"life {life}"}
            await unit.move(Delivery, [("copy", 1)], was={"lease_until": None}, now=lease)
            await free(unit, [f"life {life}"], on_dead)

    [left] = await rows(world, Delivery)
    assert (left.state, left.attempts, aside) == (DeliveryState.DEAD, len(PAUSES) + 1, [1])
