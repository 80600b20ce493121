"""Following providers: start, change, pause, stop, and whom somebody copies (row SG-04)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from core.accounts.model import Account, Mode
from core.accounts.options import AFigure, ALength, AShare
from core.command import ASKED_PREVIEW, AWord, Named, Preview, command, confirmed
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import ZERO
from core.notices.views import wishes_of
from core.orders.changes import CloseShare
from core.orders.model import Mover, Trade, TradeStatus
from core.orders.planning import EntryPlan
from core.orders.steering import steer
from core.orders.views import propose
from core.portfolio.opening import Book
from core.portfolio.views import book_equity, load_book, prices_now, prices_of
from core.ports.questions import CopiedBy
from core.risk.limits import Bounds, Limits, loosens
from core.risk.model import ASKED, PendingChange
from core.risk.options import ACap, ACount, ASymbol, limits_given
from core.risk.pending import pending
from core.risk.views import find_decision
from core.signals.model import Provider, Signal
from core.signals.views import find_provider
from core.social.earned import begun, earned_by
from core.social.model import (
    PLAIN,
    CopyMode,
    CopySettings,
    Follow,
    FollowChanged,
    FollowList,
    FollowPlan,
    FollowStarted,
    FollowStopped,
    OnLoss,
    Paused,
    SizesCard,
    StopPlan,
)
from core.social.options import AParts, ASize, SizeWord
from core.social.views import follow_lines, follow_plan, is_on_paper, overlaps_of, sizes_card, wanted_by
from core.venues.choosing import account_named, chosen_account, home_of

LOSS = "loss_share"


@command("copy start")
async def start(
    ctx: Context,
    provider: Annotated[AWord, "a provider's name, @handle or #channel"],
    mode: Annotated[CopyMode | None, "auto: orders go out; confirm: a card asks; notify: only told"] = None,
    size: Annotated[
        ASize | None, "risk, fixed:200, part:5%, mirror, factor:0.5, kelly; ask", Named(("as",))
    ] = None,
    broker: Annotated[AWord | None, "where it is traded: paper, kraken", Named(("on",))] = None,
    sure: Annotated[AWord | None, "live, for auto with real money", Named(("really",))] = None,
) -> Preview[FollowPlan] | SizesCard:
    """Copy a provider's signals with your own limits: shows them, then starts."""
    found = await find_provider(ctx.world, provider)
    known = await ctx.view.get(Follow, found.id, ctx.actor.person)
    chosen = PLAIN if known is None else known.chosen
    active = known if known is not None and known.active else None
    book = await _traded_in(ctx, active, broker)
    asked = mode or (active.mode if active is not None else await _usual_mode(ctx, book))
    _must_be_meant(asked, book, found.name, sure)
    settings = _sized(chosen, size)
    if active is not None and size is None and broker is None and (asked, settings) == (active.mode, chosen):
        raise Refusal("follows_already", {"name": found.name})
    plan = await follow_plan(ctx.world, found, asked, settings, book, known=active is not None)
    if size is not None and size.mode is None:
        return await sizes_card(ctx.world, found, ctx.actor.person, plan)
    return Preview(plan)


async def _traded_in(ctx: Context, known: Follow | None, broker: str | None) -> Book:
    """The book of a follow: of the account that is named, the one it has, or the one that the person trades at."""
    view, person, now = ctx.view, ctx.actor.person, ctx.world.clock.now()
    if broker is not None:
        account = await account_named(view, person, broker)
    elif known is not None:
        account = await view.get(Account, known.account) if known.account else None
    else:
        account = await chosen_account(view, person)
    return await home_of(view, person, account, now)


def _must_be_meant(mode: CopyMode, book: Book, provider: str, sure: str | None) -> None:
    """Orders that go out by themselves with real money are asked for in words, never by a button."""
    if mode is CopyMode.AUTO and book.portfolio.mode is Mode.LIVE and (sure or "").casefold() != "live":
        raise Refusal("live_auto", {"venue": book.portfolio.venue, "provider": provider})


async def _usual_mode(ctx: Context, book: Book) -> CopyMode:
    """How a new follow begins: as the person chose on paper, and by asking where it is real money."""
    if book.portfolio.mode is Mode.LIVE:
        return CopyMode.CONFIRM
    return CopyMode((await wishes_of(ctx.view, ctx.actor.person)).copying)


def _sized(settings: CopySettings, size: SizeWord | None) -> CopySettings:
    """The settings with another size, where one was named."""
    if size is None or size.mode is None:
        return settings
    return replace(settings, size=size.mode, figure=size.figure)


@confirmed
async def follow(ctx: Context, plan: FollowPlan) -> FollowStarted | FollowChanged:
    """Start a follow, or change it: what is tightened at once, what is loosened in ten minutes."""
    now = ctx.world.clock.now()
    known = await ctx.view.get(Follow, plan.provider.id, plan.person)
    if known is not None and known.active:
        return await _change(ctx, known, plan)
    book = await load_book(ctx.view, plan.person, plan.currency, now, plan.account)
    row = Follow(
        provider=plan.provider.id,
        person=plan.person,
        mode=plan.mode,
        active=True,
        since=now,
        settings=None if plan.settings == PLAIN else plan.settings,
        account=plan.account,
    )
    row = replace(row, **await _begun(ctx, plan.provider.id, book))
    async with ctx.unit() as unit:
        await unit.put([row])
    (line,) = await follow_lines(ctx.world, [row])
    return FollowStarted(follow=line)


async def _begun(ctx: Context, provider: str, book: Book) -> dict[str, Any]:
    """What a follow counts from: what its account is worth, and what earlier copies brought."""
    base, currency = await book_equity(ctx.world, book, {}), book.portfolio.currency
    copies = await ctx.view.ask(CopiedBy((ctx.actor.person,), provider))
    prices = await prices_of(ctx.world, {copy.symbol for copy in copies if copy.entered != copy.exited})
    return begun(base, earned_by(copies, prices, currency), currency, ctx.world.clock.now())


async def _change(ctx: Context, known: Follow, plan: FollowPlan) -> FollowChanged:
    limits = await ctx.view.get(Limits, plan.person) or Limits(person=plan.person)
    waiting = _looser(limits, known.chosen, plan.settings)
    held = replace(
        plan.settings.bounds,
        **{name: getattr(known.chosen.bounds, name) for name in waiting if name != LOSS},
    )
    settings = replace(plan.settings, bounds=held)
    if LOSS in waiting:
        settings = replace(settings, loss_share=known.chosen.loss_share)
    scope = f"follow:{known.provider}"
    row = replace(
        known, mode=plan.mode, settings=None if settings == PLAIN else settings, account=plan.account
    )
    if plan.account != known.account:
        now = ctx.world.clock.now()
        book = await load_book(ctx.view, plan.person, plan.currency, now, plan.account)
        row = replace(row, **await _begun(ctx, plan.provider.id, book))
    async with ctx.unit() as unit:
        rows = await unit.all(PendingChange, person=plan.person, scope=scope)
        spoken = _changed(known.chosen, plan.settings)
        await unit.drop(
            PendingChange,
            [(one.due_at, one.person, one.scope, one.name) for one in rows if one.name in spoken],
        )
        await unit.put([row])
        if waiting:
            await unit.add(pending(plan.person, scope, waiting, ctx.world.clock.now()))
    return FollowChanged(
        name=plan.provider.name, what="changed", plan=plan, paper=plan.paper, waiting=tuple(waiting)
    )


def _changed(before: CopySettings, after: CopySettings) -> set[str]:
    names = {
        name
        for name in Bounds.__dataclass_fields__
        if getattr(before.bounds, name) != getattr(after.bounds, name)
    }
    return names | ({LOSS} if before.loss_share != after.loss_share else set())


def _looser(limits: Limits, before: CopySettings, after: CopySettings) -> dict[str, Any]:
    """Fields of a follow that would allow more than they do now, with their new values."""
    looser: dict[str, Any] = {}
    for name in _changed(before, after) - {LOSS, "scope", "target_shares"}:
        now, then = (getattr(one.bounds, name) for one in (before, after))
        own = getattr(limits, name)
        if loosens(name, own if now is None else now, own if then is None else then):
            looser[name] = then
    if after.loss_share > before.loss_share:
        looser[LOSS] = after.loss_share
    return looser


@command("copy edit")
async def edit(
    ctx: Context,
    provider: Annotated[AWord, "whom you copy"],
    mode: Annotated[CopyMode | None, "auto, confirm or notify"] = None,
    size: Annotated[
        ASize | None, "risk, amount:50, fixed:200, part:5%, mirror, factor:0.5, kelly; ask", Named(("as",))
    ] = None,
    risk: Annotated[AShare | None, "most one copy may lose: 1%", Named(("lose",))] = None,
    position: Annotated[AShare | None, "largest position in one instrument: 25%", Named(("largest",))] = None,
    chase: Annotated[AShare | None, "how far the price may have run: 0.5%", Named(("run",))] = None,
    age: Annotated[ALength | None, "how old a signal may be: 120s", Named(("old",))] = None,
    distance: Annotated[AShare | None, "how far a stop may be: 15%", Named(("away",))] = None,
    reward: Annotated[AFigure | None, "least reward/risk", Named(("ratio",))] = None,
    order: Annotated[ACap | None, "most money in one order: 2000", Named(("cap",))] = None,
    allow: Annotated[tuple[ASymbol, ...], "symbols to copy; all for every one", Named(("only",))] = (),
    block: Annotated[tuple[ASymbol, ...], "symbols not to copy; none for no list", Named(("never",))] = (),
    even: Annotated[ACount | None, "target that brings the stop to break-even", Named(("breakeven",))] = None,
    split: Annotated[AParts | None, "parts for the targets: 70/30", Named(("parts",))] = None,
    loss: Annotated[AShare | None, "loss of this follow that stops it: 10%", Named(("losing",))] = None,
    then: Annotated[OnLoss | None, "and then: pause, close or keep positions"] = None,
    broker: Annotated[AWord | None, "where new copies are traded: paper, kraken", Named(("on",))] = None,
    sure: Annotated[AWord | None, "live, for auto with real money", Named(("really",))] = None,
) -> Preview[FollowPlan] | FollowChanged | SizesCard:
    """Change how you copy somebody. What you choose here holds instead of your limits in general."""
    found, known = await _followed(ctx, provider)
    bounds = known.chosen.bounds
    typed = {
        "risk": risk,
        "position": position,
        "chase": chase,
        "age": age,
        "distance": distance,
        "reward": reward,
        "order": order,
        "allow": allow,
        "block": block,
        "even": even,
    }
    given = limits_given(bounds, **typed)
    if any(given.get(name) == 0 for name in ("risk_share", "position_share")) or loss == 0:
        raise Refusal("zero_limit", {"name": "risk_share"})
    if split is not None:
        given["target_shares"] = split.shares or None
    settings = _sized(replace(known.chosen, bounds=replace(bounds, **given)), size)
    if loss is not None:
        settings = replace(settings, loss_share=Decimal(loss))
    settings = replace(settings, on_loss=then or settings.on_loss)
    book = await _traded_in(ctx, known, broker)
    if (mode, broker) != (None, None):
        _must_be_meant(mode or known.mode, book, found.name, sure)
    plan = await follow_plan(ctx.world, found, mode or known.mode, settings, book, known=True)
    if size is not None and size.mode is None:
        return await sizes_card(ctx.world, found, ctx.actor.person, plan)
    limits = await ctx.view.get(Limits, ctx.actor.person) or Limits(person=ctx.actor.person)
    if _looser(limits, known.chosen, settings) or plan.account != known.account:
        return Preview(plan)
    if settings == known.chosen and plan.mode is known.mode:
        return FollowChanged(name=found.name, what="shown", plan=plan, paper=plan.paper)
    return await _change(ctx, known, plan)


async def _followed(ctx: Context, name: str) -> tuple[Provider, Follow]:
    found = await find_provider(ctx.world, name)
    known = await ctx.view.get(Follow, found.id, ctx.actor.person)
    if known is None or not known.active:
        raise Refusal("follows_not", {"name": found.name})
    return found, known


@command("copy pause")
async def pause(ctx: Context, provider: Annotated[AWord, "whom you copy"]) -> FollowChanged:
    """No new copies of a provider for now. Open positions keep their stops and targets."""
    found, known = await _followed(ctx, provider)
    paper = await is_on_paper(ctx.view, known)
    if known.paused is Paused.NO:
        async with ctx.unit() as unit:
            await unit.put([replace(known, paused=Paused.BY_YOU)])
    return FollowChanged(name=found.name, what="paused", plan=None, paper=paper)


@command("copy resume")
async def resume(ctx: Context, provider: Annotated[AWord, "whom you copy"]) -> FollowChanged:
    """Copy a provider again. After a stop by loss its result counts anew from here."""
    found, known = await _followed(ctx, provider)
    row = replace(known, paused=Paused.NO)
    if known.paused is Paused.BY_LOSS:
        now = ctx.world.clock.now()
        book = await load_book(ctx.view, ctx.actor.person, known.currency, now, known.account)
        row = replace(row, **await _begun(ctx, found.id, book))
    async with ctx.unit() as unit:
        await unit.put([row])
    paper = await is_on_paper(ctx.view, known)
    return FollowChanged(name=found.name, what="resumed", plan=None, paper=paper)


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
    wanted = await wanted_by(ctx.world, posted, instrument, ctx.actor.person)
    plan, _ = await propose(ctx.world, ctx.actor.person, wanted)
    return Preview(plan, ASKED_PREVIEW)


@command("copy list")
async def list_follows(ctx: Context) -> FollowList:
    """Whom you copy, what it brought, and where two of them are in the same thing."""
    follows = [one for one in await ctx.view.all(Follow, person=ctx.actor.person) if one.active]
    return FollowList(
        follows=await follow_lines(ctx.world, follows),
        overlaps=await overlaps_of(ctx.world, ctx.actor.person),
    )


@command("copy stop")
async def stop(
    ctx: Context,
    provider: Annotated[AWord, "a provider's name"],
    positions: Annotated[OnLoss | None, "what becomes of them: keep (with stops) or close"] = None,
) -> FollowStopped | Preview[StopPlan]:
    """Stop copying a provider; asks what becomes of the positions that were copied."""
    found, known = await _followed(ctx, provider)
    trades = await _copied(ctx, found)
    if not trades:
        async with ctx.unit() as unit:
            await unit.put([replace(known, active=False)])
        return FollowStopped(name=found.name, open_trades=0)
    prices = await prices_of(ctx.world, {trade.symbol for trade in trades})
    plan = StopPlan(
        provider=found.id,
        person=ctx.actor.person,
        name=found.name,
        positions=OnLoss.CLOSE if positions is OnLoss.CLOSE else OnLoss.KEEP,
        trades=tuple(trade.id for trade in trades),
        value=sum((trade.held * prices.get(trade.symbol, ZERO) for trade in trades), ZERO),
        currency=trades[0].quote if len({trade.quote for trade in trades}) == 1 else "",
        paper=await is_on_paper(ctx.view, known),
    )
    return Preview(plan)


async def _copied(ctx: Context, provider: Provider) -> list[Trade]:
    """The person's open copies of a provider, oldest first."""
    trades = await ctx.view.all(Trade, person=ctx.actor.person, status=TradeStatus.OPEN)
    named = {trade.signal for trade in trades if trade.signal is not None}
    signals = await ctx.view.all(Signal, id=sorted(named)) if named else ()
    theirs = {signal.id for signal in signals if signal.provider == provider.id}
    return sorted((t for t in trades if t.signal in theirs), key=lambda trade: (trade.created_at, trade.id))


@confirmed
async def end(ctx: Context, plan: StopPlan) -> FollowStopped:
    """End a follow; its positions keep their stops and targets, or are closed at market."""
    known = await ctx.view.get(Follow, plan.provider, plan.person)
    closing = plan.positions is OnLoss.CLOSE
    trades = await ctx.view.all(Trade, id=list(plan.trades))
    prices = await prices_now(ctx.world, {trade.symbol for trade in trades})
    async with ctx.unit() as unit:
        if known is not None:
            await unit.put([replace(known, active=False)])
        if closing:
            moves = [CloseShare(Decimal(1))]
            await steer(
                ctx.world, unit, plan.trades, moves, by=Mover.OWNER, cause=ctx.cause.key, prices=prices
            )
    return FollowStopped(name=plan.name, open_trades=len(plan.trades), closing=closing)
