"""Help for everybody, health for whoever runs this."""

from __future__ import annotations

from typing import Annotated

from core.command import AText, command
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.operations.model import Health, HelpLine, HelpPage
from core.operations.topics import find, near
from core.operations.views import health


@command("help", level=Level.VIEWER)
async def help_page(
    ctx: Context,
    topic: Annotated[AText | None, "a command, its first word, or a word: trade, trade buy, R"] = None,
) -> HelpPage:
    """What can be asked, and how; and what the words of the trade mean."""
    known = [
        HelpLine(path=one.path, usage=one.usage, help=one.help, options=one.options)
        for one in ctx.world.commands
        if ctx.actor.may(one.level, local=one.local)
    ]
    page = find(topic or "", known)
    if page is None:
        typed = (topic or "").strip()[:40]
        raise Refusal("no_such_topic", {"typed": typed, "near": ", ".join(near(typed, known))})
    return page


@command("admin health", level=Level.MODERATOR)
async def admin_health(ctx: Context) -> Health:
    """How every part of this installation stands."""
    return await health(ctx.world)
