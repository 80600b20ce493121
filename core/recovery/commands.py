"""Books against venues, at once and for everybody; and the way out of safe mode."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.command import AWord, Preview, command, confirmed
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.orders.steering import rearrange
from core.orders.views import find_trade
from core.recovery.comparing import compare_everybody
from core.recovery.model import Exposed, ExposedTold, Fallback, Protection
from core.recovery.protection import look_at
from core.recovery.results import CompareCard, ExposedCard, LeavePlan, ProtectionCard, SafeModeLeft
from core.recovery.safety import leave_safe_mode
from core.recovery.views import show_exposed


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
