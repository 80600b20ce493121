"""The submit gate: the only caller of `Broker.submit` and `Broker.replace`, for whoever asks (P5, P10).

It admits slices: one transaction reads the switches, moves the orders from planned to submitting with a
lease, and commits; only then are they sent. What comes back is recorded by group commit. Anything but a
proven refusal is `unknown`, to be settled by asking, never by sending again (reliability, section 5).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Generic, TypeVar

from core.batch import Batch
from core.bookkeeping import Process
from core.context import World
from core.kernel.errors import Bug, Unavailable
from core.kernel.faults import faultpoint
from core.kernel.values import replace
from core.operations.builds import MIXED_BUILDS, differ
from core.orders.looks import Looks
from core.orders.model import (
    Answer,
    CancelAsked,
    ChunkPlanned,
    Order,
    OrderSnapshot,
    OrderStatus,
    Purpose,
)
from core.orders.opposing import OPPOSITE, opposed
from core.orders.origins import origins_of
from core.orders.reconcile import LOOKS_OVER
from core.orders.record import Report, record, report_of, step
from core.orders.road import SLICE, Rank, Road, rank_of
from core.orders.sent import request_of, sent_of, sent_orders
from core.orders.switches import (
    NOWHERE,
    Holding,
    Origin,
    Switch,
    blocks,
    held_back,
    hold_scope,
    holding_of,
    is_public,
)
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed
from core.ports.store import Unit, View, outside_unit

T = TypeVar("T")

SEND_SECONDS = 20.0
LEASE = timedelta(seconds=60)
# An entry leaves on a look at the switches that is no older: within the second that is promised, however late the
# order's turn comes on a busy machine, and whatever two transactions saw of each other (P5).
FRESH_SECONDS = 0.5
# A look that took longer was overtaken by what happened meanwhile: the process stood still in it, or the database did.
TAKEN_SECONDS = 0.5
KILL_SWITCH = "kill_switch"
VENUE_BUSY = "venue_busy"
# How long an entry is held before the processes at work are looked at again (Knight rule).
LOOK_AGAIN = timedelta(seconds=10)
AGAIN_SECONDS = 1.0
_SEAL = object()


class Approved(Generic[T]):
    """A value that passed the gate. Only this file can make one, and only this file sends what is in it."""

    __slots__ = ("look", "value")

    def __init__(self, value: T, seal: object, look: _Look | None = None) -> None:
        if seal is not _SEAL:
            raise Bug("only the submit gate approves")
        self.value = value
        self.look = look


class _Look:
    """How the switches stood for the orders of one slice, and that they were ours; and when that was."""

    def __init__(self, at: float, orders: Sequence[Order], venue: str) -> None:
        self._at = at
        self._orders = orders
        self._venue = venue
        self._stopped: frozenset[str] = frozenset()
        self._lost: frozenset[str] = frozenset()
        self._turn = asyncio.Lock()

    async def judge(self, world: World, order: Order, owner: str) -> tuple[bool, bool]:
        """Whether a switch stops this entry now, and whether its claim is no longer ours: a process that stood still
        for too long was taken for dead. What was seen a while ago is looked at again, once for the whole slice; so is
        what took so long to look at that it is old by now. It ends with the lease at the latest: then the claim is
        lost."""
        async with self._turn:
            if _loop_time() - self._at > FRESH_SECONDS:
                await self._renew(world, owner)
            while _loop_time() - self._at > TAKEN_SECONDS and order.id not in self._lost:
                await self._renew(world, owner)
        return order.id in self._stopped and order.purpose is Purpose.ENTRY, order.id in self._lost

    async def _renew(self, world: World, owner: str) -> None:
        now = _loop_time()
        ids = {order.id for order in self._orders}
        claimed = await world.view.all(Order, id=ids, status=OrderStatus.SUBMITTING, lease_owner=owner)
        switches = await world.view.all(Switch)
        origins = await _origins(world.view, switches, self._orders, self._venue)
        self._stopped = frozenset(one.id for one in self._orders if _is_stopped(one, switches, origins))
        self._lost = frozenset(ids - {one.id for one in claimed})
        self._at = now


class Gate:
    """Sends planned orders. One per process; `owner` names this process in leases."""

    def __init__(self, world: World, owner: str, *, window: float = 0.02) -> None:
        self._world = world
        self._owner = owner
        self._outcomes: Batch[Report] = Batch(self._write, window=window)
        self._safe_since: datetime | None = None
        self.looks = Looks(world)

    async def submit_chunk(self, world: World, events: Sequence[ChunkPlanned]) -> None:
        """Outside(ChunkPlanned): send what is still planned of these chunks."""
        chunks = [event.chunk for event in events]
        found = await world.view.all(Order, chunk=chunks, status=OrderStatus.PLANNED)
        # Exits first, and among those protection: a stop never waits behind a target.
        planned = sorted(found, key=rank_of)
        async with asyncio.TaskGroup() as group:
            for venue_orders in (await self._by_broker(planned)).values():
                group.create_task(self._submit(venue_orders))

    async def _by_broker(self, orders: Sequence[Order]) -> dict[str, list[tuple[Broker, Order]]]:
        found: dict[str, list[tuple[Broker, Order]]] = {}
        brokers: dict[str, Broker] = {}
        await self._world.brokers.learn({order.account for order in orders})
        for order in orders:
            broker = brokers.get(order.account)
            if broker is None:
                broker = brokers[order.account] = await self._world.brokers.of(order.account)
            found.setdefault(broker.venue, []).append((broker, order))
        return found

    async def _submit(self, orders: Sequence[tuple[Broker, Order]]) -> None:
        """Exits at once, entries as many as may wait for the road; the others are refused aloud."""
        first = orders[0][0]
        road = self._world.roads.to(first.venue, first.in_flight)
        entries = [order for _, order in orders if rank_of(order) is Rank.ENTRY]
        waiting = road.enter(entries)
        try:
            too_many = {order.id for order in entries} - {order.id for order in waiting}
            await self._turn_away([order for order in entries if order.id in too_many])
            await self._send_all([one for one in orders if one[1].id not in too_many], road)
        finally:
            road.leave(waiting)

    async def _turn_away(self, orders: Sequence[Order]) -> None:
        for start in range(0, len(orders), SLICE):
            part = orders[start : start + SLICE]
            async with self._world.store.unit() as unit:
                refused = [(order, OrderStatus.CANCELED, VENUE_BUSY) for order in part]
                await self._refuse(unit, refused)

    async def _send_all(self, orders: Sequence[tuple[Broker, Order]], road: Road) -> None:
        """Slice by slice: a switch pulled meanwhile stops everything that is not yet admitted."""
        async with asyncio.TaskGroup() as group:
            for part in _slices(orders, road.slice):
                brokers = {order.id: broker for broker, order in part}
                await road.take(len(part), rank_of(part[0][1]))
                approved: Sequence[Approved[Order]] = ()
                try:
                    approved = await self._admit([order for _, order in part], part[0][0].venue)
                finally:
                    road.give_back(len(part) - len(approved))
                for one in approved:
                    group.create_task(self._send(brokers[one.value.id], one, road))

    async def _admit(self, orders: Sequence[Order], venue: str) -> list[Approved[Order]]:
        """One transaction: who may go, who may not any more, and a lease on those that go."""
        now = self._world.clock.now()
        async with self._world.store.unit() as unit:
            look = _Look(_loop_time(), orders, venue)
            switches = await unit.all(Switch)
            safe = [one.at for one in switches if one.scope == hold_scope(Holding.SAFE)]
            self._safe_since = safe[0] if safe else None
            origins = await _origins(unit, switches, orders, venue)
            against = await opposed(unit, orders)
            refused = [
                (order, *verdict)
                for order in orders
                if (verdict := _verdict(order, switches, origins, against.ours, now)) is not None
            ]
            refused += [(order, OrderStatus.CANCELED, OPPOSITE) for order in against.theirs]
            await self._refuse(unit, refused)
            over = {order.id for order, _, _ in refused} | await self._hold(unit, orders, now)
            going = [(order, OrderStatus.SUBMITTING, "gate") for order in orders if order.id not in over]
            lease: dict[str, Any] = {"lease_owner": self._owner, "lease_until": now + LEASE}
            moved = await step(unit, going, now, **lease)
        faultpoint("order.admitted")
        gone = [order for order in orders if moved.get(order.id) is OrderStatus.SUBMITTING]
        now_is = OrderStatus.SUBMITTING
        return [Approved(replace(order, status=now_is, **lease), _SEAL, look) for order in gone]

    async def _hold(self, unit: Unit, orders: Sequence[Order], now: datetime) -> set[str]:
        """Entries wait for a moment while the processes at work run different builds. Exits never do."""
        entries = [order for order in orders if order.purpose is Purpose.ENTRY]
        if not self._world.process or not entries or not differ(await unit.all(Process)):
            return set()
        waits = [(order, OrderStatus.HELD, MIXED_BUILDS) for order in entries]
        await step(unit, waits, now, hold_until=now + LOOK_AGAIN)
        return {order.id for order in entries}

    async def _refuse(self, unit: Unit, refused: Sequence[tuple[Order, OrderStatus, str]]) -> None:
        reports = [
            Report(client_order_id=order.client_order_id, status=status, evidence=evidence)
            for order, status, evidence in refused
        ]
        if reports:
            await record(unit, reports, self._world.clock.now())

    async def _send(self, broker: Broker, approved: Approved[Order], road: Road) -> None:
        """On the wire. Canceled in the middle it records nothing: recovery will ask."""
        try:
            report = await self._outcome(broker, approved)
            if report is None:
                return  # somebody else asks about it: what they find is that it was never sent
            faultpoint("order.sent")
        finally:
            road.give_back()
        await self._keep(report)
        faultpoint("outcome.recorded")
        if Ability.CONSISTENT not in broker.abilities:
            self.looks.after(approved.value, report.status)

    async def _keep(self, report: Report) -> None:
        """Write an answer down. While the database is away it is kept, for as long as the order is leased to us;
        after that others ask the venue."""
        until = _loop_time() + LEASE.total_seconds()
        while True:
            try:
                return await self._outcomes.add(report)
            except Unavailable:
                if _loop_time() > until:
                    return None
            await asyncio.sleep(AGAIN_SECONDS)

    async def _outcome(self, broker: Broker, approved: Approved[Order]) -> Report | None:
        """What became of an order on its way; None when it is not ours to send any more.

        Between the last look and the wire nothing waits: whoever wakes up after standing still looks again first. Only
        a process that is stopped right there, in the middle of its own code, lets out the one order it has in hand.
        """
        order = approved.value
        outside_unit("a send")
        try:
            known = await self._sent_before(broker, order)
            if known is not None:
                return report_of(known, order)
            call = await self._prepared(broker, order)
            if approved.look is not None:
                stopped, lost = await approved.look.judge(self._world, order, self._owner)
                if stopped or lost:
                    return None if lost else _never_left(order)
            faultpoint("order.sending")
            async with asyncio.timeout(SEND_SECONDS):
                return report_of(await call(), order)
        except BrokerError as error:
            status = OrderStatus.REJECTED if error.placed is Placed.NO else OrderStatus.UNKNOWN
            return Report(client_order_id=order.client_order_id, status=status, evidence=error.kind.value)
        except TimeoutError:
            timeout = ErrorKind.TIMEOUT.value
            return Report(client_order_id=order.client_order_id, status=OrderStatus.UNKNOWN, evidence=timeout)

    async def _sent_before(self, broker: Broker, order: Order) -> OrderSnapshot | None:
        """In safe mode the books may be older than the venue: an order of this id may be there since, and is not
        sent twice. A venue that shows late is asked again once safe mode has lasted as long as absence takes.

        Raises `BrokerError(placed=NO)` when the venue cannot be asked: nothing was sent.
        """
        if self._safe_since is None:
            return None
        known = await _asked(broker, order)
        left = self._safe_since + LOOKS_OVER - self._world.clock.now()
        if known is not None or Ability.CONSISTENT in broker.abilities or left <= timedelta(0):
            return known
        await asyncio.sleep(left / timedelta(seconds=1))
        return await _asked(broker, order)

    async def _prepared(self, broker: Broker, order: Order) -> Callable[[], Awaitable[OrderSnapshot]]:
        """The call that sends it, with all that has to be looked up for it."""
        request = request_of(order)
        if order.replaces is None:
            return lambda: broker.submit(request)
        answer = await self._world.view.get(Answer, order.replaces)
        if answer is None or answer.venue_order_id is None:
            raise BrokerError(ErrorKind.NOTHING_TO_REPLACE, Placed.NO, order.replaces)
        there = answer.venue_order_id
        return lambda: broker.replace(there, request)

    async def _write(self, reports: Sequence[Report]) -> None:
        async with self._world.store.unit() as unit:
            await record(unit, reports, self._world.clock.now())
            faultpoint("fills.booked")

    async def cancel_orders(self, world: World, events: Sequence[CancelAsked]) -> None:
        """Outside(CancelAsked): tell the venues. The state follows from what they answer."""
        for event in events:
            broker = await world.brokers.of(event.account)
            pending = await world.view.all(Order, id=event.orders, status=OrderStatus.PENDING_CANCEL)
            for order in pending:
                await self._cancel(broker, order)

    async def _cancel(self, broker: Broker, order: Order) -> None:
        """What takes something back is as urgent as what gets out."""
        async with self._world.roads.to(broker.venue, broker.in_flight).place(Rank.EXIT):
            await self._ask_to_cancel(broker, order)

    async def _ask_to_cancel(self, broker: Broker, order: Order) -> None:
        outside_unit("a cancel")
        faultpoint("order.canceling")
        [sent] = await sent_orders(self._world.view, [order])
        try:
            async with asyncio.timeout(SEND_SECONDS):
                snapshot = await broker.cancel(sent)
                # Unknown to a cancel is no proof yet: it may have been filled a moment ago.
                snapshot = snapshot or await broker.find(sent)
        except (BrokerError, TimeoutError):
            return  # it stays in pending_cancel, and the clock asks again until the venue has said something
        faultpoint("cancel.answered")
        if snapshot is not None:
            await self._outcomes.add(report_of(snapshot))
        elif Ability.CONSISTENT in broker.abilities:
            gone = Report(
                client_order_id=order.client_order_id, status=OrderStatus.CANCELED, evidence="not_found"
            )
            await self._outcomes.add(gone)


def _slices(orders: Sequence[tuple[Broker, Order]], size: int) -> Iterator[Sequence[tuple[Broker, Order]]]:
    """So many at once, of one rank each."""
    for _, same in groupby(orders, key=lambda one: rank_of(one[1])):
        part = list(same)
        for start in range(0, len(part), size):
            yield part[start : start + size]


async def _origins(
    view: View, switches: Sequence[Switch], orders: Sequence[Order], venue: str
) -> Mapping[str, Origin]:
    """Where the orders come from, where any switch asks for it."""
    return await origins_of(view, orders, venue) if any(map(is_public, switches)) else {}


def _never_left(order: Order) -> Report:
    """A switch was pulled after the order was admitted and before its turn on the wire."""
    return Report(client_order_id=order.client_order_id, status=OrderStatus.CANCELED, evidence=KILL_SWITCH)


async def _asked(broker: Broker, order: Order) -> OrderSnapshot | None:
    """What the venue knows of an order that this process has not sent."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            return await broker.find(sent_of(order, None))
    except BrokerError as error:
        raise BrokerError(error.kind, Placed.NO, str(error)) from error


def _verdict(
    order: Order,
    switches: Sequence[Switch],
    origins: Mapping[str, Origin],
    against: Collection[str],
    now: datetime,
) -> tuple[OrderStatus, str] | None:
    """Why an order may not go any more, if so. Exits always may."""
    if order.purpose is not Purpose.ENTRY:
        return None
    if _is_stopped(order, switches, origins):
        return OrderStatus.CANCELED, KILL_SWITCH
    hold = held_back(switches, order.portfolio, order.account, order.symbol)
    if hold is not None:
        return OrderStatus.CANCELED, holding_of(hold).value
    if order.id in against:
        return OrderStatus.CANCELED, OPPOSITE
    if order.send_before is not None and now > order.send_before:
        return OrderStatus.EXPIRED, "stale_signal"
    return None


def _is_stopped(order: Order, switches: Sequence[Switch], origins: Mapping[str, Origin]) -> bool:
    return blocks(switches, order.person, origins.get(order.id, NOWHERE)) is not None


def _loop_time() -> float:
    """Seconds that no hand can put back, as a wall clock's can."""
    return asyncio.get_running_loop().time()
