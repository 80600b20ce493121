"""`/s/{token}`: what somebody shares, as a page, as data, and live while it is open (rows SO-01, WB-04, DF-38).

A token that never was, was revoked, was stopped, has ended or is its owner's alone: all get the same answer. Each
request asks the database whether the link stands and what it shows; only what is made from that is kept for a moment,
under a name that has all of the settings in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.present.look import Look
from bot.present.plots import Plot
from bot.web.clients import Turnstile, client_of
from bot.web.live import LIVE_SECONDS, Live, Parts
from bot.web.picture import share_plot
from bot.web.shared import Shared
from bot.web.sharepage import share_page
from bot.web.site import HEADERS, Site, json_not, json_of, loop_time
from core.batch import Batch
from core.kernel.codec import encode
from core.kernel.errors import Unavailable
from core.sharing.counting import count_opened
from core.sharing.model import Share, SharePeriod
from core.sharing.results import PublicView
from core.sharing.tokens import PATH
from core.sharing.views import find_public, find_share, shown_of

# How old the prices on a page may be.
PAGE_SECONDS = 5.0
# So many openings are written together at most so late.
COUNT_SECONDS = 0.5
# Programs that look at a link to show it in a chat are nobody who opened it.
UNFURLERS = ("bot", "crawler", "spider", "preview", "facebookexternalhit", "whatsapp", "embed")
# A picture of a plot; None where it could not be drawn.
Paint = Callable[[Plot], Awaitable[bytes | None]]
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
    parts: Parts


class SharePages:
    """What each address of a share answers."""

    def __init__(self, site: Site, live: Live, paint: Paint, *, count_window: float = COUNT_SECONDS) -> None:
        self._site, self._live, self._paint, self._world = site, live, paint, site.world
        self._guesses = Turnstile()
        self._views: Shared[PublicView | None] = Shared(self._world.clock)
        self._pages: Shared[Made | None] = Shared(self._world.clock)
        self._opened: Batch[str] = Batch(self._count, window=count_window)

    def routes(self) -> Sequence[Route]:
        """The addresses."""
        ends = {
            "": self.page,
            "/data.json": self.data,
            "/trades.csv": self.trades,
            "/card.png": self.picture,
            "/events": self.events,
        }
        # What is public has a second address, under its owner's name, that its owner can say.
        return tuple(
            Route(f"{start}{end}", answer, methods=["GET"])
            for start in ("/s/{token}", "/u/{alias}/{reference}")
            for end, answer in ends.items()
        )

    async def page(self, request: Request) -> Response:
        """The page, for people."""
        try:
            asked = await self._asked(request)
            made = None if asked is None else await self._made(asked, PAGE_SECONDS)
        except Unavailable:
            return self._site.away(request)
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
            return self._site.away(request)
        if view is None or view.trades is None:
            return self._nothing(request)
        named = {**HEADERS, "Content-Disposition": 'attachment; filename="trades.csv"'}
        return Response(as_csv(view), media_type="text/csv", headers=named)

    async def picture(self, request: Request) -> Response:
        """What the link unfurls to, drawn from what the page shows."""
        try:
            asked = await self._asked(request)
            view = None if asked is None else await self._view(asked, PAGE_SECONDS)
        except Unavailable:
            return self._site.away(request)
        if asked is None or view is None:
            return self._nothing(request)
        look = self._site.look_in(asked.language)
        png = await self._paint(share_plot(view, share_page(view, look, asked.path), look))
        if png is None:
            return Response(status_code=503, headers=HEADERS)
        # Chats fetch it by themselves and show it from there.
        headers = {**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(png, media_type="image/png", headers=headers)

    async def events(self, request: Request) -> Response:
        """What changes while the page is open."""
        try:
            asked = await self._asked(request)
        except Unavailable:
            return self._site.away(request)
        if asked is None or asked.share.settings.delayed:
            return self._nothing(request)
        found = asked

        async def parts() -> Parts | None:
            share = await self._standing(request)
            if share is None or share.settings.delayed:
                return None
            made = await self._made(replace(found, share=share), LIVE_SECONDS)
            return None if made is None else made.parts

        return self._live.answer(request, parts)

    async def _standing(self, request: Request) -> Share | None:
        """The link that the address names, while it is open."""
        named = request.path_params
        if "alias" in named:
            return await find_public(self._world, named["alias"], named["reference"])
        share = await find_share(self._world, named["token"])
        return share if share is not None and share.is_open(self._world.clock.now()) else None

    async def _asked(self, request: Request) -> Asked | None:
        """The link that is meant, if it stands."""
        share = await self._standing(request)
        if share is None:
            return None
        word = request.query_params.get("period", "")
        period = next((one for one in SharePeriod if one.value == word), SharePeriod.ALL)
        return Asked(share, path_of(request), period, self._site.look(request).language)

    async def _view(self, asked: Asked, age: float) -> PublicView | None:
        async def make() -> PublicView | None:
            return await shown_of(self._world, asked.share, asked.period, self._site.tallies)

        return await self._views.get((asked.share, asked.period), age, make)

    async def _made(self, asked: Asked, age: float) -> Made | None:
        async def make() -> Made | None:
            view = await self._view(asked, age)
            return (
                None if view is None else self._lay_out(view, asked.path, self._site.look_in(asked.language))
            )

        return await self._pages.get(asked, age, make)

    def _lay_out(self, view: PublicView, path: str, look: Look) -> Made:
        picture = f"{self._world.address}{path}/card.png?period={view.period}"
        page = share_page(view, look, path, picture=picture)
        text = self._site.fill("share.html", look, page.title, page=page)
        parts = {name: self._site.part("share_parts.html", name, page) for name in page.parts}
        return Made(text.encode(), parts)

    async def _count(self, opened: Sequence[str]) -> None:
        await count_opened(self._world, opened)

    def _nothing(self, request: Request) -> Response:
        """The one answer of every address that leads nowhere; whoever guesses on is asked to slow down."""
        if not self._guesses.lets(client_of(request), loop_time()):
            return self._site.slow_down(request)
        return self._site.nothing(request)

    def _not(self, request: Request) -> Response:
        if not self._guesses.lets(client_of(request), loop_time()):
            return json_not("Too many requests. Wait a minute.", 429)
        return json_not("There is nothing here.", 404)


def path_of(request: Request) -> str:
    """The path of the page, from its own or from one of those under it."""
    named = request.path_params
    if "alias" in named:
        return f"/u/{quote(named['alias'], safe='')}/{named['reference']}"
    return f"/{PATH}/{named['token']}"


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
