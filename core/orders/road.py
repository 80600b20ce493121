"""The way to one venue: so many requests on it at once, exits before everything else, and entries not without end.

Who sends waits here for places. Places that are given back go to the most urgent who waits, and are kept for them
until there are enough; within one rank first come, first served. How many entries may wait is bounded, for the
venue and for each account: one more is refused aloud by whoever asked. An exit is never refused and never waits
behind an entry. Everything else waits in the database, as planned orders that nobody has claimed.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from collections.abc import Collection
from enum import IntEnum
from itertools import count

from core.kernel.errors import Bug
from core.orders.model import Order, Purpose

SLICE = 256
# Of a signal to ten thousand all wait at once; beyond twice that, whoever comes last would be late in any case.
ENTRIES_WAITING = 20_000
# Of one account: a ladder of ten rungs and two more besides.
ENTRIES_OF_ACCOUNT = 32


class Rank(IntEnum):
    """What goes first on a road: what gets out, what protects, what asks, and last what goes in."""

    EXIT = 0
    STOP = 1
    QUERY = 2
    ENTRY = 3


RANKS = {
    Purpose.CLOSE: Rank.EXIT,
    Purpose.STOP: Rank.STOP,
    Purpose.TARGET: Rank.STOP,
    Purpose.ENTRY: Rank.ENTRY,
}


def rank_of(order: Order) -> Rank:
    """How urgent an order is."""
    return RANKS[order.purpose]


class _Waiter:
    """Somebody who waits for so many places."""

    __slots__ = ("future", "places")

    def __init__(self, places: int, future: asyncio.Future[None]) -> None:
        self.places = places
        self.future = future


class Road:
    """One venue's places. A slice is half of them: while one half is answered the next is admitted, and none is
    admitted that would have to wait. A switch pulled meanwhile stops the rest."""

    def __init__(self, in_flight: int) -> None:
        self.slice = max(1, min(SLICE, in_flight // 2))
        self._all = in_flight
        self._free = in_flight
        self._waiting: list[tuple[Rank, int, _Waiter]] = []
        self._numbers = count()
        self._entries = 0
        self._of_account: Counter[str] = Counter()

    def enter(self, entries: Collection[Order]) -> list[Order]:
        """Let these entries wait for the road, as many as there is room for; those that may. Each has to `leave`."""
        let_in = []
        for order in entries:
            if self._entries < ENTRIES_WAITING and self._of_account[order.account] < ENTRIES_OF_ACCOUNT:
                self._entries += 1
                self._of_account[order.account] += 1
                let_in.append(order)
        return let_in

    def leave(self, entries: Collection[Order]) -> None:
        """These entries have gone, or will not."""
        for order in entries:
            self._entries -= 1
            self._of_account[order.account] -= 1
            if not self._of_account[order.account]:
                del self._of_account[order.account]

    def waits(self, rank: Rank) -> int:
        """How many of a rank wait for places."""
        return sum(one[0] is rank for one in self._waiting)

    async def take(self, places: int, rank: Rank = Rank.ENTRY) -> None:
        """Wait for so many places, at most all there are."""
        if places > self._all:
            raise Bug(f"{places} places on a road of {self._all}")
        if self._free >= places and not (self._waiting and self._waiting[0][0] <= rank):
            self._free -= places
            return
        waiter = _Waiter(places, asyncio.get_running_loop().create_future())
        heapq.heappush(self._waiting, (rank, next(self._numbers), waiter))
        try:
            await waiter.future
        except asyncio.CancelledError:
            if waiter.future.done() and not waiter.future.cancelled():
                self.give_back(places)  # it got its places in the very moment of being canceled
            else:
                self._waiting = [one for one in self._waiting if one[2] is not waiter]
                heapq.heapify(self._waiting)
                self._serve()
            raise

    def give_back(self, places: int = 1) -> None:
        """So many places are free again."""
        self._free += places
        self._serve()

    def _serve(self) -> None:
        while self._waiting and self._waiting[0][2].places <= self._free:
            _, _, waiter = heapq.heappop(self._waiting)
            if not waiter.future.done():
                self._free -= waiter.places
                waiter.future.set_result(None)
