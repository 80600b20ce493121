"""What people write in their private chat with the bot: answered once, in order, also what came while nobody was here.

Discord tells a message once; what was missed stands in the chat's history. It is read back from the newest number that
was kept, for those who spoke last, and as far as a day.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

import discord

from bot.chat.frontends import Parts
from bot.chat.inbox import REMEMBERED, Inbox
from bot.chat.lanes import Turns
from bot.chat.wire import Outgoing
from bot.discord.posts import words
from bot.discord.wire import PLATFORM, DiscordWire, snowflake
from bot.dispatch import Answer, Speaker, private
from core.kernel.errors import Unavailable
from core.notices.letters import Address
from core.venues.pasted import GONE, holds_key

REMEMBERED_MOST = 2_000
# How much is read back: of so many chats, in each so many messages. Others may be heard a moment after newer ones.
CHATS_MOST, MESSAGES_MOST = 200, 50
OVERLAP = timedelta(minutes=2)

Reach = Callable[[str], discord.abc.Messageable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A private message: who wrote it, what, and in which chat."""

    person: str
    name: str
    room: str
    message: str
    text: str


class Talks:
    """Answers private messages. `speaker(person, name)` says who that is, `wordless` answers one without words,
    `now(card)` shows a card past the mail, `pasted(speaker, room, message)` answers one with a key in it."""

    def __init__(
        self, parts: Parts, lanes: Turns, inbox: Inbox, wire: DiscordWire,
        speaker: Callable[[str, str], Speaker],
        wordless: Callable[[Speaker, str], Awaitable[Answer]],
        now: Callable[[Outgoing], Awaitable[None]],
        pasted: Callable[[Speaker, str, str], Awaitable[Answer]],
    ) -> None:  # fmt: skip
        self._parts = parts
        self._lanes = lanes
        self._inbox = inbox
        self._wire = wire
        self._speaker = speaker
        self._wordless = wordless
        self._now = now
        self._pasted = pasted
        self._talks: OrderedDict[int, None] = OrderedDict()
        self._since = 0
        self._caught_up: set[str] = set()

    def away(self) -> None:
        """A new session begins: whatever is newer than the last that was kept may have been missed."""
        self._caught_up.clear()
        earliest = snowflake(self._parts.world.clock.now() - REMEMBERED)
        overlap = (OVERLAP // timedelta(milliseconds=1)) << 22
        self._since = max(self._inbox.newest - overlap, earliest) if self._inbox.newest else 0

    async def came(self, message: discord.Message) -> None:
        """Somebody wrote in their private chat with the bot. What they wrote there before comes first."""
        said = said_of(message)
        async with self._lanes.turn(f"@{said.person}"):
            await self._make_up(message.channel, said.room, before=message)
            await self._take(said)

    async def again(self, number: int, body: str) -> None:
        """One that was kept and not done when the program ended."""
        said = Said(**json.loads(body))
        async with self._lanes.turn(f"@{said.person}"):
            await self._carry_out(said)
            self._inbox.done(number)

    async def catch_up(self, reach: Reach) -> None:
        """Read back what was missed, in the chats of those who spoke last."""
        if not self._since:
            return
        known = [one for one in await self._parts.world.view.all(Address, platform=PLATFORM) if one.chat]
        spoke = sorted((one for one in known if one.last_spoke), key=lambda one: str(one.last_spoke))
        for address in reversed(spoke[-CHATS_MOST:]):
            assert address.chat is not None
            async with self._lanes.turn(f"@{address.external}"):
                await self._make_up(reach(address.chat), address.chat)

    async def _make_up(
        self, channel: discord.abc.Messageable, room: str, before: discord.Message | None = None
    ) -> None:
        """Once in each session: hear what was missed in this chat."""
        if not self._since or room in self._caught_up:
            return
        self._caught_up.add(room)
        try:
            missed = channel.history(
                after=discord.Object(self._since), before=before, limit=MESSAGES_MOST, oldest_first=True
            )
            async for message in missed:
                if not message.author.bot:
                    await self._take(said_of(message))
        except (discord.HTTPException, OSError, TimeoutError) as error:
            self._parts.report("discord", f"the private chat {room} could not be read back", error)

    async def _take(self, said: Said) -> None:
        """Keep it and answer it; the same message is answered once."""
        number = int(said.message)
        try:
            # A key that somebody pasted is in no row: only that there was one.
            kept = replace(said, text=GONE) if holds_key(said.text) else said
            if not await self._inbox.keep([(number, json.dumps(asdict(kept)))]):
                return
        except Unavailable:  # then only this process knows what it has heard
            if number in self._talks:
                return
        self._talks[number] = None
        if len(self._talks) > REMEMBERED_MOST:
            self._talks.popitem(last=False)
        await self._carry_out(said)
        self._inbox.done(number)

    async def _carry_out(self, said: Said) -> None:
        self._wire.knows(said.person, said.room)
        speaker, place = self._speaker(said.person, said.name), private(PLATFORM, said.person)
        if holds_key(said.text):
            answer = await self._pasted(speaker, said.room, said.message)
        elif said.text:
            answer = await self._parts.asks.say(speaker, place, said.text, said.message, chat=said.room)
        else:
            answer = await self._wordless(speaker, said.message)
        try:
            await self._parts.mail.reachable(PLATFORM, said.person, said.room)
            await self._parts.mail.answer(answer, platform=PLATFORM, chat=said.room, to=said.message)
        except Unavailable:  # the records are away, and with them the mail
            await self._now(
                Outgoing(
                    chat=said.room,
                    card=answer.card,
                    reply=answer.reply,
                    nonce=said.message,
                    answers=said.message,
                )
            )


def is_said(body: str) -> bool:
    """Whether a row is of a private message; the others are of commands and taps."""
    return "text" in json.loads(body)


def said_of(message: discord.Message) -> Said:
    """A private message as plain data."""
    return Said(
        person=str(message.author.id),
        name=message.author.global_name or message.author.name,
        room=str(message.channel.id),
        message=str(message.id),
        text=words(message),
    )
