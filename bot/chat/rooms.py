"""Which rooms are listened to: those with a provider, whose posts go to the ear. Others' talk is not read."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from core.context import World
from core.kernel.errors import Unavailable
from core.signals.model import Provider

# A room that has a provider keeps it, mostly; one that has none may have got one a moment ago. However much is said
# in other rooms, it asks the database fifty times a second at most.
SURE_SECONDS, UNSURE_SECONDS = 0.5, 0.02


class Rooms:
    """Knows the channels of providers by `platform:external`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: frozenset[str] = frozenset()
        self._looked = float("-inf")
        self._turn = asyncio.Lock()

    async def listens(self, channel: str) -> bool:
        """Whether posts there are signals to be read. While the database is away: as it was known last."""
        if channel in self._known and self._age < SURE_SECONDS:
            return True
        async with self._turn:  # who waits here finds what the one before looked up
            if self._age >= UNSURE_SECONDS:
                looked = asyncio.get_running_loop().time()
                with suppress(Unavailable):  # posts of rooms that were known are kept by the ear
                    self._known = frozenset(one.channel for one in await self._world.view.all(Provider))
                self._looked = looked
        return channel in self._known

    @property
    def _age(self) -> float:
        return asyncio.get_running_loop().time() - self._looked
