"""Waiting for a fact: everybody who waits looks again whenever something happened."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 10.0
# What is waited for may lie outside the platform: in the bot, or in a database.
LOOK_AGAIN = 0.02


class Changes:
    """Told of every change of a platform; wakes whoever waits for a condition."""

    def __init__(self) -> None:
        self._happened = asyncio.Event()

    def tell(self) -> None:
        """Something changed: all waiters look again."""
        self._happened.set()
        self._happened = asyncio.Event()

    async def next(self) -> None:
        """Wait for the next change."""
        await self._happened.wait()

    async def until(self, look: Callable[[], T | None], within: float = PATIENCE, what: str = "") -> T:
        """What `look` returns as soon as that is true in the boolean sense.

        Raises `TimeoutError`, naming `what`, after `within` seconds.
        """
        try:
            async with asyncio.timeout(within):
                while not (seen := look()):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._happened.wait(), LOOK_AGAIN)
                return seen
        except TimeoutError:
            raise TimeoutError(f"waited {within:g} s in vain for {what or 'a change'}") from None
