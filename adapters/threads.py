"""A bounded set of threads for a library that only knows how to wait.

As many calls run at once as there are threads; of those that wait, the most urgent is next. A call that is given up is
not begun any more if it had not begun; one that runs goes on to its own end, and its thread is taken until then.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from core.orders.road import Places, Rank

T = TypeVar("T")


class Threads:
    """So many threads, made as they are needed."""

    def __init__(self, name: str, most: int) -> None:
        self._pool = ThreadPoolExecutor(most, thread_name_prefix=name)
        self._places = Places(most)

    async def run(self, rank: Rank, begun: Callable[[], None], call: Callable[[], T]) -> T:
        """What the call returns or raises. `begun` is told when it leaves: until then nothing has happened."""
        await self._places.take(1, rank)
        loop = asyncio.get_running_loop()
        try:
            future = self._pool.submit(call)
        except BaseException:
            self._places.give_back()
            raise
        begun()

        def over(_: Future[T]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before its thread
                loop.call_soon_threadsafe(self._places.give_back)

        future.add_done_callback(over)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Take nothing in any more, and drop what has not begun. What runs ends by its own time limits."""
        self._pool.shutdown(wait=False, cancel_futures=True)
