"""The web server inside the program's loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.settings import Settings
from bot.web.connect import connecting
from bot.web.hooks import hooks
from bot.web.limited import Limited
from bot.web.pages import Pages
from core.kernel.codec import encode
from core.kernel.errors import Unavailable
from core.operations.model import Health
from core.operations.views import health
from core.signals.model import Post
from storage.folder import StartRefused

PORTS_TRIED = 20
STOP_SECONDS = 2


PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Bellwether</title>
<style>body{{background:#0F1218;color:#E6EAF0;font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;
padding:0 1rem}}th{{text-align:left;font-weight:400;color:#9AA5B5;padding-right:2rem}}</style>
<h1>Bellwether</h1><p>PAPER · {well} · version {version}</p><table>{rows}</table>
<p>The chat is the terminal that started this program: type <code>/help</code> there.</p></html>
"""
AWAY = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Bellwether</title>
<p>The database does not answer. No new trade leaves until it does; stops at the venues keep working.</p></html>
"""


class _Server(uvicorn.Server):
    """uvicorn without hands on our signals: the program's own loop decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


def routes(
    app: App,
    hear: Callable[[Post], Awaitable[None]],
    more: Sequence[BaseRoute] = (),
    pages: Pages | None = None,
) -> Starlette:
    """The pages of this version, where alerts come in, as posts for `hear`, and `more` that front-ends listen at."""
    shown = pages or Pages(app.world, app.painter.png)

    async def livez(_request: Request) -> Response:
        return JSONResponse({"live": True})

    async def readyz(_request: Request) -> Response:
        try:
            async with asyncio.timeout(2):
                found = await health(app.world)
        except (TimeoutError, Unavailable):
            return JSONResponse({"ready": False, "why": "the database does not answer"}, status_code=503)
        parts = {part.name: part.state for part in found.parts}
        return JSONResponse({"ready": True, "well": found.well, "parts": parts, "at": encode(found)["at"]})

    async def start(_request: Request) -> Response:
        try:
            return HTMLResponse(first_page(await health(app.world)))
        except Unavailable:
            return HTMLResponse(AWAY, status_code=503)

    async def statusz(_request: Request) -> Response:
        try:
            async with asyncio.timeout(2):
                found = await health(app.world)
        except (TimeoutError, Unavailable):
            return JSONResponse({"well": False, "why": "the database does not answer"}, status_code=503)
        return JSONResponse(encode(found))

    plain = {"/": start, "/livez": livez, "/readyz": readyz, "/statusz": statusz}
    return Starlette(
        routes=[
            *(Route(path, page) for path, page in plain.items()),
            hooks(app.world, hear),
            *connecting(app.world),
            *shown.routes(),
            *more,
        ],
        exception_handlers={Exception: shown.broke},
        middleware=[Middleware(Limited)],
    )


def first_page(found: Health) -> str:
    """What somebody sees who opens the address: how the program is, and where to talk to it. Nobody's data."""
    rows = "".join(
        f"<tr><th>{escape(part.name)}</th><td>{escape(part.state)}</td></tr>" for part in found.parts
    )
    well = "Well" if found.well else "Not well"
    return PAGE.format(well=well, version=escape(found.version), rows=rows)


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


def address_file(settings: Settings) -> Path:
    """Where the program notes the address it really got, for `bellwether health`."""
    return settings.data_dir / "web-address"


def address_of(settings: Settings, listening: socket.socket) -> str:
    """Where people reach the pages: the public address, else where the program really listens."""
    host, port = listening.getsockname()[:2]
    return settings.public_url or f"http://{f'[{host}]' if ':' in host else host}:{port}"


@asynccontextmanager
async def serve(
    app: App,
    settings: Settings,
    listening: socket.socket,
    hear: Callable[[Post], Awaitable[None]],
    more: Sequence[BaseRoute] = (),
    pages: Pages | None = None,
) -> AsyncIterator[str]:
    """Serve while the block runs, `more` routes as well; gives the address that people open."""
    host, port = listening.getsockname()[:2]
    address_file(settings).write_text(f"http://{host}:{port}", encoding="utf-8")
    pages = pages or Pages(app.world, app.painter.png)
    config = uvicorn.Config(
        routes(app, hear, more, pages),
        log_config=None,
        access_log=False,
        lifespan="off",
        # Who a request comes from is what the connection says, unless somebody named the proxies in front.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = _Server(config)
    task = asyncio.ensure_future(server.serve(sockets=[listening]))
    try:
        yield address_of(settings, listening)
    finally:
        pages.close()
        server.should_exit = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2 * STOP_SECONDS):
                await task
        listening.close()
