"""What every bell promises (`core/ports/bell.py`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.ports.bell import Bell
from storage.bell import LocalBell
from storage.redis_bell import RedisBell

LONG = 30.0


@pytest.fixture(params=["local", pytest.param("redis", marks=pytest.mark.redis)])
async def bell(request: pytest.FixtureRequest) -> AsyncIterator[Bell]:
    if request.param == "local":
        yield LocalBell()
        return
    url, prefix = request.getfixturevalue("redis_url"), request.getfixturevalue("redis_prefix")
    ours = RedisBell(url, "ours", lambda error: None, channel=f"{prefix}bell")
    task = asyncio.ensure_future(ours.run())
    yield ours
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_ring_wakes_everybody_who_waits(bell: Bell):
    seen = bell.generation
    waiting = [asyncio.ensure_future(bell.wait(seen, LONG)) for _ in range(3)]
    await asyncio.sleep(0)

    bell.ring()

    await asyncio.wait_for(asyncio.gather(*waiting), LONG)
    assert bell.generation > seen


async def test_a_ring_before_waiting_is_not_missed(bell: Bell):
    seen = bell.generation
    bell.ring()

    await asyncio.wait_for(bell.wait(seen, LONG), LONG)


async def test_a_wait_ends_by_itself(bell: Bell):
    while True:  # another's ring (its first connection counts as one) may come meanwhile
        seen = bell.generation
        await asyncio.wait_for(bell.wait(seen, 0.01), LONG)
        if bell.generation == seen:
            return


async def test_rings_count_up(bell: Bell):
    seen = bell.generation
    bell.ring()
    bell.ring()

    assert bell.generation >= seen + 2


@pytest.mark.redis
async def test_a_ring_reaches_other_processes(redis_url: str, redis_prefix: str):
    ours, theirs = (
        RedisBell(redis_url, name, lambda error: None, channel=f"{redis_prefix}bell") for name in ("a", "b")
    )
    tasks = [asyncio.ensure_future(one.run()) for one in (ours, theirs)]
    seen = theirs.generation
    try:
        async with asyncio.timeout(LONG):
            while theirs.generation < seen + 2:  # one for its own connection, one from us
                ours.ring()
                await theirs.wait(theirs.generation, 0.05)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
