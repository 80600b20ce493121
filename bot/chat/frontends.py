"""What a chat front-end is made of, and what it may ask of the rest: the other half of `bot/chat/wire.py`.

A platform's module has one function, `make(parts)`, which is loaded only where its token is set:
`bot.discord.frontend:make` and `bot.telegram.frontend:make`. It connects nothing: that is `Frontend.run`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.asks import Asks
from bot.chat.rooms import Rooms
from bot.chat.wire import Frontend
from bot.dispatch import Answer, Dispatcher
from bot.drawing.painter import Paint, unpainted
from bot.settings import Settings
from core.context import World
from core.signals.model import Post

Report = Callable[[str, str, BaseException], None]


class Mailbox(Protocol):
    """What a front-end asks of the mail. None of it waits for a platform: rows are written, the mail does the rest.

    `platform` is `discord` or `telegram`; `chat`, `message` and `external` are the platform's own ids, as text.
    """

    async def answer(
        self,
        answer: Answer,
        *,
        platform: str,
        chat: str,
        to: str | None = None,
        thread: str | None = None,
        over: str | None = None,
    ) -> None:
        """The answer to somebody who waits, shown in this chat before all else; `to` is the message it replies to,
        `over` one that it takes the place of (`bot/chat/taps.py`).

        The same card twice is shown once: it takes the place of the first.
        """
        ...

    async def shown(
        self, answer: Answer, *, platform: str, chat: str, message: str, until: datetime | None = None
    ) -> None:
        """The front-end showed this card itself (an interaction's answer).

        Later versions are edits of `message` while it is not yet `until`, and new messages in `chat` afterwards.
        For a private answer `chat` is what `Wire.send` takes to write to the person: their private chat, or "" when
        none is known yet.
        """
        ...

    async def tell(self, answer: Answer) -> None:
        """A notice, for `answer.person` or `answer.channel`. Where it is shown is the mail's to find out."""
        ...

    async def reachable(self, platform: str, external: str, chat: str) -> None:
        """This person has a private chat that can be written to, and has just spoken: they wrote or pressed there."""
        ...

    async def spoke(self, platform: str, external: str) -> None:
        """This person has just used the bot in public: they are told there first. Says nothing of a private chat."""
        ...

    async def unreachable(self, platform: str, external: str) -> None:
        """The platform says that this person blocked the bot or closed the chat."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a front-end gets.

    Typed text and taps go through `asks` (it completes questions that are open, then asks the dispatcher); slash
    commands with named options go to `dispatcher.run`, and what it answered through `asks.noted`. Posts of rooms
    that are listened to go to `hear`, which keeps them while the database is away and raises `Refusal("spool_full")`
    or another refusal meant for whoever posted. `address` is where people reach the web pages. What a
    front-end shows by itself, without the mail, it has painted by `paint` first.
    """

    world: World
    dispatcher: Dispatcher
    hear: Callable[[Post], Awaitable[object]]
    rooms: Rooms
    asks: Asks
    mail: Mailbox
    settings: Settings
    report: Report
    address: str = ""
    paint: Paint = unpainted


class Make(Protocol):
    """How a front-end is made. Its `wire` is there at once, and raises `Later` until the platform is reached."""

    def __call__(self, parts: Parts) -> Frontend:
        """A front-end that is not connected yet."""
        ...
