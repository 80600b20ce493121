"""The thin fast path to a venue: HTTP/1.1 over connections that stay open, a request at a time on each.

For venues whose orders must leave by the thousand; a library's client costs many times the work per request. It
never sends a request twice. Whoever asks gives each call a time limit: a request that is canceled, or whose answer
was cut off or makes no sense, takes its connection with it, so that no later request reads an earlier answer.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass, field
from typing import cast

HEAD_MOST = 16_384
BODY_MOST = 4_194_304
CONNECT_SECONDS = 5.0
# A connection that nothing went over for so long is not used again: what stands between may have forgotten it without
# a word, and what is sent over it then is lost.
IDLE_SECONDS = 15.0
USUAL_PORTS = (80, 443)
END = b"\r\n\r\n"


class WireError(Exception):
    """No whole answer came. `sent` is False only when not one byte of the request left."""

    def __init__(self, message: str, *, sent: bool) -> None:
        super().__init__(message)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer: its status, its body and its head as they came."""

    status: int
    body: bytes
    head: bytes = field(default=b"", compare=False)

    def header(self, name: str) -> str | None:
        """A field of the head; None where it is missing."""
        for line in self.head.split(b"\r\n")[1:]:
            found, _, value = line.partition(b":")
            if found.strip().lower() == name.lower().encode():
                return value.strip().decode("latin-1")
        return None


class Wire:
    """The way to one server: at most `most` requests under way, the others wait for a free connection.

    `head` are the header lines of every request, each ended by CRLF. `address` is where connections go when it is not
    the host itself that they go to.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        most: int,
        tls: ssl.SSLContext | None = None,
        head: str = "",
        address: tuple[str, int] | None = None,
    ) -> None:
        self._host = host
        self.address = address or (host, port)
        self._tls = tls
        named = host if port == USUAL_PORTS[tls is not None] else f"{host}:{port}"
        self._head = f" HTTP/1.1\r\nHost: {named}\r\n{head}"
        self._free: list[_Connection] = []
        self._under_way: set[_Connection] = set()
        self._closed = False
        self._room = most
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def ask(self, method: str, path: str, body: bytes = b"", head: str = "") -> Response:
        """Send one request and return its answer, whatever its status. `head` are lines for this one. Raises
        `WireError`."""
        lines = f"{method} {path}{self._head}{head}Content-Length: {len(body)}\r\n\r\n"
        request = lines.encode() + body
        await self._enter()
        try:
            connection = await self._connection()
            self._under_way.add(connection)
            try:
                response = await connection.ask(request)
            except BaseException:
                connection.abandon()
                raise
            finally:
                self._under_way.discard(connection)
            if connection.reusable and not self._closed:
                connection.idle_since = asyncio.get_running_loop().time()
                self._free.append(connection)
            else:
                connection.abandon()
            return response
        finally:
            self._leave()

    async def close(self) -> None:
        """Close what is open. Requests under way fail, and nothing is sent any more."""
        self._closed = True
        for connection in (*self._free, *self._under_way):
            connection.abandon()
        self._free.clear()

    async def _enter(self) -> None:
        """Wait for a place among the requests under way, first come first served."""
        if self._room > 0 and not self._waiting:
            self._room -= 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave()  # it was given the place in the very moment of being canceled
            else:
                self._waiting.remove(place)
            raise

    def _leave(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._room += 1

    async def _connection(self) -> _Connection:
        if self._closed:
            raise WireError(f"the way to {self._host} is closed", sent=False)
        loop = asyncio.get_running_loop()
        while self._free:
            connection = self._free.pop()
            if connection.reusable and loop.time() - connection.idle_since < IDLE_SECONDS:
                return connection
            connection.abandon()
        named = None if self._tls is None else self._host
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                _, made = await loop.create_connection(
                    _Connection, *self.address, ssl=self._tls, server_hostname=named
                )
        except OSError as error:  # a `TimeoutError` is one
            raise WireError(f"no connection to {self._host}: {type(error).__name__}", sent=False) from error
        return made


class _Connection(asyncio.Protocol):
    """One connection and the request that is on it."""

    def __init__(self) -> None:
        self.reusable = True
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Response] | None = None
        self._data = b""
        self._body_from = 0
        self._ends = -1
        self._status = 0
        self._head = b""
        self._chunked = False

    def ask(self, request: bytes) -> asyncio.Future[Response]:
        """Send; the future's value is the answer."""
        answer: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self._answer = answer
        self._data, self._body_from, self._ends = b"", 0, -1
        if self._transport is None or self._transport.is_closing():
            self._fail("the connection was closed", sent=False)
        else:
            self._transport.write(request)
        return answer

    def abandon(self) -> None:
        """Close it without waiting for anything."""
        self.reusable = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.reusable = False
        self._fail("the connection was cut" if exc is None else type(exc).__name__, sent=True)

    def data_received(self, data: bytes) -> None:
        if self._answer is None:  # an answer that nobody asked for: whose it is cannot be known
            self.abandon()
            return
        self._data = self._data + data if self._data else data
        if not self._body_from and not self._read_head():
            return
        if self._chunked:
            self._read_chunks()
        elif len(self._data) >= self._ends:
            self._finish(self._data[self._body_from : self._ends], len(self._data) > self._ends)

    def _read_head(self) -> bool:
        """Whether the head is there whole and makes sense."""
        end = self._data.find(END)
        if end < 0:
            if len(self._data) > HEAD_MOST:
                self._give_up("the head of the answer is too long")
            return False
        head = self._head = self._data[:end]
        try:
            self._status = int(head[9:12])
            length = self._read_fields(head.lower())
        except ValueError:
            self._give_up("the answer makes no sense")
            return False
        if not head.startswith(b"HTTP/1.") or self._status < 200 or length is None or length > BODY_MOST:
            self._give_up("the answer makes no sense")
            return False
        self._body_from = end + len(END)
        self._ends = self._body_from + length
        return True

    def _read_fields(self, head: bytes) -> int | None:
        """The body's length by the head, which also says how it is packed; None when it does not say."""
        self._chunked = b"\r\ntransfer-encoding: chunked" in head
        if b"\r\nconnection: close" in head:
            self.reusable = False
        if self._chunked or self._status in (204, 304):
            return 0
        at = head.find(b"\r\ncontent-length:")
        if at < 0:
            return None
        until = head.find(b"\r\n", at + 2)
        return int(head[at + 17 : until if until >= 0 else None])

    def _read_chunks(self) -> None:
        """Put the body together once its last piece is there."""
        parts: list[bytes] = []
        at = self._body_from
        while (line := self._data.find(b"\r\n", at)) >= 0:
            try:
                size = int(self._data[at:line].split(b";")[0], 16)
            except ValueError:
                self._give_up("the answer makes no sense")
                return
            if size < 0 or line + size > BODY_MOST:
                self._give_up("the answer is too long")
                return
            if size == 0:
                if self._data.find(END, line) >= 0:
                    whole = self._data.endswith(END)
                    self._finish(b"".join(parts), not whole)
                return
            if len(self._data) < line + size + 4:
                return
            parts.append(self._data[line + 2 : line + 2 + size])
            at = line + size + 4
        if len(self._data) > BODY_MOST:
            self._give_up("the answer is too long")

    def _finish(self, body: bytes, more: bool) -> None:
        answer, self._answer = self._answer, None
        if more:  # bytes behind the end: what comes next on this connection belongs to nobody
            self.reusable = False
        if answer is not None and not answer.done():
            answer.set_result(Response(self._status, body, self._head))

    def _give_up(self, message: str) -> None:
        self._fail(message, sent=True)
        self.abandon()

    def _fail(self, message: str, *, sent: bool) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(WireError(message, sent=sent))
