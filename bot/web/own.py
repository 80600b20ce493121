"""What only its owner sees on the web: signing in by a link from the chat, their portfolio, what they share.

`/in/{secret}` is looked at without being spent, since chats look at links by themselves; the tap on it signs in, once.
Who somebody is follows from a cookie that scripts cannot read, held against the database at each request (DF-16).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.looks import look_of
from bot.present.look import Look, mode_word
from bot.web.clients import Turnstile, client_of
from bot.web.live import LIVE_SECONDS, Live, Parts
from bot.web.shared import Shared
from bot.web.sharepage import Link, SharePage, share_page
from bot.web.site import HEADERS, Site, loop_time
from core.kernel.errors import Refusal, Unavailable
from core.portfolio.model import Portfolio
from core.portfolio.views import owned_by
from core.sessions.model import SESSION_LASTS, WebSession
from core.sessions.views import find_link, sign_in, sign_out, signed_in
from core.sharing.model import Share, SharePeriod
from core.sharing.results import PublicView, ShareCard
from core.sharing.views import share_cards, shown_of, shown_to_owner

COOKIE = "bw_session"
DASHBOARD = "/dashboard"
PAGE_SECONDS = 2.0
BOOK_LETTERS = 6


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One link of the reader's, and where they look at it themselves."""

    cells: tuple[str, ...]
    until: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a page has beside the figures when it is the reader's own."""

    books_label: str
    books: tuple[Link, ...]
    shares_title: str
    shares: tuple[ShareRow, ...]
    share_heads: tuple[str, ...]
    shares_empty: str
    sign_out: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose page is asked for, of which of their portfolios, and of how much time."""

    session: WebSession
    book: Portfolio
    books: tuple[Portfolio, ...]
    period: SharePeriod


class OwnPages:
    """What each address answers."""

    def __init__(self, site: Site, live: Live) -> None:
        self._site, self._live, self._world = site, live, site.world
        self._guesses = Turnstile()
        self._views: Shared[PublicView] = Shared(self._world.clock)

    def routes(self) -> Sequence[Route]:
        """The addresses."""
        return (
            Route("/in/{secret}", self.look_at, methods=["GET"]),
            Route("/in/{secret}", self.enter, methods=["POST"]),
            Route("/out", self.leave, methods=["POST"]),
            Route(DASHBOARD, self.dashboard, methods=["GET"]),
            Route("/events", self.events, methods=["GET"]),
            Route(f"{DASHBOARD}/links/{{share}}", self.own_share, methods=["GET"]),
        )

    async def look_at(self, request: Request) -> Response:
        """A link from the chat, not opened yet."""
        try:
            link = await find_link(self._world, request.path_params["secret"])
        except Unavailable:
            return self._site.away(request)
        if link is None:
            return self._nothing(request)
        look = await look_of(self._world, link.person)
        text = self._site.fill(
            "form.html",
            look,
            look.say("web.sign_in"),
            lines=[look.say("web.sign_in_why")],
            action=request.url.path,
            label=look.say("web.sign_in_button"),
        )
        return HTMLResponse(text, headers=HEADERS)

    async def enter(self, request: Request) -> Response:
        """The tap: from now on this browser is signed in."""
        if not _is_from_here(request):
            return self._nothing(request)
        try:
            link = await find_link(self._world, request.path_params["secret"])
            agent = request.headers.get("user-agent", "")
            token = None if link is None else await sign_in(self._world, link, agent)
        except Unavailable:
            return self._site.away(request)
        if token is None:
            return self._nothing(request)
        answer = RedirectResponse(DASHBOARD, status_code=303, headers=HEADERS)
        # `lax`: the way here is a link in a chat, which is another site.
        answer.set_cookie(
            COOKIE,
            token,
            max_age=int(SESSION_LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._world.address.startswith("https://"),
        )
        return answer

    async def leave(self, request: Request) -> Response:
        """Signed out, here and in the records."""
        if not _is_from_here(request):
            return self._nothing(request)
        try:
            session = await self._session(request)
            if session is not None:
                await sign_out(self._world, session)
        except Unavailable:
            return self._site.away(request)
        answer = RedirectResponse(DASHBOARD, status_code=303, headers=HEADERS)
        answer.delete_cookie(COOKIE)
        return answer

    async def dashboard(self, request: Request) -> Response:
        """The reader's own portfolio."""
        try:
            wanted = await self._wanted(request)
            if wanted is None:
                return self._stranger(request)
            look = await look_of(self._world, wanted.session.person)
            page = await self._page(wanted, look)
            own = await self._own(wanted, look)
        except Unavailable:
            return self._site.away(request)
        except Refusal:
            look = self._site.look(request)
            return self._site.message(look, "web.no_portfolio", ("web.no_portfolio_why",), status=200)
        return HTMLResponse(
            self._site.fill("dashboard.html", look, page.title, page=page, own=own), headers=HEADERS
        )

    async def events(self, request: Request) -> Response:
        """What changes while the reader's own page is open: theirs by their session, whatever they ask for."""
        try:
            wanted = await self._wanted(request)
        except (Unavailable, Refusal):
            return self._site.away(request)
        if wanted is None:
            return self._stranger(request)
        token, look = request.cookies.get(COOKIE, ""), await look_of(self._world, wanted.session.person)

        async def parts() -> Parts | None:
            if await signed_in(self._world, token) is None:
                return None
            page = await self._page(wanted, replace(look, now=self._world.clock.now()), LIVE_SECONDS)
            return {name: self._site.part("share_parts.html", name, page) for name in page.parts}

        return self._live.answer(request, parts)

    async def own_share(self, request: Request) -> Response:
        """One of the reader's links as others see it, also one that nobody else may open."""
        try:
            session = await self._session(request)
            if session is None:
                return self._stranger(request)
            share = await self._world.view.get(Share, request.path_params["share"])
            if share is None or share.person != session.person:
                return self._nothing(request)
            view = await shown_of(self._world, share, _period(request), self._site.tallies)
        except Unavailable:
            return self._site.away(request)
        if view is None:
            return self._nothing(request)
        look = await look_of(self._world, session.person)
        page = replace(share_page(view, look, request.url.path), events="", links=())
        return HTMLResponse(self._site.fill("share.html", look, page.title, page=page), headers=HEADERS)

    async def _session(self, request: Request) -> WebSession | None:
        return await signed_in(self._world, request.cookies.get(COOKIE, ""))

    async def _wanted(self, request: Request) -> Wanted | None:
        """What is asked for; None from a browser that is not signed in. Raises `no_portfolio`."""
        session = await self._session(request)
        if session is None:
            return None
        books = tuple((await owned_by(self._world.view, session.person)).portfolios)
        named = request.query_params.get("book", "")
        book = next((one for one in books if named and one.id.startswith(named)), books[0])
        return Wanted(session, book, books, _period(request))

    async def _page(self, wanted: Wanted, look: Look, age: float = PAGE_SECONDS) -> SharePage:
        async def make() -> PublicView:
            return await shown_to_owner(self._world, wanted.book, wanted.period, self._site.tallies)

        # One working-out for all windows that somebody has open (TG-08).
        view = await self._views.get((wanted.book.id, wanted.period), age, make)
        book = wanted.book.id[:BOOK_LETTERS]
        page = share_page(view, look, DASHBOARD)
        return replace(
            page,
            title=f"{look.say('web.yours')} · {page.mode}",
            heading=look.say("web.yours"),
            periods=tuple(replace(one, address=f"{one.address}&book={book}") for one in page.periods),
            events=f"/events?period={wanted.period.value}&book={book}",
            links=(),
            small=(look.say("web.only_you"),),
        )

    async def _own(self, wanted: Wanted, look: Look) -> Own:
        mine = await self._world.view.all(Share, person=wanted.session.person)
        ordered = sorted(mine, key=lambda one: (one.created_at, one.id), reverse=True)
        cards = await share_cards(self._world, ordered)
        return Own(
            books_label=look.say("web.books"),
            books=tuple(_book_link(one, wanted) for one in wanted.books),
            shares_title=look.say("web.your_links"),
            shares=tuple(_share_row(one, card, look) for one, card in zip(ordered, cards, strict=True)),
            share_heads=tuple(look.say(head) for head in ("web.link", "web.who", "web.opened")),
            shares_empty=look.say("web.no_links"),
            sign_out=look.say("web.sign_out"),
        )

    def _stranger(self, request: Request) -> Response:
        """Somebody who is not signed in: how they would be. The same for everybody."""
        look = self._site.look(request)
        return self._site.message(look, "web.not_signed_in", ("web.not_signed_in_why",), status=401)

    def _nothing(self, request: Request) -> Response:
        if not self._guesses.lets(client_of(request), loop_time()):
            return self._site.slow_down(request)
        return self._site.nothing(request)


def _period(request: Request) -> SharePeriod:
    word = request.query_params.get("period", "")
    return next((one for one in SharePeriod if one.value == word), SharePeriod.ALL)


def _is_from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours. Browsers say so themselves; one that does not is let through, as it
    has no cookie of another site's reader to misuse."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def _book_link(book: Portfolio, wanted: Wanted) -> Link:
    label = f"{mode_word(book.mode.value)} {book.venue} {book.currency}"
    address = f"{DASHBOARD}?book={book.id[:BOOK_LETTERS]}&period={wanted.period.value}"
    return Link(label, address, book.id == wanted.book.id)


def _share_row(share: Share, card: ShareCard, look: Look) -> ShareRow:
    ends = card.expires_at
    until = look.say("web.no_end") if ends is None else look.say("web.until", day=look.date(ends))
    who = look.say(f"web.who_{card.visibility.value}" if card.is_active else "web.who_nobody")
    cells = (f"{share.reference} {mode_word(card.mode)}", who, look.number(card.views))
    return ShareRow(cells, until, f"{DASHBOARD}/links/{share.id}")
