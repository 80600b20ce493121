"""How much may be asked in the name of one key: the venue counts requests of an account by the minute.

A bucket that fills again evenly. What gets out may use all of it and is never held up here; entries leave some of it
alone, questions leave more, so that asking never costs an exit its turn.
"""

from __future__ import annotations

import asyncio

from core.orders.road import Rank
from core.ports.broker import BrokerError, ErrorKind, Placed

# Alpaca's limit for an account, 200 requests a minute.
MOST, SECONDS = 200.0, 60.0
# What each leaves in the bucket for those that are more urgent.
LEAVES = {Rank.EXIT: 0.0, Rank.STOP: 0.0, Rank.TARGET: 0.0, Rank.ENTRY: 20.0, Rank.QUERY: 60.0}
# Whoever would have to wait longer is told so at once.
WAIT_MOST = 5.0


class Budget:
    """The requests of one key."""

    __slots__ = ("__weakref__", "_at", "_left", "_shut_until")

    def __init__(self) -> None:
        self._left = MOST
        self._at = 0.0
        self._shut_until = 0.0

    async def take(self, rank: Rank) -> None:
        """One request, once there is room for it. Raises `BrokerError` where that would take too long."""
        wait = self.claim(rank, asyncio.get_running_loop().time())
        if wait > 0:
            await asyncio.sleep(wait)

    def claim(self, rank: Rank, now: float) -> float:
        """Take one request out, and tell how many seconds it has to wait for its turn. Raises as `take` does."""
        self._fill(now)
        leaves, wait = LEAVES[rank], 0.0
        if leaves:
            wait = max((leaves + 1 - self._left) * SECONDS / MOST, self._shut_until - now, 0.0)
        if wait > WAIT_MOST:
            raise BrokerError(
                ErrorKind.RATE_LIMITED, Placed.NO, "alpaca: too many requests of this key", retry_after=wait
            )
        self._left -= 1
        return wait

    def shut(self, seconds: float) -> None:
        """The venue wants to be left alone for so long: by all but what gets out."""
        self._shut_until = asyncio.get_running_loop().time() + seconds

    def _fill(self, now: float) -> None:
        self._left = min(MOST, self._left + (now - self._at) * MOST / SECONDS)
        self._at = now
