"""Jobs of a calendar run once for each of their slots, in order of time, also when time jumps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import jobs
from bot.jobs import Job, run_due, run_slot, slots_between
from core.context import World
from storage.database import Database
from tests.worlds import MovedClock, a_world

START = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []

    def noting(name: str):
        async def run(world: World) -> None:
            done.append(f"{name} {world.clock.now():%d %H:%M}")

        return run

    made = (
        Job("daily", DAY, noting("daily"), calendar=True),
        Job("hourly", timedelta(hours=6), noting("hourly"), calendar=True),
        Job("often", timedelta(seconds=5), noting("often")),
    )
    monkeypatch.setattr(jobs, "JOBS", made)
    return done


def test_slots_come_in_order_of_time_then_as_jobs_are_listed(ran: list[str]):
    found = [(f"{at:%d %H:%M}", job.name) for at, job in slots_between(START, START + DAY)]

    assert found == [
        ("17 18:00", "hourly"),
        ("18 00:00", "daily"),
        ("18 00:00", "hourly"),
        ("18 06:00", "hourly"),
        ("18 12:00", "hourly"),
    ]


def test_a_slot_belongs_to_the_step_that_reaches_it(ran: list[str]):
    midnight = datetime(2026, 11, 18, tzinfo=UTC)

    assert [job.name for _, job in slots_between(START, midnight)] == ["hourly", "daily", "hourly"]
    assert slots_between(midnight, midnight + timedelta(hours=1)) == []


async def test_a_slot_is_done_once_whoever_comes(ran: list[str], database: Database):
    clock = MovedClock(START)
    world = a_world(database, clock=clock)
    daily = jobs.JOBS[0]

    assert await run_slot(world, daily)
    assert not await run_slot(world, daily)
    clock.pass_by(DAY)
    assert await run_slot(world, daily)
    assert ran == ["daily 17 14:03", "daily 18 14:03"]


async def test_the_end_of_a_step_leaves_the_calendar_alone(ran: list[str], database: Database):
    await run_due(a_world(database, clock=MovedClock(START)))

    assert ran == ["often 17 14:03"]
