"""The gate: the only way to a venue, slice by slice, and what it makes of what comes back (P3, P5, P6, P10)."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.brokers.guarded import Guarded
from core.context import World
from core.kernel.errors import Bug
from core.orders import submit
from core.orders.model import (
    Answer,
    ChunkPlanned,
    Order,
    OrderAudit,
    OrderRequest,
    OrderSnapshot,
    OrderStatus,
    Purpose,
)
from core.orders.road import Roads
from core.orders.submit import LEASE, Approved, Gate
from core.orders.switches import EVERYONE, Switch
from core.ports.broker import Broker, BrokerError, ErrorKind, Placed
from storage.database import Database
from tests.core.builders import NOW, an_order
from tests.worlds import MovedClock, ToldBroker, a_world, rows, snapshot, turns

CHECKOUT = Path(__file__).parent.parent.parent.parent


def planned(name: str, purpose: Purpose = Purpose.ENTRY, **changed: object) -> Order:
    order = an_order(purpose, id=name, price="60000", status=OrderStatus.PLANNED)
    return replace(order, client_order_id=f"be11-{name}", **changed)  # type: ignore[arg-type]


async def plan(world: World, *orders: Order) -> None:
    async with world.store.unit() as unit:
        await unit.add(orders)


async def send(world: World, gate: Gate | None = None) -> None:
    gate = gate or Gate(world, "me", window=0)
    await gate.submit_chunk(world, [ChunkPlanned("chunk")])


async def statuses(world: World) -> dict[str, tuple[OrderStatus, str]]:
    return {order.id: (order.status, order.evidence) for order in await rows(world, Order)}


async def refuses(request: OrderRequest) -> OrderSnapshot:
    raise BrokerError(ErrorKind.INSUFFICIENT_FUNDS, Placed.NO, "no")


# -- who may send


def test_nobody_else_can_approve():
    with pytest.raises(Bug, match="only the submit gate"):
        Approved(an_order(), object())


def test_only_the_gate_sends_to_venues():
    """Calls of `.submit(` and `.replace(` with an order's words, by syntax: in core and bot only here."""
    assert callers("submit") == {"core/orders/submit.py"}
    assert callers("replace", places={"core", "bot"}) <= {"core/orders/submit.py"}


def callers(name: str, places: set[str] | None = None) -> set[str]:
    """Files in which something that is called a broker is asked to do this."""
    found = set()
    for place in places or {"core", "bot", "storage"}:
        for path in (CHECKOUT / place).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == name
                    and (name == "submit" or "broker" in ast.unparse(node.func.value).lower())
                ):
                    found.add(str(path.relative_to(CHECKOUT)))
    return found


# -- what goes


async def test_planned_orders_are_claimed_sent_and_recorded(database: Database):
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("a"), planned("b"))

    await send(world)

    assert await statuses(world) == {"a": (OrderStatus.OPEN, "venue"), "b": (OrderStatus.OPEN, "venue")}
    assert [request.client_order_id for request in broker.asked] == ["be11-a", "be11-b"]
    assert [answer.venue_order_id for answer in await rows(world, Answer)] == [
        "venue-be11-a",
        "venue-be11-b",
    ]
    life = [(audit.was, audit.now) for audit in await rows(world, OrderAudit) if audit.order == "a"]
    assert life == [
        (OrderStatus.PLANNED, OrderStatus.SUBMITTING),
        (OrderStatus.SUBMITTING, OrderStatus.OPEN),
    ]


async def test_the_claim_is_committed_before_the_send(database: Database):
    world = a_world(database)
    seen: list[Order] = []

    async def look(request: OrderRequest) -> OrderSnapshot:
        seen.extend(await rows(world, Order))
        return snapshot(request, OrderStatus.OPEN)

    world = a_world(database, brokers=ToldBroker(look))
    await plan(world, planned("a"))
    await send(world)

    [order] = seen
    assert (order.status, order.lease_owner, order.lease_until) == (
        OrderStatus.SUBMITTING,
        "me",
        NOW + LEASE,
    )


async def test_a_second_time_sends_nothing(database: Database):
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("a"))

    await asyncio.gather(send(world), send(world))
    await send(world)

    assert len(broker.asked) == 1


async def test_stops_go_before_targets(database: Database):
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("a", Purpose.TARGET), planned("b", Purpose.STOP))

    await send(world)

    assert [request.client_order_id for request in broker.asked] == ["be11-b", "be11-a"]


async def test_a_replacement_names_the_venues_own_order(database: Database):
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("old", Purpose.STOP))
    await send(world)
    await plan(world, planned("new", Purpose.STOP, replaces="old"))

    await send(world)

    assert broker.replaced == ["venue-be11-old"]


async def test_what_was_never_placed_cannot_be_replaced(database: Database):
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("new", Purpose.STOP, replaces="old"))

    await send(world)

    assert broker.asked == []
    assert await statuses(world) == {"new": (OrderStatus.REJECTED, "nothing_to_replace")}


# -- what may not go any more


async def test_a_switch_stops_entries_and_never_exits(database: Database):
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("entry"), planned("stop", Purpose.STOP), planned("close", Purpose.CLOSE))
    async with world.store.unit() as unit:
        await unit.add([Switch(scope=EVERYONE, by="owner", at=NOW)])

    await send(world)

    assert (await statuses(world))["entry"] == (OrderStatus.CANCELED, "kill_switch")
    assert {request.client_order_id for request in broker.asked} == {"be11-stop", "be11-close"}


async def test_a_switch_pulled_between_slices_stops_what_is_not_admitted(database: Database):
    """Two on the wire at a time, so one a slice: nothing that is admitted waits behind another."""
    pulled = asyncio.Event()

    async def pull(request: OrderRequest) -> OrderSnapshot:
        if len(broker.asked) == 1:
            async with world.store.unit() as unit:
                await unit.add([Switch(scope="ann", by="ann", at=NOW)])
            pulled.set()
        await pulled.wait()
        return snapshot(request, OrderStatus.OPEN)

    broker = ToldBroker(pull, in_flight=2)
    world = a_world(database, brokers=broker)
    await plan(world, *(planned(f"{number:02d}") for number in range(20)))

    await send(world)

    told = await statuses(world)
    assert len(broker.asked) <= 2
    assert sum(status is OrderStatus.CANCELED for status, _ in told.values()) == 20 - len(broker.asked)


@pytest.mark.parametrize(("fresh", "left"), [(-1.0, {"stop"}), (3600.0, {"entry", "stop"})])
async def test_a_switch_pulled_after_admission_stops_what_comes_to_its_turn_late(
    database: Database, monkeypatch: pytest.MonkeyPatch, fresh: float, left: set[str]
):
    """On PostgreSQL a pull may commit beside the gate's transaction; an old look is never good enough to leave on."""
    monkeypatch.setattr(submit, "FRESH_SECONDS", fresh)
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("entry"), planned("stop", Purpose.STOP))
    gate = Gate(world, "me", window=0)
    admit = gate._admit

    async def admitted_then_pulled(orders: Sequence[Order], venue: str) -> list[Approved[Order]]:
        approved = await admit(orders, venue)
        if any(order.purpose is Purpose.ENTRY for order in orders):
            async with world.store.unit() as unit:
                await unit.add([Switch(scope=EVERYONE, by="owner", at=NOW)])
        return approved

    monkeypatch.setattr(gate, "_admit", admitted_then_pulled)
    await send(world, gate)

    assert {request.client_order_id for request in broker.asked} == {f"be11-{name}" for name in left}
    if "entry" not in left:
        assert (await statuses(world))["entry"] == (OrderStatus.CANCELED, "kill_switch")


async def pull(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.add([Switch(scope=EVERYONE, by="owner", at=NOW)])


async def test_a_look_in_which_the_process_stood_still_is_taken_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """It had read the switches, was stopped, and woke up two seconds later with what it had read."""
    now = [0.0]
    monkeypatch.setattr(submit, "FRESH_SECONDS", -1.0)
    monkeypatch.setattr(submit, "_loop_time", lambda: now[0])
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("one"), planned("two"))
    real, looks = submit._origins, [0]

    async def stopped_at_the_second_look(*given: Any) -> Any:
        looks[0] += 1
        if looks[0] == 2:  # the first is the gate's own
            now[0] += 2.0
            await pull(world)
        return await real(*given)

    monkeypatch.setattr(submit, "_origins", stopped_at_the_second_look)
    await send(world)

    assert broker.asked == []
    assert set((await statuses(world)).values()) == {(OrderStatus.CANCELED, "kill_switch")}


async def test_the_last_look_comes_after_everything_that_waits(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """What a changed entry replaces is looked up first: a switch that is pulled meanwhile stops it."""
    monkeypatch.setattr(submit, "FRESH_SECONDS", -1.0)
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("changed", replaces="first"))
    gate = Gate(world, "me", window=0)
    async with world.store.unit() as unit:
        await unit.add([Answer(order="first", account="account", venue_order_id="v1", at=NOW)])
    real = gate._prepared

    async def pulled_meanwhile(*given: Any) -> Any:
        call = await real(*given)
        await pull(world)
        return call

    monkeypatch.setattr(gate, "_prepared", pulled_meanwhile)
    await send(world, gate)

    assert broker.replaced == []
    assert (await statuses(world))["changed"] == (OrderStatus.CANCELED, "kill_switch")


async def test_what_was_taken_over_meanwhile_is_not_sent(database: Database, monkeypatch: pytest.MonkeyPatch):
    """A process that stood still was taken for dead, and its order is asked about already."""
    monkeypatch.setattr(submit, "FRESH_SECONDS", -1.0)
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    await plan(world, planned("stop", Purpose.STOP), planned("other", Purpose.STOP, lease_owner="me"))
    gate = Gate(world, "me", window=0)
    admit = gate._admit

    async def admitted_then_disowned(orders: Sequence[Order], venue: str) -> list[Approved[Order]]:
        approved = await admit(orders, venue)
        async with world.store.unit() as unit:
            await unit.move(Order, ["stop"], was={}, now={"status": OrderStatus.UNKNOWN})
        return approved

    monkeypatch.setattr(gate, "_admit", admitted_then_disowned)
    await send(world, gate)

    assert [request.client_order_id for request in broker.asked] == ["be11-other"]
    assert (await statuses(world))["stop"][0] is OrderStatus.UNKNOWN


async def test_a_pull_stops_every_worker_at_what_is_on_its_way(database: Database):
    """Three gates, each with four places on its road: what leaves after the commit was admitted before it."""
    broker = ToldBroker(in_flight=4)
    world = a_world(database, brokers=broker)
    await plan(world, *(planned(f"{chunk}-{n}", chunk=chunk) for chunk in "abc" for n in range(60)))
    begun = asyncio.Event()

    async def slow(request: OrderRequest) -> OrderSnapshot:
        if len(broker.asked) > 20:
            begun.set()
        await turns()
        return snapshot(request, OrderStatus.OPEN)

    broker.answers = slow
    gates = {chunk: Gate(replace(world, roads=Roads()), f"worker {chunk}", window=0) for chunk in "abc"}
    async with asyncio.TaskGroup() as group:
        for chunk, gate in gates.items():
            group.create_task(gate.submit_chunk(world, [ChunkPlanned(chunk)]))
        await begun.wait()
        async with world.store.unit() as unit:
            await unit.add([Switch(scope=EVERYONE, by="owner", at=NOW)])
        at_the_pull = len(broker.asked)

    stopped = [
        one for one in (await statuses(world)).values() if one == (OrderStatus.CANCELED, "kill_switch")
    ]
    assert len(broker.asked) <= at_the_pull + len(gates) * broker.in_flight
    assert len(stopped) > 20


async def test_no_more_are_on_the_wire_than_the_venue_allows_whoever_sends(database: Database):
    on_wire, most = 0, 0

    async def count(request: OrderRequest) -> OrderSnapshot:
        nonlocal on_wire, most
        on_wire += 1
        most = max(most, on_wire)
        await turns()
        on_wire -= 1
        return snapshot(request, OrderStatus.OPEN)

    broker = ToldBroker(count, in_flight=4)
    world = a_world(database, brokers=broker)
    chunks = ("one", "two", "three")
    await plan(world, *(planned(f"{name}-{n}", chunk=name) for name in chunks for n in range(6)))

    gate = Gate(world, "me", window=0)
    await asyncio.gather(*(gate.submit_chunk(world, [ChunkPlanned(name)]) for name in chunks))

    assert len(broker.asked) == 18
    assert most <= 4


async def test_a_signal_that_has_grown_old_is_not_sent(database: Database):
    clock, broker = MovedClock(), ToldBroker()
    world = a_world(database, clock=clock, brokers=broker)
    at: dict[str, Any] = {"send_before": NOW + timedelta(seconds=120)}
    await plan(world, planned("entry", **at), planned("close", Purpose.CLOSE, **at))
    clock.pass_by(timedelta(seconds=121))

    await send(world)

    assert (await statuses(world))["entry"] == (OrderStatus.EXPIRED, "stale_signal")
    assert [request.client_order_id for request in broker.asked] == ["be11-close"]


# -- what comes back


async def test_a_proven_refusal_is_rejected(database: Database):
    world = a_world(database, brokers=ToldBroker(refuses))
    await plan(world, planned("a"))

    await send(world)

    assert await statuses(world) == {"a": (OrderStatus.REJECTED, "insufficient_funds")}


async def test_an_error_without_proof_is_unknown(database: Database):
    async def fail(request: OrderRequest) -> OrderSnapshot:
        raise BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "502")

    world = a_world(database, brokers=ToldBroker(fail))
    await plan(world, planned("a"))

    await send(world)

    assert await statuses(world) == {"a": (OrderStatus.UNKNOWN, "unavailable")}


class GuardedTold(ToldBroker):
    """Behind the guard that every broker of the program stands behind."""

    async def of(self, account: str) -> Broker:
        return Guarded(self)


async def test_an_error_that_nobody_named_is_unknown(database: Database):
    async def fail(request: OrderRequest) -> OrderSnapshot:
        raise KeyError("a field that the library expected")

    world = a_world(database, brokers=GuardedTold(fail))
    await plan(world, planned("a"))

    await send(world)

    assert await statuses(world) == {"a": (OrderStatus.UNKNOWN, "unnamed")}


async def test_no_answer_in_time_is_unknown(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(submit, "SEND_SECONDS", 0.01)

    async def hang(request: OrderRequest) -> OrderSnapshot:
        await asyncio.Event().wait()
        raise AssertionError

    world = a_world(database, brokers=ToldBroker(hang))
    await plan(world, planned("a"))

    await send(world)

    assert await statuses(world) == {"a": (OrderStatus.UNKNOWN, "timeout")}


async def test_one_refusal_does_not_touch_the_others(database: Database):
    async def some(request: OrderRequest) -> OrderSnapshot:
        if request.client_order_id == "be11-b":
            raise BrokerError(ErrorKind.INSUFFICIENT_FUNDS, Placed.NO, "no")
        return snapshot(request, OrderStatus.OPEN)

    world = a_world(database, brokers=ToldBroker(some))
    await plan(world, planned("a"), planned("b"), planned("c"))

    await send(world)

    assert [status for status, _ in (await statuses(world)).values()] == [
        OrderStatus.OPEN,
        OrderStatus.REJECTED,
        OrderStatus.OPEN,
    ]


async def test_a_canceled_send_records_nothing(database: Database):
    """The order stays claimed: whoever recovers finds it so, and asks."""
    reached = asyncio.Event()

    async def hang(request: OrderRequest) -> OrderSnapshot:
        reached.set()
        await asyncio.Event().wait()
        raise AssertionError

    world = a_world(database, brokers=ToldBroker(hang))
    await plan(world, planned("a"))
    task = asyncio.ensure_future(send(world))
    await reached.wait()

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert await statuses(world) == {"a": (OrderStatus.SUBMITTING, "gate")}
