"""Discord for stories: one server with a channel for every `#room`, and private chats with the bot.

A command is a slash command wherever its words can be read as one; what cannot (a slip of the keys, a line that asks
back) is typed in the private chat. In the server nothing but slash commands is heard as one.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import discord

from bot.app import COMMANDS
from bot.chat.frontends import Parts
from bot.chat.wire import Frontend
from bot.clock import VirtualClock
from bot.console.frontend import OWNER
from bot.console.script import Post
from bot.discord.frontend import DiscordFrontend, make
from bot.typed import read_line
from core.kernel.errors import Refusal
from tests.platforms.discord import Discord, Person
from tests.platforms.discord.model import EPOCH, Channel, Kind, Message, walk
from tests.platforms.stage import NotHere, Shown

_FENCE = re.compile(r"```\n?")
_ESCAPED = re.compile(r"\\([\\*_~`|\[\]<>#+.@-])")
BUTTON, SELECT = 2, 3


class OnDiscord:
    """The platform, and whom the story has brought there."""

    name = "discord"
    # Whoever runs the bot is known there from its first server on, and so can be named.
    words: Mapping[str, str] = {"Ask whoever runs this.": "Ask owner."}

    def __init__(self, server: Discord, clock: VirtualClock) -> None:
        self.server = server
        self.clock = clock
        self._posts: dict[tuple[str, str], list[Message]] = {}
        self._known: dict[str, tuple[str, Sequence[str]]] = {}
        self._heard: dict[str, int] = {}
        self._wanted: dict[str, int] = {}
        self._number = 0

    # Who and where

    def external(self, name: str) -> str:
        """Somebody's number."""
        return self._person(name).id

    def _person(self, name: str) -> Person:
        person = self.server.owner if name == OWNER else self.server.person(name)
        person.user.shown = name
        return person

    def _channel(self, name: str) -> Channel:
        return self.server.channel(name)

    def room(self, name: str) -> str:
        """A channel's number."""
        return self._channel(name).id

    def community(self, room: str) -> str:
        """The server's number."""
        self._channel(room)
        return self.server.guild.id

    def private_chat(self, name: str) -> str:
        """A channel of its own."""
        return self._person(name).room.id

    def settings(self) -> dict[str, Any]:
        """The token and where to go."""
        return {
            "discord_token": self.server.token,
            "discord_api_url": self.server.api_url,
            "discord_gateway_url": self.server.gateway_url,
        }

    def front(self, parts: Parts) -> Frontend:
        """The real one. What it has heard of is counted, since the platform is told of nothing."""
        front = make(parts)
        self._wanted.clear()
        self._heard.clear()
        talked, came, deleted = front.talks.came, front.posts.came, front.posts.deleted

        async def hears(message: discord.Message) -> None:
            self._count(str(message.id))
            await talked(message)

        async def takes(message: discord.Message) -> None:
            self._count(str(message.id))
            await came(message)

        async def loses(room: str, messages: list[str]) -> None:
            for one in messages:
                self._count(one)
            await deleted(room, messages)

        front.talks.came = hears  # type: ignore[method-assign]
        front.posts.came = takes  # type: ignore[method-assign]
        front.posts.deleted = loses  # type: ignore[method-assign]
        return front

    def _count(self, message: str) -> None:
        self._heard[message] = self._heard.get(message, 0) + 1

    def _wants(self, message: str) -> None:
        self._wanted[message] = self._wanted.get(message, 0) + 1

    # What they do

    async def says(self, name: str, text: str) -> None:
        """A slash command in the private chat, or words there."""
        if not await self._runs(name, text, None):
            self._wants((await self._person(name).dm(text)).id)

    async def _runs(self, name: str, text: str, channel: Channel | None) -> bool:
        """Whether there is a slash command for these words."""
        if not text.startswith("/") or "\n" in text:
            return False
        try:
            call = read_line(COMMANDS, text).call
            given: dict[str, Any] = dict(call.options)
            await self._person(name).runs(f"/{call.path}", channel, **given)
        except (Refusal, LookupError):
            return False
        return True

    async def posts(self, step: Post, name: str) -> None:
        """In a channel of the server."""
        person, channel = self._person(name), self._channel(step.channel)
        if step.text.startswith("/") and not step.edit:
            if not await self._runs(name, step.text, channel):
                raise NotHere(f"Discord sends no such command: {step.text}")
            return
        mine = self._posts.setdefault((step.channel, name), [])
        replied = self._replied(step, name)
        if step.edit:
            if not mine:
                raise NotHere(f"{name} wrote nothing in #{step.channel}")
            with self._a_moment_later():
                await person.edits(mine[-1], step.text)
            self._wants(mine[-1].id)
            return
        with self._early(step.age or timedelta(0)):
            message = (
                await person.says(channel, step.text)
                if replied is None
                else await person.replies(replied, step.text)
            )
        self._wants(message.id)
        mine.append(message)

    @contextmanager
    def _early(self, age: timedelta) -> Iterator[None]:
        """What is told late was posted early; on Discord an id carries the moment."""
        if not age:
            yield
            return
        ids = self.server.state.ids
        self._number += 1
        moment = int((self.clock.now() - age - EPOCH).total_seconds() * 1000) << 22
        number = str(moment + self._number)
        self.server.state.ids = lambda: number  # type: ignore[assignment]
        try:
            yield
        finally:
            self.server.state.ids = ids

    @contextmanager
    def _a_moment_later(self) -> Iterator[None]:
        """Edits are told apart by the millisecond."""
        now, self._number = self.server.state.now, self._number + 1
        later = self.clock.now() + timedelta(milliseconds=self._number)
        self.server.state.now = lambda: later
        try:
            yield
        finally:
            self.server.state.now = now

    def _replied(self, step: Post, name: str) -> Message | None:
        if step.reply_to is None:
            return None
        theirs = self._posts.get((step.channel, step.reply_to.author or name), [])
        if step.edit and step.reply_to.author is None:
            theirs = theirs[:-1]
        if len(theirs) < step.reply_to.back:
            raise NotHere(f"there is no such post in #{step.channel}")
        return theirs[-step.reply_to.back]

    async def presses(self, name: str, data: str, room: str | None) -> None:
        """The newest message before their eyes that shows the button; else an old client's tap."""
        person = self._person(name)
        card, _, number = data.rpartition(":")
        mine = [one for one in reversed(person.sees()) if one.author is self.server.state.bot]
        if room is not None:
            mine = [one for one in mine if one.channel is self._channel(room)]
        for message in mine:
            if any(one.id == data for one in message.buttons):
                await person.presses(message, data)
                return
            for menu in message.selects:
                here = {str(one["value"]) for one in menu.get("options", [])}
                if menu["custom_id"].startswith(f"{card}:list") and number in here:
                    await person.selects(message, number, menu=menu["custom_id"])
                    return
        if not mine:
            raise NotHere(f"{name} sees no card")
        await person.taps(mine[0], data)

    # What they see

    async def still(self, front: Frontend) -> None:
        """What was posted has been heard, and nothing that it began is still at work."""
        assert isinstance(front, DiscordFrontend)
        await self.server.until(
            lambda: front.health.ready and self.server.state.commands[None], what="the connection"
        )
        await self.server.until(
            lambda: all(self._heard.get(one, 0) >= times for one, times in self._wanted.items()),
            what="the bot to hear what happened",
        )
        await self.server.until(lambda: not _events(), what="the bot to do what it heard")

    def changes(self) -> list[Shown]:
        """Messages of the bot, also those for one person alone."""
        found = []
        for one in self._all():
            shown = self._shown(one)
            if self._known.get(one.id) != (shown.text, shown.labels):
                self._known[one.id] = (shown.text, shown.labels)
                found.append(shown)
        return found

    def _all(self) -> list[Message]:
        state = self.server.state
        every = [*state.messages.values(), *state.private.values()]
        return [one for one in every if one.author is state.bot and not one.loading and not one.deleted]

    def find(self, chat: str, message: str, person: str | None) -> Shown | None:
        """By the wire's word for it: its id stands last."""
        number = re.split(r"[:/]", message)[-1]
        state = self.server.state
        one = state.messages.get(number) or state.private.get(number)
        return None if one is None else self._shown(one)

    def _shown(self, one: Message) -> Shown:
        files = " ".join(f"{each['filename']} {each.get('description', '')}" for each in one.attachments)
        return Shown(
            to=self._place(one),
            message=one.id,
            text=f"{seen(one.text)} {files}".strip(),
            labels=labels(one),
            raw=raw(one),
        )

    def _place(self, one: Message) -> str:
        if one.only_for is not None:
            return self._name(one.only_for.id)
        if one.channel.kind is Kind.DM and one.channel.recipient is not None:
            return self._name(one.channel.recipient.id)
        return f"#{one.channel.name}"

    def _name(self, number: str) -> str:
        found = next((name for name, one in self.server.people.items() if one.id == number), None)
        return OWNER if found is None or number == self.server.state.owner.id else found

    @property
    def mark(self) -> object:
        """How many requests there were."""
        return len(self.server.requests)

    @property
    def violations(self) -> Sequence[str]:
        """What was not as Discord's description has it."""
        return [str(one) for one in self.server.violations]


def _events() -> list[str]:
    """Events of the library that are still being dealt with: it has a task for each."""
    names = [task.get_name() for task in asyncio.all_tasks() if not task.done()]
    return [name for name in names if name.startswith("discord.py: ")]


def seen(text: str) -> str:
    """Text as it is read: without the marks of code blocks, of bold, and without escapes."""
    parts = _FENCE.split(text)
    plain = [_ESCAPED.sub(r"\1", part) if at % 2 == 0 else part for at, part in enumerate(parts)]
    return "".join(plain).replace("\u200b", "")


def labels(one: Message) -> tuple[str, ...]:
    """The words on the buttons and in the list, by the numbers that they have on the card."""
    found: dict[int, str] = {}
    for part in walk(one.components):
        if part["type"] == BUTTON:
            found[_number(part["custom_id"].rpartition(":")[2])] = part["label"]
        elif part["type"] == SELECT:
            found |= {_number(each["value"]): each["label"] for each in part["options"]}
    return tuple(label for _, label in sorted(found.items()))


def _number(place: str) -> int:
    return int(place.partition(".")[0])


def raw(one: Message) -> str:
    """A card as it was sent: its embeds with their colour, its files, its rows of buttons and lists."""
    lines = [one.content] if one.content else []
    for embed in one.embeds:
        lines += [f"(#{embed.get('color', 0):06X}) {embed.get('title', '')}", embed.get("description", "")]
    lines += [f"(file {each['filename']}: {each.get('description', '')})" for each in one.attachments]
    for row in one.components:
        parts = row.get("components", [])
        lines.append("  ".join(f"[{part['label']}]" for part in parts if part["type"] == BUTTON))
        lines += [f"- {each['label']}" for part in parts for each in part.get("options", [])]
    return "\n".join(line for line in lines if line)
