"""Every front-end hands its posts to the ear. While the database is away they are kept in a file, and taken in when it
is back, in the order they came and judged by the age that they have then (reliability, section 7)."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from core.context import World
from core.control.model import AwayTold
from core.kernel.codec import decode, dumps, encode
from core.kernel.errors import AlreadyDone, Refusal, Unavailable
from core.notices.tell import notice, tell
from core.signals.channels import know_channel
from core.signals.intake import receive
from core.signals.model import Post
from storage.spool import Spool

LOOK_SECONDS = 1.0


class Ear:
    """Takes posts in. `lost(error)` hears once of each outage."""

    def __init__(self, world: World, spool: Spool, lost: Callable[[BaseException], None]) -> None:
        self._world = world
        self._spool = spool
        self._lost = lost
        self._away_since: datetime | None = None
        self._kept: Counter[str] = Counter()
        self._turn = asyncio.Lock()

    async def hear(self, post: Post) -> None:
        """Take it in, or keep it until that is possible: then it is not this call that tells what became of it.

        Raises `Refusal("spool_full")` when no more can be kept.
        """
        async with self._turn:
            if self._away_since is None and await self._spool.oldest() is None:
                try:
                    await self._take(post)
                    return
                except Unavailable as error:
                    self._lost(error)
            await self._keep(post)

    async def _keep(self, post: Post) -> None:
        now = self._world.clock.now()
        self._away_since = self._away_since or now
        if not await self._spool.keep(dumps(encode(post))):
            facts = {"since": self._away_since.isoformat(), "kept": str(self._spool.most)}
            raise Refusal("spool_full", facts)
        self._kept[f"{post.platform}:{post.channel}"] += 1

    async def _take(self, post: Post) -> None:
        await know_channel(self._world, post.platform, post.channel, post.channel)
        await receive(self._world, post)

    async def run(self) -> None:
        """Look each second whether something is kept, and take it in, until canceled."""
        while True:
            await self.empty()
            await asyncio.sleep(LOOK_SECONDS)

    async def empty(self) -> bool:
        """Take in what is kept, oldest first, as far as the database answers; whether nothing is left."""
        async with self._turn:
            try:
                while (kept := await self._spool.oldest()) is not None:
                    await self._take_kept(kept.body)
                    await self._spool.drop(kept.number)
                await self._tell()
            except Unavailable:
                return False
            return True

    async def _take_kept(self, body: str) -> None:
        """Whatever it is refused for now it would be refused for again; and one that breaks us holds up nobody."""
        try:
            await self._take(decode(Post, json.loads(body)))
        except (AlreadyDone, Refusal):
            return
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the edge of a loop: told, and the next one comes
            self._lost(error)

    async def _tell(self) -> None:
        """Each channel that waited hears of it once."""
        if self._away_since is None:
            return
        since, now = self._away_since, self._world.clock.now()
        async with self._world.store.unit() as unit:
            await tell(
                unit,
                [
                    notice(self._world, AwayTold(channel, since, now, posts), channel=channel)
                    for channel, posts in sorted(self._kept.items())
                ],
            )
        self._away_since = None
        self._kept.clear()
