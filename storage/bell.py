"""The bell inside one process."""

from __future__ import annotations

import asyncio


class LocalBell:
    """Wakes everyone in this process who waits. Made before the loop runs, used in it."""

    def __init__(self) -> None:
        self.generation = 0
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Count one up and wake who waits."""
        self.generation += 1
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()

    async def wait(self, seen: int, seconds: float) -> None:
        """Return when the generation is no longer `seen`, or after this long."""
        if self.generation != seen:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
