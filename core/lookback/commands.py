"""Looking back before and after copying somebody."""

from __future__ import annotations

from typing import Annotated

from core.command import AWord, command
from core.context import Context
from core.lookback.results import CopyReport, TradeReplay, WhatIfCard
from core.lookback.views import copy_report, trade_replay, what_if
from core.orders.views import find_trade
from core.signals.views import find_provider


@command("copy whatif")
async def whatif(
    ctx: Context, provider: Annotated[AWord, "a provider's name, @handle or #channel"]
) -> WhatIfCard:
    """What copying somebody for 90 days would have brought, with your size, limits, fees and delay."""
    return await what_if(ctx.world, await find_provider(ctx.world, provider), ctx.actor.person)


@command("copy report")
async def report(ctx: Context, provider: Annotated[AWord, "whom you copy, or did"]) -> CopyReport:
    """What the way from a provider's post to your fill took, and what it cost."""
    return await copy_report(ctx.world, await find_provider(ctx.world, provider), ctx.actor.person)


@command("trade replay")
async def replay(ctx: Context, trade: Annotated[AWord, "a trade (T-7K2Q), or a symbol"]) -> TradeReplay:
    """A trade told again as one thread: post, edits, fills, moves of the stop."""
    return await trade_replay(ctx.world, await find_trade(ctx.world, ctx.actor.person, trade))
