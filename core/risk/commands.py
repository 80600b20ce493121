"""Why an entry was taken or not (row BX-04), and what a person and a community allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from core.accounts.options import AFigure, ALength, AShare
from core.command import AWord, Named, Preview, command, confirmed
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.market.options import AnInstrument, APrice
from core.orders.options import AnAmount
from core.portfolio.views import book_equity, home_book
from core.risk.limits import Bounds, Limits, server_scope, stated
from core.risk.model import (
    BrakePlan,
    DayBook,
    LimitsCard,
    LimitsPlan,
    PendingChange,
    ServerLimits,
    SizeCard,
    WhyCard,
)
from core.risk.options import UNDO_MOST, ACap, ACount, AFactor, APace, ASymbol, OnOff, limits_given
from core.risk.pending import pending, split_change
from core.risk.today import is_halted
from core.risk.views import SizeAsked, decided_about, limits_card, size_card
from core.venues.comparing import cost_lines
from core.venues.results import CostCard

CONSOLE = "console"

GENERAL = ""


class LimitsWhat(StrEnum):
    """What else can be done with limits than changing one."""

    KEEP = "keep"
    RESUME = "resume"


# Options that a person's limits and a community's have alike.
MostPosition = Annotated[AShare | None, "largest position in one instrument: 25%"]
MostExposure = Annotated[AShare | None, "all positions together: 100%", Named(("positions",))]
MostOpen = Annotated[ACount | None, "most open trades: 20", Named(("trades",))]
MostDay = Annotated[AShare | None, "loss of a day that stops new trades: 3%", Named(("daily",))]
MostDrawdown = Annotated[AShare | None, "fall from the peak that stops them: 20%", Named(("fall",))]
MostChase = Annotated[AShare | None, "how far the price may have run: 0.5%"]
MostAway = Annotated[AShare | None, "how far it may be away at all: 2%", Named(("around",))]
MostAge = Annotated[ALength | None, "how old a signal may be: 120s"]
NeedsStop = Annotated[OnOff | None, "whether a copied trade needs a stop: on", Named(("needstop",))]
StopDistance = Annotated[AShare | None, "how far a stop may be: 15%", Named(("away",))]
MostOrders = Annotated[APace | None, "entries a day/minute: 500/60", Named(("pace",))]
MostTurnover = Annotated[AFactor | None, "entered a day, times the account: 20x", Named(("churn",))]
LeastEntry = Annotated[AFigure | None, "smallest entry: 10"]
MostOrder = Annotated[ACap | None, "most money in one order: 2000, off", Named(("cap",))]


@command("trade why")
async def why(
    ctx: Context,
    what: Annotated[AWord | None, "a trade (T-7K2Q) or a signal (#86); the last one when left out"] = None,
) -> WhyCard:
    """Every check about an entry, failed ones first, and the smallest change that would have passed."""
    return await decided_about(ctx.world, ctx.actor.person, what or "")


@command("trade size")
async def size(
    ctx: Context,
    symbol: Annotated[AnInstrument, "what to buy or sell short"],
    stop: Annotated[APrice, "where you would get out", Named(("sl",))],
    entry: Annotated[APrice | None, "where you would get in; now when left out", Named(("at",))] = None,
    target: Annotated[APrice | None, "where you would take the profit", Named(("tp",))] = None,
    risk: Annotated[AShare | None, "what may be lost, of the account: 0.5%", Named(("lose",))] = None,
    amount: Annotated[AFigure | None, "what may be lost, in money: 50", Named(("money",))] = None,
    commission: Annotated[AFigure | None, "commission a unit, each way", Named(("fee",))] = None,
    wins: Annotated[AShare | None, "share of trades that win, for Kelly: 55%", Named(("winrate",))] = None,
    payoff: Annotated[AFactor | None, "average win over average loss: 1.5", Named(("winloss",))] = None,
) -> SizeCard:
    """How many units a risk pays for, reward/risk after fees, and Kelly's fraction."""
    return await size_card(
        ctx.world,
        ctx.actor.person,
        SizeAsked(symbol, entry, stop, target, risk, amount, commission, wins, payoff),
    )


@command("trade compare")
async def compare(
    ctx: Context,
    symbol: Annotated[AnInstrument, "what to buy"],
    amount: Annotated[AnAmount, "0.5, $100 or 10%"],
) -> CostCard:
    """What the same purchase costs at each of your accounts: fee, spread, minimum. Nothing is bought."""
    lines = await cost_lines(ctx.world, ctx.actor.person, symbol, amount)
    return CostCard(symbol=symbol.symbol, base=symbol.base, quote=symbol.quote, lines=lines)


@command("me limits")
async def limits(
    ctx: Context,
    what: Annotated[LimitsWhat | None, "keep: take back what waits; resume: let the daily brake go"] = None,
    risk: Annotated[AShare | None, "most a copied trade may lose, of your account: 0.5%"] = None,
    position: MostPosition = None,
    exposure: MostExposure = None,
    open: MostOpen = None,  # noqa: A002 - as it is typed
    day: MostDay = None,
    drawdown: MostDrawdown = None,
    chase: MostChase = None,
    band: MostAway = None,
    age: MostAge = None,
    stop: NeedsStop = None,
    distance: StopDistance = None,
    reward: Annotated[AFigure | None, "least reward/risk: 0 is no floor", Named(("ratio",))] = None,
    leverage: Annotated[AFactor | None, "most leverage where there is any: 3x", Named(("margin",))] = None,
    orders: MostOrders = None,
    live: Annotated[APace | None, "the same with real money: 200/20", Named(("livepace",))] = None,
    turnover: MostTurnover = None,
    smallest: LeastEntry = None,
    order: MostOrder = None,
    volume: Annotated[AFigure | None, "least traded a day, live only: 1m", Named(("liquidity",))] = None,
    allow: Annotated[tuple[ASymbol, ...], "symbols to trade; all for every one", Named(("only",))] = (),
    block: Annotated[tuple[ASymbol, ...], "symbols not to trade; none for no list", Named(("never",))] = (),
    undo: Annotated[ALength | None, "seconds to take a copy back: 0s to 30s", Named(("window",))] = None,
    expiry: Annotated[ALength | None, "how long an unfilled entry waits: 15m", Named(("expires",))] = None,
    even: Annotated[
        ACount | None, "target that brings the stop to break-even: 1", Named(("breakeven",))
    ] = None,
) -> LimitsCard | Preview[LimitsPlan] | Preview[BrakePlan]:
    """Your limits. Tightening is at once; loosening asks first and holds in ten minutes."""
    typed = {name: value for name, value in locals().items() if name not in ("ctx", "what")}
    if what is LimitsWhat.KEEP:
        return await _take_back(ctx)
    if what is LimitsWhat.RESUME:
        return await _let_go(ctx)
    before = await ctx.view.get(Limits, ctx.actor.person) or Limits(person=ctx.actor.person)
    given = limits_given(before, **typed)
    _must_make_sense(given)
    split = split_change(before, given)
    if split.waiting:
        book = await home_book(ctx.view, ctx.actor.person, ctx.world.clock.now())
        after = replace(before, **split.at_once, **split.waiting)
        equity = await book_equity(ctx.world, book, {})
        currency, mode = book.portfolio.currency, book.portfolio.mode.value
        return Preview(LimitsPlan(limits=after, before=before, currency=currency, equity=equity, mode=mode))
    if given:
        await _save(ctx, before, split.at_once, {}, tuple(given))
    return await limits_card(ctx.world, ctx.actor.person, tuple(split.at_once))


def _must_make_sense(given: dict[str, Any]) -> None:
    """Zero where it would mean nothing is refused at the door, and so is more than there is (DF-11)."""
    for name in ("risk_share", "position_share", "exposure_share", "day_share", "drawdown_share"):
        if name in given and given[name] <= 0:
            raise Refusal("zero_limit", {"name": name})
    if "signal_age" in given and given["signal_age"] <= timedelta(0):
        raise Refusal("not_understood", {"what": "age", "typed": "0"})
    if given.get("undo", timedelta(0)) > UNDO_MOST:
        raise Refusal("undo_too_long", {"limit": str(UNDO_MOST // timedelta(seconds=1))})


async def _save(
    ctx: Context,
    before: Limits,
    at_once: dict[str, Any],
    waiting: dict[str, Any],
    spoken: tuple[str, ...],
) -> None:
    """What is tightened holds now; whatever waited under one of these names is overtaken."""
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        rows = await unit.all(PendingChange, person=ctx.actor.person, scope=GENERAL)
        await unit.drop(PendingChange, [key_of(row) for row in rows if row.name in spoken])
        if at_once:
            await unit.put([replace(before, **at_once)])
        if waiting:
            await unit.add(pending(ctx.actor.person, GENERAL, waiting, now))


def key_of(row: PendingChange) -> tuple[object, ...]:
    """The key of a waiting change."""
    return row.due_at, row.person, row.scope, row.name


@confirmed
async def loosen(ctx: Context, plan: LimitsPlan) -> LimitsCard:
    """Put looser limits on their way: they hold in ten minutes, and may be taken back until then."""
    before = await ctx.view.get(Limits, ctx.actor.person) or Limits(person=ctx.actor.person)
    asked = {
        name: getattr(plan.limits, name)
        for name in plan.limits.__dataclass_fields__
        if getattr(plan.limits, name) != getattr(plan.before, name)
    }
    split = split_change(before, asked)
    await _save(ctx, before, split.at_once, split.waiting, tuple(asked))
    return await limits_card(ctx.world, ctx.actor.person, tuple(split.at_once))


async def _take_back(ctx: Context) -> LimitsCard:
    """Whatever waits is taken back, whatever it is about."""
    async with ctx.unit() as unit:
        rows = await unit.all(PendingChange, person=ctx.actor.person)
        await unit.drop(PendingChange, [key_of(row) for row in rows])
    return await limits_card(ctx.world, ctx.actor.person, ())


async def _let_go(ctx: Context) -> Preview[BrakePlan]:
    now = ctx.world.clock.now()
    book = await home_book(ctx.view, ctx.actor.person, now)
    day = await ctx.view.get(DayBook, book.portfolio.id)
    if not is_halted(day, now):
        raise Refusal("not_halted")
    return Preview(
        BrakePlan(person=ctx.actor.person, portfolio=book.portfolio.id, mode=book.portfolio.mode.value)
    )


@confirmed
async def let_go(ctx: Context, plan: BrakePlan) -> LimitsCard:
    """The daily brake lets go in ten minutes, and then measures from what the account is worth at that moment."""
    now = ctx.world.clock.now()
    scope = f"brake:{plan.portfolio}"
    async with ctx.unit() as unit:
        if not await unit.all(PendingChange, person=plan.person, scope=scope):
            await unit.add(pending(plan.person, scope, {"day_share": Decimal(0)}, now))
    return await limits_card(ctx.world, plan.person, ())


@command("admin limits", level=Level.MODERATOR, local=True)
async def server_limits(
    ctx: Context,
    risk: Annotated[AShare | None, "most a copied trade may lose, of an account: 1%"] = None,
    position: MostPosition = None,
    exposure: MostExposure = None,
    open: MostOpen = None,  # noqa: A002 - as it is typed
    day: MostDay = None,
    drawdown: MostDrawdown = None,
    chase: MostChase = None,
    band: MostAway = None,
    age: MostAge = None,
    stop: NeedsStop = None,
    distance: StopDistance = None,
    reward: Annotated[AFigure | None, "least reward/risk", Named(("ratio",))] = None,
    leverage: Annotated[AFactor | None, "most leverage: 3x", Named(("margin",))] = None,
    orders: MostOrders = None,
    turnover: MostTurnover = None,
    smallest: LeastEntry = None,
    order: MostOrder = None,
    allow: Annotated[tuple[ASymbol, ...], "symbols to copy; all for every one", Named(("only",))] = (),
    block: Annotated[tuple[ASymbol, ...], "symbols not to copy; none for no list", Named(("never",))] = (),
) -> ServerLimits:
    """Limits for everybody who copies here: each keeps the tighter of theirs and these."""
    typed = {name: value for name, value in locals().items() if name != "ctx"}
    if not ctx.place.community and ctx.place.platform != CONSOLE:
        raise Refusal("not_in_server")
    scope = server_scope(ctx.place.id, ctx.place.community)
    before = await ctx.view.get(Bounds, scope) or Bounds(scope=scope)
    given = limits_given(before, **typed)
    _must_make_sense(given)
    after = replace(before, **given)
    if after != before:
        async with ctx.unit() as unit:
            await unit.put([after])
    changed = tuple(name for name in given if given[name] != getattr(before, name))
    return ServerLimits(server=scope.partition(":")[2], bounds=Bounds(**stated(after)), changed=changed)
