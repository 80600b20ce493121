"""Help for everybody, health for whoever runs this."""

from __future__ import annotations

from typing import Annotated

from core.command import AText, command
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.operations.model import Health, HelpLine, HelpPage
from core.operations.views import health


@command("help", level=Level.VIEWER)
async def help_page(
    ctx: Context, topic: Annotated[AText | None, "a command or its first word: trade, trade buy"] = None
) -> HelpPage:
    """What can be asked, and how."""
    wanted = (topic or "").strip().lower().lstrip("/")
    known = [one for one in ctx.world.commands if one.level <= ctx.actor.level]
    found = [one for one in known if not wanted or one.path == wanted or one.path.split()[0] == wanted]
    if not found:
        raise Refusal("no_such_topic", {"typed": wanted[:40], "near": ", ".join(_nouns(ctx))})
    exact = [one for one in found if one.path == wanted]
    lines = tuple(HelpLine(usage=one.usage, help=one.help) for one in exact or found)
    return HelpPage(topic=wanted, lines=lines, options=exact[0].options if exact else ())


def _nouns(ctx: Context) -> list[str]:
    return list(
        dict.fromkeys(one.path.split()[0] for one in ctx.world.commands if one.level <= ctx.actor.level)
    )


@command("admin health", level=Level.MODERATOR)
async def admin_health(ctx: Context) -> Health:
    """How every part of this installation stands."""
    return await health(ctx.world)
