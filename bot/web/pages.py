"""All pages for people who have no chat open: put together once, and let go of when the program ends."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import Route

from bot.web.live import Live
from bot.web.own import OwnPages
from bot.web.providers import ProviderPages
from bot.web.shares import COUNT_SECONDS, Paint, SharePages
from bot.web.site import Site
from core.context import World


class Pages:
    """The pages and what they share."""

    def __init__(self, world: World, paint: Paint, *, count_window: float = COUNT_SECONDS) -> None:
        self.site = Site(world)
        self.live = Live()
        self.own = OwnPages(self.site, self.live)
        self.providers = ProviderPages(self.site)
        self.shares = SharePages(self.site, self.live, paint, count_window=count_window)

    def routes(self) -> Sequence[Route]:
        """Every address."""
        return (*self.site.routes(), *self.shares.routes(), *self.own.routes(), *self.providers.routes())

    def close(self) -> None:
        """Pages that are open are told no more."""
        self.live.closing.set()
