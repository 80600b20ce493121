"""One Moomoo account behind the broker port, over the facade of its library.

The library blocks: every call is made on a thread of a small pool. A thread whose time is over may still place its
order, so only what we refuse ourselves is proven; everything else that is not `RET_OK` is of unknown fate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from adapters.brokers.calling import Budget, Writes, must_be_open
from adapters.brokers.moomoo import shapes
from adapters.brokers.moomoo.facade import RET_OK, Answered, Gateway, Row
from adapters.brokers.reading import Unreadable, in_order, made, unreadable
from core.kernel.money import ZERO, Money, Price, Quantity
from core.kernel.time import Clock
from core.market.model import AssetClass, Instrument, Quote, Rules, Session
from core.orders.model import Candidate, OrderRequest, OrderSnapshot, Sent, VenueFill
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed

ABILITIES = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.STOP_LIMIT
    | Ability.TAKE_PROFIT
    | Ability.FIND_BY_CLIENT_ID
    | Ability.REDUCE_ONLY
)
IN_FLIGHT = 4
ANSWER_SECONDS = 15.0
# 15 orders in 30 s and 10 questions of a kind in 30 s for an account, as its reference says.
CALLS, CALLS_SECONDS = 15, 30.0
# An order is looked for from the day before it was sent on: days turn in New York.
DAY = timedelta(days=1)
OLDEST = timedelta(days=90)
FEES_AT_ONCE = 400

T = TypeVar("T")
Connect = Callable[[], Gateway]
Hours = Callable[[datetime], Session | None]


class Line:
    """The way to one gateway for all accounts there, made once, on a thread."""

    def __init__(self, connect: Connect, threads: Executor) -> None:
        self._connect = connect
        self._threads = threads
        self._gateway: Gateway | None = None
        self._connecting = asyncio.Lock()

    async def gateway(self) -> Gateway:
        """The gateway. Raises `BrokerError` where it is not reached: nothing was placed."""
        async with self._connecting:
            if self._gateway is None:
                try:
                    async with asyncio.timeout(ANSWER_SECONDS):
                        self._gateway = await self.run(self._connect)
                except (OSError, TimeoutError) as error:
                    why = f"the gateway does not answer: {type(error).__name__}"
                    raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, why) from error
            return self._gateway

    async def run(self, call: Callable[[], T]) -> T:
        """Make a call that blocks, on a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    async def close(self) -> None:
        """End the connection, if there is one."""
        if self._gateway is not None:
            await self.run(self._gateway.close)
            self._gateway = None


class MoomooBroker:
    """One account at a gateway; `account` is its number, 0 where the gateway has one only."""

    venue = "moomoo"
    abilities = ABILITIES
    in_flight = IN_FLIGHT

    def __init__(
        self,
        line: Line,
        account: int,
        *,
        clock: Clock,
        hours: Hours,
        writes: Writes,
        budget: Budget,
    ) -> None:
        self._line = line
        self._account = account
        self._clock = clock
        self._hours = hours
        self._writes = writes
        self._budget = budget

    # -- the market

    async def rules(self, instrument: Instrument) -> Rules | None:
        if instrument.asset_class is not AssetClass.STOCK or instrument.quote != shapes.USD:
            return None
        return Rules(
            tick=Price("0.01"),
            step=Quantity(1),
            minimum_quantity=Quantity(1),
            minimum_notional=ZERO,
            fee_rate=ZERO,
        )

    async def session(self, instrument: Instrument) -> Session:
        return await self._session()

    async def _session(self) -> Session:
        # The calendar is large, and loaded by whoever asks first.
        found = await asyncio.to_thread(self._hours, self._clock.now())
        if found is None:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "no calendar for shares")
        return found

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None  # prices are a subscription of its own there

    # -- what places, and what takes back

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        asked = shapes.asked_for(request)
        await must_be_open(request, self._session())
        gateway, account = await self._line.gateway(), await self.account()
        return await self._writes.send(self._placed(request, lambda: gateway.place(account, asked)))

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "orders at Moomoo are taken back and placed anew")

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return await self._writes.send(self._canceled(order))

    async def _placed(self, request: OrderRequest, call: Callable[[], Answered]) -> OrderSnapshot:
        answer = await self._call(call, first=True)
        rows = _rows(answer)
        if len(rows) != 1:
            raise unreadable(Unreadable("no order"))
        row = rows[0]
        shot = made(lambda: shapes.snapshot({"dealt_qty": 0, **row}, (), ZERO))
        if shot.client_order_id != request.client_order_id:
            raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, "the answer is about another order")
        return shot

    async def _canceled(self, order: Sent) -> OrderSnapshot | None:
        found = await self.find(order)
        if found is None or found.status in shapes.ENDED.values():
            return found
        gateway, account = await self._line.gateway(), await self.account()
        # Whatever it answers, how the order stands now is the answer: refused is also what is over already.
        await self._call(lambda: gateway.cancel(account, found.venue_order_id), first=True)
        return await self.find(order)

    # -- what asks

    async def find(self, order: Sent) -> OrderSnapshot | None:
        since = (order.at - DAY).date()
        mine = [row for row in await self._orders(since) if shapes.our_id(row) == order.client_order_id]
        if order.venue_order_id is not None:
            mine = [row for row in mine if str(row.get("order_id")) == order.venue_order_id] or mine
        if len(mine) > 1:  # remarks are nobody's promise to be unique
            ids = ", ".join(str(row.get("order_id")) for row in mine)
            raise BrokerError(
                ErrorKind.AMBIGUOUS,
                Placed.UNKNOWN,
                f"orders {ids} have one remark",
                candidates=[_candidate(shot) for shot in await self._with_deals(mine, since)],
            )
        found = await self._with_deals(mine, since)
        return found[0] if found else None

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        since = (self._clock.now() - OLDEST).date()
        rows = await self._orders(since)
        resting = [row for row in rows if row.get("order_status") not in shapes.ENDED]
        return await self._with_deals(resting, since)

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        if not orders:
            return []
        since = (min(one.at for one in orders) - DAY).date()
        asked = {one.client_order_id for one in orders}
        rows = [row for row in await self._orders(since) if shapes.our_id(row) in asked]
        return in_order(_fills(await self._with_deals(rows, since)))

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        # Orders that waited long are listed by the day they were placed on, deals by their own.
        shots = await self._with_deals(await self._orders((since - OLDEST).date()), (since - DAY).date())
        return in_order(fill for fill in _fills(shots) if fill.at >= since)

    async def balances(self) -> Sequence[Money]:
        gateway, account = await self._line.gateway(), await self.account()
        money = _rows(await self._call(lambda: gateway.money(account)))
        held = _rows(await self._call(lambda: gateway.positions(account)))
        return made(lambda: shapes.holdings(money, held))

    async def account(self) -> int:
        """The account's number, asked for once. Raises `BrokerError`: nothing was placed."""
        if self._account:
            return self._account
        try:
            gateway = await self._line.gateway()
            rows = _rows(await self._call(gateway.accounts))
            found = made(lambda: [int(shapes.text(row, "acc_id")) for row in rows])
        except BrokerError as error:
            raise BrokerError(error.kind, Placed.NO, str(error)) from error
        if len(found) != 1:
            why = f"{len(found)} accounts at the gateway; name one by its number"
            raise BrokerError(ErrorKind.AMBIGUOUS, Placed.NO, why)
        self._account = found[0]
        return self._account

    async def _orders(self, since: date) -> Sequence[Row]:
        gateway, account = await self._line.gateway(), await self.account()
        return _rows(await self._call(lambda: gateway.orders(account, since)))

    async def _with_deals(self, rows: Sequence[Row], since: date) -> list[OrderSnapshot]:
        """These orders with what traded of them; nothing more is asked where nothing did."""
        traded = made(
            lambda: [shapes.text(row, "order_id") for row in rows if shapes.number(row, "dealt_qty")]
        )
        if not traded:
            return made(lambda: [shapes.snapshot(row, (), ZERO) for row in rows])
        gateway, account = await self._line.gateway(), await self.account()
        deals = _rows(await self._call(lambda: gateway.deals(account, since)))
        fees = dict[str, Decimal]()
        for start in range(0, len(traded), FEES_AT_ONCE):
            fees |= await self._fees(gateway, account, traded[start : start + FEES_AT_ONCE])
        return made(
            lambda: [shapes.snapshot(row, deals, fees.get(str(row.get("order_id")), ZERO)) for row in rows]
        )

    async def _fees(self, gateway: Gateway, account: int, ids: Sequence[str]) -> Mapping[str, Decimal]:
        told = _rows(await self._call(lambda: gateway.fees(account, ids)))
        return made(lambda: shapes.fees_by_order(told))

    # -- how it asks

    async def _call(self, call: Callable[[], Answered], *, first: bool = False) -> Answered:
        await self._budget.take(first=first)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._line.run(call)
        except TimeoutError as error:
            raise BrokerError(ErrorKind.TIMEOUT, Placed.UNKNOWN, "no answer in time") from error


def classify(answer: Answered) -> BrokerError:
    """What an answer that is not `RET_OK` means: a sentence without a code proves nothing."""
    return BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, answer.sentence or "no reason given")


def _rows(answer: Answered) -> Sequence[Row]:
    if answer.ret != RET_OK:
        raise classify(answer)
    return answer.rows


def _candidate(shot: OrderSnapshot) -> Candidate:
    return Candidate(
        venue_order_id=shot.venue_order_id, status=shot.status, quantity=shot.quantity, filled=shot.filled
    )


def _fills(shots: Sequence[OrderSnapshot]) -> list[VenueFill]:
    return [fill for shot in shots for fill in shot.fills]
