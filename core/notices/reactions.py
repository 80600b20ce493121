"""What was held back is told when its time has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.context import World
from core.digests.model import DigestDue
from core.digests.schedule import next_digest_of
from core.notices.letters import KEPT, Letter
from core.notices.model import HeldNotice, SummaryTold, Waits
from core.notices.tell import notice, tell
from core.notices.views import all_wishes
from core.ports.questions import OldLetters
from core.ports.store import Unit

HELD_AT_ONCE = 500


async def tell_held(world: World) -> None:
    """Everything that is due by now: one card a person, reason and instant. A second run finds nothing left."""
    while True:
        now = world.clock.now()
        page = await world.view.page(HeldNotice, size=HELD_AT_ONCE)
        due = [held for held in page if held.due_at <= now]
        if not due:
            return
        async with world.store.unit() as unit:
            keys = [(held.due_at, held.person, held.notice) for held in due]
            mine = await unit.drop(HeldNotice, keys)
            kept = [held for held, key in zip(due, keys, strict=True) if key in mine]
            groups: dict[tuple[object, ...], list[HeldNotice]] = {}
            for held in kept:
                groups.setdefault((held.person, held.why, held.due_at), []).append(held)
            summaries = [
                SummaryTold(of[0].person, of[0].why, of[0].due_at, tuple(one.notice for one in of))
                for of in groups.values()
            ]
            await _with_the_day(world, unit, summaries)
            await tell(unit, [notice(world, one, person=one.person) for one in summaries])
        if len(due) < len(page) or len(page) < HELD_AT_ONCE:
            return


async def _with_the_day(world: World, unit: Unit, summaries: Sequence[SummaryTold]) -> None:
    """What waited for the digest comes on one card with the day's summary: that one is not told beside it."""
    persons = {(one.at, one.person): one.person for one in summaries if one.why is Waits.DIGEST}
    theirs = await unit.drop(DigestDue, list(persons)) if persons else set()
    wishes = await all_wishes(unit, [persons[key] for key in theirs])
    now = world.clock.now()
    await unit.add([next_digest_of(wishes[persons[key]], persons[key], now) for key in sorted(theirs)])


async def forget_letters(world: World) -> None:
    """Letters that came to their end a month ago are dropped: what they said can be changed no more."""
    before = world.clock.now() - KEPT
    while old := await world.view.ask(OldLetters(before, HELD_AT_ONCE)):
        async with world.store.unit() as unit:
            await unit.drop(Letter, old)


async def next_held(world: World) -> datetime | None:
    """When the first of what is held back falls due."""
    first = await world.view.page(HeldNotice, size=1)
    return first[0].due_at if first else None
