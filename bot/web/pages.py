"""All pages for people who have no chat open: put together once, and let go of when the program ends."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.boards import BoardPages
from bot.web.live import Live
from bot.web.own import OwnPages
from bot.web.people import PeoplePages
from bot.web.providers import ProviderPages
from bot.web.shares import COUNT_SECONDS, Paint, SharePages
from bot.web.site import Site
from core.context import World
from core.control.reactions import tell_of_bug
from core.kernel.errors import Unavailable
from core.kernel.ids import derived


class Pages:
    """The pages and what they share."""

    def __init__(self, world: World, paint: Paint, *, count_window: float = COUNT_SECONDS) -> None:
        self.site = Site(world)
        self.live = Live()
        self.own = OwnPages(self.site, self.live)
        self.people, self.boards = PeoplePages(self.site), BoardPages(self.site)
        self.providers = ProviderPages(self.site)
        self.shares = SharePages(self.site, self.live, paint, count_window=count_window)

    def routes(self) -> Sequence[Route]:
        """Every address."""
        # Somebody's data stand before what could be a share of theirs.
        pages = (self.site, self.people, self.shares, self.own, self.providers, self.boards)
        return [route for one in pages for route in one.routes()]

    async def broke(self, request: Request, error: Exception) -> Response:
        """Ours to mend: the owners hear of it, as they do of what breaks in a chat; whoever asked, not what it was."""
        world = self.site.world
        reference = derived("bug", world.ids.new())[:4].upper()
        with suppress(Unavailable):
            await tell_of_bug(world, reference, "pages", error)
        return self.site.broken(request, reference)

    def close(self) -> None:
        """Pages that are open are told no more."""
        self.live.closing.set()
