"""How fast a venue may be asked: a bucket of tokens, and a line in which what gets out stands first.

Seconds here are the loop's, which nobody can put back. Nothing is kept waiting in the background: who waits does so in
their own call, within their own time limit.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from itertools import count

# The most that one venue may ask us to stay away for: a longer word is not believed.
AWAY_MOST = 900.0


class Urgency(IntEnum):
    """What goes first: what gets out or takes back, what goes in, what asks."""

    EXIT = 0
    ENTRY = 1
    QUESTION = 2


class Budget:
    """Tokens that come back at `per_second`, at most `burst` of them. A call may take more than there are once any are
    there, as venues count it; the next one waits until that is paid back."""

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._tokens = burst
        self._at: float | None = None
        self._away_until = 0.0
        self._line: list[tuple[Urgency, int, float, asyncio.Future[None]]] = []
        self._places = count()
        self._timer: asyncio.TimerHandle | None = None

    async def take(self, cost: float, urgency: Urgency) -> None:
        """Wait for one's turn and pay. Who is canceled meanwhile pays nothing."""
        if cost <= 0:
            return
        if not self._line and self._wait() <= 0:
            self._tokens -= cost
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._line, (urgency, next(self._places), cost, turn))
        self._serve()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._tokens = min(self._burst, self._tokens + cost)
            raise

    def stay_away(self, seconds: float) -> None:
        """The venue wants to be left alone for so long."""
        now = asyncio.get_running_loop().time()
        self._away_until = max(self._away_until, now + min(seconds, AWAY_MOST))

    def _wait(self) -> float:
        """Seconds until somebody may go, with the tokens that came back since."""
        now = asyncio.get_running_loop().time()
        if self._at is not None:
            self._tokens = min(self._burst, self._tokens + (now - self._at) * self._per_second)
        self._at = now
        return max(self._away_until - now, -self._tokens / self._per_second)

    def _serve(self) -> None:
        """Let in everybody whose turn it is; look again when the next one's comes."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._line:
            if self._line[0][3].done():
                heapq.heappop(self._line)
                continue
            wait = self._wait()
            if wait > 0:
                self._timer = asyncio.get_running_loop().call_later(wait, self._serve)
                return
            _, _, cost, turn = heapq.heappop(self._line)
            self._tokens -= cost
            turn.set_result(None)


class Lane:
    """So many calls of one key at once, the most urgent first: some venues want them to arrive in their order."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._line: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._places = count()

    @asynccontextmanager
    async def place(self, urgency: Urgency) -> AsyncIterator[None]:
        """A place for one call."""
        await self.enter(urgency)
        try:
            yield
        finally:
            self.leave()

    async def enter(self, urgency: Urgency) -> None:
        """Wait for a place. Who is canceled meanwhile has none."""
        if self._free and not self._line:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._line, (urgency, next(self._places), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """Give the place to whoever waits, or back."""
        while self._line:
            _, _, turn = heapq.heappop(self._line)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class Turn:
    """One call's places in its lane: they are taken when there is something to send, and never kept."""

    def __init__(self, lane: Lane, urgency: Urgency) -> None:
        self.urgency = urgency
        self._lane = lane
        self._places = 0

    async def begin(self) -> None:
        """Wait for the lane."""
        await self._lane.enter(self.urgency)
        self._places += 1

    def end(self) -> None:
        """Leave the lane, if it was entered."""
        if self._places:
            self._places -= 1
            self._lane.leave()

    def over(self) -> None:
        """Whatever is still held is given back."""
        while self._places:
            self.end()
