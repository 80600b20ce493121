"""A broker that stands before another one and does to it what networks and venues do (brokers, 2.1 and 6.4).

Answers are lost or cut, orders never arrive, a key dies, a market closes. All of it is planned by a script or
drawn from a seed, so that a run can be repeated. Nothing here sleeps: time passes on the clock that was given.
Only tests and the simulator put it in the way.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from core.kernel.money import Money, Quantity, to_step
from core.kernel.time import Clock
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.model import Candidate, OrderRequest, OrderSnapshot, OrderStatus, OrderType, Sent, VenueFill
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed

T = TypeVar("T")
Report = Callable[[str, OrderSnapshot], Awaitable[None]]


class Trouble(StrEnum):
    """What may happen to one call on its way to a venue and back."""

    LOSE_ORDER = "lose_order"
    """The call never arrives; nobody says so."""
    LOSE_ANSWER = "lose_answer"
    """The venue does it; the answer never arrives."""
    CUT_ANSWER = "cut_answer"
    """The venue does it; the answer breaks off in the middle and cannot be read."""
    HIDE = "hide"
    """The venue does it, the answer is lost, and for `lasts` the venue says that it knows no such order."""
    FILL_LATE = "fill_late"
    """The venue does it, and tells of the fills only after `lasts`."""
    FILL_PART = "fill_part"
    """The venue trades `share` of it and cancels the rest."""
    REFUSE = "refuse"
    """A proven refusal by name: `kind`."""
    TWIN = "twin"
    """The venue does it, the answer is lost, it knows no ids of ours, and another order there is just like this one."""


DRAWN = tuple(trouble for trouble in Trouble if trouble is not Trouble.TWIN)
WRITES = frozenset({"submit", "replace", "cancel"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One planned trouble: the next `times` calls of `verb` (for this type of order, if one is named).

    `share` of an order's units, in whole steps of `step`, is what a part of it means.
    """

    trouble: Trouble
    verb: str = "submit"
    type: OrderType | None = None
    times: int = 1
    lasts: timedelta = timedelta(seconds=5)
    kind: ErrorKind = ErrorKind.REJECTED
    share: Decimal = Decimal("0.5")
    step: Decimal = Decimal("0.00001")


class MovableClock(Clock, Protocol):
    """A clock that can be put forward: what latency needs where nobody may sleep."""

    def advance(self, by: timedelta) -> None:
        """Time passes."""
        ...


@dataclass(slots=True)
class _Seen:
    """What is remembered of an order that went through here."""

    account: str
    sent: Sent
    known_from: datetime | None = None
    filled_from: datetime | None = None
    part: bool = False
    twin: bool = False


@dataclass(slots=True)
class Faults:
    """The weather at one venue, shared by the brokers of all its accounts. It outlives a process that dies.

    `report(account, snapshot)` tells the core what the venue tells unasked. A seed draws trouble for `rate` of
    all writes, the same for the same calls in the same order.
    """

    clock: MovableClock
    report: Report | None = None
    planned: list[Fault] = field(default_factory=list)
    latency: timedelta = timedelta(0)
    silent_until: datetime | None = None
    revoked: bool = False
    closed: dict[str, datetime | None] = field(default_factory=dict)
    untraded: set[str] = field(default_factory=set)
    lends: Decimal | None = None
    repeats: bool = False
    seed: str | None = None
    rate: Decimal = Decimal(0)
    consistent: bool = True
    seen: dict[str, _Seen] = field(default_factory=dict)
    calls: int = 0

    def plan(self, *faults: Fault) -> None:
        """These happen to the next calls that fit, in this order."""
        self.planned += faults

    def end(self) -> None:
        """Whatever lasts is over, and nothing more is planned."""
        self.planned.clear()
        self.latency, self.silent_until, self.revoked, self.repeats = timedelta(0), None, False, False
        self.closed.clear()
        self.untraded.clear()
        self.lends = None
        self.rate = Decimal(0)

    async def travel(self) -> None:
        """The time that a call takes. Calls that set out together arrive together."""
        if not self.latency:
            return
        arrives = self.clock.now() + self.latency
        await asyncio.sleep(0)
        if self.clock.now() < arrives:
            self.clock.advance(arrives - self.clock.now())

    def reach(self) -> None:
        """Raise what keeps any call from the venue now. Nothing was written, so nothing was placed."""
        now = self.clock.now()
        if self.silent_until is not None and now < self.silent_until:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "no connection")
        if self.revoked:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, "the key is not accepted")

    def session(self, symbol: str, session: Session) -> Session:
        """The venue's session, unless the instrument was closed here."""
        opens = self.closed.get(symbol)
        if symbol not in self.closed or (opens is not None and self.clock.now() >= opens):
            return session
        return Session(is_open=False, opens_at=opens)

    def take(self, verb: str, kind: OrderType | None = None) -> Fault | None:
        """The trouble of this call, planned or drawn; what was planned is used up."""
        for place, fault in enumerate(self.planned):
            if fault.verb == verb and fault.type in (None, kind):
                left = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                self.planned[place : place + 1] = left
                return fault
        return self._draw(verb)

    def _draw(self, verb: str) -> Fault | None:
        if self.seed is None or verb not in WRITES:
            return None
        self.calls += 1
        digest = hashlib.sha256(f"{self.seed}/{self.calls}".encode()).digest()
        if Decimal(int.from_bytes(digest[:4], "big")) >= self.rate * 2**32:
            return None
        fitting = DRAWN if verb == "submit" else (Trouble.LOSE_ORDER, Trouble.LOSE_ANSWER)
        return Fault(trouble=fitting[digest[4] % len(fitting)], verb=verb)

    async def catch_up(self, brokers: Callable[[str], Broker]) -> None:
        """Tell unasked what is due now: fills that were late, and everything again where the venue repeats."""
        if self.report is None:
            return
        now = self.clock.now()
        for seen in list(self.seen.values()):
            late = seen.filled_from is not None and seen.filled_from <= now
            if late or self.repeats:
                snapshot = await brokers(seen.account).find(seen.sent)
                if snapshot is not None:
                    await self.report(seen.account, snapshot)
            if late:
                seen.filled_from = None


class Faulty:
    """One account's broker behind this weather."""

    def __init__(self, broker: Broker, account: str, faults: Faults) -> None:
        self._broker = broker
        self._account = account
        self._faults = faults

    @property
    def venue(self) -> str:
        return self._broker.venue

    @property
    def abilities(self) -> Ability:
        inner = self._broker.abilities
        return inner if self._faults.consistent else inner & ~Ability.CONSISTENT

    @property
    def in_flight(self) -> int:
        return self._broker.in_flight

    async def rules(self, instrument: Instrument) -> Rules | None:
        if instrument.symbol in self._faults.untraded:
            return None
        rules, lends = await self._broker.rules(instrument), self._faults.lends
        return rules if rules is None or lends is None else replace(rules, leverage=lends)

    async def session(self, instrument: Instrument) -> Session:
        self._faults.reach()
        return self._faults.session(instrument.symbol, await self._broker.session(instrument))

    async def quote(self, instrument: Instrument) -> Quote | None:
        self._faults.reach()
        return await self._broker.quote(instrument)

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        return await self._write("submit", request, self._broker.submit)

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        async def placed(asked: OrderRequest) -> OrderSnapshot:
            return await self._broker.replace(venue_order_id, asked)

        return await self._write("replace", request, placed)

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        await self._faults.travel()
        self._faults.reach()
        fault = self._faults.take("cancel")
        if fault is not None and fault.trouble is Trouble.LOSE_ORDER:
            raise _lost("the cancel never arrived")
        snapshot = await self._broker.cancel(order)
        if fault is not None:
            raise _lost("the answer to the cancel was lost")
        return None if snapshot is None else self._shown(snapshot)

    async def find(self, order: Sent) -> OrderSnapshot | None:
        await self._faults.travel()
        self._faults.reach()
        if self._faults.take("find") is not None:
            raise _lost("no answer to a question")
        seen = self._faults.seen.get(order.client_order_id)
        if seen is not None and seen.known_from is not None and self._faults.clock.now() < seen.known_from:
            return None
        snapshot = await self._broker.find(order)
        if seen is not None and seen.twin and snapshot is not None:
            if order.venue_order_id is None:
                raise BrokerError(
                    ErrorKind.AMBIGUOUS,
                    Placed.UNKNOWN,
                    "two orders fit",
                    candidates=_twins(snapshot, order.at),
                )
            seen.twin = False  # asked by the venue's own id: from here on it is told apart
        return None if snapshot is None else self._shown(snapshot)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        await self._faults.travel()
        self._faults.reach()
        return [self._shown(shot) for shot in await self._broker.open_orders() if self._known(shot)]

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        await self._faults.travel()
        self._faults.reach()
        return [fill for fill in await self._broker.fills(orders) if self._told(fill)]

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        await self._faults.travel()
        self._faults.reach()
        return [fill for fill in await self._broker.fills_since(since, symbols) if self._told(fill)]

    async def balances(self) -> Sequence[Money]:
        await self._faults.travel()
        self._faults.reach()
        return await self._broker.balances()

    async def _write(
        self, verb: str, request: OrderRequest, send: Callable[[OrderRequest], Awaitable[OrderSnapshot]]
    ) -> OrderSnapshot:
        """One order through the weather."""
        await self._faults.travel()
        self._faults.reach()
        self._must_trade(request)
        fault = self._faults.take(verb, request.type)
        if fault is None:
            self._remember(request)
            return await self._answered(await send(request))
        if fault.trouble is Trouble.REFUSE:
            raise BrokerError(fault.kind, Placed.NO, "refused")
        if fault.trouble is Trouble.LOSE_ORDER:
            raise _lost("the order never arrived")
        self._remember(request, fault)
        snapshot = await send(_part_of(request, fault))
        if fault.trouble in (Trouble.LOSE_ANSWER, Trouble.HIDE, Trouble.TWIN):
            raise _lost("the answer was lost")
        if fault.trouble is Trouble.CUT_ANSWER:
            raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, "the answer broke off")
        return await self._answered(self._shown(snapshot))

    def _must_trade(self, request: OrderRequest) -> None:
        if request.symbol in self._faults.untraded:
            raise BrokerError(ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO, request.symbol)
        if not self._faults.session(request.symbol, Session(is_open=True)).is_open:
            raise BrokerError(ErrorKind.MARKET_CLOSED, Placed.NO, request.symbol)

    def _remember(self, request: OrderRequest, fault: Fault | None = None) -> None:
        seen = _Seen(self._account, Sent(request=request, at=self._faults.clock.now()))
        if fault is not None:
            until = self._faults.clock.now() + fault.lasts
            seen.known_from = until if fault.trouble is Trouble.HIDE else None
            seen.filled_from = until if fault.trouble is Trouble.FILL_LATE else None
            seen.part = fault.trouble is Trouble.FILL_PART
            seen.twin = fault.trouble is Trouble.TWIN
            self._faults.consistent &= fault.trouble is not Trouble.HIDE
        self._faults.seen.setdefault(request.client_order_id, seen)

    async def _answered(self, snapshot: OrderSnapshot) -> OrderSnapshot:
        if self._faults.repeats and self._faults.report is not None:
            await self._faults.report(self._account, snapshot)
        return snapshot

    def _told(self, fill: VenueFill) -> bool:
        seen, now = self._faults.seen.get(fill.client_order_id), self._faults.clock.now()
        later = () if seen is None else (seen.known_from, seen.filled_from)
        return all(at is None or now >= at for at in later) and not (seen is not None and seen.twin)

    def _known(self, snapshot: OrderSnapshot) -> bool:
        """Whether the venue shows this order by now."""
        seen = self._faults.seen.get(snapshot.client_order_id)
        if seen is None:
            return True
        return not seen.twin and (seen.known_from is None or self._faults.clock.now() >= seen.known_from)

    def _shown(self, snapshot: OrderSnapshot) -> OrderSnapshot:
        """The venue's word as this weather lets it through."""
        seen = self._faults.seen.get(snapshot.client_order_id)
        if seen is None:
            return snapshot
        if seen.filled_from is not None and self._faults.clock.now() < seen.filled_from:
            return replace(snapshot, status=OrderStatus.OPEN, filled=Quantity(0), fills=())
        if seen.part and snapshot.status is OrderStatus.FILLED:
            return replace(
                snapshot,
                status=OrderStatus.CANCELED,
                quantity=seen.sent.request.quantity,
                reason="nobody sold the rest",
            )
        return snapshot


def _lost(why: str) -> BrokerError:
    return BrokerError(ErrorKind.TIMEOUT, Placed.UNKNOWN, why)


def _part_of(request: OrderRequest, fault: Fault) -> OrderRequest:
    if fault.trouble is not Trouble.FILL_PART:
        return request
    part = to_step(request.quantity * fault.share, fault.step, ROUND_DOWN)
    return replace(request, quantity=Quantity(part)) if part else request


def _twins(snapshot: OrderSnapshot, at: datetime) -> Sequence[Candidate]:
    """The order itself, and another that is like it."""
    mine = Candidate(
        venue_order_id=snapshot.venue_order_id,
        status=snapshot.status,
        quantity=snapshot.quantity,
        filled=snapshot.filled,
        at=at,
    )
    return mine, replace(mine, venue_order_id=f"{snapshot.venue_order_id}-2")
