"""The contract between the core's answers and one chat platform: show a card, change it, take it away.

A wire is thin: it renders (`bot/<platform>/render.py`, plain functions) and makes one call. It keeps no queue,
repeats nothing and decides nothing: order, pace, retries and what was shown already are the mail's
(`bot/chat/mail.py`), so that they are the same everywhere and survive the process (rows NT-01, NT-05).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.present.reply import Reply
from core.operations.model import Words


class Why(StrEnum):
    """Why somebody cannot be reached at all on a platform."""

    BLOCKED = "blocked"  # they blocked the bot, or closed their private messages
    NEVER_BEGAN = "never_began"  # a Telegram bot may not write first
    NO_ROOM = "no_room"  # the chat or the message is gone
    NO_RIGHT = "no_right"  # the bot may not write there


class Later(Exception):
    """The platform asks to wait. Nothing was shown."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.1f} s")
        self.seconds = seconds


class Unreachable(Exception):
    """It can never be shown there. Nothing was."""

    def __init__(self, why: Why, said: str = "") -> None:
        super().__init__(f"{why}: {said}" if said else str(why))
        self.why = why


class InDoubt(Exception):
    """No proof: it may have been shown or not (the connection broke after the request left, or 5xx)."""


class Refused(Exception):
    """The platform refuses this very message (too long, a bad form): ours to mend. Nothing was shown."""


# All that a wire raises: it is not shown, as far as anybody knows.
NOT_SHOWN = (Later, Unreachable, InDoubt, Refused)


class TokenRefused(Exception):
    """The platform does not know this token, or forbids what it was made for. Its text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One card on its way to one chat.

    `chat` is the platform's own id, as text. A message is the wire's own word for where it is, opaque to everybody
    else: a private answer on Discord is reached by its token, for 15 minutes. `card` is the id of its buttons'
    `Offer`; how they go out says `bot/buttons.py`. `nonce` is the same at every try of the same
    message, so that a platform that knows nonces shows it once. `answers` is the message that it replies to, if that
    is still there. `thread` is the topic or thread inside the chat. `silent` asks for no ring.
    """

    chat: str
    card: str
    reply: Reply
    nonce: str
    silent: bool = False
    answers: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a platform lets one bot do; the defaults of each stand in its wire's file (reference: its documents).

    `a_second` is over all chats, of which `kept` are kept free for answers to people who wait. `room_seconds` is the
    time for each message in one channel or group, of which `room_burst` may come at once, `rooms_a_minute` their most,
    `chat_seconds` the same for a private chat, `edit_seconds` between two changes of one card. `at_once` is how many
    may be on the wire together. In `opening_seconds` no more than `openings` private chats are opened with people who
    had none.
    """

    a_second: int
    kept: int
    room_seconds: float
    rooms_a_minute: int
    chat_seconds: float
    edit_seconds: float
    at_once: int
    room_burst: int = 1
    openings: int = 1_000_000
    opening_seconds: float = 600.0


class Wire(Protocol):
    """One platform's way out. Every call has its own timeout; none is repeated here.

    Raises `Later`, `Unreachable`, `InDoubt` or `Refused`, and nothing else.
    """

    @property
    def platform(self) -> str:
        """`discord` or `telegram`."""
        ...

    @property
    def pace(self) -> Pace:
        """What it lets us do."""
        ...

    async def send(self, out: Outgoing) -> str:
        """Show a new card; the message's id. `Outgoing.chat` is a room, or a person's private chat."""
        ...

    async def edit(self, message: str, out: Outgoing) -> None:
        """Show the card anew in its place, silently. Unchanged content is fine and not an error."""
        ...

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away. One that is gone already is fine."""
        ...

    async def private_chat(self, external: str) -> str:
        """The private chat with a person of this platform, to be kept: opened if need be."""
        ...

    async def was_shown(self, out: Outgoing, after: datetime) -> str | None:
        """The message of a send that is in doubt, if the platform can tell; None: it was not shown, or cannot tell."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a front-end is doing, for `/admin health` and the start's lines.

    `name` is what it is called there (`Bellwether#1234`), `said` the rest of the line (`3 servers`), `invite` the
    address by which it is invited. Not ready: `said` is what is the matter, in words for the owner. `words` are the
    same by their keys, for whoever reads another language.
    """

    platform: str
    ready: bool
    name: str
    said: str
    since: datetime | None = None
    last_heard: datetime | None = None
    invite: str = ""
    words: tuple[Words, ...] = ()


class Frontend(Protocol):
    """A chat platform as a way in: listens, hands what it hears to the dispatcher and the ear, and owns a wire."""

    @property
    def wire(self) -> Wire:
        """Its way out."""
        ...

    @property
    def health(self) -> Health:
        """How it is doing now."""
        ...

    async def run(self) -> None:
        """Listen until canceled. Lost connections are its own business: it comes back, and says so.

        What it cannot get over it raises, and is run again with growing pauses: each run begins anew, with a new client
        of the library. Raises `TokenRefused` when the platform does not know the token: that is not tried again.
        """
        ...
