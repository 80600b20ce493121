"""The owners are told of what is stuck and of what broke: once, and never in a circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.bookkeeping import Delivery, DeliveryState, Process, Setting
from core.context import World
from core.control.model import BugTold, DeadTold, FrontTold, LetterDied, MixedTold
from core.control.views import MIXED_SINCE, owners
from core.kernel.ids import derived
from core.notices.model import Notice, NoticeKind, NoticesDue
from core.notices.tell import notice, tell
from core.operations.builds import differ
from core.ports.store import Unit


async def tell_of_dead(world: World, unit: Unit, events: Sequence[LetterDied]) -> None:
    """Inside(LetterDied): one card for each owner, changed in its place while letters stay stuck."""
    people = await owners(world.view)
    await tell(unit, [notice(world, DeadTold(), person=one, kind=NoticeKind.ALARM) for one in people])


async def tell_of_bug(world: World, reference: str, where: str, error: BaseException) -> None:
    """The owners hear of a bug by the reference that the person was given. Its text may hold what was typed."""
    what = type(error).__name__
    told = BugTold(reference, where, what)
    day = f"{world.clock.now():%Y-%m-%d}"
    cards = []
    for one in await owners(world.view):
        # Once a day for each kind of bug: whoever meets it a thousand times tells of it once.
        id_ = derived("bug", one, where, what, day)
        if await world.view.get(Notice, id_) is None:
            cards.append(replace(notice(world, told, person=one, kind=NoticeKind.ALARM), id=id_))
    async with world.store.unit() as unit:
        await tell(unit, cards)


async def watch_builds(world: World) -> None:
    """A job: the owners hear when processes of different builds are at work, and when that is over. Safe for several
    to do at once: whoever writes or removes the note tells of it."""
    if not world.process:
        return
    mixed = differ(await world.view.all(Process))
    noted = await world.view.get(Setting, MIXED_SINCE)
    if mixed == (noted is not None):
        return
    now = world.clock.now()
    async with world.store.unit() as unit:
        if noted is None:
            mine = await unit.add([Setting(MIXED_SINCE, now.isoformat())], new_only=True)
        else:
            mine = await unit.drop(Setting, [MIXED_SINCE])
        if mine:
            since = now if noted is None else datetime.fromisoformat(noted.value)
            told = MixedTold(since)
            people = await owners(world.view)
            await tell(unit, [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in people])


async def tell_of_front(world: World, platform: str, since: datetime) -> None:
    """The owners hear that a chat platform is not spoken to since then; told again, that it is."""
    people = await owners(world.view)
    told = FrontTold(platform, since)
    async with world.store.unit() as unit:
        await tell(unit, [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in people])


async def announce_dead(unit: Unit, reaction: str, number: int) -> None:
    """Say that a letter is stuck. Not of the telling itself, beyond the first: that would go round in a circle."""
    event = reaction.partition(".")[0]
    if event == LetterDied.__name__:
        return
    if event == NoticesDue.__name__:
        stuck = await unit.all(Delivery, reaction=reaction, state=DeliveryState.DEAD)
        if len(stuck) > 1:
            return
    unit.record(LetterDied(reaction, number))
