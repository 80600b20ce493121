"""Processes of different builds at one database: entries wait, exits go, the owners hear of it, and it heals itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.accounts.model import Person
from core.bookkeeping import Process
from core.context import World
from core.control.model import MixedTold
from core.control.reactions import watch_builds
from core.control.views import show_mixed
from core.kernel.access import Level
from core.notices.model import Notice
from core.operations.views import _processes
from core.orders.model import ChunkPlanned, Order, OrderAudit, OrderStatus, Purpose
from core.orders.submit import LOOK_AGAIN, Gate
from core.orders.waiting import release_due
from storage.database import Database
from tests.core.builders import NOW, an_order
from tests.worlds import MovedClock, ToldBroker, a_world, rows


def at_work(id_: str, build: str = "1-aaaa", revision: str = "0005") -> Process:
    return Process(id=id_, role="worker", build=build, revision=revision, since=NOW, seen_at=NOW)


async def write(world: World, *found: object) -> None:
    async with world.store.unit() as unit:
        for row in found:
            await unit.put([row])


async def plan(world: World) -> None:
    for purpose in (Purpose.ENTRY, Purpose.STOP):
        order = an_order(purpose, id=purpose.value, price="60000", status=OrderStatus.PLANNED)
        await write(world, replace(order, client_order_id=f"be11-{purpose.value}"))


async def send(world: World) -> None:
    await Gate(world, "me", window=0).submit_chunk(world, [ChunkPlanned("chunk")])


async def statuses(world: World) -> dict[str, tuple[OrderStatus, str]]:
    return {order.id: (order.status, order.evidence) for order in await rows(world, Order)}


async def test_entries_wait_and_exits_go_while_builds_differ(database: Database):
    broker, clock = ToldBroker(), MovedClock()
    world = replace(a_world(database, brokers=broker, clock=clock), process="me")
    await write(world, at_work("me"), at_work("old", build="1-bbbb"))
    await plan(world)

    await send(world)

    assert [request.client_order_id for request in broker.asked] == ["be11-stop"]
    assert (await statuses(world))["entry"] == (OrderStatus.HELD, "mixed_builds")


async def test_they_go_by_themselves_once_all_are_alike(database: Database):
    broker, clock = ToldBroker(), MovedClock()
    world = replace(a_world(database, brokers=broker, clock=clock), process="me")
    await write(world, at_work("me"), at_work("old", revision="0004"))
    await plan(world)
    await send(world)
    async with world.store.unit() as unit:
        await unit.drop(Process, ["old"])

    clock.pass_by(LOOK_AGAIN + timedelta(seconds=1))
    await release_due(world)
    await send(world)

    assert (await statuses(world))["entry"][0] is OrderStatus.OPEN
    life = [(one.now, one.evidence) for one in await rows(world, OrderAudit) if one.order == "entry"]
    assert life[:2] == [(OrderStatus.HELD, "mixed_builds"), (OrderStatus.PLANNED, "looked at again")]


async def test_alike_processes_hold_nothing_back(database: Database):
    broker = ToldBroker()
    world = replace(a_world(database, brokers=broker), process="me")
    await write(world, at_work("me"), at_work("other"))
    await plan(world)

    await send(world)

    assert len(broker.asked) == 2


async def test_the_owners_hear_once_when_it_begins_and_on_the_same_card_when_it_ends(database: Database):
    world = replace(a_world(database), process="me")
    await write(world, Person(id="otto", name="otto", level=Level.OWNER, created_at=NOW))
    await write(world, at_work("me"), at_work("old", build="1-bbbb"))

    await watch_builds(world)
    await watch_builds(world)

    [told] = await rows(world, Notice)
    during = await show_mixed(world, MixedTold(NOW))
    assert (told.version, during.until) == (1, None)
    assert [roles for _, roles in during.builds] == [("worker",), ("worker",)]
    [part] = await _processes(world)
    assert part.state == "mixed"

    async with world.store.unit() as unit:
        await unit.drop(Process, ["old"])
    await watch_builds(world)
    await watch_builds(world)

    [told] = await rows(world, Notice)
    assert (told.version, (await show_mixed(world, MixedTold(NOW))).until) == (2, NOW)
    [part] = await _processes(world)
    assert part.state == "ok"
