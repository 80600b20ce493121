"""Where Telegram brings updates, when it does: a route of the web server. What is not from Telegram gets no further."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
LARGEST = 1_000_000


def hook(path: str, secret: str, take: Callable[[str], Awaitable[bool]]) -> Route:
    """The route. `take` keeps an update, or says that it cannot now: then it is brought again."""

    async def serve(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = bytearray()
        try:
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        kept = await take(body.decode("utf-8", "replace"))
        return Response(status_code=200 if kept else 503)

    return Route(path, serve, methods=["POST"])
