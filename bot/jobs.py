"""What happens because time passes. The scheduler is the clock and nothing else: a row decides who runs (OP-04).

Each due slot of a job is a cause, spent in the database: whoever inserts it does the work, so several
processes may keep the same clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.analytics.reactions import keep_days
from core.boards.reactions import next_board, post_boards, rank_boards
from core.bookkeeping import OutboxRow, Spent
from core.context import World
from core.control.reactions import watch_builds
from core.digests.reactions import next_digest, tell_digests
from core.kernel.errors import Unavailable
from core.notices.reactions import forget_letters, next_held, tell_held
from core.orders.kept_rules import refresh_rules
from core.orders.reconcile import ask_cancels_again, lapse, look_again, settle, tell_doubts
from core.orders.waiting import expire_due, next_waiting, release_due
from core.orders.watching import watch_all
from core.ports.questions import FinishedRows
from core.rebalancing.reactions import watch_drift, watch_rebalances
from core.recovery.compare import compare_due
from core.recovery.protection import watch_protection
from core.recovery.watching import check_records
from core.risk.reactions import apply_changes, mark_day, next_change, watch_brakes
from core.signals.reactions import lapse_questions
from core.social.reactions import watch_losses
from core.venues.keys import tend_keys
from core.venues.relogin import next_sign_in, tell_of_sign_ins

KEPT = timedelta(days=1)
ROWS_AT_ONCE = 2_000


EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LOOK = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done once every so often.

    A `calendar` job belongs to its slots: when time jumps it runs once for each slot, in order of time, and while the
    program was away the last one is made up for. Any other job runs for the present only. A `safe` one may be done by
    several at once: each of its moves is a compare-and-set, so no slot has to be spent for it.
    """

    name: str
    every: timedelta
    run: Callable[[World], Awaitable[None]]
    calendar: bool = False
    safe: bool = False


async def ask_about_orders(world: World) -> None:
    """Orders whose sender died become unknown; unknown and absent ones, and unproven cancels, are asked about."""
    await lapse(world)
    await settle(world)
    await tell_doubts(world)
    await ask_cancels_again(world)
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
    """What falls due at an hour of its own: ends of quiet hours, digests, undo windows, entries that run out."""
    await release_due(world)
    await expire_due(world)
    await apply_changes(world)
    await tell_held(world)
    await tell_digests(world)
    await tell_of_sign_ins(world)
    await post_boards(world)


async def next_due(world: World) -> datetime | None:
    """When something falls due next that has an hour of its own."""
    moments = (
        await next_held(world),
        await next_digest(world),
        await next_change(world),
        await next_waiting(world),
        await next_sign_in(world),
        await next_board(world),
    )
    return min((at for at in moments if at is not None), default=None)


JOBS = (
    Job("release_held", timedelta(seconds=1), release_due, safe=True),
    Job("watch_prices", timedelta(seconds=5), watch_all, safe=True),
    Job("expire_entries", timedelta(seconds=1), expire_due, safe=True),
    Job("ask_about_orders", timedelta(seconds=5), ask_about_orders),
    # A venue that cannot be reached for longer than a reaction tries: cancels are owed until they are proven.
    Job("ask_cancels_again", timedelta(minutes=1), ask_cancels_again),
    Job("watch_builds", timedelta(seconds=5), watch_builds, safe=True),
    Job("watch_protection", timedelta(seconds=5), watch_protection),
    Job("compare_accounts", timedelta(seconds=10), compare_due),
    Job("tell_held", timedelta(minutes=1), tell_held),
    Job("tell_digests", timedelta(minutes=1), tell_digests, safe=True),
    Job("lapse_questions", timedelta(seconds=5), lapse_questions),
    Job("refresh_rules", timedelta(hours=1), refresh_rules),
    Job("clear_outbox", timedelta(hours=1), clear_outbox),
    Job("forget_letters", timedelta(hours=6), forget_letters),
    Job("check_records", timedelta(hours=1), check_records),
    Job("watch_brakes", timedelta(minutes=1), watch_brakes),
    Job("watch_losses", timedelta(minutes=1), watch_losses),
    Job("watch_rebalances", timedelta(seconds=5), watch_rebalances, safe=True),
    Job("watch_drift", timedelta(minutes=1), watch_drift, safe=True),
    Job("tell_of_sign_ins", timedelta(minutes=5), tell_of_sign_ins),
    Job("rank_boards", timedelta(minutes=30), rank_boards),
    Job("post_boards", timedelta(minutes=5), post_boards),
    Job("tend_keys", timedelta(hours=1), tend_keys),
    Job("mark_day", timedelta(days=1), mark_day, calendar=True),
    Job("keep_days", timedelta(days=1), keep_days, calendar=True),
)


async def run_slot(world: World, job: Job) -> bool:
    """Do the job for the present slot, if nobody did; whether it was done here."""
    if job.safe:
        await job.run(world)
        return True
    now = world.clock.now()
    cause = f"job:{job.name}:{(now - EPOCH) // job.every}"
    if await world.view.get(Spent, cause) is not None:
        return False
    async with world.store.unit() as unit:
        if not await unit.add([Spent(cause=cause, at=now)], new_only=True):
            return False
    await job.run(world)
    return True


async def run_due(world: World) -> None:
    """Every job but those of the calendar once: what a step of a virtual clock does at its end."""
    for job in JOBS:
        if not job.calendar:
            await run_slot(world, job)


def slots_between(after: datetime, until: datetime) -> Sequence[tuple[datetime, Job]]:
    """Slots of calendar jobs that begin past `after` and not past `until`, in order of time."""
    found = []
    for rank, job in enumerate(JOBS):
        if job.calendar:
            first, last = (after - EPOCH) // job.every + 1, (until - EPOCH) // job.every
            found += [(EPOCH + slot * job.every, rank) for slot in range(first, last + 1)]
    return [(at, JOBS[rank]) for at, rank in sorted(found)]


async def keep_time(
    world: World, report: Callable[[str, str, BaseException], None], more: Sequence[Job] = ()
) -> None:
    """Start every job at its interval until canceled, and `more` beside them. What fails is told and comes again at its
    next slot."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # loaded by whoever keeps time, nobody else

    async def tick(job: Job) -> None:
        try:
            await run_slot(world, job)
        except Unavailable:
            return  # the relay has told of it; this slot comes again, or the next does
        except Exception as error:  # noqa: BLE001 - the edge of a loop: one job must not stop the clock
            report(job.name, "job", error)

    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in (*JOBS, *more):
        scheduler.add_job(
            tick, "interval", [job], seconds=_looks(job).total_seconds(), coalesce=True, max_instances=1
        )
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)


def _looks(job: Job) -> timedelta:
    """How often to look whether a job is due: the slots of a calendar begin at their own hour, not when we started."""
    return min(job.every, LOOK) if job.calendar else job.every
