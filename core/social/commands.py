"""Following providers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from core.accounts.directory import limits_of
from core.accounts.model import PAPER_CURRENCY
from core.command import AWord, Preview, command, confirmed
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import plain
from core.notices.views import wishes_of
from core.orders.model import Trade, TradeStatus
from core.portfolio.views import book_equity, load_book
from core.signals.model import Signal
from core.signals.views import find_provider, provider_lines
from core.social.model import CopyMode, Follow, FollowList, FollowPlan, FollowStarted, FollowStopped
from core.social.views import follow_lines


@command("copy start")
async def start(
    ctx: Context,
    provider: Annotated[AWord, "a provider's name, @handle or #channel"],
    mode: Annotated[CopyMode | None, "auto: orders go out; confirm: a card asks; notify: only told"] = None,
) -> Preview[FollowPlan]:
    """Copy a provider's signals with your own limits: shows them, then starts."""
    found = await find_provider(ctx.world, provider)
    mode = mode or CopyMode((await wishes_of(ctx.view, ctx.actor.person)).copying)
    known = await ctx.view.get(Follow, found.id, ctx.actor.person)
    if known is not None and known.active and known.mode is mode:
        raise Refusal("follows_already", {"name": found.name})
    book = await load_book(ctx.view, ctx.actor.person, PAPER_CURRENCY, ctx.world.clock.now())
    (line,) = await provider_lines(ctx.world, [found])
    plan = FollowPlan(
        provider=line,
        person=ctx.actor.person,
        mode=mode,
        paper=True,
        limits=await limits_of(ctx.world, ctx.actor.person),
        currency=PAPER_CURRENCY,
        equity=plain(await book_equity(ctx.world, book, {})),
    )
    return Preview(plan)


@confirmed
async def follow(ctx: Context, plan: FollowPlan) -> FollowStarted:
    """Start, or change the mode of, a follow."""
    row = Follow(
        provider=plan.provider.id,
        person=plan.person,
        mode=plan.mode,
        active=True,
        since=ctx.world.clock.now(),
    )
    async with ctx.unit() as unit:
        await unit.put([row])
    (line,) = await follow_lines(ctx.world, [row])
    return FollowStarted(follow=line)


@command("copy list")
async def list_follows(ctx: Context) -> FollowList:
    """Whom you copy."""
    follows = [one for one in await ctx.view.all(Follow, person=ctx.actor.person) if one.active]
    return FollowList(follows=await follow_lines(ctx.world, follows))


@command("copy stop")
async def stop(ctx: Context, provider: Annotated[AWord, "a provider's name"]) -> FollowStopped:
    """Stop copying a provider. Open positions keep their stops and targets."""
    found = await find_provider(ctx.world, provider)
    known = await ctx.view.get(Follow, found.id, ctx.actor.person)
    if known is None or not known.active:
        raise Refusal("follows_not", {"name": found.name})
    async with ctx.unit() as unit:
        await unit.put([replace(known, active=False)])
    trades = await ctx.view.all(Trade, person=ctx.actor.person, status=TradeStatus.OPEN)
    signals = {s.id for s in await ctx.view.all(Signal, provider=found.id)}
    return FollowStopped(name=found.name, open_trades=sum(1 for trade in trades if trade.signal in signals))
