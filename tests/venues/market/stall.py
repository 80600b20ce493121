"""What all price services of the tests share: a port of their own, a record of what was asked, and moods."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

HOST = "127.0.0.1"
BEGINS = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Stall:
    """One service. `mood` is what becomes of every request: None answers it.

    `hangs` leaves it unanswered until `calm` is set, a number is that status with a page of HTML, `text` is a good
    status with a page of HTML.
    """

    now: Callable[[], datetime] = lambda: BEGINS
    mood: str | int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    gave: list[Mapping[str, str]] = field(default_factory=list)
    calm: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    def routes(self) -> Mapping[str, Answer]:
        """Paths and what they answer."""
        raise NotImplementedError

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(one.startswith(path) for one, _ in self.asked)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """It listens until the block ends; yields its address."""

        @web.middleware
        async def through(request: web.Request, handler: Any) -> web.StreamResponse:
            self.asked.append((request.path, dict(request.query)))
            self.gave.append(dict(request.headers))
            if self.mood == "hangs":
                await self.calm.wait()
            elif isinstance(self.mood, int):
                page = "<html>try later</html>"
                return web.Response(
                    status=self.mood, text=page, content_type="text/html", headers=self.headers
                )
            elif self.mood == "text":
                return web.Response(text="<html>welcome</html>", content_type="text/html")
            answer: web.StreamResponse = await handler(request)
            answer.headers.update(self.headers)
            return answer

        app = web.Application(middlewares=[through])
        for path, answer in self.routes().items():
            app.router.add_get(path, answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handle_signals=False)
        await runner.setup()
        site = web.TCPSite(runner, HOST, 0)
        await site.start()
        self.url = f"http://{HOST}:{runner.addresses[0][1]}"
        try:
            yield self.url
        finally:
            self.calm.set()
            await runner.cleanup()


def milliseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def seconds(at: datetime) -> int:
    return milliseconds(at) // 1000


def raw(body: str) -> web.Response:
    """JSON as a service writes it, its numbers untouched."""
    return web.Response(text=body, content_type="application/json")
