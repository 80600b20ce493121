"""How platforms' ids and names lead to people. Names are for typing only: rights hang on ids."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from core.accounts.model import PAPER_CURRENCY, Identity, Person
from core.context import World
from core.kernel.access import Level
from core.kernel.ids import derived
from core.portfolio.opening import open_paper
from core.ports.store import View
from core.risk.limits import Limits


async def meet(world: World, platform: str, external: str, name: str, level: Level) -> tuple[Person, bool]:
    """The person of this platform id, made at first sight with a paper account; and whether they are new."""
    known = await world.view.get(Identity, platform, external)
    if known is not None:
        person = await world.view.get(Person, known.person)
        if person is not None:
            return person, False
    now = world.clock.now()
    person = Person(id=derived("person", platform, external), name=name, level=level, created_at=now)
    opening = open_paper(person.id, PAPER_CURRENCY, now)
    async with world.store.unit() as unit:
        new = await unit.add([person], new_only=True)
        identity = Identity(platform=platform, external=external, person=person.id, name=name)
        await unit.add([identity], new_only=True)
        for row in opening.rows:
            await unit.add([row], new_only=True)
    return person, bool(new)


async def readers_of(view: View, people: Collection[str]) -> dict[str, str]:
    """Who reads what is told to these people: whoever speaks for their account since it was linked, else themselves."""
    found = await view.all(Person, id=set(people)) if people else ()
    joined = {one.id: one.joined_to for one in found if one.joined_to is not None}
    return {person: joined.get(person, person) for person in people}


async def identity_named(world: World, platform: str, name: str) -> Identity | None:
    """Who is called so on this platform, if it is one person only; a platform's own id means whoever has it.

    Names are one whether in capitals or not: who is called `otto` beside an `Otto` must be told apart by the id.
    """
    wanted = _plain(name)
    if wanted.isdecimal() and (known := await world.view.get(Identity, platform, wanted)) is not None:
        return known
    everybody = await world.view.all(Identity, platform=platform)
    found = [one for one in everybody if _plain(one.name) == wanted]
    return found[0] if wanted and len(found) == 1 else None


def _plain(name: str) -> str:
    """A name as it is compared: people write it with an @ or without, in capitals or not."""
    return unicodedata.normalize("NFKC", name).strip().lstrip("@").casefold()


async def identity_on(world: World, platform: str, person: str) -> Identity | None:
    """How this platform knows a person."""
    found = await world.view.all(Identity, platform=platform, person=person)
    return found[0] if found else None


async def limits_of(world: World, person: str) -> Limits:
    """What a person allows; the defaults until they say otherwise."""
    return await world.view.get(Limits, person) or Limits(person=person)
