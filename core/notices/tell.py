"""Put notices on their way, inside the transaction of what they are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.context import World
from core.kernel.ids import derived
from core.notices.kinds import kind_of
from core.notices.model import Notice, NoticeKind, NoticesDue
from core.ports.store import Unit

NOTICES_AN_EVENT = 200


def notice(
    world: World,
    subject: object,
    *,
    person: str | None = None,
    channel: str | None = None,
    rank: int = 0,
    kind: NoticeKind | None = None,
) -> Notice:
    """A notice about this subject. The same subject for the same reader is the same card, edited.

    `kind` is looked up by the subject's class unless it is given: what is an alarm once is none the next time.
    """
    text = world.vocabulary.write(subject)
    return Notice(
        id=derived("notice", person, channel, text),
        person=person,
        channel=channel,
        subject=text,
        rank=rank,
        version=1,
        told=0,
        made_at=world.clock.now(),
        kind=kind or kind_of(subject),
    )


async def tell(unit: Unit, notices: Sequence[Notice], *, anew: Collection[str] = ()) -> None:
    """Make these cards due. One that exists already is told again in its place, silently.

    Those whose ids are in `anew` are told as new cards, with a ring: something happened that was waited for.
    """
    unique = {one.id: one for one in notices}
    if not unique:
        return
    for known in await unit.all(Notice, id=list(unique)):
        kind = unique[known.id].kind
        again = replace(known, version=known.version + 1, kind=kind)
        unique[known.id] = replace(again, told=0, shown=False) if known.id in anew else again
    await _make_due(unit, unique)


async def tell_again(unit: Unit, notices: Sequence[Notice]) -> None:
    """Make those of these cards due that were told of before; the others are no news to anybody."""
    if not notices:
        return
    known = await unit.all(Notice, id={one.id for one in notices})
    await _make_due(unit, {one.id: replace(one, version=one.version + 1) for one in known})


async def _make_due(unit: Unit, unique: dict[str, Notice]) -> None:
    if not unique:
        return
    await unit.put(list(unique.values()))
    ids = list(unique)
    for start in range(0, len(ids), NOTICES_AN_EVENT):
        unit.record(NoticesDue(tuple(ids[start : start + NOTICES_AN_EVENT])))
