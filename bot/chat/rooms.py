"""Which rooms are listened to: those with a provider, whose posts go to the ear. Others' talk is not read."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from core.context import World
from core.kernel.errors import Unavailable
from core.signals.model import Provider

FRESH_SECONDS = 0.5


class Rooms:
    """Knows the channels of providers by `platform:external`.

    What is committed here counts at once; what another process commits, within half a second.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: frozenset[str] = frozenset()
        self._seen = -1
        self._looked = float("-inf")
        self._turn = asyncio.Lock()

    async def listens(self, channel: str) -> bool:
        """Whether posts there are signals to be read. While the database is away: as it was known last."""
        if channel in self._known and self._is_young():
            return True
        async with self._turn:  # who waits here finds what the one before looked up
            if not (self._is_young() and self._seen == self._world.bell.generation):
                await self._look()
        return channel in self._known

    def _is_young(self) -> bool:
        return asyncio.get_running_loop().time() - self._looked < FRESH_SECONDS

    async def _look(self) -> None:
        seen = self._world.bell.generation
        with suppress(Unavailable):  # posts of rooms that were known are kept by the ear
            self._known = frozenset(one.channel for one in await self._world.view.all(Provider))
        self._seen, self._looked = seen, asyncio.get_running_loop().time()
