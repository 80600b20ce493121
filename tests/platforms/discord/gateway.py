"""The local gateway: sessions that identify, beat, resume and get events, as Discord's "Gateway" documents say.

A session's events stay in its backlog; a connection is only a reader of it that begins somewhere. So what
happens while nobody is connected comes with the next resume, and nothing else has to be kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.platforms.discord import shapes
from tests.platforms.discord.model import Guild, Json
from tests.platforms.discord.state import GUILDS, MEMBERS, MESSAGE_CONTENT, State

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 7, 8, 9, 10, 11
UNKNOWN_OP, NOT_READABLE, NOT_IDENTIFIED, BAD_TOKEN, TWICE = 4001, 4002, 4003, 4004, 4005
BAD_SEQUENCE, TOO_MUCH, BAD_INTENTS, DISALLOWED_INTENTS = 4007, 4008, 4013, 4014
SAYS_MOST = 120
PRESENCES = 1 << 8
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
ALL_INTENTS = (1 << 26) - 1
BACKLOG = 20_000
HEARTBEAT_MILLISECONDS = 41_250


@dataclass(eq=False)
class Session:
    """One identify and everything since. `events` holds the payloads that a resume may ask for, from number
    `forgotten` + 1 on.
    """

    id: str
    intents: int
    events: list[str] = field(default_factory=list)
    forgotten: int = 0
    sequence: int = 0
    connection: Connection | None = None
    lost: bool = False

    def add(self, event: str, data: Json) -> None:
        """One event more; a connected reader is woken."""
        self.sequence += 1
        payload = {"op": DISPATCH, "s": self.sequence, "t": event, "d": data}
        self.events.append(json.dumps(payload))
        if len(self.events) > 2 * BACKLOG:
            del self.events[:BACKLOG]
            self.forgotten += BACKLOG
        if self.connection is not None:
            self.connection.wake()

    def after(self, number: int) -> list[str]:
        """The payloads that come after this number."""
        return self.events[max(number - self.forgotten, 0) :]


class Connection:
    """One socket. Everything goes out in one place, so the compression's order is the order of sending."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, *, zipped: bool):
        self.socket = socket
        self.transport = transport
        self.session: Session | None = None
        self.sent = 0
        self.said: deque[float] = deque(maxlen=1000)
        self.ours = False
        self._zip = zlib.compressobj() if zipped else None
        self._more = asyncio.Event()
        self._control: deque[Json] = deque()

    def wake(self) -> None:
        """There is something to send."""
        self._more.set()

    def say(self, op: int, data: Any = None) -> None:
        """Send something that is not an event and has no number."""
        self._control.append({"op": op, "d": data, "s": None, "t": None})
        self._more.set()

    async def write(self) -> None:
        """Send until canceled or closed."""
        while not self.socket.closed:
            self._more.clear()
            while self._control:
                await self._send(json.dumps(self._control.popleft()))
            await self._send_events()
            await self._more.wait()

    async def _send_events(self) -> None:
        if self.session is None:
            return
        for payload in self.session.after(self.sent):
            self.sent += 1
            await self._send(payload)

    async def _send(self, payload: str) -> None:
        if self._zip is None:
            await self.socket.send_str(payload)
        else:
            data = self._zip.compress(payload.encode()) + self._zip.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(data)

    def cut(self) -> None:
        """The line breaks, without a word."""
        if self.transport is not None:
            self.transport.abort()

    async def close(self, code: int) -> None:
        """The server hangs up with a code."""
        self.ours = True
        await self.socket.close(code=code)


class Gateway:
    """All sessions of the bot, and the faults of the line.

    `allowed` are the privileged intents switched on for the application. `refusing` is how many next connects are
    refused. `twice` names events and how many of each next are sent doubled. `heartbeats` are
    loop times, `says_most` what a connection may say in a minute, `hung_up` the codes it was refused with.
    """

    def __init__(self, state: State, token: Callable[[], str]) -> None:
        self.state = state
        self._token = token
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.allowed = PRIVILEGED
        self.refusing = 0
        self.twice: dict[str, int] = {}
        self.heartbeat_milliseconds = HEARTBEAT_MILLISECONDS
        self.identifies = 0
        self.resumes = 0
        self.received: deque[Json] = deque(maxlen=1000)
        self.heartbeats: list[float] = []
        self.says_most = SAYS_MOST
        self.hung_up: list[int] = []
        state.publish = self.publish

    @property
    def connected(self) -> bool:
        """Whether the bot listens now."""
        return any(one.session is not None for one in self.connections)

    def publish(self, event: str, data: Json, intents: int, hidden: bool) -> None:
        """Announce something to every session that asked for it."""
        repeat = 1
        if self.twice.get(event, 0) > 0:
            self.twice[event] -= 1
            repeat = 2
        for one in self.sessions.values():
            if intents and not one.intents & intents:
                continue
            visible = shapes.without_content(data) if hidden and not one.intents & MESSAGE_CONTENT else data
            for _ in range(repeat):
                one.add(event, visible)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection from its handshake to its end."""
        if self.refusing > 0:
            self.refusing -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        zipped = request.query.get("compress") == "zlib-stream"
        one = Connection(socket, request.transport, zipped=zipped)
        self.connections.append(one)
        one.say(HELLO, {"heartbeat_interval": self.heartbeat_milliseconds})
        writer = asyncio.ensure_future(one.write())
        try:
            await self._read(one)
        finally:
            self._end(one)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
        return socket

    async def _read(self, one: Connection) -> None:
        async for received in one.socket:
            if received.type is not WSMsgType.TEXT:
                break
            try:
                said = json.loads(received.data)
            except ValueError:
                await one.close(NOT_READABLE)
                return
            self.received.append(said)
            code = self._too_much(one, said) or self._hear(one, said)
            if code is not None:
                self.hung_up.append(code)
                await one.close(code)
                return

    def _end(self, one: Connection) -> None:
        self.connections.remove(one)
        if one.session is not None and one.session.connection is one:
            one.session.connection = None
            # A bot that hangs up with 1000 or 1001 ends its session; in any other case it can be resumed.
            if not one.ours and one.socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY):
                self.sessions.pop(one.session.id, None)
        self.state.changes.tell()

    def _hear(self, one: Connection, said: Json) -> int | None:
        """What one payload does; a code when the connection is to be closed for it."""
        op = said.get("op")
        if op == HEARTBEAT:
            self.heartbeats.append(asyncio.get_running_loop().time())
            one.say(ACK)
            return None
        if op == IDENTIFY:
            return self._identify(one, said["d"])
        if op == RESUME:
            return self._resume(one, said["d"])
        if one.session is None:
            return NOT_IDENTIFIED
        if op == REQUEST_MEMBERS:
            self._members(one.session, said["d"])
            return None
        return None if op in (PRESENCE, VOICE) else UNKNOWN_OP

    def _too_much(self, one: Connection, said: Json) -> int | None:
        """120 payloads a minute, heartbeats apart (documents: "Gateway", rate limiting)."""
        if said.get("op") == HEARTBEAT:
            return None
        at = asyncio.get_running_loop().time()
        one.said.append(at)
        return TOO_MUCH if sum(each > at - 60 for each in one.said) > self.says_most else None

    @property
    def longest_silence(self) -> float:
        """The longest time in seconds between two heartbeats."""
        pairs = zip(self.heartbeats, self.heartbeats[1:], strict=False)
        return max((after - before for before, after in pairs), default=0.0)

    def _identify(self, one: Connection, data: Json) -> int | None:
        if one.session is not None:
            return TWICE
        if data["token"] != self._token():
            return BAD_TOKEN
        intents = data["intents"]
        if intents & ~ALL_INTENTS:
            return BAD_INTENTS
        if intents & PRIVILEGED & ~self.allowed:
            return DISALLOWED_INTENTS
        self.identifies += 1
        session = Session(id=f"session-{self.state.ids()}", intents=intents, connection=one)
        one.session = session
        self._greet(session)
        self.sessions[session.id] = session
        self.state.changes.tell()
        return None

    def _greet(self, session: Session) -> None:
        mine = [one for one in self.state.guilds.values() if self.state.bot.id in one.members]
        session.add(
            "READY",
            {
                "v": 10,
                "user": shapes.own_user(self.state.bot),
                "guilds": [{"id": one.id, "unavailable": True} for one in mine],
                "session_id": session.id,
                "resume_gateway_url": f"{self.state.base.replace('http', 'ws', 1)}/gateway",
                "shard": [0, 1],
                "application": {"id": self.state.bot.id, "flags": self.flags},
            },
        )
        for one in mine if session.intents & GUILDS else []:
            members = bool(session.intents & MEMBERS)
            session.add("GUILD_CREATE", shapes.guild_created(one, self.state.bot, members=members))

    def _resume(self, one: Connection, data: Json) -> int | None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self._token():
            return BAD_TOKEN
        if session is None or session.lost:
            self.sessions.pop(data["session_id"], None)
            one.say(INVALID_SESSION, False)
            return None
        if data["seq"] is None or data["seq"] > session.sequence:
            return BAD_SEQUENCE
        self.resumes += 1
        one.session, session.connection = session, one
        one.sent = data["seq"]
        session.add("RESUMED", {})
        self.state.changes.tell()
        return None

    def _members(self, session: Session, data: Json) -> None:
        guild = self.state.guilds[str(data["guild_id"])]
        found = self._asked_for(guild, data) if session.intents & MEMBERS or "user_ids" in data else []
        chunk: Json = {"guild_id": guild.id, "chunk_index": 0, "chunk_count": 1, "not_found": []}
        chunk["members"] = found
        if "nonce" in data:
            chunk["nonce"] = data["nonce"]
        session.add("GUILD_MEMBERS_CHUNK", chunk)

    @staticmethod
    def _asked_for(guild: Guild, data: Json) -> list[Json]:
        ids = data.get("user_ids")
        wanted = {str(one) for one in (ids if isinstance(ids, list) else [ids])} if ids else None
        start = (data.get("query") or "").lower()
        return [
            shapes.member(one)
            for one in guild.members.values()
            if (wanted is None or one.user.id in wanted) and one.user.name.lower().startswith(start)
        ]

    @property
    def flags(self) -> int:
        """The application's flags: which privileged intents are switched on (the "limited" bits)."""
        bits = {PRESENCES: 1 << 13, MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}
        return sum(flag for intent, flag in bits.items() if self.allowed & intent)

    # Faults of the line

    def cut(self) -> None:
        """Every line breaks without a word. Sessions can be resumed."""
        for one in list(self.connections):
            one.cut()

    async def close(self, code: int = 4000) -> None:
        """The server hangs up on everybody."""
        for one in list(self.connections):
            await one.close(code)

    def ask_to_reconnect(self) -> None:
        """Op 7: come again and resume."""
        for one in self.connections:
            one.say(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9: the session is at an end, or may be resumed after all."""
        for one in self.connections:
            if one.session is not None and not resumable:
                one.session.lost = True
            one.say(INVALID_SESSION, resumable)

    def forget(self) -> None:
        """Sessions are lost without anybody being told: the next resume fails."""
        for one in self.sessions.values():
            one.lost = True
