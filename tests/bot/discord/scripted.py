"""An HTTP server on loopback that answers what a test wrote down, and keeps what was asked."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

RESET, HANG = "reset", "hang"


@dataclass(slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    data: Any
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Scripted:
    """Answers in order: (status, body[, headers]), `RESET` or `HANG`; after them, 200 and `{"id": "7"}`."""

    url: str = ""
    answers: deque[Any] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Keep the request, give the next answer."""
        self.asked.append(await _read(request))
        answer = self.answers.popleft() if self.answers else (200, {"id": "7"})
        if answer == RESET:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if answer == HANG:
            await self.free.wait()
            return web.Response()
        status, body, *more = answer
        text = "" if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json", **(more[0] if more else {})}
        return web.Response(status=status, text=text, headers=headers)


async def _read(request: web.Request) -> Asked:
    data, files = None, {}
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if part.name == "payload_json":  # type: ignore[union-attr]
                data = json.loads(await part.text())  # type: ignore[union-attr]
            else:
                files[part.name or ""] = bytes(await part.read())  # type: ignore[union-attr]
    elif request.can_read_body:
        data = await request.json()
    return Asked(request.method, request.path, dict(request.query), dict(request.headers), data, files)


@asynccontextmanager
async def scripted() -> AsyncIterator[Scripted]:
    """The server, while the block lasts."""
    server = Scripted()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = site.name
    try:
        yield server
    finally:
        server.free.set()
        await runner.cleanup()
