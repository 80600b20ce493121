"""Following providers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from core.accounts.directory import limits_of
from core.accounts.model import PAPER_CURRENCY
from core.command import ASKED_PREVIEW, AWord, Preview, command, confirmed
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import plain
from core.notices.views import wishes_of
from core.orders.model import Trade, TradeStatus
from core.orders.planning import EntryPlan
from core.orders.views import propose
from core.portfolio.views import book_equity, load_book
from core.risk.model import ASKED
from core.risk.views import find_decision
from core.signals.model import Signal
from core.signals.views import find_provider, provider_lines
from core.social.copying import wanted_of
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


@command("copy ask")
async def ask(
    ctx: Context, signal: Annotated[AWord, "a signal that you were asked about: #86"]
) -> Preview[EntryPlan]:
    """Ask once more about a copy that you did not answer in time, at what it costs now."""
    decision = await find_decision(ctx.world, ctx.actor.person, signal)
    if decision.signal is None:
        raise Refusal("nothing_asked", {"typed": signal[:40]})
    taken = await ctx.view.all(Trade, person=ctx.actor.person, signal=decision.signal)
    if taken:
        raise Refusal("already_done", {"trade": taken[0].id, "taken": "yes"})
    if decision.code != ASKED:
        raise Refusal("nothing_asked", {"typed": signal[:40]})
    posted = await ctx.view.get(Signal, decision.signal)
    instrument = ctx.world.market.table.get(decision.symbol)
    if posted is None or instrument is None:
        raise Refusal("unknown_symbol", {"typed": decision.symbol, "near": ""})
    plan, _ = await propose(ctx.world, ctx.actor.person, wanted_of(posted, instrument, asked=True))
    return Preview(plan, ASKED_PREVIEW)


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
