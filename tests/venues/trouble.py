"""What may happen to one request on its way to a venue and back, at the level of HTTP (brokers, 2.1).

It stands before every venue server here (`serving.py`) and knows nothing of any of them but which of its requests
place an order, take one back, or only ask. A trouble that is planned meets the next request that fits, once.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

from tests.venues.floor import Floor

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
NO_LINGER = struct.pack("ii", 1, 0)
PAGE = "<html><head><title>{status}</title></head><body><h1>{status}</h1><hr>cloudflare</body></html>"


class Asked(StrEnum):
    """What a request is for."""

    ORDER = "order"
    CANCEL = "cancel"
    READ = "read"


class Fate(StrEnum):
    """How a request ends that meets a trouble."""

    CLOSED = "closed"
    """The connection is closed without a word."""
    RESET = "reset"
    """The connection is reset without a word."""
    SILENCE = "silence"
    """No answer, ever; the connection stays."""
    CUT = "cut"
    """The answer breaks off in the middle of its body."""
    CUT_CHUNK = "cut_chunk"
    """The same where the body comes in chunks, so that nobody knows how long it should be."""
    PAGE = "page"
    """Somebody before the venue answers with a page."""
    JSON = "json"
    """An answer that can be read and says nothing."""
    ANSWER = "answer"
    """The venue's own answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One trouble. `reaches`: the venue does what it was asked before the answer is lost. `hides`: what it placed is
    not shown until `Floor.show`."""

    name: str
    fate: Fate
    reaches: bool
    status: int = 200
    body: str = ""
    hides: bool = False
    asked: Asked = Asked.ORDER


def _pages(*statuses: int) -> tuple[Trouble, ...]:
    """A page of this status, before the venue was reached and after."""
    return tuple(
        Trouble(name=f"page_{status}_{word}", fate=Fate.PAGE, reaches=reaches, status=status)
        for status in statuses
        for word, reaches in (("before", False), ("after", True))
    )


TROUBLES = (
    Trouble(name="closed_before", fate=Fate.CLOSED, reaches=False),
    Trouble(name="closed_after", fate=Fate.CLOSED, reaches=True),
    Trouble(name="reset_before", fate=Fate.RESET, reaches=False),
    Trouble(name="reset_after", fate=Fate.RESET, reaches=True),
    Trouble(name="silence_before", fate=Fate.SILENCE, reaches=False),
    Trouble(name="silence_after", fate=Fate.SILENCE, reaches=True),
    Trouble(name="cut_body", fate=Fate.CUT, reaches=True),
    Trouble(name="cut_chunk", fate=Fate.CUT_CHUNK, reaches=True),
    Trouble(name="empty_200", fate=Fate.JSON, reaches=True, body=""),
    Trouble(name="empty_object_200", fate=Fate.JSON, reaches=True, body="{}"),
    Trouble(name="null_200", fate=Fate.JSON, reaches=True, body="null"),
    Trouble(name="list_200", fate=Fate.JSON, reaches=True, body="[]"),
    Trouble(name="strange_json_500", fate=Fate.JSON, reaches=True, status=500, body='{"oops": true}'),
    Trouble(name="page_200_after", fate=Fate.PAGE, reaches=True),
    *_pages(400, 403, 404, 500, 502, 503, 504, 520),
    Trouble(name="page_429", fate=Fate.PAGE, reaches=False, status=429),
    Trouble(name="shown_late", fate=Fate.CLOSED, reaches=True, hides=True),
    Trouble(name="forgotten", fate=Fate.ANSWER, reaches=True, hides=True),
)
# The connection is refused before anything is said: `Served.down` does it, since no request arrives.
REFUSED = "refused"


@dataclass(slots=True)
class Seen:
    """A request that arrived, as it stood on the wire."""

    asked: Asked
    method: str
    target: str
    host: str
    headers: dict[str, str]
    body: str


@dataclass(slots=True)
class Weather:
    """Troubles that are planned, and what arrived. One per server."""

    floor: Floor
    planned: list[Trouble] = field(default_factory=list)
    met: list[Trouble] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    hit: asyncio.Event = field(default_factory=asyncio.Event)
    """A planned trouble met a request."""

    def plan(self, *troubles: Trouble) -> None:
        """These meet the next requests that fit, in this order."""
        self.planned += troubles

    def end(self) -> None:
        """Nothing more is planned, what hangs is let go, what was hidden is shown."""
        self.planned.clear()
        self.over.set()
        self.floor.show()

    def count(self, asked: Asked) -> int:
        """How many requests of this kind arrived."""
        return sum(one.asked is asked for one in self.seen)

    async def pass_on(self, request: web.Request, asked: Asked, handler: Handler) -> web.StreamResponse:
        """The request through this weather."""
        body = (await request.read()).decode(errors="replace")
        headers = dict(request.headers)
        target = str(request.rel_url)
        self.seen.append(Seen(asked, request.method, target, request.host, headers, body))
        trouble = next((one for one in self.planned if one.asked is asked), None)
        if trouble is None:
            return await handler(request)
        self.planned.remove(trouble)
        self.met.append(trouble)
        self.hit.set()
        answer: web.StreamResponse = web.Response()
        if trouble.reaches:
            self.floor.hides_next += trouble.hides
            answer = await handler(request)
        return await self._end(trouble, request, answer)

    async def _end(
        self, trouble: Trouble, request: web.Request, answer: web.StreamResponse
    ) -> web.StreamResponse:
        match trouble.fate:
            case Fate.ANSWER:
                return answer
            case Fate.PAGE:
                page = PAGE.format(status=trouble.status)
                return web.Response(status=trouble.status, text=page, content_type="text/html")
            case Fate.JSON:
                return web.Response(status=trouble.status, text=trouble.body, content_type="application/json")
            case Fate.SILENCE:
                await self.over.wait()
            case Fate.CUT | Fate.CUT_CHUNK:
                await _cut(request, answer, chunked=trouble.fate is Fate.CUT_CHUNK)
            case Fate.CLOSED | Fate.RESET:
                pass
        drop(request, reset=trouble.fate is Fate.RESET)
        return web.Response()


async def _cut(request: web.Request, answer: web.StreamResponse, *, chunked: bool) -> None:
    """Send one half of the answer."""
    whole = answer.body if isinstance(answer, web.Response) else None
    body = whole if isinstance(whole, bytes) and len(whole) > 1 else json.dumps({"a": "b"}).encode()
    half = web.StreamResponse(status=answer.status, headers={"Content-Type": "application/json"})
    if chunked:
        half.enable_chunked_encoding()
    else:
        half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])


def drop(request: web.Request, *, reset: bool = False) -> None:
    """Close the connection of a request at once, by a reset or by an end of the stream."""
    transport = request.transport
    if transport is None:
        return
    peer = transport.get_extra_info("socket")
    if reset and peer is not None:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        transport.abort()
    else:
        transport.close()
