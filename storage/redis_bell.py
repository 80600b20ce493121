"""The bell that reaches other processes, by Redis pub/sub. Its loss costs latency only: everybody looks each second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from redis.asyncio import Redis
from redis.exceptions import RedisError

from storage.bell import LocalBell

CHANNEL = "bellwether:bell"
AGAIN_SECONDS = 1.0
LISTEN_SECONDS = 1.0


class RedisBell(LocalBell):
    """Rings here at once and tells the others. `run` must be at work for that; without it the bell is local."""

    def __init__(
        self, url: str, name: str, lost: Callable[[BaseException], None], *, channel: str = CHANNEL
    ) -> None:
        """`name` is this process's own, so that it does not wake itself; `lost` hears of a lost connection."""
        super().__init__()
        self._redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5)
        self._name = name
        self._lost = lost
        self._channel = channel
        self._due = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits here, and have the others told. Rings that come together are told once."""
        super().ring()
        self._due.set()

    async def run(self) -> None:
        """Speak and listen until canceled; a lost connection is told once and tried again."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._again(self._speak))
                group.create_task(self._again(self._listen))
        finally:
            await self._redis.aclose()

    async def _again(self, work: Callable[[], object]) -> None:
        told = False
        while not _canceled():
            try:
                await work()  # type: ignore[misc]
            except (RedisError, OSError) as error:
                if not told:
                    self._lost(error)
                told = True
                await asyncio.sleep(AGAIN_SECONDS)

    async def _speak(self) -> None:
        while not _canceled():
            await self._due.wait()
            self._due.clear()
            await self._redis.publish(self._channel, self._name)

    async def _listen(self) -> None:
        async with self._redis.pubsub() as heard:
            await heard.subscribe(self._channel)
            super().ring()  # what was rung while nobody listened
            while not _canceled():
                message = await heard.get_message(ignore_subscribe_messages=True, timeout=LISTEN_SECONDS)
                if message is not None and message["data"] != self._name.encode():
                    super().ring()


def _canceled() -> bool:
    """Whether this task was asked to end. The client may swallow that while it connects."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def answers(url: str, seconds: float) -> bool:
    """Whether a Redis answers there within so long."""
    redis: Redis = Redis.from_url(url, socket_connect_timeout=seconds, socket_timeout=seconds)
    try:
        return bool(await redis.ping())
    except (RedisError, OSError, TimeoutError):
        return False
    finally:
        await redis.aclose()
