"""The road to a venue: exits first, entries bounded, nobody's place lost (P5, P10)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Bug
from core.orders import road as roads
from core.orders.model import ChunkPlanned, Order, OrderRequest, OrderSnapshot, OrderStatus, Purpose
from core.orders.road import Rank, Road
from core.orders.submit import Gate
from storage.database import Database
from tests.core.builders import an_order
from tests.worlds import ToldBroker, a_world, rows, snapshot, turns


async def waits(road: Road, rank: Rank, told: list[Rank], places: int = 1) -> None:
    await road.take(places, rank)
    told.append(rank)


async def test_places_go_to_the_most_urgent_who_waits():
    road, told = Road(1), list[Rank]()
    await road.take(1)
    ranks = (Rank.ENTRY, Rank.QUERY, Rank.TARGET, Rank.STOP, Rank.EXIT, Rank.ENTRY)
    tasks = [asyncio.ensure_future(waits(road, rank, told)) for rank in ranks]
    await turns()

    for _ in ranks:
        road.give_back()
        await turns()

    assert told == sorted(ranks)
    await asyncio.gather(*tasks)


async def test_a_large_slice_is_not_overtaken_by_small_ones_of_its_rank():
    road, told = Road(4), list[str]()
    await road.take(3)

    async def one(name: str, places: int) -> None:
        await road.take(places)
        told.append(name)

    tasks = [asyncio.ensure_future(one("large", 4)), asyncio.ensure_future(one("small", 1))]
    await turns()
    assert told == []
    road.give_back(3)
    await turns()
    assert told == ["large"]
    road.give_back(4)
    await asyncio.gather(*tasks)


async def test_more_places_than_there_are_is_a_bug():
    with pytest.raises(Bug):
        await Road(4).take(5)


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(Rank), st.booleans()), max_size=12))
def test_no_place_is_lost_whoever_gives_up(waiters: list[tuple[int, Rank, bool]]):
    async def run() -> None:
        road = Road(4)
        await road.take(4)
        tasks = [asyncio.ensure_future(road.take(places, rank)) for places, rank, _ in waiters]
        await turns(2)
        road.give_back(4)  # whoever is first has its places in this moment
        for task, (_, _, gives_up) in zip(tasks, waiters, strict=True):
            if gives_up:
                task.cancel()
        for _ in waiters:
            await turns(2)
            for task, (places, _, _) in zip(tasks, waiters, strict=True):
                if task.done() and not task.cancelled() and task.get_name() != "back":
                    task.set_name("back")
                    road.give_back(places)
        await turns(2)
        async with asyncio.timeout(1):
            await road.take(4, Rank.EXIT)

    asyncio.run(run())


def planned(name: str, purpose: Purpose = Purpose.ENTRY, chunk: str = "chunk", account: str = "") -> Order:
    order = an_order(purpose, id=name, price="60000", status=OrderStatus.PLANNED)
    account = account or order.account
    return replace(order, client_order_id=f"be11-{name}", chunk=chunk, account=account)


async def test_exits_overtake_entries_that_wait_and_a_slow_venue_holds_no_more_than_it_may(
    database: Database,
):
    """Twenty entries wait for a venue that answers nothing: two are claimed, the rest stay rows. An exit is next."""
    asked: list[str] = []
    answer = asyncio.Event()

    async def slow(request: OrderRequest) -> OrderSnapshot:
        asked.append(request.client_order_id)
        await answer.wait()
        return snapshot(request, OrderStatus.OPEN)

    world = a_world(database, brokers=ToldBroker(slow, in_flight=2))
    async with world.store.unit() as unit:
        await unit.add([planned(f"entry-{number:02d}", account=f"{number}") for number in range(20)])
        await unit.add([planned("stop", Purpose.STOP, "other")])
    gate = Gate(world, "me", window=0)
    entries = asyncio.ensure_future(gate.submit_chunk(world, [ChunkPlanned("chunk")]))
    while len(asked) < 2:
        await turns(1)
    claimed = [order for order in await rows(world, Order) if order.status is OrderStatus.SUBMITTING]
    assert len(claimed) == 2

    exits = asyncio.ensure_future(gate.submit_chunk(world, [ChunkPlanned("other")]))
    road = world.roads.to("told", 2)
    while not road.waits(Rank.STOP):
        await turns(1)
    answer.set()
    await asyncio.gather(entries, exits)

    assert asked.index("be11-stop") <= 4
    assert len(asked) == 21


async def test_entries_beyond_the_bound_are_refused_aloud_and_exits_never(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(roads, "ENTRIES_OF_ACCOUNT", 3)
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    async with world.store.unit() as unit:
        await unit.add([planned(f"entry-{number}") for number in range(5)])
        await unit.add([planned(f"other-{number}", account="another") for number in range(2)])
        await unit.add([planned(f"stop-{number}", Purpose.STOP) for number in range(5)])

    await Gate(world, "me", window=0).submit_chunk(world, [ChunkPlanned("chunk")])

    refused = [order for order in await rows(world, Order) if order.status is OrderStatus.CANCELED]
    assert {order.evidence for order in refused} == {"venue_busy"}
    assert {order.purpose for order in refused} == {Purpose.ENTRY}
    assert (len(refused), len(broker.asked)) == (2, 10)


async def test_who_has_gone_makes_room_for_others(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roads, "ENTRIES_WAITING", 2)
    broker = ToldBroker()
    world = a_world(database, brokers=broker)
    gate = Gate(world, "me", window=0)
    for chunk in ("one", "two"):
        async with world.store.unit() as unit:
            await unit.add([planned(f"{chunk}-{number}", chunk=chunk) for number in range(2)])
        await gate.submit_chunk(world, [ChunkPlanned(chunk)])

    assert len(broker.asked) == 4
