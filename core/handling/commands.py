"""Standing trades: edit, cancel, undo, send at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from core.command import AWord, Named, Preview, command, confirmed
from core.context import Context
from core.handling.editing import Edit, declined, plan_edit, raises_risk
from core.handling.results import EditPlan, EntriesCanceled, EntrySent, TradeEdited
from core.kernel.errors import Refusal
from core.kernel.faults import faultpoint
from core.kernel.money import Price, plain
from core.market.options import APrice
from core.orders.changes import CancelEntries, standing_of
from core.orders.kept_rules import kept_rules
from core.orders.lifecycle import LIVE
from core.orders.model import Mover, Order, OrderStatus, Purpose, Trade
from core.orders.options import (
    SOFT_WORDS,
    STOP_WORDS,
    TARGET_WORDS,
    TRAIL_WORDS,
    ADistance,
    AStop,
    Distance,
    StopAt,
)
from core.orders.proposal import equal_targets
from core.orders.steering import steer
from core.orders.views import find_trade, mode_of, orders_and_filled
from core.orders.waiting import release
from core.portfolio.views import prices_now

ALL = "all"
SENT_NOW = "sent at once"


@command("trade edit")
async def edit(
    ctx: Context,
    what: Annotated[AWord, "a trade (T-7K2Q) or a symbol"],
    stop: Annotated[AStop | None, "new stop, or be for break-even", STOP_WORDS] = None,
    soft: Annotated[APrice | None, "new stop that I watch, not the venue", SOFT_WORDS] = None,
    trail: Annotated[ADistance | None, "let the stop follow at 1.5%", TRAIL_WORDS] = None,
    limit: Annotated[APrice | None, "buy the rest at this price instead", Named(("at",))] = None,
    targets: Annotated[tuple[APrice, ...], "take profits for what is left", TARGET_WORDS] = (),
) -> Preview[EditPlan] | TradeEdited:
    """Change stop, targets or limit of a trade: asks first when it raises the risk."""
    trade = await find_trade(ctx.world, ctx.actor.person, what)
    asked = _edit(stop, soft, trail, limit, targets)
    if not asked.moves:
        raise Refusal("nothing_to_edit", {"trade": trade.id, "symbol": trade.symbol})
    plan = await _planned(ctx, trade, asked)
    return Preview(plan) if raises_risk(plan) else await place_edit(ctx, plan)


def _edit(
    stop: StopAt | None,
    soft: Price | None,
    trail: Distance | None,
    limit: Price | None,
    targets: Sequence[Price],
) -> Edit:
    if stop is not None and soft is not None:
        raise Refusal("two_stops", {})
    return Edit(
        stop=soft if stop is None else stop.price,
        break_even=stop is not None and stop.price is None,
        soft=True if soft is not None else (False if stop is not None and stop.price is not None else None),
        targets=equal_targets(tuple(targets)),
        trail=None if trail is None else trail.share,
        limit=limit,
    )


async def _planned(ctx: Context, trade: Trade, asked: Edit) -> EditPlan:
    orders, filled = await orders_and_filled(ctx.view, trade)
    rules = (await kept_rules(ctx.world, ctx.view, [trade]))[trade.id]
    prices = await prices_now(ctx.world, [trade.symbol])
    standing = standing_of(trade, orders, filled, rules, prices.get(trade.symbol))
    return plan_edit(trade, standing, asked, await mode_of(ctx.world, trade), orders, filled)


@confirmed
async def place_edit(ctx: Context, plan: EditPlan) -> TradeEdited:
    """Carry out a change that was shown. What became impossible since is refused whole."""
    asked = Edit(
        stop=plan.stop,
        break_even=plan.break_even,
        soft=plan.soft,
        targets=plan.targets,
        trail=plan.trail,
        limit=plan.limit,
    )
    prices = await prices_now(ctx.world, [plan.symbol])
    async with ctx.unit() as unit:
        steered = await steer(
            ctx.world, unit, [plan.trade], asked.moves, by=Mover.OWNER, cause=ctx.cause.key, prices=prices
        )
        for one in steered:
            if one.declined is not None:
                raise declined(one.was, one.declined)
    faultpoint("intent.committed")
    return TradeEdited(
        trade=plan.trade,
        mode=plan.mode,
        symbol=plan.symbol,
        quote=plan.quote,
        lines=plan.lines,
        risk_was=plan.risk_was,
        risk_now=plan.risk_now,
    )


@command("trade cancel")
async def cancel(
    ctx: Context, what: Annotated[AWord, "a trade (T-7K2Q), a symbol, or all"] = ALL
) -> EntriesCanceled:
    """Take back what is not bought yet: orders that wait, and the rest of those filled in part."""
    entries = await _entries(ctx, what)
    if not entries:
        if what.lower() == ALL:
            raise Refusal("nothing_to_cancel", {"symbol": ""})
        trade = await find_trade(ctx.world, ctx.actor.person, what)
        raise await _too_late(ctx, trade)
    return await _take_back(ctx, entries)


async def _entries(ctx: Context, what: str) -> list[Order]:
    """The person's entries that are not over, of one trade, one symbol, or all."""
    live = await ctx.view.all(Order, person=ctx.actor.person, purpose=Purpose.ENTRY, status=LIVE)
    if what.lower() == ALL:
        return list(live)
    instrument = None if what.lower().startswith("t-") else ctx.world.market.table.find(what)
    if instrument is not None:
        return [order for order in live if order.symbol == instrument.symbol]
    trade = await find_trade(ctx.world, ctx.actor.person, what)
    return [order for order in live if order.trade == trade.id]


async def _take_back(ctx: Context, entries: Sequence[Order]) -> EntriesCanceled:
    trades = list(dict.fromkeys(order.trade for order in entries))
    unsent = [o for o in entries if o.status in (OrderStatus.HELD, OrderStatus.PLANNED)]
    async with ctx.unit() as unit:
        steered = await steer(
            ctx.world, unit, trades, [CancelEntries()], by=Mover.OWNER, cause=ctx.cause.key, prices={}
        )
    done = [one for one in steered if one.declined is None]
    if not done:
        raise Refusal("nothing_to_cancel", {"symbol": entries[0].symbol})
    return EntriesCanceled(
        mode=await mode_of(ctx.world, done[0].now),
        symbols=tuple(dict.fromkeys(one.now.symbol for one in done)),
        trades=tuple(one.trade for one in done),
        unsent=len(unsent),
        asked=len(entries) - len(unsent),
    )


async def _too_late(ctx: Context, trade: Trade) -> Refusal:
    """What can be done instead about an entry that is through already."""
    mode, average = await mode_of(ctx.world, trade), trade.average_entry
    price = "" if average is None else plain(average)
    facts = {"symbol": trade.symbol, "trade": trade.id, "mode": mode, "price": price}
    return Refusal("filled_already" if trade.held else "nothing_to_cancel", facts)


@command("trade undo")
async def undo(
    ctx: Context, what: Annotated[AWord | None, "a trade (T-7K2Q); the newest when left out"] = None
) -> EntriesCanceled:
    """Take back an order that is still held in its undo window."""
    live = await _entries(ctx, what or ALL)
    held = sorted(_in_window(live), key=lambda order: (order.created_at, order.id))
    if not held:
        raise await _no_window(ctx, what, live)
    newest = held[-1].trade
    return await _take_back(ctx, [order for order in held if order.trade == newest])


def _in_window(orders: Sequence[Order]) -> list[Order]:
    return [o for o in orders if o.status is OrderStatus.HELD and o.hold_until is not None]


async def _no_window(ctx: Context, what: str | None, live: Sequence[Order]) -> Refusal:
    if what is None:
        trades = await ctx.view.all(Trade, person=ctx.actor.person)
        trade = max(trades, key=lambda one: (one.created_at, one.id), default=None)
    else:
        trade = await find_trade(ctx.world, ctx.actor.person, what)
    if trade is None:
        return Refusal("nothing_to_undo", {})
    if any(order.trade == trade.id for order in live):
        return Refusal("sent_already", {"symbol": trade.symbol, "trade": trade.id})
    late = await _too_late(ctx, trade)
    return late if late.code == "filled_already" else Refusal("nothing_to_undo", late.facts)


@command("trade send")
async def send(ctx: Context, what: Annotated[AWord, "a trade (T-7K2Q)"]) -> EntrySent:
    """Do not wait for the end of the undo window."""
    trade = await find_trade(ctx.world, ctx.actor.person, what)
    held = _in_window(await ctx.view.all(Order, trade=trade.id))
    if not held:
        raise await _no_window(ctx, trade.id, await _entries(ctx, trade.id))
    async with ctx.unit() as unit:
        gone = await release(ctx.world, unit, held, SENT_NOW)
    faultpoint("intent.committed")
    if not gone:
        raise Refusal("sent_already", {"symbol": trade.symbol, "trade": trade.id})
    return EntrySent(
        trade=trade.id, mode=await mode_of(ctx.world, trade), symbol=trade.symbol, side=trade.side
    )
