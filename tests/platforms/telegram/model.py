"""What there is on the local Telegram: users, chats, topics, messages, taps. Plain and mutable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = dict[str, Any]
GENERAL_TOPIC = 1
# Whom an administrator who hides their name, and whom a linked channel, writes as.
ANONYMOUS_ADMIN, TELEGRAM = 1087968824, 777000


class Kind(StrEnum):
    """Types of chats, in the platform's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Standing(StrEnum):
    """What somebody is in a chat, in the platform's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


THERE = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR, Standing.MEMBER})
ABOVE = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR})
# What an administrator may do, as the platform names it.
RIGHTS = """can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
    can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_post_messages
    can_edit_messages can_pin_messages can_manage_topics can_manage_direct_messages can_manage_tags""".split()
ONLY_CHANNELS = {"can_post_messages", "can_edit_messages", "can_manage_direct_messages"}
ONLY_GROUPS = {"can_pin_messages", "can_manage_topics", "can_manage_tags"}


@dataclass(eq=False)
class User:
    """Somebody: a person or a bot."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    bot: bool = False
    gone: bool = False  # the account was deleted


@dataclass(eq=False)
class Member:
    """A user in a chat. `rights` are an administrator's."""

    user: User
    standing: Standing = Standing.MEMBER
    rights: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Topic:
    """A topic of a forum. Its id is that of the message that opened it."""

    id: int
    name: str
    closed: bool = False


class Counter:
    """Ids of messages. Private chats and small groups of one bot share theirs, as on the real platform."""

    def __init__(self, start: int = 0) -> None:
        self.last = start

    def next(self) -> int:
        """The next id."""
        self.last += 1
        return self.last


@dataclass(eq=False)
class Chat:
    """A chat: with one person, a group, a supergroup (perhaps a forum) or a channel."""

    id: int
    kind: Kind
    title: str
    counter: Counter
    username: str | None = None
    forum: bool = False
    person: User | None = None
    started: bool = False  # the person has written first, or pressed Start
    blocked: bool = False
    moved_to: int | None = None
    muted: bool = False  # ordinary members may not write
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    pinned: list[int] = field(default_factory=list)

    def standing(self, user: User) -> Standing:
        """What somebody is here."""
        member = self.members.get(user.id)
        return Standing.LEFT if member is None else member.standing

    def may(self, user: User, right: str) -> bool:
        """Whether an administrator has a right; the creator has all."""
        member = self.members.get(user.id)
        if member is None or member.standing not in ABOVE:
            return False
        return member.standing is Standing.CREATOR or right in member.rights


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button as a person sees it: exactly one of `data`, `url` and `other` says what it does."""

    label: str
    data: str | None = None
    url: str | None = None
    other: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class File:
    """Something that was uploaded."""

    id: str
    unique: str
    name: str
    data: bytes
    content_type: str
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        """Where `getFile` says that it is to be had."""
        return f"files/{self.unique}/{self.name}"


@dataclass(eq=False, kw_only=True)
class Message:
    """A message in its newest version. `source` is what the bot sent, with its markup."""

    id: int
    chat: Chat
    at: datetime
    sender: User | None = None  # None: a channel's post
    text: str = ""
    source: str = ""
    entities: list[Json] = field(default_factory=list)
    photo: File | None = None
    document: File | None = None
    keyboard: list[list[Json]] = field(default_factory=list)
    force_reply: Json | None = None
    below: Json | None = None  # a keyboard below the text field, or its removal
    answers: Message | None = None
    topic: int | None = None
    edited_at: datetime | None = None
    edits: int = 0
    deleted: bool = False
    by_bot: bool = False
    silent: bool = False
    protected: bool = False
    signature: str | None = None
    anonymous: bool = False
    via_bot: User | None = None
    inline_id: str | None = None
    origin: Json | None = None
    service: Json | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def media(self) -> File | None:
        """The file that it shows; then `text` is its caption."""
        return self.photo or self.document

    @property
    def buttons(self) -> list[Button]:
        """Its buttons, from left to right and top to bottom."""
        return [button_of(one) for row in self.keyboard for one in row]

    @property
    def labels(self) -> list[str]:
        """The words on its buttons."""
        return [button.label for button in self.buttons]


def button_of(shape: Json) -> Button:
    """A button from its description."""
    others = sorted(set(shape) - {"text", "callback_data", "url", "style", "icon_custom_emoji_id"})
    return Button(
        label=shape["text"],
        data=shape.get("callback_data"),
        url=shape.get("url"),
        other=others[0] if others else None,
    )


@dataclass(eq=False, kw_only=True)
class Tap:
    """A press of a button that a person waits for. `text` is what popped up; `alert` needs an OK."""

    id: str
    user: User
    message: Message
    data: str
    at: datetime
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(eq=False, kw_only=True)
class InlineAsk:
    """What somebody typed behind the bot's name in any chat, and what the bot offered."""

    id: str
    user: User
    text: str
    offset: str
    answered: bool = False
    results: list[Json] = field(default_factory=list)
    button: Json | None = None
    personal: bool = False


def pieces(text: str, offset: int, length: int) -> str:
    """What an entity marks: its numbers count UTF-16 units."""
    raw = text.encode("utf-16-le")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def units(text: str) -> int:
    """Length as the platform counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def newest(messages: dict[int, Message]) -> Iterator[Message]:
    """From the newest to the oldest, without those that were deleted."""
    return (message for message in reversed(messages.values()) if not message.deleted)
