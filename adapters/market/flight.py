"""Many who ask the same thing at the same time share one answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Flight(Generic[T]):
    """Questions that are under way, by what they ask."""

    def __init__(self) -> None:
        self._open: dict[Hashable, asyncio.Future[T]] = {}

    async def share(self, key: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """What `ask` says, or what the one who asks it already is told, failures too.

        Whoever began may go away: another one who waits then asks instead.
        """
        while (waiting := self._open.get(key)) is not None:
            await asyncio.wait([waiting])
            if not waiting.cancelled():
                return waiting.result()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._open[key] = future
        try:
            answer = await ask()
        except Exception as error:
            future.set_exception(error)
            future.exception()  # nobody may have waited
            raise
        except BaseException:
            future.cancel()
            raise
        else:
            future.set_result(answer)
            return answer
        finally:
            del self._open[key]
