"""Reads about notices that commands, reactions and delivery share."""

from __future__ import annotations

from collections.abc import Collection

from core.communities.model import Community
from core.notices.model import Preferences
from core.ports.store import Store, View


async def wishes_of(view: View, person: str) -> Preferences:
    """How somebody wants to hear of what; the defaults until they say otherwise."""
    return await view.get(Preferences, person) or Preferences(person=person)


async def note_language(store: Store, person: str, heard: str) -> None:
    """Remember the language that somebody's platform told, for what they are told unasked."""
    async with store.unit() as unit:
        if not await unit.add([Preferences(person=person, heard=heard)], new_only=True):
            known = await wishes_of(unit, person)
            await unit.move(Preferences, [person], was={"heard": known.heard}, now={"heard": heard})


async def room_language(view: View, channel: str) -> str:
    """The code of the language that a channel's cards speak: what its community says, empty for none."""
    for community in await view.all(Community):
        if channel in (community.signals, community.results, community.desk):
            return community.language
    return ""


async def all_wishes(view: View, people: Collection[str]) -> dict[str, Preferences]:
    """The same for many, by person."""
    found = {one.person: one for one in await view.all(Preferences, person=set(people))} if people else {}
    return {person: found.get(person) or Preferences(person=person) for person in people}
