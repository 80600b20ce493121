"""The web server inside the program's loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.settings import Settings
from core.kernel.codec import encode
from core.operations.views import health
from storage.folder import StartRefused

PORTS_TRIED = 20
STOP_SECONDS = 2


class _Server(uvicorn.Server):
    """uvicorn without hands on our signals: the program's own loop decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


def routes(app: App) -> Starlette:
    """The pages of this version."""

    async def livez(_request: Request) -> Response:
        return JSONResponse({"live": True})

    async def readyz(_request: Request) -> Response:
        try:
            async with asyncio.timeout(2):
                found = await health(app.world)
        except TimeoutError:
            return JSONResponse({"ready": False, "why": "the database does not answer"}, status_code=503)
        parts = {part.name: part.state for part in found.parts}
        return JSONResponse({"ready": True, "well": found.well, "parts": parts, "at": encode(found)["at"]})

    return Starlette(routes=[Route("/livez", livez), Route("/readyz", readyz)])


def listen(settings: Settings) -> socket.socket:
    """A listening socket: the port that was set or the first free one after 8080."""
    ports = (
        [settings.web_port]
        if settings.web_port_was_set
        else range(settings.web_port, settings.web_port + PORTS_TRIED)
    )
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    for port in ports:
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((settings.web_host, port))
        except OSError:
            taken.close()
            continue
        taken.listen(128)
        taken.setblocking(False)
        return taken
    raise StartRefused(
        f"Port {settings.web_port} on {settings.web_host} is taken. Set BELLWETHER_WEB_PORT to a free one."
    )


@asynccontextmanager
async def serve(app: App, settings: Settings) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address that people open."""
    listening = listen(settings)
    host, port = listening.getsockname()[:2]
    config = uvicorn.Config(routes(app), log_config=None, access_log=False, lifespan="off")
    server = _Server(config)
    task = asyncio.ensure_future(server.serve(sockets=[listening]))
    try:
        yield settings.public_url or f"http://{host}:{port}"
    finally:
        server.should_exit = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await task
        listening.close()
