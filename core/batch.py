"""Group commit without a background task: the first comer waits a moment, writes for all, and hands over.

`add` returns when its item is durable. Back-pressure is natural: who adds, waits. The order of things does
not depend on any task that nobody owns, so it can be simulated.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class _Entry(Generic[T]):
    """An item and the future its owner waits for. The future's value says "you lead now"."""

    __slots__ = ("future", "item")

    def __init__(self, item: T, future: asyncio.Future[bool]) -> None:
        self.item = item
        self.future = future


class Batch(Generic[T]):
    """Writes items many at a time. `write` must be safe to repeat: a canceled leader's batch is written again.

    `window` is how long the first comer waits for others, in seconds; `most` bounds one write.
    """

    def __init__(
        self, write: Callable[[Sequence[T]], Awaitable[None]], *, window: float = 0.02, most: int = 2_000
    ) -> None:
        self._write = write
        self._window = window
        self._most = most
        self._waiting: deque[_Entry[T]] = deque()
        self._led = False

    async def add(self, item: T) -> None:
        """Return when the item is written. Raises what writing this very item raised."""
        entry = _Entry(item, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        if not self._led:
            self._led = True
            await self._lead(entry)
        elif await self._turn(entry):
            await self._lead(entry)
        else:
            return
        entry.future.result()

    async def _turn(self, entry: _Entry[T]) -> bool:
        """Wait for the item to be written, or to be asked to lead."""
        try:
            return await entry.future
        except asyncio.CancelledError:
            if entry.future.done() and not entry.future.cancelled() and not entry.future.exception():
                if entry.future.result():  # asked to lead in the very moment of being canceled
                    self._hand_over()
            elif entry in self._waiting:
                self._waiting.remove(entry)
            raise

    async def _lead(self, entry: _Entry[T]) -> None:
        entry.future = asyncio.get_running_loop().create_future()
        taken: list[_Entry[T]] = []
        try:
            if len(self._waiting) < self._most:
                await asyncio.sleep(self._window)
            while self._waiting and len(taken) < self._most:
                taken.append(self._waiting.popleft())
            await self._write_all(taken)
        except asyncio.CancelledError:
            others = [one for one in taken if one is not entry and not one.future.done()]
            self._waiting.extendleft(reversed(others))
            if entry in self._waiting:
                self._waiting.remove(entry)
            raise
        finally:
            self._hand_over()

    async def _write_all(self, entries: Sequence[_Entry[T]]) -> None:
        """Write together; if that fails, half by half, so that a bad item fails alone."""
        try:
            await self._write([entry.item for entry in entries])
        except Exception as error:  # noqa: BLE001 - whatever it was, it belongs to the item that caused it
            if len(entries) == 1:
                _finish(entries[0], error)
                return
            middle = len(entries) // 2
            await self._write_all(entries[:middle])
            await self._write_all(entries[middle:])
            return
        for entry in entries:
            _finish(entry, None)

    def _hand_over(self) -> None:
        while self._waiting:
            head = self._waiting[0]
            if not head.future.done():
                head.future.set_result(True)
                return
            self._waiting.popleft()  # its owner went away
        self._led = False


def _finish(entry: _Entry[T], error: Exception | None) -> None:
    if entry.future.done():
        return
    if error is None:
        entry.future.set_result(False)
    else:
        entry.future.set_exception(error)
