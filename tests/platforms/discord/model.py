"""What there is on the local Discord: users, guilds, channels, messages, interactions. Plain and mutable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Kind(IntEnum):
    """Types of channels, as numbered by Discord."""

    TEXT = 0
    DM = 1
    NEWS = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


THREADS = (Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD)


class May(IntFlag):
    """The permissions that the server looks at; the bits are Discord's."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38


EVERYBODY = (
    May.ADD_REACTIONS
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_MESSAGE_HISTORY
    | May.USE_APPLICATION_COMMANDS
    | May.CREATE_PUBLIC_THREADS
    | May.SEND_MESSAGES_IN_THREADS
)
INVITED = EVERYBODY | May.MANAGE_MESSAGES | May.MANAGE_THREADS | May.CREATE_PRIVATE_THREADS
ALL = May(sum(May))
NOTHING = May(0)


class Flag(IntFlag):
    """Flags of messages."""

    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SILENT = 1 << 12
    COMPONENTS_V2 = 1 << 15


class Asks(IntEnum):
    """Types of interactions."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Answers(IntEnum):
    """Types of answers to interactions."""

    PONG = 1
    MESSAGE = 4
    DEFER_MESSAGE = 5
    DEFER_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class Snowflakes:
    """Ids that carry the moment they were made at, as Discord's: later ones are greater."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def __call__(self) -> str:
        """The next id."""
        milliseconds = int((self._now() - EPOCH).total_seconds() * 1000)
        self._last = max(self._last + 1, milliseconds << 22)
        return str(self._last)


@dataclass(eq=False)
class User:
    """Somebody: a person, another bot, a webhook's face, or the bot itself."""

    id: str
    name: str
    bot: bool = False
    dms_open: bool = True
    shown: str = ""  # how they call themselves; else their name with a capital
    locale: str = "en-US"


@dataclass(eq=False)
class Role:
    """A role of a guild."""

    id: str
    name: str
    permissions: May
    position: int


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    joined_at: datetime
    roles: list[str] = field(default_factory=list)
    nick: str | None = None


@dataclass(eq=False)
class Overwrite:
    """What a channel changes for one role or member."""

    id: str
    kind: int
    allow: May = NOTHING
    deny: May = NOTHING


@dataclass(eq=False)
class Guild:
    """A server in Discord's sense."""

    id: str
    name: str
    owner: User
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)


@dataclass(eq=False)
class Channel:
    """A text channel, a thread, or a private chat with `recipient`."""

    id: str
    kind: Kind
    name: str
    guild: Guild | None = None
    recipient: User | None = None
    parent: Channel | None = None
    owner: User | None = None
    topic: str | None = None
    archived: bool = False
    locked: bool = False
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    thread_members: set[str] = field(default_factory=set)
    slow_mode: int = 0


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button as a person sees it. `id` is its custom id; a link has an address instead."""

    label: str
    id: str | None
    disabled: bool
    url: str | None
    style: int


@dataclass(eq=False, kw_only=True)
class Message:
    """A message in its newest version. `only_for` alone sees it when it is ephemeral."""

    id: str
    channel: Channel
    author: User
    at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    edited_at: datetime | None = None
    edits: int = 0
    deleted: bool = False
    only_for: User | None = None
    answers: Message | None = None
    reference: Json | None = None
    snapshots: list[Json] | None = None
    nonce: str | int | None = None
    webhook_id: str | None = None
    interaction: Json | None = None
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    thread: Channel | None = None

    @property
    def loading(self) -> bool:
        """It is a "thinking…" that waits for its text."""
        return bool(self.flags & Flag.LOADING)

    @property
    def text(self) -> str:
        """Everything that is written on it, from top to bottom: content, embeds, text displays."""
        parts = [self.content]
        for embed in self.embeds:
            parts += [embed.get("author", {}).get("name", ""), embed.get("title", "")]
            parts += [embed.get("description", "")]
            parts += [f"{one['name']}\n{one['value']}" for one in embed.get("fields", [])]
            parts += [embed.get("footer", {}).get("text", "")]
        parts += [one["content"] for one in walk(self.components) if one["type"] == 10]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[Button]:
        """Its buttons, from left to right and top to bottom."""
        return [
            Button(
                label=one.get("label", ""),
                id=one.get("custom_id"),
                disabled=one.get("disabled", False),
                url=one.get("url"),
                style=one["style"],
            )
            for one in walk(self.components)
            if one["type"] == 2
        ]

    @property
    def selects(self) -> list[Json]:
        """Its menus, as Discord describes them."""
        return [one for one in walk(self.components) if one["type"] in (3, 5, 6, 7, 8)]


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, also those inside others, in the order in which they are shown."""
    for one in components:
        yield one
        yield from walk(one.get("components", []))
        for inner in ("accessory", "component"):
            if inner in one:
                yield from walk([one[inner]])


@dataclass(eq=False, kw_only=True)
class Interaction:
    """A command, tap, form or half-typed option of a person, and what the bot answered.

    `answered` is the type of the first answer, None until then. `private` was fixed by that answer.
    """

    id: str
    token: str
    kind: Asks
    user: User
    channel: Channel
    at: datetime
    data: Json
    locale: str
    message: Message | None = None
    began: Json | None = None
    by_user_install: bool = False
    answered: Answers | None = None
    answered_at: datetime | None = None
    private: bool = False
    original: Message | None = None
    modal: Json | None = None
    choices: list[Json] | None = None
    followups: list[Message] = field(default_factory=list)
    used_up: int = 0


@dataclass(eq=False, kw_only=True)
class File:
    """Something uploaded."""

    name: str
    data: bytes
    content_type: str


@dataclass(eq=False, kw_only=True)
class Webhook:
    """A way for a program to post into a channel under a name of its own."""

    id: str
    token: str
    channel: Channel
    name: str
