"""What Telegram handed over, kept in rows until it is done: a kill loses nothing, and nothing is done twice.

An update is written down before it is acknowledged (by the next `getUpdates`, or by the answer to a webhook's call).
Telegram tells one again that was not acknowledged, for a day; as long a done one is remembered by its number.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from telegram import Bot, Update

from bot.telegram.wire import PLATFORM
from core.bookkeeping import Heard
from core.context import World
from core.kernel.errors import Unavailable

REMEMBERED = timedelta(days=1, hours=1)
TIDY_EVERY = timedelta(minutes=10)
TIDY_AT_ONCE = 500
AWAY_SECONDS = 1.0


class Inbox:
    """The rows of this platform. Raises `Unavailable` while the database is away: then nothing is acknowledged."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._done: list[int] = []
        self._any_done = asyncio.Event()
        self._tidied: datetime | None = None

    async def keep(self, updates: Sequence[Update]) -> list[Update]:
        """Write these down; those that are new, in their order."""
        if not updates:
            return []
        now = self._world.clock.now()
        rows = [
            Heard(platform=PLATFORM, number=update.update_id, body=update.to_json(), at=now)
            for update in updates
        ]
        async with self._world.store.unit() as unit:
            new = await unit.add(rows, new_only=True)
        await self._tidy(now)
        return [update for update in updates if (PLATFORM, update.update_id) in new]

    async def waiting(self, bot: Bot) -> list[Update]:
        """What was written down and not done: the program ended in the midst of it."""
        rows = await self._world.view.all(Heard, platform=PLATFORM, done=False)
        found = [(row.number, read(row.body, bot)) for row in rows]
        for number in [number for number, update in found if update is None]:
            self.done(number)  # of an older version of the library: nothing can be done with it
        return [update for _, update in found if update is not None]

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
        keys = [(PLATFORM, number) for number in numbers]
        try:
            async with self._world.store.unit() as unit:
                await unit.move(Heard, keys, was={"done": False}, now={"done": True, "body": ""})
        except Unavailable:
            self._done = [*numbers, *self._done]
            return False
        return True

    async def _tidy(self, now: datetime) -> None:
        """Forget what Telegram cannot tell again."""
        if self._tidied is not None and now - self._tidied < TIDY_EVERY:
            return
        self._tidied = now
        rows = await self._world.view.page(Heard, platform=PLATFORM, done=True, size=TIDY_AT_ONCE)
        old = [(PLATFORM, row.number) for row in rows if now - row.at > REMEMBERED]
        if old:
            async with self._world.store.unit() as unit:
                await unit.drop(Heard, old)


def read(body: str, bot: Bot) -> Update | None:
    """An update from its JSON; None for what is none."""
    try:
        return Update.de_json(json.loads(body), bot)
    except (ValueError, KeyError, TypeError):
        return None
