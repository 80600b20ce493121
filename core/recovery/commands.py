"""Books against venues, at once and for everybody; and the way out of safe mode."""

from __future__ import annotations

from core.command import Preview, command, confirmed
from core.context import Context
from core.kernel.access import Level
from core.recovery.comparing import compare_everybody
from core.recovery.results import CompareCard, LeavePlan, SafeModeLeft
from core.recovery.safety import leave_safe_mode


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
