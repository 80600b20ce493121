"""What can go wrong on the way: limits as the platform has them, and faults that a test asks for."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.platforms.telegram.model import Chat, Kind
from tests.platforms.telegram.wire import Refusal

ALL_METHODS = "*"
COUNTED = ("send", "edit", "copy", "forward")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one bot may send: over all chats a second, to one chat, to one group in a minute. Zero is no limit.

    `chat_burst` messages may follow each other at once before the limit of one chat holds. Source: the platform's
    FAQ, "My bot is hitting limits".
    """

    a_second: int = 30
    chat_seconds: float = 1.0
    chat_burst: int = 1
    group_minute: int = 20
    minute: float = 60.0


UNLIMITED = Limits(a_second=0, chat_seconds=0, group_minute=0)


class Meter:
    """Counts what the bot sends, by `now` in seconds, and says 429 when it is too much."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}
        self.limits = UNLIMITED
        self.refused = 0

    def count(self, method: str, chat: Chat | None) -> None:
        """Count one call. Raises the refusal with the seconds to wait; what was refused does not count."""
        if not method.startswith(COUNTED) or method == "sendChatAction":
            return
        now, limits = self._now(), self.limits
        waits = [_wait(self._all, limits.a_second, 1.0, now)]
        mine: deque[float] = deque()
        if chat is not None:
            mine = self._chats.setdefault(chat.id, deque())
            waits.append(_wait(mine, limits.chat_burst, limits.chat_seconds, now))
            if chat.kind is not Kind.PRIVATE:
                waits.append(_wait(mine, limits.group_minute, limits.minute, now))
        if max(waits) > 0:
            self.refused += 1
            seconds = max(1, math.ceil(max(waits)))
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for times in (self._all, mine):
            times.append(now)
            while now - times[0] > limits.minute:
                times.popleft()


def _wait(times: deque[float], most: int, seconds: float, now: float) -> float:
    """How long until one more fits among `most` in so many seconds."""
    if not most or not seconds or len(times) < most:
        return 0.0
    return times[-most] + seconds - now


@dataclass(slots=True)
class Fault:
    """What happens to a call. Exactly one of `status`, `cut`, `wait` and `gate` is set."""

    status: int = 0
    cut: bool = False
    wait: int = 0
    gate: asyncio.Event | None = None
    after: bool = False  # the call has had its effect by then


@dataclass(slots=True)
class Faults:
    """Faults for the next calls of a method, in their order. `*` is any method but getUpdates."""

    planned: dict[str, list[Fault]] = field(default_factory=dict)

    def breaks(self, method: str, status: int = 502, *, times: int = 1, after: bool = False) -> None:
        """Answers with this status and an empty body; `after`: having done what was asked."""
        self._plan(method, Fault(status=status, after=after), times)

    def cuts(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """Ends the connection without an answer; `after`: having done what was asked."""
        self._plan(method, Fault(cut=True, after=after), times)

    def floods(self, method: str, retry_after: int = 1, *, times: int = 1) -> None:
        """Answers 429, with the seconds to wait."""
        self._plan(method, Fault(wait=retry_after), times)

    def holds(self, method: str, *, after: bool = False) -> asyncio.Event:
        """Keeps the call waiting until the event is set."""
        gate = asyncio.Event()
        self._plan(method, Fault(gate=gate, after=after), 1)
        return gate

    def _plan(self, method: str, fault: Fault, times: int) -> None:
        self.planned.setdefault(method, []).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault of this call."""
        names = [method] if method == "getUpdates" else [method, ALL_METHODS]
        for name in names:
            if self.planned.get(name):
                return self.planned[name].pop(0)
        return None
