"""Who may write which row when units run side by side, as on PostgreSQL: rows are held until the unit ends.

A writer that meets a held row waits, and then looks at the row as it is by then (READ COMMITTED). Who would wait
in a circle is refused, as the database refuses it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import Protocol


class LockCircle(Exception):
    """Two units wait for each other; this one is undone. Whoever does not try again loses its work."""


class Life(Protocol):
    """The process whose way to the database this is. A dead one never comes back from `turn`."""

    async def turn(self) -> None: ...


class Holder(Protocol):
    """A unit, by its process."""

    @property
    def life(self) -> Life: ...


class Locks:
    """Rows by who holds them, and who waits for whom."""

    def __init__(self) -> None:
        self._held: dict[Hashable, Holder] = {}
        self._waits: dict[Holder, Holder] = {}
        self._waiting: list[asyncio.Future[None]] = []

    async def take(self, unit: Holder, what: Hashable) -> None:
        """Hold this until the unit ends; wait for whoever holds it now."""
        while True:
            holder = self._held.get(what)
            if holder is None or holder is unit:
                self._held[what] = unit
                return
            self._must_not_circle(unit, holder)
            self._waits[unit] = holder
            freed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(freed)
            try:
                await freed
                await unit.life.turn()  # a dead one never comes back from here, and so takes nothing
            except asyncio.CancelledError:
                self._wake()
                raise
            finally:
                self._waits.pop(unit, None)

    def _must_not_circle(self, unit: Holder, holder: Holder) -> None:
        waits_for: Holder | None = holder
        while waits_for is not None:
            if waits_for is unit:
                raise LockCircle("two units wait for each other")
            waits_for = self._waits.get(waits_for)

    def give_back(self, unit: Holder) -> None:
        """The unit ended, one way or the other."""
        self._release([what for what, holder in self._held.items() if holder is unit])

    def of_the_dead(self, life: Life) -> None:
        """A process died: the database undoes its units."""
        self._release([what for what, holder in self._held.items() if holder.life is life])

    def _release(self, held: list[Hashable]) -> None:
        for what in held:
            del self._held[what]
        if held:
            self._wake()

    def _wake(self) -> None:
        """Let everybody look who waits: whoever is first takes it."""
        waiting, self._waiting = self._waiting, []
        for freed in waiting:
            if not freed.done() and not freed.get_loop().is_closed():
                freed.set_result(None)
