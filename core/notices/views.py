"""Reads about notices that commands, reactions and delivery share."""

from __future__ import annotations

from collections.abc import Collection

from core.notices.model import Preferences
from core.ports.store import View


async def wishes_of(view: View, person: str) -> Preferences:
    """How somebody wants to hear of what; the defaults until they say otherwise."""
    return await view.get(Preferences, person) or Preferences(person=person)


async def all_wishes(view: View, people: Collection[str]) -> dict[str, Preferences]:
    """The same for many, by person."""
    found = {one.person: one for one in await view.all(Preferences, person=set(people))} if people else {}
    return {person: found.get(person) or Preferences(person=person) for person in people}
