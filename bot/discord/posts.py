"""What is posted in channels that are listened to: new, edited, deleted, and what came while nobody was here.

Who wrote a post is told by its id alone: a webhook and another bot have ids of their own, so neither can pass for a
provider; what somebody forwards is not theirs and carries no id of a provider.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import discord

from bot.chat.frontends import Parts
from bot.chat.lanes import Turns
from bot.discord.wire import PLATFORM, moment, snowflake
from core.kernel.errors import Refusal, Unavailable
from core.ports.store import View
from core.signals.channels import know_channel
from core.signals.intake import forget
from core.signals.model import EntryKind, LedgerEntry, Post, Provider, ProviderStatus
from core.venues.pasted import holds_key

WRITTEN = (
    discord.MessageType.default,
    discord.MessageType.reply,
    discord.MessageType.chat_input_command,
    discord.MessageType.context_menu_command,
)
# More would fill the memory; a channel that is left behind is read again from its history.
WAITING_MOST = 20_000
MISSED_MOST = 1_000
LOOKED_AT_AGAIN = 100
CATCH_UP_SECONDS = 60.0
FORGET_TRIES, FORGET_PAUSE = 120, 1.0


class Posts:
    """Hands posts to the ear in the order of their channel. `pasted(message)` hears of one with a key in it."""

    def __init__(
        self,
        parts: Parts,
        lanes: Turns,
        refused: Callable[[discord.Message, Refusal], Awaitable[None]],
        pasted: Callable[[discord.Message], Awaitable[None]],
    ) -> None:
        self._parts = parts
        self._lanes = lanes
        self._refused = refused
        self._pasted = pasted
        self._seen: dict[str, int] = {}
        self._known: set[str] = set()
        self._behind: dict[str, tuple[discord.abc.Messageable, int]] = {}
        self._caught_up = asyncio.Event()

    def away(self) -> None:
        """A new session begins: what comes now waits until what was missed has been heard."""
        self._caught_up.clear()

    async def came(self, message: discord.Message) -> None:
        """A new message in a server."""
        room = str(message.channel.id)
        if self._lanes.waiting > WAITING_MOST:
            self._behind.setdefault(room, (message.channel, message.id - 1))
            return
        async with self._lanes.turn(room):
            await self._until_caught_up()
            if not await self._parts.rooms.listens(f"{PLATFORM}:{room}"):
                return
            if room in self._behind and message.id > self._behind[room][1]:
                await self._make_up(room)
            await self._hear(message)
        await self._make_up_all()

    async def _make_up_all(self) -> None:
        """What was left behind elsewhere is heard as soon as there is room again, not only when more is posted."""
        if self._lanes.waiting > WAITING_MOST:
            return
        for room in tuple(self._behind):
            async with self._lanes.turn(room):
                await self._make_up(room)

    async def _make_up(self, room: str) -> None:
        """Read what was left behind in this channel. What could not be read stays to be read."""
        if (left := self._behind.pop(room, None)) is None:
            return
        channel, after = left
        try:
            if await self._parts.rooms.listens(f"{PLATFORM}:{room}"):
                await self._read_missed(channel, room, after)
                await self._look_again(channel, room)
        except (discord.HTTPException, OSError, TimeoutError) as error:
            self._behind[room] = left
            self._parts.report("discord", f"the history of channel {room} could not be read", error)

    async def edited(self, message: discord.Message) -> None:
        """A message that was changed. A link that unfolds changes nothing that was written."""
        if message.edited_at is not None:
            await self.came(message)

    async def deleted(self, room: str, messages: list[str]) -> None:
        """Messages that are gone: the record says so, and trades keep their stops."""
        async with self._lanes.turn(room):
            await self._until_caught_up()
            if await self._parts.rooms.listens(f"{PLATFORM}:{room}"):
                for message in messages:
                    await self._forget(room, message)

    async def catch_up(self, reach: Callable[[str], discord.abc.Messageable]) -> None:
        """Hear what was posted since the last that was heard, in every channel with a provider."""
        try:
            for provider in await self._parts.world.view.all(Provider):
                platform, _, room = provider.channel.partition(":")
                if platform == PLATFORM and provider.status is not ProviderStatus.REMOVED:
                    await self._catch_up(provider, room, reach(room))
        finally:
            self._caught_up.set()

    async def _catch_up(self, provider: Provider, room: str, channel: discord.abc.Messageable) -> None:
        if room not in self._seen:
            newest = await last_seen(self._parts.world.view, provider)
            self._seen[room] = newest or snowflake(provider.registered_at)
        try:
            await self._read_missed(channel, room, self._seen[room])
            await self._look_again(channel, room)
        except (discord.HTTPException, OSError, TimeoutError) as error:
            self._parts.report("discord", f"the history of channel {room} could not be read", error)

    async def _read_missed(self, channel: discord.abc.Messageable, room: str, last: int) -> None:
        after = discord.Object(last)
        async for message in channel.history(after=after, limit=MISSED_MOST, oldest_first=True):
            await self._hear(message)

    async def _look_again(self, channel: discord.abc.Messageable, room: str) -> None:
        """Edits and deletions of the newest posts that happened meanwhile."""
        newest = [one async for one in channel.history(limit=LOOKED_AT_AGAIN)]
        for message in reversed(newest):
            if message.edited_at is not None:
                await self._hear(message)
        there = {str(message.id) for message in newest}
        oldest = min((message.id for message in newest), default=0) if len(newest) == LOOKED_AT_AGAIN else 0
        view = self._parts.world.view
        entries = await view.page(LedgerEntry, chain=f"{PLATFORM}:{room}", size=LOOKED_AT_AGAIN, newest=True)
        gone = {one.message for one in entries if one.kind is EntryKind.DELETED}
        missing = {one.message for one in entries if one.message.isdecimal() and int(one.message) > oldest}
        for message_id in sorted(missing - there - gone, key=int):
            await self._forget(room, message_id)

    async def _hear(self, message: discord.Message) -> None:
        room = str(message.channel.id)
        self._seen[room] = max(self._seen.get(room, 0), message.id)
        post = post_of(message)
        if post is None:
            return
        if holds_key(post.text):
            await self._pasted(message)
            return
        try:
            await self._know(message)
            await self._parts.hear(post)
        except Refusal as refusal:
            await self._refused(message, refusal)

    async def _know(self, message: discord.Message) -> None:
        """The channel by its name; while the database is away whoever takes the post in makes up for it."""
        room = str(message.channel.id)
        if room not in self._known:
            try:
                name = getattr(message.channel, "name", None) or room
                community = "" if message.guild is None else f"{PLATFORM}:{message.guild.id}"
                await know_channel(self._parts.world, PLATFORM, room, name, community)
            except Unavailable:
                return
            self._known.add(room)

    async def _forget(self, room: str, message: str) -> None:
        for left in range(FORGET_TRIES, 0, -1):
            try:
                await forget(self._parts.world, PLATFORM, room, message)
            except Unavailable as error:
                if left == 1:
                    self._parts.report("discord", "a deletion could not be recorded", error)
                await asyncio.sleep(FORGET_PAUSE)
            else:
                return

    async def _until_caught_up(self) -> None:
        try:
            await asyncio.wait_for(self._caught_up.wait(), CATCH_UP_SECONDS)
        except TimeoutError as error:  # what was missed must not hold up what is new for ever
            self._parts.report("discord", "the history was not read in time", error)
            self._caught_up.set()


async def last_seen(view: View, provider: Provider) -> int:
    """The newest message of a channel that stands in its record; 0 when there is none."""
    entries = await view.page(LedgerEntry, chain=provider.channel, size=LOOKED_AT_AGAIN, newest=True)
    return max((int(one.message) for one in entries if one.message.isdecimal()), default=0)


def post_of(message: discord.Message) -> Post | None:
    """A message as a post; None for what nobody wrote (somebody joined, a message was pinned)."""
    if message.type not in WRITTEN:
        return None
    reference = message.reference
    forwards = reference is not None and reference.type is discord.MessageReferenceType.forward
    answers = reference is not None and not forwards and reference.channel_id == message.channel.id
    author = str(message.author.id)
    return Post(
        platform=PLATFORM,
        channel=str(message.channel.id),
        message=str(message.id),
        version=version_of(message),
        author=f"forwarded:{author}" if forwards else author,
        author_name=message.author.display_name,
        text=words(message),
        posted_at=moment(str(message.id)),
        reply_to=str(reference.message_id) if answers and reference and reference.message_id else None,
    )


def version_of(message: discord.Message) -> int:
    """0 as it was posted; after an edit the milliseconds from then to the edit, so that a later one is higher."""
    if message.edited_at is None:
        return 0
    return max((message.edited_at - moment(str(message.id))) // timedelta(milliseconds=1), 1)


def words(message: discord.Message) -> str:
    """What is written in a message: its own words, those that it forwards, and those of a program's embeds."""
    parts = [message.content, *(one.content for one in message.message_snapshots)]
    if message.webhook_id is not None or message.author.bot:
        for embed in message.embeds:
            parts += [embed.title or "", embed.description or ""]
            parts += [f"{field.name}: {field.value}" for field in embed.fields]
    return "\n".join(part for part in parts if part).strip()


def is_empty(message: discord.Message) -> bool:
    """Whether nothing of what somebody posted came along: so it is while message content is not given to us."""
    rest = (message.content, message.embeds, message.attachments, message.stickers, message.message_snapshots)
    return message.type in WRITTEN and not any(rest) and message.poll is None
