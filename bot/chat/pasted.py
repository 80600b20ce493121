"""A key that somebody pasted into a chat: taken away where the platform lets us, and its writer told (row BR-16).

It is looked for before anything else is done with a message: nothing of it is recorded, answered or kept.
"""

from __future__ import annotations

from bot.chat.frontends import Parts
from bot.chat.wire import NOT_SHOWN, Wire
from bot.dispatch import Answer, Speaker
from bot.looks import look_of
from bot.present.locales import ENGLISH
from bot.present.look import Look
from bot.present.messages import language_of
from bot.present.refusals import refusal
from core.kernel.errors import Unavailable
from core.kernel.ids import derived
from core.venues.pasted import not_here


async def taken_away(wire: Wire, chat: str, message: str) -> bool:
    """Whether the message is gone."""
    try:
        await wire.delete(chat, message)
    except NOT_SHOWN:
        return False
    return True


async def said_of_key(parts: Parts, speaker: Speaker, chat: str, message: str, *, deleted: bool) -> Answer:
    """What whoever pasted it is told: that it is gone or theirs to delete, and that the key is known now."""
    card = derived("pasted", speaker.platform, chat, message)
    world = parts.world
    try:
        actor, _ = await parts.dispatcher.meet(speaker)
        person, look = actor.person, await look_of(world, actor.person)
    except Unavailable:  # the words come all the same, without buttons that nobody could keep
        person = derived("person", speaker.platform, speaker.external)
        look = Look(world, world.clock.now(), language=language_of(speaker.language) or ENGLISH)
    reply = refusal(not_here(deleted=deleted), look)
    answer = Answer(kind="refusal", person=person, channel=None, card=card, command="", reply=reply)
    try:
        return await parts.dispatcher.offer(answer, None, None, None)
    except Unavailable:
        return answer
