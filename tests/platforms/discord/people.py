"""People on the local Discord: what they do, and what they see. Nothing here sleeps: waiting is for a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.platforms.changes import PATIENCE
from tests.platforms.discord import commands, shapes
from tests.platforms.discord.interactions import Interactions
from tests.platforms.discord.model import Asks, Channel, File, Interaction, Json, Message, User
from tests.platforms.discord.state import State

Wanted = str | Callable[[Message], object]


class NotAnswered(AssertionError):
    """The bot did not answer in time: a person would read "The application did not respond"."""


class Ask:
    """Something a person asked by a command, tap or form, and what became of it."""

    def __init__(self, state: State, one: Interaction) -> None:
        self._state = state
        self.interaction = one

    @property
    def modal(self) -> Json | None:
        """The form that opened."""
        return self.interaction.modal

    @property
    def private(self) -> bool:
        """Whether only the person sees the answer."""
        return self.interaction.private

    @property
    def message(self) -> Message | None:
        """The answer as it stands, also while it is only "thinking…"."""
        return self.interaction.original

    async def shown(self, within: float = PATIENCE) -> Message:
        """The answer, as soon as it says something."""

        def look() -> Message | None:
            one = self.interaction.original
            return one if one is not None and not one.loading else None

        return await self._state.changes.until(look, within, "the answer's text")

    async def says(self, wanted: Wanted, within: float = PATIENCE) -> Message:
        """The answer, or a later version of it, or a follow-up, as soon as it holds this text or passes this test."""
        test = _test(wanted)

        def look() -> Message | None:
            every = [self.interaction.original, *self.interaction.followups]
            return next((one for one in every if one is not None and not one.loading and test(one)), None)

        return await self._state.changes.until(look, within, f"an answer with {wanted!r}")


class Person:
    """Somebody who chats. Messages are the platform's own objects and always show their newest version."""

    def __init__(self, user: User, state: State, interactions: Interactions) -> None:
        self.user = user
        self.state = state
        self._interactions = interactions
        self._met: set[str] = set()

    @property
    def id(self) -> str:
        """Their id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """How to mention them."""
        return f"<@{self.user.id}>"

    @property
    def room(self) -> Channel:
        """The private chat with the bot."""
        return self.state.dm(self.user)

    # What they write

    async def says(
        self, channel: Channel, text: str, *, files: Sequence[tuple[str, bytes]] = (), **body: Any
    ) -> Message:
        """Post into a channel or a thread."""
        if not self.state.sees(self.user, channel):
            raise PermissionError(f"{self.user.name} does not see #{channel.name}")
        uploads: list[tuple[Json, File]] = [
            ({}, File(name=name, data=data, content_type="application/octet-stream")) for name, data in files
        ]
        return self.state.post(channel, self.user, {"content": text, **body}, files=uploads)

    async def dm(self, text: str, *, files: Sequence[tuple[str, bytes]] = ()) -> Message:
        """Write to the bot in private."""
        return await self.says(self.room, text, files=files)

    async def replies(self, message: Message, text: str) -> Message:
        """Reply to a message, in its channel."""
        return self.state.post(message.channel, self.user, {"content": text}, answers=message)

    async def forwards(self, message: Message, channel: Channel) -> Message:
        """Forward a message: its text is a snapshot, the message itself is empty."""
        origin: Json = {"type": 1, "channel_id": message.channel.id, "message_id": message.id}
        whole = shapes.message(message, self.state.bot)
        kept = ("type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags")
        more = ("mentions", "mention_roles", "components")
        snapshot = {"message": {name: whole[name] for name in (*kept, *more)}}
        return self.state.post(
            channel, self.user, {"content": ""}, reference=origin, snapshots=[snapshot], flags=1 << 14
        )

    async def edits(self, message: Message, text: str) -> None:
        """Change their own message."""
        assert message.author is self.user, "only one's own messages can be edited"
        self.state.edit(message, {"content": text})

    async def deletes(self, message: Message) -> None:
        """Take a message away."""
        self.state.delete(message)

    async def reacts(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        self.state.react(message, emoji, self.user)

    # What they ask the bot

    async def runs(
        self, line: str, where: Channel | None = None, /, *, within: float = PATIENCE, **options: Any
    ) -> Ask:
        """Use a slash command: `runs("/trade buy", channel, symbol="btc")`; without a channel, in private.

        Discord's own checks come first (`LookupError` names what it would not let through). Returns at the first
        answer; `NotAnswered` when none comes.
        """
        channel = where or self.room
        data = commands.data(self.state, self.user, channel, line, options)
        return await self._ask(Asks.COMMAND, channel, data, within)

    async def picks(self, name: str, message: Message, *, within: float = PATIENCE) -> Ask:
        """Use a command of the message's menu ("Apps")."""
        found = commands.offered(self.state, self.user, message.channel, name, kind=3)
        resolved = {"messages": {message.id: shapes.message(message, self.state.bot)}}
        data: Json = {"id": found["id"], "name": found["name"], "type": 3}
        data |= {"target_id": message.id, "resolved": resolved}
        return await self._ask(Asks.COMMAND, message.channel, data, within)

    async def types_into(
        self,
        line: str,
        option: str,
        typed: str,
        where: Channel | None = None,
        /,
        *,
        within: float = PATIENCE,
        **options: Any,
    ) -> list[Json]:
        """What is proposed while typing an option: `[{"name": ..., "value": ...}]`."""
        channel = where or self.room
        data = commands.data(self.state, self.user, channel, line, options, typing=(option, typed))
        ask = await self._ask(Asks.AUTOCOMPLETE, channel, data, within)
        return ask.interaction.choices or []

    async def presses(self, message: Message, button: str, *, within: float = PATIENCE) -> Ask:
        """Press a button, named by its label or custom id."""
        found = [one for one in message.buttons if button in (one.label, one.id)]
        if not found:
            raise LookupError(f"no button {button!r}; there are {[one.label for one in message.buttons]}")
        if found[0].disabled or found[0].id is None:
            raise LookupError(f"button {button!r} cannot be pressed")
        return await self.taps(message, found[0].id, within=within)

    async def taps(self, message: Message, custom_id: str, *, within: float = PATIENCE) -> Ask:
        """Send a tap with this custom id, whether the message has it still or not: an old client does so."""
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._ask(Asks.COMPONENT, message.channel, data, within, message=message)

    async def selects(
        self, message: Message, *values: str, menu: str | None = None, within: float = PATIENCE
    ) -> Ask:
        """Choose entries of a menu, by label or value. `menu` is its custom id when there are several."""
        found = [one for one in message.selects if menu in (None, one["custom_id"])]
        if not found:
            raise LookupError(f"no menu {menu or ''} on the message")
        known = {one["label"]: one["value"] for one in found[0].get("options", [])}
        chosen = [known.get(one, one) for one in values]
        if known and not set(chosen) <= set(known.values()):
            raise LookupError(f"no entry {chosen}; there are {list(known)}")
        data = {"custom_id": found[0]["custom_id"], "component_type": found[0]["type"], "values": chosen}
        return await self._ask(Asks.COMPONENT, message.channel, data, within, message=message)

    async def submits(
        self, ask: Ask, fields: Mapping[str, str | list[str]], *, within: float = PATIENCE
    ) -> Ask:
        """Fill in and send the form that opened; fields are named by label or custom id."""
        before = ask.interaction
        assert before.modal is not None, "no form has opened"
        data = commands.submitted(before.modal, fields)
        return await self._ask(
            Asks.MODAL,
            before.channel,
            data,
            within,
            message=before.message,
            began=shapes.metadata(before),
        )

    async def _ask(
        self,
        kind: Asks,
        channel: Channel,
        data: Json,
        within: float,
        *,
        message: Message | None = None,
        began: Json | None = None,
    ) -> Ask:
        if message is not None and message.only_for not in (None, self.user):
            raise PermissionError("that message is somebody else's alone")
        one = self._interactions.begin(kind, self.user, channel, data, message=message, began=began)
        try:
            await self.state.changes.until(lambda: one.answered is not None, within, "an answer")
        except TimeoutError:
            raise NotAnswered(f"the application did not respond to {data}") from None
        return Ask(self.state, one)

    # What they see

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """All messages before their eyes, in order: of one channel, or of all; those for them alone, too."""
        every = [*self.state.messages.values(), *self.state.private.values()]
        return sorted(
            (
                one
                for one in every
                if channel in (None, one.channel)
                and one.only_for in (None, self.user)
                and self.state.sees(self.user, one.channel)
            ),
            key=lambda one: int(one.id),
        )

    async def next_message(
        self, wanted: Wanted = "", *, channel: Channel | None = None, within: float = PATIENCE
    ) -> Message:
        """The next message of the bot that they see and that was not returned here before; with this text, or passing
        this test. Later versions count: it waits until a text appears by an edit, too.
        """
        test = _test(wanted)

        def look() -> Message | None:
            for one in self.sees(channel):
                if one.author is self.state.bot and one.id not in self._met and not one.loading and test(one):
                    return one
            return None

        seen = [one.text for one in self.sees(channel)][-5:]
        one = await self.state.changes.until(look, within, f"a message with {wanted!r} (before it: {seen})")
        self._met.add(one.id)
        return one

    async def reads(
        self, wanted: Wanted, *, channel: Channel | None = None, within: float = PATIENCE
    ) -> Message:
        """Any message they see, new or old, as soon as its newest version holds this text or passes this test."""
        test = _test(wanted)

        def look() -> Message | None:
            return next((one for one in reversed(self.sees(channel)) if test(one)), None)

        return await self.state.changes.until(look, within, f"a message with {wanted!r}")


def _test(wanted: Wanted) -> Callable[[Message], object]:
    if isinstance(wanted, str):
        return lambda one: wanted in one.text
    return wanted
