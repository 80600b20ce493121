"""What people do on the local Telegram, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.platforms.telegram import shapes
from tests.platforms.telegram.asking import open_topic
from tests.platforms.telegram.markup import found_in
from tests.platforms.telegram.model import (
    ABOVE,
    THERE,
    Chat,
    InlineAsk,
    Json,
    Kind,
    Member,
    Message,
    Standing,
    Tap,
    User,
    newest,
)
from tests.platforms.telegram.sending import copied
from tests.platforms.telegram.state import State, all_rights
from tests.platforms.telegram.wire import Upload

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class CannotDo(AssertionError):
    """On the real platform nobody could do this: the test is wrong, or the bot showed something else."""


@dataclass(eq=False)
class Room:
    """A group or a channel, with what can be done to it."""

    state: State
    chat: Chat

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    @property
    def shown(self) -> list[Message]:
        """What stands there now, from old to new."""
        return [one for one in self.chat.messages.values() if not one.deleted and one.service is None]

    async def admits_bot(
        self, by: Person, *, admin: bool = False, rights: Sequence[str] | None = None
    ) -> None:
        """Somebody adds the bot, or changes what it is there. Without `rights`, an administrator has all."""
        standing = Standing.ADMINISTRATOR if admin else Standing.MEMBER
        given = (all_rights() if rights is None else set(rights)) if admin else set()
        new = self.state.bot_in(self.chat) not in THERE
        self.state.stands(self.chat, self.state.bot, standing, given, by.user)
        if new and self.chat.kind is not Kind.CHANNEL:
            service = {"new_chat_members": [shapes.user(self.state.bot)]}
            self.state.tell_message(self.state.add(self.chat, sender=by.user, service=service))

    async def expels_bot(self, by: Person) -> None:
        """Somebody throws the bot out."""
        self.state.stands(self.chat, self.state.bot, Standing.KICKED, set(), by.user)

    async def becomes_supergroup(self) -> Room:
        """The group grows up: a new id, and the old one only says where to go."""
        new = self.state.new_chat(Kind.SUPERGROUP, self.chat.title)
        new.members = dict(self.chat.members)
        self.state.tell_message(self.state.add(self.chat, service={"migrate_to_chat_id": new.id}))
        self.chat.moved_to = new.id
        self.state.tell_message(self.state.add(new, service={"migrate_from_chat_id": self.chat.id}))
        return Room(self.state, new)

    async def opens_topic(self, name: str) -> int:
        """A new topic of a forum: its id."""
        return open_topic(self.state, self.chat, name).id

    async def posts(
        self, text: str, *, signature: str | None = None, reply_to: Message | None = None
    ) -> Message:
        """A post of a channel: nobody is its author."""
        self._is_channel()
        post = self.state.add(
            self.chat, text=text, entities=found_in(text), signature=signature, answers=reply_to
        )
        self.state.tell_message(post)
        return post

    async def edits_post(self, post: Message, text: str) -> None:
        """A post is changed."""
        self._is_channel()
        change(self.state, post, text)

    def _is_channel(self) -> None:
        if self.chat.kind is not Kind.CHANNEL:
            raise CannotDo(f"{self.chat.title} is no channel: people write there under their names")


@dataclass(eq=False)
class Person:
    """Somebody who uses the platform. Every act is told to the bot at once, and none waits for it."""

    state: State
    user: User

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def private(self) -> Chat:
        """The private chat with the bot."""
        return self.state.private(self.user)

    # What they do.

    async def writes(
        self,
        text: str,
        chat: Room | None = None,
        *,
        reply_to: Message | None = None,
        topic: int | None = None,
        anonymous: bool = False,
        ago: timedelta = timedelta(0),
    ) -> Message:
        """Write to the bot, or in a group. `anonymous`: an administrator in the group's name.

        What was written some time `ago` comes to the bot only now.
        """
        place = self._place(chat)
        fields = {"sender": self.user, "answers": reply_to, "topic": topic, "anonymous": anonymous}
        message = self.state.add(place, text=text, entities=found_in(text), **fields)
        message.at -= ago
        self.state.tell_message(message)
        return message

    async def sends_file(
        self,
        name: str,
        data: bytes,
        kind: str = "application/octet-stream",
        *,
        caption: str = "",
        chat: Room | None = None,
    ) -> Message:
        """Send a document."""
        file = self.state.keep(Upload(name, data, kind))
        return self._sends(self._place(chat), caption, document=file)

    async def sends_photo(self, data: bytes, *, caption: str = "", chat: Room | None = None) -> Message:
        """Send a photo."""
        file = self.state.keep(Upload("photo.png", data, "image/png"), image=True)
        return self._sends(self._place(chat), caption, photo=file)

    def _sends(self, place: Chat, caption: str, **fields: Any) -> Message:
        message = self.state.add(place, sender=self.user, text=caption, entities=found_in(caption), **fields)
        self.state.tell_message(message)
        return message

    async def edits(self, message: Message, text: str, *, at: datetime | None = None) -> None:
        """Change what they wrote, now or at another time."""
        if message.sender is not self.user:
            raise CannotDo(f"{self.user.name} did not write this")
        change(self.state, message, text, at)

    async def deletes(self, message: Message) -> None:
        """Take it away. The bot is not told: the platform has no such update."""
        message.deleted = True
        self.state.changes.tell()

    async def forwards(self, message: Message, chat: Room | None = None) -> Message:
        """Send something on, to the bot or to a group."""
        sent = copied(self.state, message, origin=True, chat=self._place(chat), sender=self.user)
        self.state.tell_message(sent)
        return sent

    async def starts(self, payload: str = "") -> Message:
        """Press Start in the private chat; a link to the bot may carry a payload. Somebody who blocked comes back."""
        if not PAYLOAD.fullmatch(payload):
            raise CannotDo(f"no link carries {payload!r}: 64 of A-Z a-z 0-9 _ - at most")
        chat = self.private
        if chat.blocked:
            chat.blocked = False
            self._my_standing(Standing.KICKED, Standing.MEMBER)
        return await self.writes(f"/start {payload}".strip())

    async def blocks(self) -> None:
        """Want to hear nothing more of the bot."""
        self.private.blocked = True
        self._my_standing(Standing.MEMBER, Standing.KICKED)

    def _my_standing(self, old: Standing, new: Standing) -> None:
        shape = {
            "chat": shapes.chat(self.private),
            "from": shapes.user(self.user),
            "date": int(self.state.now().timestamp()),
            "old_chat_member": shapes.member(Member(self.state.bot, old), Kind.PRIVATE),
            "new_chat_member": shapes.member(Member(self.state.bot, new), Kind.PRIVATE),
        }
        self.state.updates.tell("my_chat_member", shape)

    async def deletes_account(self) -> None:
        """They leave the platform."""
        self.user.gone = True
        self.state.changes.tell()

    async def presses(self, message: Message | None, label: str, *, stale: str | None = None) -> Tap:
        """Press a button by its words or their beginning; of the newest message that has it, when none is named.

        `stale` is the data of a button that was there when they looked, and is not any more.
        """
        found = message if message is not None else self._with_button(label)
        data = stale if stale is not None else _data_of(found, label)
        tap = Tap(
            id=str(4_000_000_000 + self.state.number()),
            user=self.user,
            message=found,
            data=data,
            at=self.state.now(),
        )
        self.state.taps[tap.id] = tap
        self.state.updates.tell("callback_query", shapes.tap(tap))
        return tap

    def _with_button(self, label: str) -> Message:
        for message in newest(self.private.messages):
            if any(_fits(one, label) for one in message.labels):
                return message
        raise CannotDo(f"{self.user.name} sees no button [{label}]")

    async def reacts(self, message: Message, emoji: str | None) -> None:
        """React to a message, or take it back. Only an administrator that asked for it hears of it."""
        old = message.reactions.get(self.id, [])
        new = [] if emoji is None else [{"type": "emoji", "emoji": emoji}]
        message.reactions[self.id] = new
        self.state.changes.tell()
        if message.chat.kind is Kind.PRIVATE or self.state.bot_in(message.chat) in ABOVE:
            shape = {
                "chat": shapes.chat(message.chat),
                "message_id": message.id,
                "user": shapes.user(self.user),
                "date": int(self.state.now().timestamp()),
                "old_reaction": old,
                "new_reaction": new,
            }
            self.state.updates.tell("message_reaction", shape)

    async def asks_inline(self, text: str, *, offset: str = "") -> InlineAsk:
        """Type behind the bot's name in any chat."""
        ask = InlineAsk(id=str(5_000_000_000 + self.state.number()), user=self.user, text=text, offset=offset)
        self.state.asks[ask.id] = ask
        shape = {"id": ask.id, "from": shapes.user(self.user), "query": text, "offset": offset}
        self.state.updates.tell("inline_query", shape)
        return ask

    async def picks(self, ask: InlineAsk, number: int = 0, chat: Room | None = None) -> Message:
        """Send one of the offered results, under their own name, `via` the bot."""
        shape: Json = ask.results[number]
        content = shape.get("input_message_content", {})
        keyboard = shape.get("reply_markup", {}).get("inline_keyboard", [])
        message = self.state.add(
            self._place(chat),
            sender=self.user,
            via_bot=self.state.bot,
            text=content.get("message_text", shape.get("title", "")),
            source=content.get("message_text", ""),
            keyboard=keyboard,
        )
        if keyboard:
            message.inline_id = f"INLINE{self.state.number():08d}"
            self.state.inline[message.inline_id] = message
        chosen = {"result_id": shape["id"], "from": shapes.user(self.user), "query": ask.text}
        known = {"inline_message_id": message.inline_id} if message.inline_id else {}
        self.state.updates.tell("chosen_inline_result", chosen | known)
        self.state.tell_message(message)
        return message

    async def joins(self, room: Room) -> None:
        """Come into a group or a channel."""
        self.state.stands(room.chat, self.user, Standing.MEMBER, set(), self.user)

    async def leaves(self, room: Room) -> None:
        """Go."""
        self.state.stands(room.chat, self.user, Standing.LEFT, set(), self.user)

    def _place(self, room: Room | None) -> Chat:
        if room is None:
            if self.private.blocked:
                raise CannotDo(f"{self.user.name} has blocked the bot, and must press Start first")
            self.private.started = True
            return self.private
        if room.chat.kind is Kind.CHANNEL:
            raise CannotDo("in a channel nobody writes under their name: it posts")
        if room.chat.standing(self.user) not in THERE:
            raise CannotDo(f"{self.user.name} is not in {room.chat.title}")
        return room.chat

    # What they see.

    def sees(self, chat: Room | None = None) -> list[Message]:
        """What stands in the private chat, or in a room they are in, from old to new, each in its newest version."""
        place = self.private if chat is None else chat.chat
        return [one for one in place.messages.values() if not one.deleted and one.service is None]

    def told(self, chat: Room | None = None) -> list[Message]:
        """Of these, what the bot said."""
        return [one for one in self.sees(chat) if one.by_bot]

    async def reads(self, *pieces: str, chat: Room | None = None, within: float = 10.0) -> Message:
        """Wait for a message of the bot that has all these pieces in it; the newest such one."""

        def look() -> Message | None:
            told = reversed(self.told(chat))
            return next((one for one in told if all(piece in one.text for piece in pieces)), None)

        try:
            found = await self.state.changes.until(look, within, " ... ".join(pieces))
        except TimeoutError as error:
            shown = "\n---\n".join(one.text for one in self.told(chat)) or "nothing"
            raise AssertionError(f"{error}; {self.user.name} sees:\n{shown}") from None
        assert found is not None
        return found

    async def pop_up(self, tap: Tap, within: float = 10.0) -> str:
        """Wait until the bot has answered a tap: what popped up, perhaps nothing."""
        await self.state.changes.until(lambda: tap.answered, within, f"the answer to [{tap.data}]")
        return tap.text

    def menu(self, chat: Room | None = None) -> list[Json]:
        """The commands that the platform shows them, by its own order of scopes. Source: Bot API, BotCommandScope."""
        if chat is None:
            scopes = [f"chat:{self.id}", "all_private_chats"]
        else:
            scopes = [f"chat_member:{chat.id}:{self.id}"]
            if chat.chat.standing(self.user) in ABOVE:
                scopes += [f"chat_administrators:{chat.id}"]
            scopes += [f"chat:{chat.id}"]
            if chat.chat.standing(self.user) in ABOVE:
                scopes += ["all_chat_administrators"]
            scopes += ["all_group_chats"]
        for scope in [*scopes, "default"]:
            for language in (self.user.language or "", ""):
                if (scope, language) in self.state.commands:
                    return self.state.commands[scope, language]
        return []


def change(state: State, message: Message, text: str, at: datetime | None = None) -> None:
    """Somebody changes their message, or a channel its post."""
    message.text, message.entities = text, found_in(text)
    message.edits += 1
    message.edited_at = at or state.now()
    state.changes.tell()
    state.tell_message(message, edited=True)


def _fits(label: str, wanted: str) -> bool:
    return label.casefold().startswith(wanted.strip().casefold())


def _data_of(message: Message, label: str) -> str:
    """The data of a button by its whole words, else by how they begin."""
    buttons = [one for one in message.buttons if one.data is not None]
    for one in buttons:
        if one.label.casefold() == label.casefold() and one.data is not None:
            return one.data
    for one in buttons:
        if _fits(one.label, label) and one.data is not None:
            return one.data
    raise CannotDo(f"no button [{label}] among {message.labels} of: {message.text[:200]}")
