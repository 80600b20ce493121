"""What happens in one chat happens in the order it came; chats go side by side.

The client library starts a task for each event, in order. The first thing each does is to wait for its turn here, and
a lock is handed on in the order of asking.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Lanes:
    """Turns by chat. A chat in which nothing waits is not remembered."""

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
