"""What is cut off in the middle leaves no transaction open and no line unusable."""

from __future__ import annotations

import asyncio

import pytest

from core.bookkeeping import Setting
from core.ports.questions import NewestInstant
from storage.database import Database
from tests.worlds import a_world


@pytest.mark.parametrize("turns", range(12))
async def test_a_unit_that_is_canceled_anywhere_is_undone_or_whole_and_the_next_one_goes_on(
    database: Database, turns: int
):
    world = a_world(database)

    async def write() -> None:
        async with world.store.unit() as unit:
            await unit.add([Setting("one", "1")])
            await unit.ask(NewestInstant())
            await unit.add([Setting("two", "2")])

    task = asyncio.ensure_future(write())
    for _ in range(turns):
        await world.view.get(Setting, "nobody")  # as long as a trip to a thread takes
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    async with world.store.unit() as unit:
        found = {row.name for row in await unit.all(Setting)} & {"one", "two"}
        await unit.add([Setting("three", "3")])
    assert found in (set(), {"one", "two"})
    assert (await world.view.get(Setting, "three")) is not None


@pytest.mark.parametrize("turns", range(6))
async def test_a_question_that_is_canceled_costs_no_line(database: Database, turns: int):
    world = a_world(database)

    for _ in range(8):  # more than there are lines
        task = asyncio.ensure_future(world.view.ask(NewestInstant()))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    answers = await asyncio.gather(*(world.view.ask(NewestInstant()) for _ in range(8)))
    assert len(answers) == 8
