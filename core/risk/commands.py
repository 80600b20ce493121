"""Why an entry was taken or not, and the checks behind it (row BX-04)."""

from __future__ import annotations

from typing import Annotated

from core.command import AWord, command
from core.context import Context
from core.risk.model import WhyCard
from core.risk.views import decided_about


@command("trade why")
async def why(
    ctx: Context,
    what: Annotated[AWord | None, "a trade (T-7K2Q) or a signal (#86); the last one when left out"] = None,
) -> WhyCard:
    """Every check about an entry, failed ones first, and the smallest change that would have passed."""
    return await decided_about(ctx.world, ctx.actor.person, what or "")
