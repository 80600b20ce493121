"""`/s/{token}`: what somebody shares, as a page, as data, and live while it is open (rows SO-01, WB-04, DF-38).

A token that never was, was revoked, was stopped, has ended or is its owner's alone: all get the same answer. Each
request asks the database whether the link stands and what it shows; only what is made from that is kept for a moment,
under a name that has all of the settings in it.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.present.look import Look
from bot.web.clients import Turnstile, client_of
from bot.web.shared import Shared
from bot.web.sharepage import share_page
from bot.web.site import HEADERS, Site, json_not, json_of
from core.batch import Batch
from core.kernel.codec import encode
from core.kernel.errors import Unavailable
from core.sharing.counting import count_opened
from core.sharing.model import Share, SharePeriod
from core.sharing.results import PublicView
from core.sharing.tokens import PATH
from core.sharing.views import find_share, shown_of

# How old the prices on a page may be, and how often one that is open is looked at anew.
PAGE_SECONDS, LIVE_SECONDS = 5.0, 1.0
# So many openings are written together at most so late.
COUNT_SECONDS = 0.5
# An open page is told that the line still stands, and after an hour asks anew.
STANDS_SECONDS, HOUR_SECONDS = 15.0, 3_600.0
LISTENERS_MOST, LISTENERS_OF_ONE = 512, 16
REQUESTS_A_MINUTE = 60_000
# Programs that look at a link to show it in a chat are nobody who opened it.
UNFURLERS = ("bot", "crawler", "spider", "preview", "facebookexternalhit", "whatsapp", "embed")
COLUMNS = ("closed_on", "symbol", "side", "change", "r_multiple", "quantity", "profit", "note")


@dataclass(frozen=True, slots=True)
class Asked:
    """A link that stands, under which path it was asked for, how much of its time is wanted, in which language."""

    share: Share
    path: str
    period: SharePeriod
    language: str


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it is sent, and its parts as an open page gets them."""

    page: bytes
    parts: str


class SharePages:
    """What each address of a share answers. `closing` is set when the program ends: open pages are let go."""

    def __init__(self, site: Site, *, count_window: float = COUNT_SECONDS) -> None:
        self._site, self._world = site, site.world
        self._guesses = Turnstile()
        self._requests = Turnstile(REQUESTS_A_MINUTE)
        self._views: Shared[PublicView | None] = Shared(self._world.clock)
        self._pages: Shared[Made | None] = Shared(self._world.clock)
        self._opened: Batch[str] = Batch(self._count, window=count_window)
        self._listeners: dict[str, int] = {}
        self.closing = asyncio.Event()

    def routes(self) -> Sequence[Route]:
        """The addresses."""
        return (
            Route("/s/{token}", self.page, methods=["GET"]),
            Route("/s/{token}/data.json", self.data, methods=["GET"]),
            Route("/s/{token}/trades.csv", self.trades, methods=["GET"]),
            Route("/s/{token}/events", self.events, methods=["GET"]),
        )

    async def page(self, request: Request) -> Response:
        """The page, for people."""
        try:
            asked = await self._asked(request)
            made = None if asked is None else await self._made(asked, PAGE_SECONDS)
        except Unavailable:
            return self._away(request)
        if asked is None or made is None:
            return self._nothing(request)
        counted = None if _is_unfurler(request) else BackgroundTask(self._opened.add, asked.share.id)
        return HTMLResponse(made.page, headers=HEADERS, background=counted)

    async def data(self, request: Request) -> Response:
        """The same as data: exactly what the page is made from."""
        try:
            asked = await self._asked(request)
            view = None if asked is None else await self._view(asked, PAGE_SECONDS)
        except Unavailable:
            return json_not("The records do not answer. Try again in a minute.", 503)
        if view is None:
            return self._not(request)
        return json_of(encode(view))

    async def trades(self, request: Request) -> Response:
        """The closed trades that the page shows, for a table program."""
        try:
            asked = await self._asked(request)
            view = None if asked is None else await self._view(asked, PAGE_SECONDS)
        except Unavailable:
            return self._away(request)
        if view is None or view.trades is None:
            return self._nothing(request)
        named = {**HEADERS, "Content-Disposition": 'attachment; filename="trades.csv"'}
        return Response(as_csv(view), media_type="text/csv", headers=named)

    async def events(self, request: Request) -> Response:
        """What changes while the page is open: `portfolio:update` at most each second, `gone` when it ends."""
        try:
            asked = await self._asked(request)
        except Unavailable:
            return self._away(request)
        if asked is None or asked.share.settings.delayed:
            return self._nothing(request)
        client = client_of(request)
        if (
            sum(self._listeners.values()) >= LISTENERS_MOST
            or self._listeners.get(client, 0) >= LISTENERS_OF_ONE
        ):
            return Response(status_code=503, headers={**HEADERS, "Retry-After": "60"})
        token = request.path_params["token"]
        told = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._told(client, token, asked), media_type="text/event-stream", headers=told
        )

    async def _told(self, client: str, token: str, asked: Asked) -> AsyncIterator[str]:
        """The stream of one open page. What it tells is made once for all who have the same page open."""
        self._listeners[client] = self._listeners.get(client, 0) + 1
        loop = asyncio.get_running_loop()
        until, stands, last = loop.time() + HOUR_SECONDS, loop.time() + STANDS_SECONDS, ""
        try:
            yield "retry: 3000\n\n"
            while loop.time() < until and not self.closing.is_set():
                parts = await self._parts_now(token, asked)
                if parts is None:
                    yield "event: gone\ndata: {}\n\n"
                    return
                if parts != last:
                    yield f"event: portfolio:update\ndata: {parts}\n\n"
                    last, stands = parts, loop.time() + STANDS_SECONDS
                elif loop.time() >= stands:
                    yield ": still here\n\n"
                    stands = loop.time() + STANDS_SECONDS
                try:
                    await asyncio.wait_for(self.closing.wait(), LIVE_SECONDS)
                except TimeoutError:
                    continue
        finally:
            left = self._listeners.pop(client) - 1
            if left:
                self._listeners[client] = left

    async def _parts_now(self, token: str, asked: Asked) -> str | None:
        """The parts as they are now; None when the link does not stand any more; what was last told while the records
        are away."""
        try:
            share = await self._standing(token)
            if share is None or share.settings.delayed:
                return None
            made = await self._made(replace(asked, share=share), LIVE_SECONDS)
        except Unavailable:
            return "{}"
        return None if made is None else made.parts

    async def _standing(self, token: str) -> Share | None:
        share = await find_share(self._world, token)
        return share if share is not None and share.is_open(self._world.clock.now()) else None

    async def _asked(self, request: Request) -> Asked | None:
        """The link that is meant, if it stands."""
        token = request.path_params["token"]
        share = await self._standing(token)
        if share is None:
            return None
        word = request.query_params.get("period", "")
        period = next((one for one in SharePeriod if one.value == word), SharePeriod.ALL)
        return Asked(share, f"/{PATH}/{token}", period, self._site.look(request).language)

    async def _view(self, asked: Asked, age: float) -> PublicView | None:
        async def make() -> PublicView | None:
            return await shown_of(self._world, asked.share, asked.period)

        return await self._views.get((asked.share, asked.period), age, make)

    async def _made(self, asked: Asked, age: float) -> Made | None:
        async def make() -> Made | None:
            view = await self._view(asked, age)
            return (
                None if view is None else self._lay_out(view, asked.path, self._site.look_in(asked.language))
            )

        return await self._pages.get(asked, age, make)

    def _lay_out(self, view: PublicView, path: str, look: Look) -> Made:
        page = share_page(view, look, path)
        text = self._site.fill("share.html", look, page.title, page=page)
        parts = {name: self._site.part("share_parts.html", name, page) for name in page.parts}
        return Made(text.encode(), json.dumps(parts, ensure_ascii=False))

    async def _count(self, opened: Sequence[str]) -> None:
        await count_opened(self._world, opened)

    def _nothing(self, request: Request) -> Response:
        """The one answer of every address that leads nowhere; whoever guesses on is asked to slow down."""
        if not self._guesses.lets(client_of(request), asyncio.get_running_loop().time()):
            return self._site.slow_down(request)
        return self._site.nothing(request)

    def _not(self, request: Request) -> Response:
        if not self._guesses.lets(client_of(request), asyncio.get_running_loop().time()):
            return json_not("Too many requests. Wait a minute.", 429)
        return json_not("There is nothing here.", 404)

    def _away(self, request: Request) -> Response:
        look = self._site.look(request)
        return self._site.message(look, "web.away", ("web.away_why",), status=503)


def as_csv(view: PublicView) -> str:
    """The trades of a view, one a row: plain numbers, empty where nothing is shown."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("mode", *COLUMNS))
    for one in view.trades.lines if view.trades is not None else ():
        data = encode(one)
        rows.writerow((view.mode, *("" if data[name] is None else _cell(data[name]) for name in COLUMNS)))
    return out.getvalue()


def _cell(value: str) -> str:
    """A cell that no table program takes for a formula; numbers stay numbers."""
    begins = value[:1]
    risky = begins in ("=", "@", "+", "\t", "\r") or (begins == "-" and not value[1:2].isdigit())
    return f"'{value}" if risky else value


def _is_unfurler(request: Request) -> bool:
    agent = request.headers.get("user-agent", "").casefold()
    return not agent or any(word in agent for word in UNFURLERS)
