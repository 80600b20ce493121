"""Who may do what in a community."""

from __future__ import annotations

from core.communities.model import Membership
from core.context import Actor, Place
from core.kernel.access import Level
from core.ports.store import View

# Roles that may hold in one community alone. All others are of the whole installation.
LOCAL = (Level.PROVIDER, Level.MODERATOR)


async def level_here(view: View, actor: Actor, place: Place) -> Level:
    """The role that counts for what stays inside the place's community: never below the one that holds everywhere.

    A viewer may not do there what nobody else allowed them; a role of another community is none here.
    """
    return await level_in(view, actor.person, actor.level, place.community)


async def level_in(view: View, person: str, level: Level, community: str) -> Level:
    """The same of somebody with this level everywhere, in this community; empty: in none."""
    if not community or level >= Level.MODERATOR:
        return level
    membership = await view.get(Membership, community, person)
    return level if membership is None else max(level, membership.level)
