"""Summaries begin with the first trade, and come at each person's hour from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.accounts.directory import readers_of
from core.context import World
from core.digests.model import DigestDue
from core.digests.schedule import next_digest_of
from core.notices.model import SummaryTold, Waits
from core.notices.tell import notice, tell
from core.notices.views import all_wishes
from core.orders.model import TradeRecorded
from core.ports.store import Unit

AT_ONCE = 200
DAY = timedelta(days=1)


async def begin_digests(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): whoever traded for the first time has a summary from now on."""
    persons = {event.person for event in events}
    known = {one.person for one in await unit.all(DigestDue, person=persons)}
    if new := persons - known:
        await unit.add(await _next(world, unit, sorted(new), world.clock.now()), new_only=True)


async def _next(world: World, view: Unit, persons: Sequence[str], now: datetime) -> list[DigestDue]:
    readers = await readers_of(view, persons)
    wishes = await all_wishes(view, set(readers.values()))
    return [next_digest_of(wishes[readers[person]], person, now) for person in persons]


async def tell_digests(world: World) -> None:
    """Summaries that are due by now, each once: whoever drops its row tells it and sets the next. Nobody is told twice
    of a day that was slept through."""
    while True:
        now = world.clock.now()
        due = [one for one in await world.view.page(DigestDue, size=AT_ONCE) if one.due_at <= now]
        if not due:
            return
        async with world.store.unit() as unit:
            mine = await unit.drop(DigestDue, [(one.due_at, one.person) for one in due])
            told = [one for one in due if (one.due_at, one.person) in mine]
            await unit.add(await _next(world, unit, [one.person for one in told], now))
            # After an absence the present day is told, not one that is long gone.
            at = {one.person: one.due_at if now - one.due_at < DAY else now for one in told}
            subjects = [SummaryTold(person, Waits.DIGEST, due_at, ()) for person, due_at in at.items()]
            await tell(unit, [notice(world, one, person=one.person) for one in subjects])


async def next_digest(world: World) -> datetime | None:
    """When the first summary falls due."""
    first = await world.view.page(DigestDue, size=1)
    return first[0].due_at if first else None
