"""Pages that are open are told what changes: server-sent events, made once for all (rows WB-04, DF-16, TG-08).

`portfolio:update` and `trade:new` bring parts of the page, at most each second and only when they changed; `gone` says
that the page is no more. Who listens is known by the address or the session that was asked with, never by their word.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.web.clients import client_of
from bot.web.site import HEADERS
from core.kernel.errors import Unavailable

LIVE_SECONDS = 1.0
# An open page is told that the line still stands, and after an hour asks anew.
STANDS_SECONDS, HOUR_SECONDS = 15.0, 3_600.0
LISTENERS_MOST, LISTENERS_OF_ONE = 512, 16
EVENTS = {"trades": "trade:new"}
OTHER_EVENT = "portfolio:update"

Parts = Mapping[str, str]


class Live:
    """Open pages. `closing` is set when the program ends: they are let go."""

    def __init__(self) -> None:
        self._listeners: dict[str, int] = {}
        self.closing = asyncio.Event()

    def answer(self, request: Request, parts: Callable[[], Awaitable[Parts | None]]) -> Response:
        """A stream of what `parts` gives while the page is open; None of it ends the stream. Too many are sent away."""
        client = client_of(request)
        if (
            sum(self._listeners.values()) >= LISTENERS_MOST
            or self._listeners.get(client, 0) >= LISTENERS_OF_ONE
        ):
            return Response(status_code=503, headers={**HEADERS, "Retry-After": "60"})
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(self._told(client, parts), media_type="text/event-stream", headers=headers)

    async def _told(self, client: str, parts: Callable[[], Awaitable[Parts | None]]) -> AsyncIterator[str]:
        self._listeners[client] = self._listeners.get(client, 0) + 1
        loop = asyncio.get_running_loop()
        until, stands = loop.time() + HOUR_SECONDS, loop.time() + STANDS_SECONDS
        last: Parts = {}
        begun = False
        try:
            yield "retry: 3000\n\n"
            while loop.time() < until and not self.closing.is_set():
                now = await _parts(parts, last)
                if now is None:
                    yield "event: gone\ndata: {}\n\n"
                    return
                told = _events(last, now) if begun else {OTHER_EVENT: {}} | _events({}, now)
                begun = True
                for event, changed in told.items():
                    yield f"event: {event}\ndata: {json.dumps(changed, ensure_ascii=False)}\n\n"
                    stands = loop.time() + STANDS_SECONDS
                last = now
                if loop.time() >= stands:
                    yield ": still here\n\n"
                    stands = loop.time() + STANDS_SECONDS
                await self._wait()
        finally:
            left = self._listeners.pop(client) - 1
            if left:
                self._listeners[client] = left

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self.closing.wait(), LIVE_SECONDS)
        except TimeoutError:
            return


async def _parts(parts: Callable[[], Awaitable[Parts | None]], last: Parts) -> Parts | None:
    """The parts now; those that were told last while the records are away."""
    try:
        return await parts()
    except Unavailable:
        return last


def _events(last: Parts, now: Parts) -> dict[str, dict[str, str]]:
    """What changed, by the event that tells it."""
    found: dict[str, dict[str, str]] = {}
    for name, text in now.items():
        if last.get(name) != text:
            found.setdefault(EVENTS.get(name, OTHER_EVENT), {})[name] = text
    return found
