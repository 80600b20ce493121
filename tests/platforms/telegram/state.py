"""Everything on the local Telegram, and the few things that both people and the bot do to it."""

from __future__ import annotations

import asyncio
import hashlib
import re
import struct
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.platforms.changes import Changes
from tests.platforms.telegram import shapes
from tests.platforms.telegram.model import (
    ABOVE,
    GENERAL_TOPIC,
    RIGHTS,
    THERE,
    Chat,
    Counter,
    File,
    InlineAsk,
    Json,
    Kind,
    Member,
    Message,
    Standing,
    Tap,
    User,
)
from tests.platforms.telegram.troubles import Faults, Meter
from tests.platforms.telegram.updates import Updates
from tests.platforms.telegram.wire import Call, Upload, bad, forbidden

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
FIRST_USER, FIRST_GROUP, FIRST_SUPERGROUP = 1_000_000, 4_000_000, 1_000_000_000_000


class State:
    """One platform with one bot on it. `now` gives the time of messages."""

    def __init__(self, now: Callable[[], datetime], *, username: str, privacy: bool) -> None:
        self.now = now
        self.changes = Changes()
        self.violations: list[str] = []
        self.updates = Updates(self.changes, now, self.violations)
        self.faults = Faults()
        self.meter = Meter(lambda: asyncio.get_running_loop().time())
        self.bot = User(99, "Bellwether", username, bot=True)
        self.privacy = privacy
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.taps: dict[str, Tap] = {}
        self.asks: dict[str, InlineAsk] = {}
        self.inline: dict[str, Message] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.calls: list[Call] = []
        self.busy = 0
        self._shared = Counter(0)
        self._made = 0

    def number(self) -> int:
        """A number that nothing else has."""
        self._made += 1
        return self._made

    # People, chats.

    def new_user(self, name: str, *, language: str | None = None, username: str | None = None) -> User:
        """Somebody who uses the platform."""
        user = User(FIRST_USER + self.number(), name, username or name, language)
        self.users[user.id] = user
        return user

    def private(self, user: User) -> Chat:
        """The private chat of the bot with somebody. There is one before a word was written, as a place to write."""
        if user.id not in self.chats:
            chat = Chat(user.id, Kind.PRIVATE, user.name, self._shared, user.username, person=user)
            chat.members = {one.id: Member(one) for one in (user, self.bot)}
            self.chats[user.id] = chat
        return self.chats[user.id]

    def new_chat(self, kind: Kind, title: str, *, username: str | None = None, forum: bool = False) -> Chat:
        """A group, a supergroup or a channel."""
        number = self.number()
        if kind is Kind.GROUP:
            chat = Chat(-(FIRST_GROUP + number), kind, title, self._shared)
        else:
            chat = Chat(
                -(FIRST_SUPERGROUP + number), kind, title, Counter(GENERAL_TOPIC), username, forum=forum
            )
        self.chats[chat.id] = chat
        return chat

    def bot_in(self, chat: Chat) -> Standing:
        """What the bot is in a chat."""
        return chat.standing(self.bot)

    def find_chat(self, given: Any) -> Chat:
        """A chat by its id or its @name, as calls name it."""
        text = str(given)
        if text.startswith("@"):
            found = [
                chat for chat in self.chats.values() if chat.person is None and chat.username == text[1:]
            ]
            if found:
                return found[0]
        elif re.fullmatch(r"-?\d+", text):
            user = self.users.get(int(text))
            if user is not None and not user.bot:
                return self.private(user)
            if int(text) in self.chats:
                return self.chats[int(text)]
        raise bad("chat not found" if text else "chat_id is empty")

    def open_chat(self, given: Any) -> Chat:
        """A chat that the bot may write in. Else the refusal says why not, in the platform's words."""
        chat = self.find_chat(given)
        if chat.moved_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        if chat.person is not None:
            if chat.person.gone:
                raise forbidden("user is deactivated")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        standing = self.bot_in(chat)
        if standing is Standing.KICKED:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if standing not in THERE:
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        if chat.kind is Kind.CHANNEL and not chat.may(self.bot, "can_post_messages"):
            raise bad("need administrator rights in the channel chat")
        if chat.muted and standing not in ABOVE:
            raise bad("not enough rights to send text messages to the chat")
        return chat

    # Messages.

    def add(self, chat: Chat, **fields: Any) -> Message:
        """A new message, with the chat's next id."""
        message = Message(id=chat.counter.next(), chat=chat, at=self.now(), **fields)
        chat.messages[message.id] = message
        self.changes.tell()
        return message

    def message(self, chat: Chat, number: int, words: str) -> Message:
        """A message that is still there; else the refusal with these words."""
        found = chat.messages.get(number)
        if found is None or found.deleted:
            raise bad(words)
        return found

    def topic_of(self, chat: Chat, number: int) -> int | None:
        """The topic that a call names; None for the general one."""
        if not number:
            return None
        if not chat.forum or number == GENERAL_TOPIC or number not in chat.topics:
            raise bad("message thread not found")
        if chat.topics[number].closed and not chat.may(self.bot, "can_manage_topics"):
            raise bad("TOPIC_CLOSED")
        return number

    # What the bot hears of.

    def tell_message(self, message: Message, *, edited: bool = False) -> None:
        """A message that somebody wrote or changed goes to the bot, if the bot may see it."""
        chat = message.chat
        if self.bot_in(chat) not in THERE or not self._for_bot(message):
            return
        kind = "channel_post" if chat.kind is Kind.CHANNEL else "message"
        self.updates.tell(f"edited_{kind}" if edited else kind, shapes.message(message))

    def _for_bot(self, message: Message) -> bool:
        """In groups, with privacy on, only what concerns the bot."""
        chat = message.chat
        if chat.kind is Kind.CHANNEL:
            return self.bot_in(chat) in ABOVE
        if chat.kind is Kind.PRIVATE or not self.privacy or self.bot_in(chat) in ABOVE:
            return True
        if message.service is not None or message.via_bot is self.bot:
            return True
        if message.answers is not None and message.answers.by_bot:
            return True
        name = f"@{self.bot.username}".lower()
        text = message.text.lower()
        if command := re.match(r"/\w+(@\w+)?", text):
            return command[1] is None or command[1] == name
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None

    def stands(self, chat: Chat, user: User, standing: Standing, rights: set[str], by: User) -> None:
        """Somebody's standing in a chat changes; the bot hears of its own."""
        old = chat.members.get(user.id, Member(user, Standing.LEFT))
        new = Member(user, standing, rights)
        chat.members[user.id] = new
        self.changes.tell()
        kind = "my_chat_member" if user is self.bot else "chat_member"
        if user is not self.bot and self.bot_in(chat) not in ABOVE:
            return
        self.updates.tell(
            kind,
            {
                "chat": shapes.chat(chat),
                "from": shapes.user(by),
                "date": int(self.now().timestamp()),
                "old_chat_member": shapes.member(old, chat.kind),
                "new_chat_member": shapes.member(new, chat.kind),
            },
        )

    # Files.

    def keep(self, upload: Upload, *, image: bool = False) -> File:
        """A file that was uploaded. An image must be one."""
        if not upload.data:
            raise bad("file must be non-empty")
        width, height = size_of(upload.data) if image else (0, 0)
        if image and (not width or not height or width + height > 10_000):
            raise bad("PHOTO_INVALID_DIMENSIONS" if width else "IMAGE_PROCESS_FAILED")
        number = self.number()
        unique = hashlib.sha256(f"{number}:".encode() + upload.data).hexdigest()[:16]
        file = File(
            id=f"FILE{number:08d}{unique}",
            unique=unique,
            name=upload.name,
            data=upload.data,
            content_type=upload.content_type,
            width=width,
            height=height,
        )
        self.files[file.id] = file
        return file


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of an image; zeros for what is none that we know."""
    if data.startswith(PNG) and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return (640, 480) if data.startswith(JPEG) else (0, 0)


def all_rights() -> set[str]:
    """Everything that an administrator may be allowed."""
    return set(RIGHTS)
