"""`/p/{name}`: a provider's report card, from posts as first seen and fills as they were (rows SG-03, BX-15); and the
record worked out anew, seal by seal, for whoever wants to check it. What the chats show everybody, for whoever has the
address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.present.table import card
from bot.web.cards import card_page
from bot.web.clients import Turnstile, client_of
from bot.web.shared import Shared
from bot.web.sharepage import Link
from bot.web.site import HEADERS, Site, json_not, json_of, loop_time
from core.kernel.codec import encode
from core.kernel.errors import Refusal, Unavailable
from core.signals.model import Provider
from core.signals.record import FEW, provider_record, public_record, verified
from core.signals.results import ProviderRecord, Verified
from core.signals.views import find_provider

# A record is read from its first post on.
RECORD_SECONDS, VERIFY_SECONDS = 30.0, 120.0
LONGEST_NAME = 64


class ProviderPages:
    """What each address of a provider answers."""

    def __init__(self, site: Site) -> None:
        self._site, self._world = site, site.world
        self._guesses = Turnstile()
        self._records: Shared[ProviderRecord] = Shared(self._world.clock)
        self._verified: Shared[Verified] = Shared(self._world.clock)

    def routes(self) -> Sequence[Route]:
        """The addresses."""
        return (
            Route("/p/{name}", self.report, methods=["GET"]),
            Route("/p/{name}/data.json", self.data, methods=["GET"]),
            Route("/p/{name}/verify", self.verify, methods=["GET"]),
        )

    async def report(self, request: Request) -> Response:
        """The report card."""
        return await self._shown(request, self._record, "web.verify", "verify")

    async def verify(self, request: Request) -> Response:
        """Every seal of the record worked out anew."""
        return await self._shown(request, self._verify, "web.report", "")

    async def data(self, request: Request) -> Response:
        """The report card as data."""
        try:
            provider = await self._provider(request)
            found = None if provider is None else await self._record(provider)
        except Unavailable:
            return json_not("The records do not answer. Try again in a minute.", 503)
        if found is None:
            lets = self._guesses.lets(client_of(request), loop_time())
            return json_not("There is nothing here.", 404) if lets else json_not("Too many requests.", 429)
        return json_of(_data(found))

    async def _shown(
        self, request: Request, find: Callable[[Provider], Awaitable[object]], label: str, end: str
    ) -> Response:
        try:
            provider = await self._provider(request)
            found = None if provider is None else await find(provider)
        except Unavailable:
            return self._site.away(request)
        if provider is None:
            if not self._guesses.lets(client_of(request), loop_time()):
                return self._site.slow_down(request)
            return self._site.nothing(request)
        look = self._site.look(request)
        base = f"/p/{quote(provider.name, safe='')}"
        links = (
            Link(look.say(label), f"{base}/{end}".rstrip("/")),
            Link(look.say("web.json"), f"{base}/data.json"),
        )
        page = card_page(card(found, look), links, (look.say("web.promise"),))
        return HTMLResponse(self._site.fill("card.html", look, page.title, page=page), headers=HEADERS)

    async def _provider(self, request: Request) -> Provider | None:
        name = request.path_params["name"]
        try:
            found = await find_provider(self._world, name) if len(name) <= LONGEST_NAME else None
        except Refusal:
            return None
        # By its name only: a channel's name is the platform's business.
        return found if found is not None and found.name.lower() == name.lower() else None

    async def _record(self, provider: Provider) -> ProviderRecord:
        async def make() -> ProviderRecord:
            return public_record(await provider_record(self._world, provider))

        return await self._records.get(provider, RECORD_SECONDS, make)

    async def _verify(self, provider: Provider) -> Verified:
        async def make() -> Verified:
            return await verified(self._world, provider)

        return await self._verified.get(provider, VERIFY_SECONDS, make)


def _data(record: ProviderRecord) -> dict[str, Any]:
    """The report card as data, without what is the program's own or a handful of people's."""
    data: dict[str, Any] = encode(record)
    line: dict[str, Any] = data.pop("provider")
    few = record.provider.followers < FEW
    return {
        "name": line["name"],
        "since": line["since"],
        "signals": line["signals"],
        "posts": line["posts"],
        "head": line["head"],
        "followers": None if few else line["followers"],
        **data,
    }
