"""Addresses for alerts: made, shown without their secrets, taken back (row CH-03)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from core.command import AWord, Named, command
from core.context import Context
from core.hooks.intake import PURPOSE
from core.hooks.model import Hook
from core.hooks.results import HookCard, HookLine
from core.kernel.errors import Refusal
from core.linking.codes import digest_of
from core.signals.model import Provider
from core.signals.rights import own_provider

MOST = 5
LONGEST_SOURCE = 24
PATH = "hooks/tradingview"


class HookWhat(StrEnum):
    """What is done with addresses."""

    SHOW = "show"
    NEW = "new"
    REVOKE = "revoke"


@command("provider hook")
async def hook(
    ctx: Context,
    what: Annotated[HookWhat, "show, new or revoke"] = HookWhat.SHOW,
    source: Annotated[AWord | None, "what sends there, as you call it: tradingview"] = None,
    name: Annotated[AWord | None, "whose; your own when left out", Named(("provider",))] = None,
) -> HookCard:
    """An address that a charting service sends alerts to: they count as your posts."""
    provider = await own_provider(ctx, name)
    called = (source or "tradingview").lower()[:LONGEST_SOURCE]
    if what is HookWhat.NEW:
        return await _make(ctx, provider, called)
    if what is HookWhat.REVOKE:
        return await _revoke(ctx, provider, called)
    return await _card(ctx, provider)


async def _make(ctx: Context, provider: Provider, source: str) -> HookCard:
    """A new address for a source; the one that it had stops working."""
    secret = ctx.world.secret()
    made = Hook(
        digest=digest_of(ctx.world.installation, PURPOSE, secret),
        provider=provider.id,
        source=source,
        made_at=ctx.world.clock.now(),
    )
    async with ctx.unit() as unit:
        known = await unit.all(Hook, provider=provider.id)
        same = [one.digest for one in known if one.source == source]
        if len(known) - len(same) >= MOST:
            raise Refusal("many_hooks", {"most": str(MOST)})
        await unit.drop(Hook, same)
        await unit.add([made])
    return await _card(ctx, provider, address=f"{ctx.world.address}/{PATH}/{secret}", made=source)


async def _revoke(ctx: Context, provider: Provider, source: str) -> HookCard:
    async with ctx.unit() as unit:
        known = await unit.all(Hook, provider=provider.id)
        gone = await unit.drop(Hook, [one.digest for one in known if one.source == source])
    if not gone:
        raise Refusal("no_such_hook", {"typed": source})
    return await _card(ctx, provider, revoked=source)


async def _card(
    ctx: Context, provider: Provider, *, address: str = "", made: str = "", revoked: str = ""
) -> HookCard:
    found = await ctx.view.all(Hook, provider=provider.id)
    lines = [
        HookLine(source=one.source, made_at=one.made_at, heard_at=one.heard_at, outcome=one.outcome)
        for one in sorted(found, key=lambda one: one.source)
    ]
    return HookCard(provider=provider.name, hooks=tuple(lines), address=address, made=made, revoked=revoked)
