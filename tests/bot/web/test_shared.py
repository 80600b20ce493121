"""What many ask for at once is made once (CA-13, TG-08)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.web.shared import Shared
from tests.worlds import MovedClock


async def test_who_comes_while_it_is_made_gets_the_same():
    shared: Shared[int] = Shared(MovedClock())
    gate, made = asyncio.Event(), []

    async def make() -> int:
        made.append(1)
        await gate.wait()
        return len(made)

    async with asyncio.TaskGroup() as group:
        asking = [group.create_task(shared.get("a", 60, make)) for _ in range(20)]
        await asyncio.sleep(0)
        gate.set()

    assert [one.result() for one in asking] == [1] * 20
    assert await shared.get("a", 60, make) == 1


async def test_what_is_too_old_is_made_anew_and_keys_are_apart():
    shared: Shared[int] = Shared(MovedClock())
    numbers = iter(range(10))

    async def make() -> int:
        return next(numbers)

    assert await shared.get("a", 60, make) == 0
    assert await shared.get("b", 60, make) == 1
    assert await shared.get("a", 0, make) == 2


async def test_what_cannot_be_made_is_not_kept_and_not_waited_for():
    shared: Shared[int] = Shared(MovedClock())

    async def fails() -> int:
        raise ValueError("not now")

    async def make() -> int:
        return 7

    for _ in range(2):
        with pytest.raises(ValueError, match="not now"):
            await shared.get("a", 60, fails)
    assert await shared.get("a", 60, make) == 7


async def test_only_so_many_are_kept():
    shared: Shared[int] = Shared(MovedClock(), most=2)
    made = []

    async def make() -> int:
        made.append(1)
        return len(made)

    for key in ("a", "b", "c", "a"):
        await shared.get(key, 60, make)

    assert len(made) == 4


async def test_time_that_is_put_forward_counts():
    clock = MovedClock()
    shared: Shared[int] = Shared(clock)
    numbers = iter(range(10))

    async def make() -> int:
        return next(numbers)

    assert await shared.get("a", 60, make) == 0
    clock.pass_by(timedelta(minutes=2))
    assert await shared.get("a", 60, make) == 1
