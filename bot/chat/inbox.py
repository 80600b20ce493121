"""What a platform handed over, kept in rows until it is done: a kill loses nothing, and nothing is done twice.

Telegram's updates are written down before they are acknowledged (by the next `getUpdates`, or by the answer to a
webhook's call); Discord's commands, taps and private messages as they are acknowledged. A platform may tell the same
again for a day; as long a done one is remembered by its number.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.bookkeeping import Heard
from core.context import World
from core.kernel.errors import Unavailable

REMEMBERED = timedelta(days=1, hours=1)
TIDY_EVERY = timedelta(minutes=10)
TIDY_AT_ONCE = 500
AWAY_SECONDS = 1.0


class Inbox:
    """The rows of one platform. Raises `Unavailable` while the database is away: then nothing is kept.

    `newest` is the highest number that was kept, as far as this process knows.
    """

    def __init__(self, world: World, platform: str) -> None:
        self._world = world
        self._platform = platform
        self.newest = 0
        self._done: list[int] = []
        self._any_done = asyncio.Event()
        self._tidied: datetime | None = None

    async def keep(self, found: Sequence[tuple[int, str]]) -> set[int]:
        """Write these down, each with its number; the numbers that are new."""
        if not found:
            return set()
        now = self._world.clock.now()
        rows = [Heard(platform=self._platform, number=number, body=body, at=now) for number, body in found]
        async with self._world.store.unit() as unit:
            new = await unit.add(rows, new_only=True)
        self.newest = max(self.newest, *(number for number, _ in found))
        await self._tidy(now)
        return {number for number, _ in found if (self._platform, number) in new}

    async def waiting(self) -> list[tuple[int, str]]:
        """What was written down and not done, by its number: the program ended in the midst of it."""
        last = await self._world.view.page(Heard, platform=self._platform, size=1, newest=True)
        self.newest = max([self.newest, *(row.number for row in last)])
        rows = await self._world.view.all(Heard, platform=self._platform, done=False)
        return sorted((row.number, row.body) for row in rows)

    def done(self, number: int) -> None:
        """It has been carried out. Its words are forgotten with that, soon: nobody waits for it."""
        self._done.append(number)
        self._any_done.set()

    async def mark(self) -> None:
        """Write down what was done, many at a time, until canceled. What was not written is met again at a start."""
        try:
            while True:
                await self._any_done.wait()
                self._any_done.clear()
                if not await self._mark():
                    await asyncio.sleep(AWAY_SECONDS)
                    self._any_done.set()
        finally:
            await self._mark()

    async def _mark(self) -> bool:
        """Whether all that is done until now is written down."""
        numbers, self._done = self._done, []
        if not numbers:
            return True
        keys = [(self._platform, number) for number in numbers]
        try:
            async with self._world.store.unit() as unit:
                await unit.move(Heard, keys, was={"done": False}, now={"done": True, "body": ""})
        except Unavailable:
            self._done = [*numbers, *self._done]
            return False
        return True

    async def _tidy(self, now: datetime) -> None:
        """Forget what the platform cannot tell again."""
        if self._tidied is not None and now - self._tidied < TIDY_EVERY:
            return
        self._tidied = now
        rows = await self._world.view.page(Heard, platform=self._platform, done=True, size=TIDY_AT_ONCE)
        old = [(self._platform, row.number) for row in rows if now - row.at > REMEMBERED]
        if old:
            async with self._world.store.unit() as unit:
                await unit.drop(Heard, old)
