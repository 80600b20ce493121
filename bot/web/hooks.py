"""`POST /hooks/tradingview/{secret}`: alerts come in. Whoever sends is told nothing: a guess and a hit look alike."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from core.context import World
from core.hooks.alerts import LARGEST
from core.hooks.intake import find_hook, take_alert
from core.kernel.errors import Unavailable
from core.signals.model import Post

LONGEST_SECRET = 64
# TradingView itself allows 15 alerts in three minutes for each alert rule; a source may have several.
MOST, WINDOW_SECONDS = 60, 60.0
KNOWN_MOST = 4_096
READ_SECONDS = 10.0


class Turnstile:
    """So many in a window for each name; the names that came longest ago are forgotten."""

    def __init__(self, most: int = MOST, window: float = WINDOW_SECONDS) -> None:
        self._most, self._window = most, window
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def lets(self, name: str, now: float) -> bool:
        """Count one more; whether it may pass."""
        since, count = self._counts.pop(name, (now, 0))
        if now - since >= self._window:
            since, count = now, 0
        self._counts[name] = (since, count + 1)
        if len(self._counts) > KNOWN_MOST:
            self._counts.popitem(last=False)
        return count < self._most


def hooks(world: World, hear: Callable[[Post], Awaitable[None]]) -> Route:
    """The route. Posts go to `hear`, as those of the chats do."""
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
