"""Books against venues, at once and for everybody; and the way out of safe mode."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.command import AWord, Preview, command, confirmed
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal, Unavailable
from core.orders.doubts import DoubtCard, DoubtTold, show_doubt
from core.orders.model import Order, OrderStatus, Trade
from core.orders.reconcile import ask_about, candidates_of, claim, disclaim
from core.orders.steering import rearrange
from core.orders.views import find_trade
from core.ports.broker import BrokerError
from core.recovery.comparing import compare_everybody
from core.recovery.model import Exposed, ExposedTold, Fallback, Protection
from core.recovery.protection import look_at
from core.recovery.results import (
    CompareCard,
    ExposedCard,
    LeavePlan,
    ProtectionCard,
    SafeModeLeft,
    SettleCard,
    SettlePlan,
)
from core.recovery.safety import leave_safe_mode
from core.recovery.views import show_exposed

NONE_OF_THEM = "none"
LEAST_DIGITS = 4


class ProtectHow(StrEnum):
    """What its owner does about a position without a stop."""

    NOW = "now"
    MINE = "mine"


@command("admin compare", level=Level.OWNER)
async def compare(ctx: Context) -> CompareCard | Preview[LeavePlan]:
    """Compare the books with every broker now; in safe mode, then ask whether new orders may go on."""
    found = await compare_everybody(ctx.world)
    if found.safe_since is None:
        return found
    return Preview(LeavePlan(compared=found, since=found.safe_since))


@confirmed
async def leave(ctx: Context, plan: LeavePlan) -> SafeModeLeft:
    """New orders go on. What still differs stays held back by itself."""
    async with ctx.unit() as unit:
        await leave_safe_mode(ctx.world, unit)
    return SafeModeLeft(since=plan.since)


@command("trade settle")
async def settle(
    ctx: Context,
    trade: Annotated[AWord, "a trade (T-7K2Q) or a symbol with an order in doubt"],
    order: Annotated[AWord | None, "which order at the venue it is, by its number there; or none"] = None,
) -> DoubtCard | SettleCard | Preview[SettlePlan]:
    """Say which order at the venue is yours, where several fit one of mine and it knows no names of ours."""
    found = await find_trade(ctx.world, ctx.actor.person, trade)
    waiting = await _in_doubt(ctx, found)
    if waiting is None:
        raise Refusal("nothing_in_doubt", {"symbol": found.symbol, "trade": found.id})
    try:
        candidates = await candidates_of(ctx.world, waiting)
    except (BrokerError, TimeoutError, Unavailable) as error:
        raise Refusal("not_told_now", {"symbol": found.symbol, "trade": found.id}) from error
    doubt = await show_doubt(ctx.world, DoubtTold(waiting.id))
    assert doubt is not None
    if not candidates:
        return doubt
    card = SettleCard(
        trade=found.id,
        mode=doubt.mode,
        symbol=doubt.symbol,
        base=doubt.base,
        venue=doubt.venue,
        purpose=doubt.purpose,
        candidates=tuple(candidates),
    )
    if order is None:
        return card
    if order.lower() == NONE_OF_THEM:
        return Preview(SettlePlan(order=waiting.id, card=card, chosen=None))
    # Long numbers are shown by their end.
    end = order.lstrip("…")
    chosen = (
        [one for one in candidates if one.venue_order_id.endswith(end)] if len(end) >= LEAST_DIGITS else []
    )
    if len(chosen) != 1:
        choices = ", ".join((*(one.venue_order_id for one in candidates), NONE_OF_THEM))
        raise Refusal("not_a_choice", {"typed": order[:40], "choices": choices})
    return Preview(SettlePlan(order=waiting.id, card=card, chosen=chosen[0]))


async def _in_doubt(ctx: Context, trade: Trade) -> Order | None:
    """The oldest order of a trade whose fate nobody has proven."""
    unknown = await ctx.view.all(Order, trade=trade.id, status=OrderStatus.UNKNOWN)
    return min(unknown, key=lambda one: (one.created_at, one.id), default=None)


@confirmed
async def settled(ctx: Context, plan: SettlePlan) -> DoubtCard:
    """Take it for the one that its owner named and ask the venue how that one stands; or for one that is not there."""
    order = await ctx.view.get(Order, plan.order)
    assert order is not None
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        if plan.chosen is None:
            done = await disclaim(unit, order, now)
        else:
            done = await claim(unit, order, plan.chosen.venue_order_id, now)
    if not done:
        raise Refusal("not_in_doubt_now", {"symbol": order.symbol, "trade": order.trade})
    if plan.chosen is not None:
        await ask_about(ctx.world, [order], listing=False)
    card = await show_doubt(ctx.world, DoubtTold(order.id))
    assert card is not None
    return card


@command("trade protect")
async def protect(
    ctx: Context,
    what: Annotated[AWord, "a trade (T-7K2Q) or a symbol whose stop is missing"],
    how: Annotated[ProtectHow, "now: place its stop at once; mine: you take care of it"] = ProtectHow.NOW,
) -> ExposedCard:
    """Place the stop that is missing, or take care of it yourself: then I stop trying and selling."""
    trade = await find_trade(ctx.world, ctx.actor.person, what)
    row = await ctx.view.get(Exposed, trade.id)
    if row is None or row.ended_at is not None:
        raise Refusal("protected", {"symbol": trade.symbol, "trade": trade.id})
    async with ctx.unit() as unit:
        row = await unit.get(Exposed, trade.id) or row
        if how is ProtectHow.MINE:
            await unit.put([replace(row, hands_off=True)])
        else:
            await unit.put([replace(row, hands_off=False, tried_at=ctx.world.clock.now())])
            await rearrange(ctx.world, unit, [trade.id])
        await look_at(ctx.world, unit, [trade.id])
    card = await show_exposed(ctx.world, ExposedTold(trade.id))
    assert card is not None
    return card


@command("me protect")
async def fallback(
    ctx: Context,
    what: Annotated[
        Fallback | None, "exit: sell after a minute without a stop; watch: I watch the price"
    ] = None,
) -> ProtectionCard:
    """What happens to a position that has had no stop for a minute."""
    chosen = await ctx.view.get(Protection, ctx.actor.person)
    if what is not None:
        chosen = Protection(person=ctx.actor.person, fallback=what)
        async with ctx.unit() as unit:
            await unit.put([chosen])
    now = Fallback.EXIT if chosen is None else chosen.fallback
    return ProtectionCard(fallback=now.value, changed=what is not None)
