"""Work that keeps its order: one after another in a lane, the lanes side by side.

`Lanes` is for whoever brings work and goes on: it starts the tasks, and no more of them than is bounded. `Turns` is for
a library that starts a task for each event, in order: the first thing each does is to wait for its turn.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

Work = Callable[[], Awaitable[None]]
AT_ONCE = 64
WAITING_MOST = 1_000


class Lanes:
    """Lanes by name. What is put in must tell of its own failures: it may raise nothing.

    `at_once` lanes move at a time. Where `most` pieces of work wait, whoever brings another one waits too.
    """

    def __init__(self, group: asyncio.TaskGroup, *, at_once: int = AT_ONCE, most: int = WAITING_MOST) -> None:
        self._group = group
        self._moving = asyncio.Semaphore(at_once)
        self._room = asyncio.Semaphore(most)
        self._lanes: dict[str, deque[Work]] = {}
        self._still = asyncio.Event()
        self._still.set()

    async def put(self, lane: str, work: Work) -> None:
        """Do this after what was put into the lane before."""
        await self._room.acquire()
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(work)
            return
        self._lanes[lane] = deque([work])
        self._still.clear()
        self._group.create_task(self._run(lane, self._lanes[lane]))

    async def still(self) -> None:
        """Wait until nothing is left to do."""
        await self._still.wait()

    async def _run(self, lane: str, waiting: deque[Work]) -> None:
        while waiting:
            async with self._moving:
                await waiting[0]()
            waiting.popleft()
            self._room.release()
        del self._lanes[lane]
        if not self._lanes:
            self._still.set()


class Turns:
    """Turns by chat, for tasks that are there already: each waits for its own, in the order of asking. A chat in which
    nothing waits is not remembered."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.waiting = 0

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """The block runs when everything that came before it in this chat is done."""
        lock = self._locks.get(chat)
        if lock is None:
            lock = self._locks[chat] = asyncio.Lock()
        self.waiting += 1
        try:
            async with lock:
                yield
        finally:
            self.waiting -= 1
