"""How much one client may ask for, whatever it asks for (row WB-06).

Far above what people and their programs do; what is dear has its own, smaller measure where it is answered.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.clients import WINDOW_SECONDS, Turnstile, client_of
from bot.web.site import loop_time

# A thousand a second: a server that many people sit behind may count as one of them.
REQUESTS_A_WINDOW = 60_000
# Whoever looks after the program is never kept out.
ALWAYS = frozenset({"/livez", "/readyz"})


class Limited:
    """Sends away who asks too much, before anything is looked up for them."""

    def __init__(self, app: ASGIApp, most: int = REQUESTS_A_WINDOW) -> None:
        self._app = app
        self._clients = Turnstile(most, WINDOW_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or not."""
        if (
            scope["type"] == "http"
            and scope["path"] not in ALWAYS
            and not self._clients.lets(client_of(Request(scope)), loop_time())
        ):
            refused = Response(status_code=429, headers={"Retry-After": str(int(WINDOW_SECONDS))})
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)
