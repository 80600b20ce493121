"""Work in lanes: in order within one, side by side between them, and bounded."""

from __future__ import annotations

import asyncio

from bot.chat.lanes import Lanes


async def test_a_lane_keeps_its_order_and_does_not_wait_for_another():
    done: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        async with asyncio.timeout(5):
            await gate.wait()
        done.append("a1")

    async def quick(name: str) -> None:
        done.append(name)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group)
        await lanes.put("a", slow)
        await lanes.put("a", lambda: quick("a2"))
        await lanes.put("b", lambda: quick("b1"))
        for _ in range(10):
            await asyncio.sleep(0)
        before = list(done)
        gate.set()
        await lanes.still()

    assert before == ["b1"]
    assert done == ["b1", "a1", "a2"]


async def test_no_more_lanes_move_than_may():
    moving, most = 0, 0

    async def work() -> None:
        nonlocal moving, most
        moving += 1
        most = max(most, moving)
        await asyncio.sleep(0)
        moving -= 1

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, at_once=3)
        for number in range(20):
            await lanes.put(str(number), work)
        await lanes.still()

    assert most == 3


async def test_whoever_brings_too_much_waits():
    gate = asyncio.Event()

    async def work() -> None:
        async with asyncio.timeout(5):
            await gate.wait()

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, most=2)
        await lanes.put("a", work)
        await lanes.put("a", work)
        third = group.create_task(lanes.put("a", work))
        for _ in range(10):
            await asyncio.sleep(0)
        waited = not third.done()
        gate.set()
        await lanes.still()
        await third
        await lanes.still()

    assert waited
