"""`POST /hooks/tradingview/{secret}`: alerts come in. Whoever sends is told nothing: a guess and a hit look alike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.clients import Turnstile
from core.context import World
from core.hooks.alerts import LARGEST
from core.hooks.intake import find_hook, take_alert
from core.kernel.errors import Unavailable
from core.signals.model import Post

LONGEST_SECRET = 64
READ_SECONDS = 10.0


def hooks(world: World, hear: Callable[[Post], Awaitable[None]]) -> Route:
    """The route. Posts go to `hear`, as those of the chats do."""
    # TradingView itself allows 15 alerts in three minutes for each alert rule; a source may have several.
    guesses, sources = Turnstile(), Turnstile()

    async def alert(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        secret, now = request.path_params["secret"], asyncio.get_running_loop().time()
        client = request.client.host if request.client else ""
        try:
            found = await find_hook(world, secret) if len(secret) <= LONGEST_SECRET else None
            if found is not None and sources.lets(found.hook.digest, now):
                await take_alert(world, found, body, hear)
            elif found is None and not guesses.lets(client, now):
                return Response(status_code=429)
        except Unavailable:
            return Response(status_code=503)
        return Response(status_code=202)

    return Route("/hooks/tradingview/{secret}", alert, methods=["POST"])


async def _body(request: Request) -> str | None:
    """The whole body; None when it is larger than any alert, or does not come to its end."""
    found = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for piece in request.stream():
                found += piece
                if len(found) > LARGEST:
                    return None
    except (ClientDisconnect, TimeoutError):
        return None
    return found.decode("utf-8", "replace")
