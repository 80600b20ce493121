"""What adapters call their venues with: requests that come to their end, a budget of calls for one key, open doors."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from decimal import Decimal
from typing import Any, TypeVar

from core.market.model import Session
from core.orders.model import OrderRequest, OrderType
from core.ports.broker import BrokerError, ErrorKind, Placed

T = TypeVar("T")


class Writes:
    """Requests that place something or take it back. Each comes to its end also when whoever asked gives up waiting:
    what was half sent would be half known."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    async def send(self, call: Coroutine[Any, Any, T]) -> T:
        """Carry the call out. Canceled, it raises at once and the call goes on; the call has a time limit itself."""
        task = asyncio.get_running_loop().create_task(call)
        self._under_way.add(task)
        task.add_done_callback(self._over)
        return await asyncio.shield(task)

    async def over(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def _over(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; when nobody did, recovery asks the venue


class Budget:
    """So many calls in a time for one key. Calls that place or take back go before those that ask.

    Calls that fit go at once; after that one goes whenever its share of the time has passed.
    """

    def __init__(self, calls: int, seconds: float) -> None:
        self._most = float(calls)
        self._left = float(calls)
        self._each = seconds / calls
        self._filled_at: float | None = None
        self._first: deque[asyncio.Future[None]] = deque()
        self._then: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def take(self, *, first: bool = False) -> None:
        """Wait for a call's turn."""
        self._fill()
        if self._left >= 1 and not self._first and (first or not self._then):
            self._left -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._first if first else self._then).append(turn)
        self._wake_later()
        await turn  # who is canceled while waiting is passed over by `_wake`

    def _fill(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._filled_at is not None:
            self._left = min(self._most, self._left + (now - self._filled_at) / self._each)
        self._filled_at = now

    def _wake_later(self) -> None:
        if self._timer is None:
            wait = max(0.0, (1 - self._left) * self._each)
            self._timer = asyncio.get_running_loop().call_later(wait, self._wake)

    def _wake(self) -> None:
        self._timer = None
        self._fill()
        for queue in (self._first, self._then):
            while queue and self._left >= 1:
                turn = queue.popleft()
                if not turn.done():
                    self._left -= 1
                    turn.set_result(None)
        if self._first or self._then:
            self._wake_later()


async def must_be_open(request: OrderRequest, session: Awaitable[Session]) -> None:
    """Refuse an entry at market while its market is closed: a venue keeps it for the next open, at whatever price that
    is. Raises `BrokerError`, also when the venue does not say; nothing was placed. Exits are always sent.
    """
    asks = request.type is OrderType.MARKET and not request.reduce_only
    if not asks:
        if isinstance(session, Coroutine):
            session.close()
        return
    try:
        found = await session
    except BrokerError as error:
        raise BrokerError(error.kind, Placed.NO, str(error), retry_after=error.retry_after) from error
    if not found.is_open:
        raise BrokerError(ErrorKind.MARKET_CLOSED, Placed.NO, "the market is closed")


async def or_nothing_to_reduce(
    error: BrokerError, request: OrderRequest, held: Callable[[], Awaitable[Decimal]]
) -> BrokerError:
    """Why a sale was refused. Venues say of what is not there and of what is bound that there is not enough: where
    nothing is `held`, there is nothing to reduce. When that cannot be asked, what the venue said stays."""
    if error.kind is not ErrorKind.INSUFFICIENT_FUNDS or not request.reduce_only:
        return error
    try:
        left = await held()
    except BrokerError:
        return error
    return error if left else BrokerError(ErrorKind.NOTHING_TO_REDUCE, error.placed, str(error))
