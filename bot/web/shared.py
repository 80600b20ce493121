"""What many ask for at once is made once: a small memory with an age, one making for all (rows CA-13, TG-08)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from core.kernel.time import Clock

T = TypeVar("T")

MOST = 512


@dataclass(slots=True)
class _Kept(Generic[T]):
    """What was made, and when: by the loop's clock, and by the program's, which may be put forward."""

    value: T
    at: float
    now: datetime


class Shared(Generic[T]):
    """Values by key. A key holds everything that the value depends on and that must never be out of date: settings,
    language; the age is for what may be a little old: prices."""

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self._clock, self._most = clock, most
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self._locks: dict[Hashable, asyncio.Lock] = {}

    async def get(self, key: Hashable, age: float, make: Callable[[], Awaitable[T]]) -> T:
        """The value of a key, at most `age` seconds old. Who comes while it is made waits for that making."""
        found = self._fresh(key, age)
        if found is not None:
            return found.value
        lock = self._locks.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                found = self._fresh(key, age)
                if found is not None:
                    return found.value
                value = await make()
                self._keep(key, value)
                return value
        finally:
            if not lock.locked():
                self._locks.pop(key, None)

    def _fresh(self, key: Hashable, age: float) -> _Kept[T] | None:
        found = self._kept.get(key)
        if found is None or asyncio.get_running_loop().time() - found.at >= age:
            return None
        return found if self._clock.now() - found.now < timedelta(seconds=age) else None

    def _keep(self, key: Hashable, value: T) -> None:
        self._kept[key] = _Kept(value, asyncio.get_running_loop().time(), self._clock.now())
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
