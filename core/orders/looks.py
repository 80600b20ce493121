"""Looking after what was just sent: a venue that took an order may fill it a moment later, and tells nobody who does
not ask. Streams are hints and sweeps are the truth (brokers, 6.2): these are the quick looks before the first sweep.

What is looked after is in memory only: whoever dies leaves it to the sweeps.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from collections.abc import Collection
from itertools import count

from core.context import World
from core.kernel.errors import Unavailable
from core.orders.model import Order, OrderStatus, OrderType, Purpose
from core.orders.reconcile import ask_about

# Seconds after the send.
AFTER = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0)
# What may trade a moment after it was taken. A stop and a target wait for a price.
AT_ONCE = frozenset({OrderType.MARKET, OrderType.LIMIT})
# Beyond so many at once the sweeps are quicker than a look at each.
MOST = 5_000
STILL_OPEN = (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)


class Looks:
    """Asks about each order a few times, until it is settled. One per process; `run` is at work as long as it is."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._due: list[tuple[float, int, str, float, int]] = []
        self._number = count()
        self._more = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    def after(self, order: Order, status: OrderStatus) -> None:
        """This order was sent now, and this is what it became."""
        waits = order.type not in AT_ONCE or order.purpose in (Purpose.STOP, Purpose.TARGET)
        if waits or status not in STILL_OPEN or len(self._due) >= MOST:
            return
        now = _loop_time()
        heapq.heappush(self._due, (now + AFTER[0], next(self._number), order.id, now, 0))
        self._idle.clear()
        self._more.set()

    def hint(self, orders: Collection[str]) -> None:
        """A stream says that something happened to these: they are looked at now."""
        for order in orders:
            now = _loop_time()
            heapq.heappush(self._due, (now, next(self._number), order, now, len(AFTER) - 1))
        self._more.set()

    @property
    def busy(self) -> bool:
        """Whether something is looked after."""
        return not self._idle.is_set()

    async def idle(self) -> None:
        """Return when nothing is looked after any more."""
        await self._idle.wait()

    async def run(self) -> None:
        """Look when it is time."""
        while True:
            self._more.clear()
            wait = None if not self._due else self._due[0][0] - _loop_time()
            if wait is None or wait > 0:
                if wait is None:
                    self._idle.set()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._more.wait(), wait)
                continue
            await self._look(self._taken())

    def _taken(self) -> dict[str, tuple[float, int]]:
        """Those whose time has come, and how often each was looked at."""
        now, taken = _loop_time(), dict[str, tuple[float, int]]()
        while self._due and self._due[0][0] <= now:
            _, _, order, sent_at, looks = heapq.heappop(self._due)
            taken[order] = (sent_at, looks)
        return taken

    async def _look(self, taken: dict[str, tuple[float, int]]) -> None:
        try:
            orders = await self._resting(taken)
            if orders:
                await ask_about(self._world, orders)
                orders = await self._resting(taken)
        except Unavailable:
            return  # the database is away: the sweeps look once it is back
        for order in orders:
            sent_at, looks = taken[order.id]
            if looks + 1 < len(AFTER):
                at = sent_at + AFTER[looks + 1]
                heapq.heappush(self._due, (at, next(self._number), order.id, sent_at, looks + 1))

    async def _resting(self, taken: Collection[str]) -> list[Order]:
        return list(await self._world.view.all(Order, id=list(taken), status=STILL_OPEN))


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
