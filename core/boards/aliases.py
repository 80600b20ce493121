"""Whose an alias is: nobody takes a name that is somebody else's, was, or only looks like it (row SO-02)."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.accounts.alias import LONGEST, SHORTEST, fault, folded, tidied
from core.accounts.model import Profile
from core.boards.model import AliasUsed
from core.boards.rules import CHANGES_DAYS, CHANGES_MOST
from core.context import World
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.ports.questions import Members
from core.ports.store import Unit, View
from core.signals.model import Provider

STAFF_MOST = 200


async def alias_for(world: World, person: str, typed: str | None, name: str) -> str:
    """The alias that somebody would have: as typed, else as it was, else their own name. Raises what speaks against
    it."""
    profile = await world.view.get(Profile, person)
    if typed is None and profile is not None and profile.alias is not None:
        return profile.alias
    alias = tidied(name if typed is None else typed)
    try:
        await must_be_free(world.view, person, alias, world.clock.now())
    except Refusal as refusal:
        if typed is None:
            raise Refusal("alias_needed", {"name": name[:40]}) from refusal
        raise
    return alias


async def must_be_free(view: View, person: str, alias: str, now: datetime) -> None:
    """Refuse an alias that cannot be read for what it is, or that others would take for somebody else."""
    wrong = fault(alias)
    if wrong == "length":
        raise Refusal("alias_length", {"typed": alias[:40], "least": str(SHORTEST), "most": str(LONGEST)})
    if wrong == "letters":
        raise Refusal("alias_letters", {"typed": alias})
    if wrong == "alphabets":
        raise Refusal("alias_alphabets", {"typed": alias})
    key = folded(alias)
    used = await view.get(AliasUsed, key)
    taken = used is not None and used.person != person
    if wrong is not None or taken or key in await _names_of_others(view, person):
        raise Refusal("alias_taken", {"typed": alias})
    profile = await view.get(Profile, person)
    if used is None and profile is not None and profile.alias is not None:
        since = now - timedelta(days=CHANGES_DAYS)
        mine = [one for one in await view.all(AliasUsed, person=person) if one.since > since]
        if len(mine) >= CHANGES_MOST:
            raise Refusal("alias_often", {"limit": str(CHANGES_MOST), "days": str(CHANGES_DAYS)})


async def _names_of_others(view: View, person: str) -> set[str]:
    """Names that people trust here: those of providers and of whoever runs the place."""
    providers = {folded(one.name) for one in await view.all(Provider) if one.person != person}
    staff = await view.ask(Members(0, STAFF_MOST))
    return providers | {
        folded(one.name) for one in staff if one.level >= Level.MODERATOR and one.id != person
    }


async def take_alias(unit: Unit, person: str, alias: str, now: datetime) -> Profile:
    """The profile with this alias, which is theirs from now on. Raises `alias_taken` when somebody was quicker."""
    key = folded(alias)
    await unit.add([AliasUsed(folded=key, person=person, since=now)], new_only=True)
    used = await unit.get(AliasUsed, key)
    if used is None or used.person != person:
        raise Refusal("alias_taken", {"typed": alias})
    known = await unit.get(Profile, person)
    return Profile(
        person=person,
        alias=alias,
        folded=key,
        on_boards=known is not None and known.on_boards,
        public=known is not None and known.public,
        since=now if known is None else known.since,
    )
