"""The way to one venue: so many requests on it at once, exits before everything else, and entries not without end.

Who sends waits here for places. Places that are given back go to the most urgent who waits, and are kept for them
until there are enough; within one rank first come, first served. How many entries may wait is bounded, for the
venue and for each account: one more is refused aloud by whoever asked. An exit is never refused and never waits
behind an entry. Everything else waits in the database, as planned orders that nobody has claimed.

Questions have at most half of the places, so that a venue that answers none leaves room for what gets out, and an
account has few of them at once. Where many are asked, those about exits are asked first.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from enum import IntEnum
from itertools import count

from core.kernel.errors import Bug
from core.orders.model import Order, Purpose

SLICE = 256
# Of a signal to ten thousand all wait at once; beyond twice that, whoever comes last would be late in any case.
ENTRIES_WAITING = 20_000
# Of one account: a ladder of ten rungs and two more besides.
ENTRIES_OF_ACCOUNT = 32
# Questions of one account at once: venues count requests by account (reliability, section 7).
QUESTIONS_OF_ACCOUNT = 4


class Rank(IntEnum):
    """What goes first on a road: what gets out, what protects, what takes profit, what asks, and last what goes in."""

    EXIT = 0
    STOP = 1
    TARGET = 2
    QUERY = 3
    ENTRY = 4


RANKS = {
    Purpose.CLOSE: Rank.EXIT,
    Purpose.STOP: Rank.STOP,
    Purpose.TARGET: Rank.TARGET,
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


class Places:
    """So many at once; the most urgent who waits is next."""

    def __init__(self, places: int) -> None:
        self._all = places
        self._free = places
        self._waiting: list[tuple[Rank, int, _Waiter]] = []
        self._numbers = count()

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

    @asynccontextmanager
    async def place(self, rank: Rank) -> AsyncIterator[None]:
        """One place, given back whatever happens."""
        await self.take(1, rank)
        try:
            yield
        finally:
            self.give_back()

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


class Road(Places):
    """One venue's places. A slice is half of them: while one half is answered the next is admitted, and none is
    admitted that would have to wait. A switch pulled meanwhile stops the rest."""

    def __init__(self, in_flight: int) -> None:
        super().__init__(in_flight)
        self.slice = max(1, min(SLICE, in_flight // 2))
        self._entries = 0
        self._of_account: Counter[str] = Counter()
        self._asking = Places(max(1, in_flight // 2))
        self._asking_of: dict[str, tuple[Places, int]] = {}

    @asynccontextmanager
    async def question(self, account: str, about: Rank = Rank.ENTRY) -> AsyncIterator[None]:
        """A place for one question of an account. Among those who ask it goes by what they ask about."""
        own, users = self._asking_of.get(account) or (Places(QUESTIONS_OF_ACCOUNT), 0)
        self._asking_of[account] = own, users + 1
        try:
            async with own.place(about), self._asking.place(about), self.place(Rank.QUERY):
                yield
        finally:
            own, users = self._asking_of.pop(account)
            if users > 1:
                self._asking_of[account] = own, users - 1

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


class Roads:
    """The roads to all venues, one for each: whoever sends, cancels or asks in this process shares it."""

    def __init__(self) -> None:
        self._of: dict[str, Road] = {}

    def to(self, venue: str, in_flight: int) -> Road:
        """The road to a venue that bears so many requests at once."""
        road = self._of.get(venue)
        if road is None:
            road = self._of[venue] = Road(in_flight)
        return road
