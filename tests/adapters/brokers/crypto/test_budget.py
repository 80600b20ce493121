"""How fast a venue may be asked, and who goes first."""

from __future__ import annotations

import asyncio

import pytest

from adapters.brokers.crypto.budget import Budget, Lane, Urgency


async def turns(work: list[tuple[str, Urgency]], budget: Budget) -> list[str]:
    """Everybody asks at once; the order in which they were let in."""
    went: list[str] = []

    async def one(name: str, urgency: Urgency) -> None:
        await budget.take(1.0, urgency)
        went.append(name)

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for name, urgency in work:
            group.create_task(one(name, urgency))
    return went


async def test_what_gets_out_goes_before_what_goes_in_and_that_before_questions():
    budget = Budget(per_second=200.0, burst=1.0)
    await budget.take(3.0, Urgency.QUESTION)
    asked = [("asks", Urgency.QUESTION), ("enters", Urgency.ENTRY), ("leaves", Urgency.EXIT)]

    assert await turns(asked, budget) == ["leaves", "enters", "asks"]


async def test_a_burst_goes_at_once_and_what_costs_nothing_always():
    budget = Budget(per_second=0.001, burst=3.0)

    assert len(await turns([(str(n), Urgency.ENTRY) for n in range(3)], budget)) == 3
    await budget.take(5.0, Urgency.EXIT)  # paid back over time: it may go once anything is left
    await budget.take(0.0, Urgency.QUESTION)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(budget.take(1.0, Urgency.EXIT), 0.02)


async def test_who_stops_waiting_pays_nothing_and_holds_up_nobody():
    budget = Budget(per_second=100.0, burst=1.0)
    await budget.take(2.0, Urgency.ENTRY)
    first = asyncio.ensure_future(budget.take(1.0, Urgency.EXIT))
    await asyncio.sleep(0)
    first.cancel()

    assert await turns([("next", Urgency.QUESTION)], budget) == ["next"]


async def test_a_venue_that_wants_to_be_left_alone_is():
    budget = Budget(per_second=1000.0, burst=10.0)
    budget.stay_away(60.0)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(budget.take(1.0, Urgency.EXIT), 0.02)


async def test_a_lane_lets_so_many_in_and_the_most_urgent_next():
    lane, went, gate = Lane(1), list[str](), asyncio.Event()

    async def one(name: str, urgency: Urgency) -> None:
        async with lane.place(urgency):
            went.append(name)
            await gate.wait()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for name, urgency in (
            ("first", Urgency.QUESTION),
            ("asks", Urgency.QUESTION),
            ("leaves", Urgency.EXIT),
        ):
            group.create_task(one(name, urgency))
            await asyncio.sleep(0)
        assert went == ["first"]
        gate.set()

    assert went == ["first", "leaves", "asks"]


async def test_a_place_that_nobody_waits_for_any_more_is_free():
    lane = Lane(1)
    async with lane.place(Urgency.ENTRY):
        waiting = asyncio.ensure_future(_pass(lane))
        await asyncio.sleep(0)
        waiting.cancel()

    async with asyncio.timeout(5):
        await _pass(lane)


async def _pass(lane: Lane) -> None:
    async with lane.place(Urgency.ENTRY):
        pass
