"""A chat platform in memory, which keeps the contract of `bot/chat/wire.py`, its limits and its bad days included."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.chat.wire import InDoubt, Later, Outgoing, Pace, Refused, Unreachable, Why

QUICK = Pace(
    a_second=2_000, kept=100, room_seconds=0.0, rooms_a_minute=100_000, chat_seconds=0.0, edit_seconds=0.0,
    at_once=8,
)  # fmt: skip


@dataclass(slots=True)
class Message:
    """What a chat shows."""

    id: str
    chat: str
    out: Outgoing
    at: float
    when: datetime
    forms: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.forms[-1]


@dataclass(slots=True)
class Platform:
    """The far side: it outlives every process of ours. `knows_nonces` shows a nonce once, and can be asked for it."""

    name: str = "discord"
    knows_nonces: bool = True
    messages: dict[str, Message] = field(default_factory=dict)
    by_nonce: dict[str, str] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    opened: list[str] = field(default_factory=list)
    calls: list[tuple[float, str, str]] = field(default_factory=list)
    refuses: Callable[[Outgoing], bool] = lambda out: False
    away: bool = False
    # Takes the next so many sends and breaks the line before it answers, or before it takes them.
    lose_answers: int = 0
    lose_requests: int = 0
    later: list[float] = field(default_factory=list)
    slow: float = 0.0
    # While it is there, what was taken is not answered.
    gate: asyncio.Event | None = None

    def titles(self, chat: str | None = None) -> list[str]:
        return [one.title for one in self.messages.values() if chat is None or one.chat == chat]


class FakeWire:
    """One process's line to the platform."""

    def __init__(self, platform: Platform, pace: Pace = QUICK) -> None:
        self.far = platform
        self.pace = pace

    @property
    def platform(self) -> str:
        return self.far.name

    async def send(self, out: Outgoing) -> str:
        await self._reach("send", out.chat)
        far = self.far
        if out.chat in far.blocked:
            raise Unreachable(Why.BLOCKED, "closed their private messages")
        if out.chat in far.closed:
            raise Unreachable(Why.NO_RIGHT, "may not write there")
        if far.refuses(out):
            raise Refused("too long")
        if far.lose_requests:
            far.lose_requests -= 1
            raise InDoubt("the line broke")
        known = far.by_nonce.get(out.nonce) if far.knows_nonces else None
        if known is not None:
            return known
        id_ = f"m{len(far.messages) + 1}"
        now = asyncio.get_running_loop().time()
        far.messages[id_] = Message(id_, out.chat, out, now, datetime.now(UTC), [out.reply.title])
        far.by_nonce[out.nonce] = id_
        if far.slow:
            await asyncio.sleep(far.slow)
        if far.gate is not None:
            await far.gate.wait()
        if far.lose_answers:
            far.lose_answers -= 1
            raise InDoubt("the answer was lost")
        return id_

    async def edit(self, message: str, out: Outgoing) -> None:
        await self._reach("edit", out.chat)
        known = self.far.messages.get(message)
        if known is None:
            raise Unreachable(Why.NO_ROOM, "gone")
        if known.title != out.reply.title:
            known.forms.append(out.reply.title)
        known.out = replace(out)

    async def delete(self, chat: str, message: str) -> None:
        await self._reach("delete", chat)
        self.far.messages.pop(message, None)

    async def private_chat(self, external: str) -> str:
        await self._reach("open", external)
        self.far.opened.append(external)
        return f"dm-{external}"

    async def was_shown(self, out: Outgoing, after: datetime) -> str | None:
        await self._reach("look", out.chat)
        if not self.far.knows_nonces:
            return None
        return self.far.by_nonce.get(out.nonce)

    async def _reach(self, what: str, chat: str) -> None:
        await asyncio.sleep(0)
        far = self.far
        if far.later:
            raise Later(far.later.pop())
        if far.away:
            raise InDoubt("nobody answers")
        far.calls.append((asyncio.get_running_loop().time(), what, chat))
