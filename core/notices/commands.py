"""When and how somebody hears of what: their zone, their quiet hours, their bells."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from core.command import command
from core.context import Context
from core.digests.model import DAILY, WEEKLY, DigestDue
from core.digests.schedule import next_digest_of
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.notices.model import Preferences, Way
from core.notices.options import NOUNS, OFF, ALanguage, AnAbout, AnHour, AZone, SomeHours
from core.notices.quiet import ALWAYS
from core.notices.results import LanguageCard, NotifyCard, ZoneCard
from core.notices.views import wishes_of
from core.orders.access import OUT_OF_REACH
from core.ports.store import Unit
from core.risk.checks import CODES

REASONS_AT_MOST = 20
DIGESTS = (DAILY, WEEKLY)
REASONS = frozenset(CODES.values()) | OUT_OF_REACH


@command("me notify", level=Level.VIEWER)
async def notify(
    ctx: Context,
    what: Annotated[
        AnAbout | None, "fills, exits, skips, boards, news, daily, weekly, or a reason: too_small"
    ] = None,
    way: Annotated[Way, "ring, silent, digest or off"] = Way.RING,
    hour: Annotated[AnHour | None, "when the digest comes: 18:00"] = None,
) -> NotifyCard:
    """What rings, what comes silently, what waits for the digest."""
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    changed = []
    if what is not None:
        wishes = _settled(wishes, what, way)
        changed.append(str(what))
    if hour is not None:
        wishes = replace(wishes, digest_at=int(hour))
        changed.append("digest")
    return await _kept(ctx, wishes, tuple(changed))


def _settled(wishes: Preferences, word: str, way: Way) -> Preferences:
    if word in ALWAYS:
        raise Refusal("always_rings", {"typed": word})
    if word not in NOUNS.values() and word not in (*DIGESTS, *REASONS):
        known = ", ".join((*list(NOUNS)[:-2], *DIGESTS, *sorted(REASONS)))
        raise Refusal("not_a_choice", {"typed": word, "choices": known})

    def without(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in words if one != word)

    lists = {
        Way.SILENT: without(wishes.silent),
        Way.DIGEST: without(wishes.digest),
        Way.OFF: without(wishes.off),
    }
    if way is not Way.RING:
        if len(lists[way]) >= REASONS_AT_MOST:
            raise Refusal("too_many_mutes", {"most": str(REASONS_AT_MOST)})
        lists[way] = (*lists[way], word)
    return replace(wishes, silent=lists[Way.SILENT], digest=lists[Way.DIGEST], off=lists[Way.OFF])


@command("me quiet", level=Level.VIEWER)
async def quiet(
    ctx: Context, hours: Annotated[SomeHours | None, "22-07 in your zone, or off"] = None
) -> NotifyCard:
    """Quiet hours. Questions and alarms pass; the rest waits and comes as one card at their end."""
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    if hours is None:
        return NotifyCard(wishes=wishes)
    wishes = replace(wishes, quiet_from=hours.since, quiet_until=hours.until)
    return await _kept(ctx, wishes, ("quiet",))


async def _kept(ctx: Context, wishes: Preferences, changed: tuple[str, ...]) -> NotifyCard:
    if changed:
        async with ctx.unit() as unit:
            await unit.put([wishes])
            await _at_their_hour(ctx, unit, wishes)
    return NotifyCard(wishes=wishes, changed=changed)


async def _at_their_hour(ctx: Context, unit: Unit, wishes: Preferences) -> None:
    """The next summary comes at the hour that is theirs now."""
    waiting = await unit.all(DigestDue, person=wishes.person)
    await unit.drop(DigestDue, [(one.due_at, one.person) for one in waiting])
    if waiting:
        await unit.add([next_digest_of(wishes, wishes.person, ctx.world.clock.now())])


@command("me zone", level=Level.VIEWER)
async def zone(
    ctx: Context, name: Annotated[AZone | None, "Europe/Berlin, or the city alone"] = None
) -> ZoneCard:
    """The time zone of your private cards, your quiet hours and your digest."""
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    if name is not None:
        wishes = replace(wishes, zone=str(name))
        async with ctx.unit() as unit:
            await unit.put([wishes])
            await _at_their_hour(ctx, unit, wishes)
    return ZoneCard(zone=wishes.zone, now=ctx.world.clock.now(), changed=name is not None)


@command("me language", level=Level.VIEWER)
async def language(
    ctx: Context,
    code: Annotated[ALanguage | None, "its code: en, es, ru; off leaves it to the platform"] = None,
) -> LanguageCard:
    """The language that I speak with you. Commands are typed in English all the same."""
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    if code is not None:
        wishes = replace(wishes, language="" if code in OFF else str(code))
        async with ctx.unit() as unit:
            await unit.put([wishes])
    known = ctx.world.languages
    return LanguageCard(language=wishes.language, heard=wishes.heard, known=known, changed=code is not None)
