"""What a transaction of `core/ports/store.py` promises, and what becomes of the events in it, on both databases."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from core.bookkeeping import Delivery, OutboxRow, Setting, Spent
from core.kernel.errors import Bug
from core.notices.model import NoticesDue
from core.orders.model import ChunkPlanned
from core.portfolio.model import Cash
from core.ports.store import Store, Unit, outside_unit
from storage.store import EVENTS_A_ROW, SqlStore
from tests.contract.conftest import NOW, Bell, added

NUMBER = Decimal("0.000000000000000001")


async def test_a_unit_sees_its_own_writes_and_nobody_else_does_before_it_ends(store: SqlStore):
    async with store.unit() as unit:
        await unit.add([Spent("a", NOW)])

        assert await unit.get(Spent, "a") is not None
        assert await store.view.get(Spent, "a") is None

    assert await store.view.get(Spent, "a") is not None


async def test_an_exception_undoes_everything_events_included(store: SqlStore, bell: Bell):
    with pytest.raises(RuntimeError):
        await fail_in(store)

    assert await store.view.all(Spent) == []
    assert await store.view.all(OutboxRow) == []
    assert await store.view.all(Delivery) == []
    assert bell.rings == 0


async def inside(store: Store, work: Callable[[Unit], Awaitable[None]]) -> None:
    async with store.unit() as unit:
        await work(unit)


async def fail_in(store: Store) -> None:
    async with store.unit() as unit:
        await unit.add([Spent("a", NOW)])
        unit.record(ChunkPlanned("chunk"))
        raise RuntimeError("stop")


async def test_a_unit_in_a_unit_is_a_bug_and_the_outer_one_is_undone(store: SqlStore):
    async def open_inside(unit: Unit) -> None:
        await unit.add([Spent("a", NOW)])
        async with store.unit():
            pass

    with pytest.raises(Bug, match="a unit inside a unit"):
        await inside(store, open_inside)

    assert await store.view.all(Spent) == []
    await added(store, [Spent("a", NOW)])


async def test_what_calls_outside_is_a_bug_inside_a_unit(store: SqlStore):
    outside_unit("a call")
    async with store.unit():
        with pytest.raises(Bug, match="a call inside a transaction"):
            outside_unit("a call")
    outside_unit("a call")


async def test_units_of_two_tasks_follow_each_other(store: SqlStore):
    await added(store, [Cash(portfolio="p", currency="USDT", amount=NUMBER)])

    async def earn() -> None:
        async with store.unit() as unit:
            await unit.hold(Cash, [("p", "USDT")])
            cash = await unit.get(Cash, "p", "USDT")
            assert cash is not None
            await asyncio.sleep(0)
            await unit.put([replace(cash, amount=cash.amount + 1)])

    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(earn())

    [cash] = await store.view.all(Cash)
    assert cash.amount == NUMBER + 20


async def test_a_cancelled_unit_leaves_nothing_and_gives_its_connection_back(store: SqlStore):
    reached = asyncio.Event()

    async def wait() -> None:
        async with store.unit() as unit:
            await unit.add([Spent("a", NOW)])
            reached.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(wait())
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await added(store, [Spent("a", NOW)]) == {("a",)}


# -- events


async def test_events_of_a_class_share_rows_and_each_subscriber_owes_each_row(store: SqlStore, bell: Bell):
    async with store.unit() as unit:
        unit.record(*(ChunkPlanned(str(number)) for number in range(EVENTS_A_ROW + 1)))
        unit.record(NoticesDue(("n",)))

    rows = await store.view.all(OutboxRow)
    debts = await store.view.all(Delivery)
    assert [(row.event, len(json.loads(row.body)), row.at) for row in rows] == [
        ("ChunkPlanned", EVENTS_A_ROW, NOW),
        ("ChunkPlanned", 1, NOW),
        ("NoticesDue", 1, NOW),
    ]
    one, two, three = (row.number for row in rows)
    assert {(owed.reaction, owed.number) for owed in debts} == {
        ("send", one),
        ("count", one),
        ("send", two),
        ("count", two),
        ("tell", three),
    }
    assert bell.rings == 1


async def test_an_event_nobody_waits_for_is_not_written(unheard: Store):
    async with unheard.unit() as unit:
        unit.record(ChunkPlanned("chunk"))

    assert await unheard.view.all(OutboxRow) == []


async def test_an_event_without_a_name_is_a_bug_and_undoes_the_unit(store: SqlStore):
    async def record_odd(unit: Unit) -> None:
        await unit.add([Spent("a", NOW)])
        unit.record(Setting("no", "event"))

    with pytest.raises(Bug, match="nothing here is called Setting"):
        await inside(store, record_odd)

    assert await store.view.all(Spent) == []
