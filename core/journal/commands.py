"""The journal: trades that were made, notes on them, plans without an order, and asking the venue what is new."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from core.command import AText, AWord, Named, command
from core.context import Context
from core.journal.model import Idea, IdeaStatus, Note
from core.journal.plans import close, write_down
from core.journal.results import IdeaCard, IdeaList, JournalCard, Noted, Synced, TradeList
from core.journal.sync import sync_accounts
from core.journal.views import Wanted, find_idea, idea_card, journal_card, trade_list
from core.kernel.errors import Refusal
from core.kernel.money import ROUND_DOWN, Decimal, Price, Quantity, to_step
from core.market.options import APrice
from core.orders.amount import Amount, Unit
from core.orders.options import STOP_WORDS, AnAmount
from core.orders.views import find_trade, price_now
from core.portfolio.model import Portfolio
from core.risk.model import WhyCard
from core.risk.views import decided_about
from core.signals.views import find_provider

LONGEST_NOTE = 500
PLANS_SHOWN = 20
PLANS_KEPT_OPEN = 100
# Units that an amount of money buys, on paper: the eight places that people read.
UNIT = Decimal("1E-8")


class HistoryOf(StrEnum):
    """Which trades of a list are wanted."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"


@command("trade history")
async def history(
    ctx: Context,
    only: Annotated[HistoryOf, "all, open or closed"] = HistoryOf.ALL,
    about: Annotated[AWord | None, "a symbol or a provider"] = None,
    older: Annotated[AWord | None, "go on before this trade", Named(("before",))] = None,
    newer: Annotated[AWord | None, "go back to what came after this trade", Named(("after",))] = None,
) -> TradeList:
    """Your trades, newest first; of one symbol, of one provider, open or closed."""
    symbol, provider = await _about(ctx, about)
    wanted = Wanted(
        person=ctx.actor.person,
        status=None if only is HistoryOf.ALL else only.value,
        symbol=symbol,
        provider=provider,
    )
    beside = newer or older
    trade = None if beside is None else await find_trade(ctx.world, ctx.actor.person, beside)
    return await trade_list(ctx.world, wanted, trade, newer=newer is not None, about=about or "")


async def _about(ctx: Context, about: str | None) -> tuple[str | None, str | None]:
    """What a word means: an instrument, or else a provider."""
    if about is None:
        return None, None
    instrument = ctx.world.market.table.find(about)
    if instrument is not None:
        return instrument.symbol, None
    return None, (await find_provider(ctx.world, about)).id


@command("trade show")
async def show(
    ctx: Context, trade: Annotated[AWord, "a trade (T-7K2Q), a symbol, or a signal (#86)"]
) -> JournalCard | WhyCard:
    """One trade in full: why it exists, what happened, your note; of a signal that you did not trade, why."""
    if "#" in trade:
        decided = await decided_about(ctx.world, ctx.actor.person, trade)
        if decided.trade is None:
            return decided
        trade = decided.trade
    return await journal_card(ctx.world, await find_trade(ctx.world, ctx.actor.person, trade))


@command("trade note")
async def note(
    ctx: Context,
    trade: Annotated[AWord, "a trade (T-7K2Q) or a symbol"],
    text: Annotated[AText, "what you want to remember"],
) -> Noted:
    """Write a note on a trade. Writing again changes it; what stood there is kept."""
    found = await find_trade(ctx.world, ctx.actor.person, trade)
    words = " ".join(text.split())
    if len(words) > LONGEST_NOTE:
        raise Refusal("too_long", {"length": str(len(words)), "limit": str(LONGEST_NOTE)})
    async with ctx.unit() as unit:
        earlier = sorted(await unit.all(Note, trade=found.id), key=lambda one: one.version)
        version = earlier[-1].version + 1 if earlier else 1
        await unit.add([Note(trade=found.id, version=version, text=words, at=ctx.world.clock.now())])
    book = await ctx.view.get(Portfolio, found.portfolio)
    return Noted(
        trade=found.id,
        symbol=found.symbol,
        mode="paper" if book is None else book.mode.value,
        text=words,
        before=earlier[-1].text if earlier else None,
        version=version,
    )


@command("trade plan")
async def plan(
    ctx: Context,
    what: Annotated[AWord | None, "a symbol to plan, or `close`; your plans when left out"] = None,
    which: Annotated[AWord | None, "the plan to close (P-7K2Q)"] = None,
    entry: Annotated[APrice | None, "the price to enter at; now when left out", Named(("at",))] = None,
    stop: Annotated[APrice | None, "stop loss", STOP_WORDS] = None,
    target: Annotated[APrice | None, "take profit", Named(("tp",))] = None,
    size: Annotated[AnAmount | None, "0.5 or $100; 1 when left out", Named(("amount",))] = None,
) -> IdeaCard | IdeaList:
    """A trade on paper only: written down, never sent. `/trade plan close P-7K2Q at 61000` ends it."""
    if what is None or what.lower() in ("list", "all"):
        return await _plans(ctx)
    if what.lower() == "close":
        if which is None:
            raise Refusal("which_plan")
        return await _close(ctx, await find_idea(ctx.world, ctx.actor.person, which), entry)
    if what.upper().startswith("P-"):
        return await idea_card(ctx.world, await find_idea(ctx.world, ctx.actor.person, what))
    return await _write_down(ctx, what, entry, stop, target, size)


async def _plans(ctx: Context) -> IdeaList:
    ideas = await ctx.view.all(Idea, person=ctx.actor.person)
    newest = sorted(ideas, key=lambda idea: (idea.opened_at, idea.id), reverse=True)
    ordered = sorted(newest, key=lambda idea: idea.status is IdeaStatus.CLOSED)
    cards = [await idea_card(ctx.world, idea) for idea in ordered[:PLANS_SHOWN]]
    return IdeaList(ideas=tuple(cards), total=len(ideas))


async def _write_down(
    ctx: Context,
    what: str,
    entry: Price | None,
    stop: Price | None,
    target: Price | None,
    size: Amount | None,
) -> IdeaCard:
    instrument = ctx.world.market.table.find(what)
    if instrument is None:
        near = ", ".join(ctx.world.market.table.near(what))
        raise Refusal("unknown_symbol", {"typed": what.upper()[:40], "near": near})
    price = entry or await price_now(ctx.world, instrument.symbol)
    idea = write_down(
        ctx.actor.person,
        instrument,
        price,
        stop,
        target,
        _units(size, price),
        cause=ctx.cause.key,
        at=ctx.world.clock.now(),
    )
    async with ctx.unit() as unit:
        if len(await unit.all(Idea, person=idea.person, status=IdeaStatus.OPEN)) >= PLANS_KEPT_OPEN:
            raise Refusal("many_plans", {"limit": str(PLANS_KEPT_OPEN)})
        await unit.add([idea])
    return await idea_card(ctx.world, idea)


def _units(size: Amount | None, price: Price) -> Quantity:
    """A size as it was written: nothing is traded, so nothing is rounded to a venue's step but an amount of money."""
    if size is None:
        return Quantity(1)
    if size.unit is Unit.SHARE:
        raise Refusal("plan_size")
    return (
        Quantity(size.value)
        if size.unit is Unit.UNITS
        else Quantity(to_step(size.value / price, UNIT, ROUND_DOWN))
    )


async def _close(ctx: Context, idea: Idea, price: Price | None) -> IdeaCard:
    if idea.status is IdeaStatus.CLOSED:
        raise Refusal("plan_closed", {"plan": idea.id})
    closed = close(idea, price or await price_now(ctx.world, idea.symbol), ctx.world.clock.now())
    async with ctx.unit() as unit:
        was = {"status": IdeaStatus.OPEN}
        now = {
            "status": IdeaStatus.CLOSED,
            "exit": closed.exit,
            "profit": closed.profit,
            "closed_at": closed.closed_at,
        }
        if not await unit.move(Idea, [idea.id], was=was, now=now):
            raise Refusal("plan_closed", {"plan": idea.id})
    return await idea_card(ctx.world, closed)


@command("trade sync")
async def sync(ctx: Context) -> Synced:
    """Ask your venues for orders and fills now, and book what is new."""
    return await sync_accounts(ctx.world, ctx.actor.person)
