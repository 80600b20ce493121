"""How what comes unasked looks to its reader: a person in their language and zone, a channel in its own."""

from __future__ import annotations

from bot.present.locales import ENGLISH
from bot.present.look import Look
from core.context import World
from core.notices.model import Preferences
from core.notices.views import room_language, wishes_of
from core.notices.zones import zone_of


def look_by(world: World, wishes: Preferences) -> Look:
    """As these wishes want it."""
    return Look(world, world.clock.now(), language=wishes.speaks or ENGLISH, zone=zone_of(wishes.zone))


async def look_of(world: World, person: str | None, channel: str | None = None) -> Look:
    """As this person wants it; without one, as everybody in the channel sees it: in universal time."""
    if person is not None:
        return look_by(world, await wishes_of(world.view, person))
    language = "" if channel is None else await room_language(world.view, channel)
    return Look(world, world.clock.now(), language=language or ENGLISH)
