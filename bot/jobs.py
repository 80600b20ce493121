"""What happens because time passes. The scheduler is the clock and nothing else: a row decides who runs (OP-04).

Each due slot of a job is a cause, spent in the database: whoever inserts it does the work, so several
processes may keep the same clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.bookkeeping import OutboxRow, Spent
from core.context import World
from core.notices.reactions import next_held, tell_held
from core.orders.reconcile import ask_cancels_again, lapse, look_again, settle
from core.ports.questions import FinishedRows
from core.signals.reactions import lapse_questions

KEPT = timedelta(days=1)
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done once every so often."""

    name: str
    every: timedelta
    run: Callable[[World], Awaitable[None]]


async def ask_about_orders(world: World) -> None:
    """Orders whose sender died become unknown; unknown and absent ones are asked about."""
    await lapse(world)
    await settle(world)
    await look_again(world)


async def clear_outbox(world: World) -> None:
    """Outbox rows that nobody waits for any more are kept for a day, then dropped."""
    before = world.clock.now() - KEPT
    while True:
        rows = await world.view.ask(FinishedRows(before, ROWS_AT_ONCE))
        if not rows:
            return
        async with world.store.unit() as unit:
            await unit.drop(OutboxRow, rows)


async def run_hour(world: World) -> None:
    """What falls due at an hour of its own: the ends of quiet hours, and digests."""
    await tell_held(world)


async def next_due(world: World) -> datetime | None:
    """When something falls due next that has an hour of its own."""
    return await next_held(world)


JOBS = (
    Job("ask_about_orders", timedelta(seconds=5), ask_about_orders),
    # A venue that cannot be reached for longer than a reaction tries: cancels are owed until they are proven.
    Job("ask_cancels_again", timedelta(minutes=1), ask_cancels_again),
    Job("tell_held", timedelta(minutes=1), run_hour),
    Job("lapse_questions", timedelta(seconds=5), lapse_questions),
    Job("clear_outbox", timedelta(hours=1), clear_outbox),
)


async def run_slot(world: World, job: Job) -> bool:
    """Do the job for the present slot, if nobody did; whether it was done here."""
    now = world.clock.now()
    slot = (now - datetime(2026, 1, 1, tzinfo=UTC)) // job.every
    async with world.store.unit() as unit:
        if not await unit.add([Spent(cause=f"job:{job.name}:{slot}", at=now)], new_only=True):
            return False
    await job.run(world)
    return True


async def run_due(world: World) -> None:
    """Every job once: what a step of a virtual clock does at its end."""
    for job in JOBS:
        await run_slot(world, job)


async def keep_time(world: World, report: Callable[[str, str, BaseException], None]) -> None:
    """Start every job at its interval until canceled. What fails is told and comes again at its next slot."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # loaded by whoever keeps time, nobody else

    async def tick(job: Job) -> None:
        try:
            await run_slot(world, job)
        except Exception as error:  # noqa: BLE001 - the edge of a loop: one job must not stop the clock
            report(job.name, "job", error)

    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in JOBS:
        scheduler.add_job(
            tick, "interval", [job], seconds=job.every.total_seconds(), coalesce=True, max_instances=1
        )
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
