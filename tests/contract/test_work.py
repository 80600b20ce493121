"""What handing out work promises (`core/ports/work.py`), with the stream of a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from redis.asyncio import Redis

from storage import streams
from storage.streams import GROUP, Streams

LONG = 30.0
LOOK_SECONDS = 0.01
CHUNK = "ChunkPlanned.submit_chunk"

pytestmark = pytest.mark.redis


class Worker:
    """Notes what it was handed; holds on to it while it is told to."""

    def __init__(self) -> None:
        self.took: list[tuple[str, int]] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.took_one = asyncio.Event()

    async def take(self, reaction: str, number: int) -> None:
        self.took.append((reaction, number))
        self.took_one.set()
        await self.go_on.wait()


@asynccontextmanager
async def at_work(hands: Streams, take: streams.Take | None) -> AsyncIterator[None]:
    task = asyncio.ensure_future(hands.run(take))
    try:
        async with asyncio.timeout(LONG):
            while not hands.handing:  # noqa: ASYNC110 - the connection is made in its own time
                await asyncio.sleep(LOOK_SECONDS)
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def hands_on(url: str, prefix: str, name: str, idle: int = 60_000) -> Streams:
    return Streams(url, name, lambda error: None, stream=f"{prefix}work", idle_milliseconds=idle)


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(LONG):
        while not await holds():  # noqa: ASYNC110 - the server rings no bell of ours
            await asyncio.sleep(LOOK_SECONDS)


async def test_each_row_goes_to_one_of_the_workers_and_leaves_nothing_behind(
    redis_url: str, redis_prefix: str
):
    ann, bob = Worker(), Worker()
    chat, one, two = (hands_on(redis_url, redis_prefix, name) for name in ("chat", "one", "two"))
    offered = [(CHUNK, number) for number in range(40)]
    async with (
        Redis.from_url(redis_url) as client,
        at_work(chat, None),
        at_work(one, ann.take),
        at_work(two, bob.take),
    ):
        chat.offer(offered)

        async def all_taken() -> bool:
            return len(ann.took) + len(bob.took) >= 40 and not await client.xlen(f"{redis_prefix}work")

        await until(all_taken)

    assert sorted(ann.took + bob.took) == offered


async def test_what_a_dead_worker_held_is_claimed_by_another(redis_url: str, redis_prefix: str):
    ann, bob = Worker(), Worker()
    ann.go_on.clear()  # she has it, and then she is gone
    chat = hands_on(redis_url, redis_prefix, "chat")
    async with at_work(chat, None):
        async with at_work(hands_on(redis_url, redis_prefix, "one"), ann.take):
            chat.offer([(CHUNK, 7)])
            await asyncio.wait_for(ann.took_one.wait(), LONG)
        async with at_work(hands_on(redis_url, redis_prefix, "two", idle=1), bob.take):
            await asyncio.wait_for(bob.took_one.wait(), LONG)

    assert ann.took == bob.took == [(CHUNK, 7)]


async def test_what_makes_no_sense_is_dropped_and_goes_round_no_more(redis_url: str, redis_prefix: str):
    ann = Worker()
    async with (
        Redis.from_url(redis_url) as client,
        at_work(hands_on(redis_url, redis_prefix, "one"), ann.take),
    ):
        bodies: tuple[dict[Any, Any], ...] = ({"strange": "thing"}, {"reaction": CHUNK, "number": "-1"})
        for body in bodies:
            await client.xadd(f"{redis_prefix}work", body)

        async def gone() -> bool:
            pending = await client.xpending(f"{redis_prefix}work", GROUP)
            return not await client.xlen(f"{redis_prefix}work") and pending["pending"] == 0

        await until(gone)

    assert ann.took == []


async def test_a_stream_that_was_lost_is_made_anew(redis_url: str, redis_prefix: str):
    """A server that came back empty knows no group any more."""
    ann = Worker()
    hands = hands_on(redis_url, redis_prefix, "one")
    async with Redis.from_url(redis_url) as client, at_work(hands, ann.take):
        await client.delete(f"{redis_prefix}work")

        async def taken() -> bool:
            hands.offer([(CHUNK, 1)])
            return bool(ann.took)

        await until(taken)
