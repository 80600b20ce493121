"""Who may speak for a provider: the provider, and moderators for all. Everybody else is told whom to ask."""

from __future__ import annotations

from core.accounts.model import Person
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.signals.model import Provider, ProviderStatus
from core.signals.views import find_provider


async def must_own(ctx: Context, provider: str) -> Provider:
    """The provider, when the person who asks is theirs or a moderator: nobody else changes what it said."""
    found = await ctx.view.get(Provider, provider)
    if found is None:
        raise Refusal("no_such_provider", {"typed": provider[:40], "near": ""})
    if found.person != ctx.actor.person and ctx.actor.level < Level.MODERATOR:
        raise await no_right(ctx)
    return found


async def no_right(ctx: Context) -> Refusal:
    """Who may post signals here, and whom to ask."""
    mighty = [one.name for one in await ctx.view.all(Person) if one.level >= Level.MODERATOR]
    return Refusal("no_right", {"posting": "yes", "ask": ", ".join(sorted(mighty)[:2])})


async def own_provider(ctx: Context, name: str | None) -> Provider:
    """The named provider, else the one of this channel, else the person's own; theirs to speak for."""
    if name is not None:
        return await must_own(ctx, (await find_provider(ctx.world, name)).id)
    everybody = [one for one in await ctx.view.all(Provider) if one.status is not ProviderStatus.REMOVED]
    here = [one for one in everybody if one.channel == ctx.place.id]
    mine = [one for one in everybody if one.person == ctx.actor.person]
    for found in (here, mine):
        if found:
            return await must_own(ctx, found[0].id)
    raise await no_right(ctx)
