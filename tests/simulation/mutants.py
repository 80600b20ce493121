"""Planted faults: each puts one wrong decision in the place of a right one in the real code, while it is entered.

A simulator that does not find these finds nothing. They are the classes of faults that have cost other people's
money (reliability, sections 2 and 3.3). Each is a context manager; its docstring says what is wrong with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import Any

import core.orders.exits as exits_module
import core.orders.inquiry as inquiry_module
import core.orders.reactions as reactions_module
import core.orders.reconcile as reconcile_module
import core.orders.record as record_module
import core.orders.steering as steering_module
import core.orders.submit as submit_module
import core.signals.intake as intake_module
import core.signals.opening as opening_module
from core.bookkeeping import Delivery, Spent
from core.context import World
from core.kernel.ids import client_order_id
from core.kernel.money import Quantity
from core.market.model import Rules
from core.orders.exits import Change, Leg, Place, Withdraw
from core.orders.inquiry import Said
from core.orders.model import (
    ChunkPlanned,
    Fill,
    Order,
    OrderAudit,
    OrderStatus,
    Purpose,
    Sent,
    Trade,
    VenueFill,
)
from core.orders.opposing import Opposed
from core.orders.record import Report
from core.orders.submit import _SEAL, Approved, Gate
from core.portfolio.model import Portfolio
from core.ports.broker import Broker, BrokerError
from core.ports.store import Unit
from core.relay import LEASE, Outside, Relay
from core.signals.intake import Received
from core.signals.model import Post
from tests.simulation import process as process_module
from tests.simulation.store import MemoryUnit

Mutant = Callable[[], AbstractContextManager[None]]


@contextmanager
def swapped(*places: tuple[Any, str, Any]) -> Iterator[None]:
    """Put values in the place of attributes, and put back what was there."""
    with ExitStack() as stack:
        for owner, name, new in places:
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, new)
        yield


def place_first_record_after() -> AbstractContextManager[None]:
    """The order is sent first and claimed in the books when the answer is there."""

    async def admit(gate: Gate, orders: Sequence[Order], venue: str) -> list[Approved[Order]]:
        return [Approved(order, _SEAL) for order in orders]

    async def send(gate: Gate, broker: Broker, approved: Approved[Order], road: Any) -> None:
        try:
            report = await gate._outcome(broker, approved)
        finally:
            road.give_back()
        async with gate._world.store.unit() as unit:
            claim = [(approved.value, OrderStatus.SUBMITTING, "gate")]
            await record_module.step(unit, claim, gate._world.clock.now())
        assert report is not None  # nobody looked, so nothing was lost
        await gate._outcomes.add(report)

    return swapped((Gate, "_admit", admit), (Gate, "_send", send))


def retry_with_a_new_id() -> AbstractContextManager[None]:
    """An order whose answer did not come is sent once more, as a new one."""
    return _retried(lambda order: replace(order, client_order_id=client_order_id("again", order.id)))


def retry_with_the_same_id() -> AbstractContextManager[None]:
    """An order whose answer did not come is sent once more, trusting that the venue knows its id."""
    return _retried(lambda order: order)


def opposite_is_not_looked_for_again() -> AbstractContextManager[None]:
    """Whether an entry would take from a trade of the other side is asked when it is decided, and never at the gate."""

    async def nothing(unit: Unit, orders: Sequence[Order]) -> Opposed:
        return Opposed()

    return swapped((submit_module, "opposed", nothing))


def _retried(again: Callable[[Order], Order]) -> AbstractContextManager[None]:
    real = Gate._outcome

    async def outcome(gate: Gate, broker: Broker, approved: Approved[Order]) -> Report | None:
        report = await real(gate, broker, approved)
        if report is None or report.status is not OrderStatus.UNKNOWN:
            return report
        second = await real(gate, broker, Approved(again(approved.value), _SEAL))
        assert second is not None
        return replace(second, client_order_id=approved.value.client_order_id)

    return swapped((Gate, "_outcome", outcome))


def stop_as_fire_and_forget() -> AbstractContextManager[None]:
    """The stop is sent by a task that nobody keeps, instead of by a row that somebody owes."""
    around: ContextVar[World] = ContextVar("around")
    real_add, real_rearrange = steering_module.add_orders, steering_module.rearrange

    async def rearrange(world: World, unit: Unit, trades: Collection[str]) -> Sequence[Trade]:
        around.set(world)
        return await real_rearrange(world, unit, trades)

    async def add_orders(unit: Unit, orders: Sequence[Order], evidence: str) -> None:
        stops = [replace(one, chunk=f"{one.chunk}/stop") for one in orders if one.purpose is Purpose.STOP]
        await real_add(unit, [one for one in orders if one.purpose is not Purpose.STOP], evidence)
        if stops:
            await unit.add(stops)
            await unit.add([_audit(stop, None, stop.status, stop.created_at) for stop in stops])
            asyncio.get_running_loop().create_task(forget(around.get(), stops[0].chunk))

    async def forget(world: World, chunk: str) -> None:
        await asyncio.sleep(SOON)
        gate = world.brokers.gate  # type: ignore[attr-defined]  # a process is its own `Brokers`
        await gate.submit_chunk(world, [ChunkPlanned(chunk)])

    return swapped(
        (steering_module, "add_orders", add_orders),
        (steering_module, "rearrange", rearrange),
        (reactions_module, "rearrange", rearrange),
    )


def recovery_resends() -> AbstractContextManager[None]:
    """What was on the wire when a process died is planned again, and so sent again."""

    async def lapse(world: World, *, alone: bool = False) -> None:
        now = world.clock.now()
        sending = await world.view.all(Order, status=OrderStatus.SUBMITTING)
        lapsed = [o for o in sending if alone or o.lease_until is None or o.lease_until <= now]
        if not lapsed:
            return
        async with world.store.unit() as unit:
            was = {"status": OrderStatus.SUBMITTING}
            moved = await unit.move(
                Order, [o.id for o in lapsed], was=was, now={"status": OrderStatus.PLANNED}
            )
            again = [order for order in lapsed if order.id in moved]
            await unit.add([_audit(o, OrderStatus.SUBMITTING, OrderStatus.PLANNED, now) for o in again])
            unit.record(*(ChunkPlanned(order.chunk) for order in again))

    return swapped((reconcile_module, "lapse", lapse), *_jobs("lapse", lapse))


def unknown_is_rejected() -> AbstractContextManager[None]:
    """No answer is taken for a no."""
    real = Gate._outcome

    async def outcome(gate: Gate, broker: Broker, approved: Approved[Order]) -> Report | None:
        report = await real(gate, broker, approved)
        doubted = report is not None and report.status is OrderStatus.UNKNOWN
        return replace(report, status=OrderStatus.REJECTED) if report and doubted else report

    return swapped((Gate, "_outcome", outcome))


def no_compare_and_set() -> AbstractContextManager[None]:
    """Two workers claim without looking whether the other one did: the chunk, and the orders in it."""

    async def step(
        unit: Unit, steps: Iterable[tuple[Order, OrderStatus, str]], at: datetime, **also: object
    ) -> dict[str, OrderStatus]:
        moved = {}
        for order, now, evidence in steps:
            await unit.move(Order, [order.id], was={}, now={"status": now, "evidence": evidence, **also})
            await unit.add([_audit(order, order.status, now, at)])
            moved[order.id] = now
        return moved

    async def outside_row(relay: Relay, reaction: Outside, delivery: Delivery, events: list[Any]) -> None:
        key = (delivery.reaction, delivery.number)
        async with relay._world.store.unit() as unit:
            until = relay._world.clock.now() + LEASE
            await unit.move(Delivery, [key], was={}, now={"lease_until": until})
        await reaction.run(relay._world, events)
        async with relay._world.store.unit() as unit:
            await unit.drop(Delivery, [key])

    return swapped((submit_module, "step", step), (Relay, "_outside_row", outside_row))


def check_then_insert() -> AbstractContextManager[None]:
    """A post is looked up before it is taken in, and no unique key holds if it comes twice at once. That a provider
    who says the same again is asked would save most: it is off here.
    """
    real = intake_module.receive

    async def receive(world: World, post: Post) -> Received:
        cause = f"looked up/{post.message}/{post.version}"
        if await world.view.get(Spent, cause) is not None:
            return Received(None, (), (), repeated=True)
        received = await real(world, replace(post, message=f"{post.message}/{world.ids.new()}"))
        async with world.store.unit() as unit:
            await unit.put([Spent(cause, world.clock.now())])
        return received

    asked = (opening_module, "repeats", lambda *given: None)
    return swapped((process_module, "receive", receive), asked)


def switch_read_at_planning_only() -> AbstractContextManager[None]:
    """The kill switch is asked when an order is planned, and not when it is claimed."""
    return swapped((submit_module, "blocks", lambda *given: None))


def absent_after_one_look() -> AbstractContextManager[None]:
    """One "not found" is taken for proof that there is nothing."""
    return swapped((reconcile_module, "final", lambda abilities, looks, over: True))


def failed_question_counts_as_not_found() -> AbstractContextManager[None]:
    """A question that failed uses up one of the looks that absence needs."""
    real = inquiry_module.ask_venue

    async def asked(broker: Broker, order: Order, sent: Sent) -> Said:
        try:
            return await real(broker, order, sent)
        except (BrokerError, TimeoutError):
            return Said(order, broker.abilities, None)

    return swapped((inquiry_module, "ask_venue", asked))


def cancel_taken_at_its_word() -> AbstractContextManager[None]:
    """An order counts as canceled once that was asked for, whatever the venue answers."""
    real = Gate._cancel

    async def cancel(gate: Gate, broker: Broker, order: Order) -> None:
        report = Report(client_order_id=order.client_order_id, status=OrderStatus.CANCELED, evidence="asked")
        await gate._outcomes.add(report)
        await real(gate, broker, order)

    return swapped((Gate, "_cancel", cancel))


def fill_told_twice_is_booked_twice() -> AbstractContextManager[None]:
    """A fill has no name by which it would be known again."""
    real = record_module._fill
    told: dict[str, int] = {}

    def fill(order: Order, there: VenueFill) -> Fill:
        booked = real(order, there)
        told[booked.id] = told.get(booked.id, 0) + 1
        return replace(booked, id=f"{booked.id}/{told[booked.id]}") if told[booked.id] > 1 else booked

    return swapped((record_module, "_fill", fill))


def recovery_forgets() -> AbstractContextManager[None]:
    """What was on the wire when a process died is never looked at again."""

    async def lapse(world: World, *, alone: bool = False) -> None:
        return None

    return swapped((reconcile_module, "lapse", lapse), *_jobs("lapse", lapse))


def books_are_not_held() -> AbstractContextManager[None]:
    """Two units book into one portfolio side by side, each from what it read before the other one wrote."""

    real = MemoryUnit.hold

    async def hold(unit: MemoryUnit, kind: type[Any], keys: Collection[object]) -> bool:
        return kind is not Portfolio and await real(unit, kind, keys)

    return swapped((MemoryUnit, "hold", hold))


def two_live_stops() -> AbstractContextManager[None]:
    """A changed stop is placed beside the one that stands, instead of in its place."""

    def plan(planned: Sequence[Change], *_rest: Any) -> Iterator[Change]:
        for one in planned:
            beside = isinstance(one, Place) and one.purpose is Purpose.STOP
            yield replace(one, replaces=None) if isinstance(one, Place) and beside else one

    return _planned_by(plan)


def exits_sell_more_than_is_held() -> AbstractContextManager[None]:
    """Targets are sized by what was bought, whatever was given back since."""
    real = exits_module.legs_of

    def legs_of(
        trade: Trade, exits: Sequence[Order], filled: Mapping[str, Any], rules: Rules
    ) -> tuple[Leg, ...]:
        return real(replace(trade, exited=Quantity(0)), (), {}, rules)

    return swapped((exits_module, "legs_of", legs_of))


def stop_keeps_its_size() -> AbstractContextManager[None]:
    """The stop stays over what the first part of a fill brought."""

    def plan(planned: Sequence[Change], *_rest: Any) -> Iterator[Change]:
        for one in planned:
            stop = isinstance(one, Place) and one.purpose is Purpose.STOP
            old = one.replaces if isinstance(one, Place) and stop else None
            if old is None or (isinstance(one, Place) and one.price != old.stop_price):
                yield one

    return _planned_by(plan)


def exit_before_cancel_is_proven() -> AbstractContextManager[None]:
    """Where a venue cannot replace, the new exit goes out while the cancel of the old one is only asked for."""

    def plan(planned: Sequence[Change], trade: Trade, *rest: Any) -> Iterator[Change]:
        leaving = {one.order.id for one in planned if isinstance(one, Withdraw)}
        yield from planned
        if leaving and trade.held:
            orders, filled, rules, ways = rest
            gone = [replace(o, status=OrderStatus.CANCELED) if o.id in leaving else o for o in orders]
            yield from real(trade, gone, filled, rules, ways)

    real = exits_module.plan_exits
    return _planned_by(plan)


def _planned_by(plan: Callable[..., Iterator[Change]]) -> AbstractContextManager[None]:
    """What is planned for exits, changed."""
    real = exits_module.plan_exits

    def plan_exits(trade: Trade, *rest: Any) -> tuple[Change, ...]:
        return tuple(plan(real(trade, *rest), trade, *rest))

    return swapped((steering_module, "plan_exits", plan_exits))


SOON = 0.01
MUTANTS: Mapping[str, Mutant] = {
    mutant.__name__: mutant
    for mutant in (
        place_first_record_after,
        retry_with_a_new_id,
        retry_with_the_same_id,
        stop_as_fire_and_forget,
        recovery_resends,
        unknown_is_rejected,
        no_compare_and_set,
        check_then_insert,
        switch_read_at_planning_only,
        absent_after_one_look,
        failed_question_counts_as_not_found,
        cancel_taken_at_its_word,
        fill_told_twice_is_booked_twice,
        recovery_forgets,
        books_are_not_held,
        two_live_stops,
        exits_sell_more_than_is_held,
        stop_keeps_its_size,
        exit_before_cancel_is_proven,
        opposite_is_not_looked_for_again,
    )
}


def _audit(order: Order, was: OrderStatus | None, now: OrderStatus, at: datetime) -> OrderAudit:
    return OrderAudit(number=0, order=order.id, was=was, now=now, evidence="planted", at=at)


def _jobs(name: str, new: Any) -> list[tuple[Any, str, Any]]:
    """The same function where the clock's jobs know it by name."""
    import bot.jobs

    return [(bot.jobs, name, new)] if hasattr(bot.jobs, name) else []
