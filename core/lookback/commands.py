"""Looking back before and after copying somebody."""

from __future__ import annotations

from typing import Annotated

from core.command import AWord, command
from core.context import Context
from core.lookback.results import CopyReport, WhatIfCard
from core.lookback.views import copy_report, what_if
from core.signals.views import find_provider


@command("copy whatif")
async def whatif(
    ctx: Context, provider: Annotated[AWord, "a provider's name, @handle or #channel"]
) -> WhatIfCard:
    """What copying somebody for the last 90 days would have brought, with your size, limits, fees and delay."""
    return await what_if(ctx.world, await find_provider(ctx.world, provider), ctx.actor.person)


@command("copy report")
async def report(ctx: Context, provider: Annotated[AWord, "whom you copy, or did"]) -> CopyReport:
    """What the way from a provider's post to your fill took, and what it cost."""
    return await copy_report(ctx.world, await find_provider(ctx.world, provider), ctx.actor.person)
