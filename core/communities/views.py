"""Who may do what in a community, and how its channels are named."""

from __future__ import annotations

from core.communities.model import Membership
from core.context import Actor, Context, Place
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.ports.store import View
from core.signals.model import Channel

CONSOLE = "console"
NONE = "none"

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


def community_of(place: Place) -> str:
    """The community that a place belongs to, empty for none. The console is one by itself."""
    return CONSOLE if place.platform == CONSOLE else place.community


async def channel_named(ctx: Context, typed: str) -> str:
    """`this`, `none`, `#calls`, or the platform's own way to write a channel (`<#123>`)."""
    if typed.lower() == NONE:
        return ""
    if typed.lower() == "this":
        return ctx.place.id
    platform = ctx.place.platform
    external = typed.removeprefix("<#").removesuffix(">")
    known = await ctx.view.get(Channel, f"{platform}:{external}")
    if known is None:
        named = await ctx.view.all(Channel, platform=platform, name=f"#{typed.lstrip('#')}")
        known = named[0] if len(named) == 1 else None
    if known is not None:
        return known.id
    if external.lstrip("-").isdigit():
        return f"{platform}:{external}"
    raise Refusal("unknown_channel", {"typed": typed[:40]})
