"""What becomes of the card that somebody tapped."""

from __future__ import annotations

from contextlib import suppress

from bot.dispatch import Answer
from core.context import World
from core.kernel.errors import Unavailable
from core.notices.model import Notice


async def takes_its_place(world: World, card: str, answer: Answer) -> bool:
    """Whether an answer takes the place of the card that was tapped: not that of a card with a life of its own, which a
    notice has, nor where it only says that the tap came too late."""
    if answer.card == card:
        return True
    if answer.kind == "refusal" and answer.reply.data.get("code") != "expired":
        return False
    with suppress(Unavailable):
        return await world.view.get(Notice, card) is None
    return False
