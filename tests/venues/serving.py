"""A venue's server on a loopback socket: any aiohttp application behind the weather of `trouble.py`."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from tests.venues.floor import Floor
from tests.venues.trouble import Asked, Handler, Weather

HOST = "127.0.0.1"
TURNS = 10


class Served:
    """A server that is up: where it is, what arrives, and a way to take it down and up again on the same port."""

    def __init__(self, runner: web.AppRunner, weather: Weather, tls: ssl.SSLContext | None) -> None:
        self._runner = runner
        self._tls = tls
        self._site: web.TCPSite | None = None
        self.weather = weather
        self.port = 0

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"{'http' if self._tls is None else 'https'}://{HOST}:{self.port}"

    async def up(self) -> None:
        """Listen: the first time on any free port, later on the same."""
        self._site = web.TCPSite(self._runner, HOST, self.port, ssl_context=self._tls)
        await self._site.start()
        if not self.port:
            self.port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Refuse connections, and end those that are there."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        server = self._runner.server
        for connection in () if server is None else server.connections:
            connection.force_close()
        for _ in range(TURNS):  # clients notice that what they keep alive is gone
            await asyncio.sleep(0)


@asynccontextmanager
async def serving(
    app: web.Application,
    floor: Floor,
    asked: Callable[[web.Request], Asked],
    *,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Served]:
    """The application on a port of its own. `asked` tells what a request is for."""
    weather = Weather(floor)

    @web.middleware
    async def through(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await weather.pass_on(request, asked(request), handler)

    app.middlewares.insert(0, through)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handle_signals=False)
    await runner.setup()
    served = Served(runner, weather, tls)
    await served.up()
    try:
        yield served
    finally:
        weather.end()
        await runner.cleanup()
