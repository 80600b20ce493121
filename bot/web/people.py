"""`/u/{alias}`: what somebody shows everybody, by the one name that they chose for it (rows SO-02, SO-07, CA-06).

Without a page, without such a name, and with nothing but a page: the first two answer alike. No other name of theirs,
no platform and no address is ever in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.present.look import Look, mode_word
from bot.web.clients import Turnstile, client_of
from bot.web.shared import Shared
from bot.web.sharepage import Figure, share_page
from bot.web.site import HEADERS, Site, json_not, json_of, loop_time
from core.accounts.model import Profile
from core.kernel.codec import encode
from core.kernel.errors import Unavailable
from core.sharing.model import Share
from core.sharing.results import PublicView
from core.sharing.views import public_profile, public_shares, shown_of

PAGE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """One shared portfolio on somebody's page."""

    address: str
    mode: str
    span: str
    figures: tuple[Figure, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage:
    """Somebody's page, ready to be laid out."""

    title: str
    description: str
    since: str
    portfolios: tuple[Portfolio, ...]
    look_at: str
    nothing: str
    small: tuple[str, ...]
    json: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One shared portfolio, and the letters that its address ends in."""

    reference: str
    view: PublicView


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicProfile:
    """All that is known of somebody outside."""

    alias: str
    since: datetime
    portfolios: tuple[Seen, ...]


class PeoplePages:
    """What the addresses of people answer."""

    def __init__(self, site: Site) -> None:
        self._site, self._world = site, site.world
        self._guesses = Turnstile()
        self._views: Shared[PublicView | None] = Shared(self._world.clock)

    def routes(self) -> Sequence[Route]:
        """The addresses. The one for data stands before all that could be a share's."""
        return (
            Route("/u/{alias}/data.json", self.data, methods=["GET"]),
            Route("/u/{alias}", self.page, methods=["GET"]),
        )

    async def page(self, request: Request) -> Response:
        """The page, for people."""
        try:
            found = await self._found(request)
        except Unavailable:
            return self._site.away(request)
        if found is None:
            if not self._guesses.lets(client_of(request), loop_time()):
                return self._site.slow_down(request)
            return self._site.nothing(request)
        look = self._site.look(request)
        page = profile_page(found, look)
        return HTMLResponse(
            self._site.fill("profile.html", look, page.title, page=page, json_label=look.say("web.json")),
            headers=HEADERS,
        )

    async def data(self, request: Request) -> Response:
        """The same as data."""
        try:
            found = await self._found(request)
        except Unavailable:
            return json_not("The records do not answer. Try again in a minute.", 503)
        if found is None:
            lets = self._guesses.lets(client_of(request), loop_time())
            return json_not("There is nothing here.", 404) if lets else json_not("Too many requests.", 429)
        return json_of(encode(found))

    async def _found(self, request: Request) -> PublicProfile | None:
        profile = await public_profile(self._world, request.path_params["alias"])
        if profile is None or profile.alias is None:
            return None
        shares = await public_shares(self._world, profile)
        seen = [(one.reference, await self._view(one)) for one in shares]
        shown = [Seen(reference, view) for reference, view in seen if view is not None]
        return PublicProfile(alias=profile.alias, since=_since(profile), portfolios=tuple(shown))

    async def _view(self, share: Share) -> PublicView | None:
        async def make() -> PublicView | None:
            return await shown_of(self._world, share, tallies=self._site.tallies)

        return await self._views.get(share, PAGE_SECONDS, make)


def _since(profile: Profile) -> datetime:
    """The day, and not the moment, on which they were first seen under a name."""
    return profile.since.replace(hour=0, minute=0, second=0, microsecond=0)


def profile_page(found: PublicProfile, look: Look) -> ProfilePage:
    """The words and numbers of somebody's page."""
    base = f"/u/{quote(found.alias, safe='')}"
    portfolios = tuple(_portfolio(one, f"{base}/{one.reference}", look) for one in found.portfolios)
    said = " · ".join(f"{one.mode} {one.summary}" for one in portfolios)
    return ProfilePage(
        title=found.alias,
        description=said or look.say("web.shows_nothing"),
        since=look.say("web.here_since", day=look.date(found.since)),
        portfolios=portfolios,
        look_at=look.say("web.look_at"),
        nothing="" if portfolios else look.say("web.shows_nothing"),
        small=(look.say("web.promise"),),
        json=f"{base}/data.json",
    )


def _portfolio(one: Seen, address: str, look: Look) -> Portfolio:
    page = share_page(one.view, look, address)
    return Portfolio(
        address=address,
        mode=mode_word(one.view.mode),
        span=page.span,
        figures=page.figures,
        summary="" if page.trades is None else page.trades.summary,
    )
