"""A bounded set of threads: the most urgent first, and what was given up is not begun."""

from __future__ import annotations

import asyncio
import threading

import pytest

from adapters.threads import Threads
from core.orders.road import Rank


def nothing() -> None:
    """Nobody wants to know."""


@pytest.fixture
async def one():
    threads = Threads("test", 1)
    yield threads
    threads.close()


async def test_exits_pass_entries_that_wait(one: Threads):
    go, order = threading.Event(), list[str]()
    first = asyncio.create_task(one.run(Rank.ENTRY, nothing, lambda: go.wait(10)))
    await asyncio.sleep(0)
    entry = asyncio.create_task(one.run(Rank.ENTRY, nothing, lambda: order.append("entry")))
    await asyncio.sleep(0)
    way_out = asyncio.create_task(one.run(Rank.EXIT, nothing, lambda: order.append("exit")))
    await asyncio.sleep(0)

    go.set()
    await asyncio.gather(first, entry, way_out)

    assert order == ["exit", "entry"]


async def test_what_is_given_up_while_it_waits_is_never_begun(one: Threads):
    go, begun = threading.Event(), list[str]()
    first = asyncio.create_task(one.run(Rank.ENTRY, nothing, lambda: go.wait(10)))
    await asyncio.sleep(0)
    late = asyncio.create_task(
        one.run(Rank.ENTRY, lambda: begun.append("told"), lambda: begun.append("done"))
    )
    await asyncio.sleep(0)
    late.cancel()
    await asyncio.gather(late, return_exceptions=True)

    go.set()
    await first
    await one.run(Rank.ENTRY, nothing, nothing)

    assert begun == []


async def test_a_call_that_is_left_alone_keeps_its_thread_until_it_ends(one: Threads):
    go, began = threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        go.wait(10)

    left = asyncio.create_task(one.run(Rank.EXIT, nothing, work))
    await asyncio.to_thread(began.wait, 10)
    left.cancel()
    await asyncio.gather(left, return_exceptions=True)
    after = asyncio.create_task(one.run(Rank.EXIT, nothing, lambda: "after"))
    await asyncio.sleep(0)
    assert not after.done()

    go.set()

    assert await after == "after"


async def test_what_a_call_raises_comes_out(one: Threads):
    def breaks() -> None:
        raise LookupError("there")

    with pytest.raises(LookupError):
        await one.run(Rank.EXIT, nothing, breaks)
