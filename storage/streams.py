"""Work handed out by a Redis stream: a row of the outbox goes to one worker of the group, not to the eyes of all.

A message says no more than "look at this row"; whoever gets it takes the row in the database, or finds that somebody
has it. So a message that is lost, comes twice or comes late costs time and nothing else. A message is acknowledged
when its row was looked at, whatever came of it: what failed is tried again by the database's own count, never by the
stream's, and no message can go round in a circle. Those of a worker that died are claimed by the others.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

STREAM, GROUP = "bellwether:work", "workers"
AT_ONCE = 8
AGAIN_SECONDS = 1.0
BLOCK_MILLISECONDS = 1_000
# What nobody has acknowledged for so long is looked at by somebody else: about when its worker is taken for dead.
IDLE_MILLISECONDS = 5_000
CLAIM_SECONDS = 2.0
# Never more than this: the oldest go, and are found by looking. What is acknowledged goes at once.
LENGTH = 10_000

GONE = (RedisError, OSError)

Take = Callable[[str, int], Awaitable[None]]
Message = tuple[bytes, Mapping[bytes, bytes]]


class Streams:
    """The stream of one installation. `name` is this process among its readers; `lost` hears of a lost connection."""

    def __init__(
        self,
        url: str,
        name: str,
        lost: Callable[[BaseException], None],
        *,
        stream: str = STREAM,
        idle_milliseconds: int = IDLE_MILLISECONDS,
    ) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5)
        self._name = name
        self._lost = lost
        self._stream = stream
        self._idle = idle_milliseconds
        self._offered: deque[tuple[str, int]] = deque(maxlen=LENGTH)
        self._due = asyncio.Event()
        self._speaks = False
        self._running: set[asyncio.Task[None]] = set()

    @property
    def handing(self) -> bool:
        """Whether the last that was offered got through."""
        return self._speaks

    def offer(self, owed: Sequence[tuple[str, int]]) -> None:
        """To the stream with them, in their order."""
        self._offered.extend(owed)
        self._due.set()

    async def run(self, take: Take | None) -> None:
        """Hand out until canceled; with `take`, be one of those to whom it is handed."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._again(self._speak))
                if take is not None:
                    group.create_task(self._again(lambda: self._listen(take, group)))
        finally:
            await self._redis.aclose()

    async def _again(self, work: Callable[[], Awaitable[None]]) -> None:
        told = False
        while not _canceled():
            try:
                await work()
            except GONE as error:
                self._speaks = False
                if not told:
                    self._lost(error)
                told = True
                await asyncio.sleep(AGAIN_SECONDS)

    async def _speak(self) -> None:
        await self._make_group()
        while not _canceled():
            self._speaks = True
            await self._due.wait()
            self._due.clear()
            offered = [self._offered.popleft() for _ in range(len(self._offered))]
            pipe = self._redis.pipeline(transaction=False)
            for reaction, number in offered:
                body: Any = {"reaction": reaction, "number": number}
                pipe.xadd(self._stream, body, maxlen=LENGTH, approximate=True)
            await pipe.execute()  # what is lost here is found by looking

    async def _make_group(self) -> None:
        """From the stream's beginning: what was offered before anybody read is read, too."""
        try:
            await self._redis.xgroup_create(self._stream, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def _listen(self, take: Take, group: asyncio.TaskGroup) -> None:
        """Up to `AT_ONCE` rows under way; more are read as there is room, so that the others get the rest.

        What is under way belongs to the group outside: it goes on when the connection is lost.
        """
        await self._make_group()
        loop = asyncio.get_running_loop()
        claim_at = loop.time()
        while not _canceled():
            self._running = {task for task in self._running if not task.done()}
            if len(self._running) >= AT_ONCE:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
                continue
            room = AT_ONCE - len(self._running)
            if loop.time() >= claim_at:
                found, claim_at = await self._claim(room), loop.time() + CLAIM_SECONDS
            else:
                found = await self._read(room)
            for message in found:
                looking = self._look_at(message, take)
                try:
                    self._running.add(group.create_task(looking))
                except RuntimeError:  # we are ending: nobody has looked at it, so others will claim it
                    looking.close()
                    raise

    async def _read(self, room: int) -> Sequence[Message]:
        answer = await self._redis.xreadgroup(
            GROUP, self._name, {self._stream: ">"}, count=room, block=BLOCK_MILLISECONDS
        )
        streams: Any = answer.items() if isinstance(answer, dict) else answer or ()
        return [message for _, messages in streams for message in _flat(messages)]

    async def _claim(self, room: int) -> Sequence[Message]:
        """Messages of workers that died in the middle."""
        answer: Any = await self._redis.xautoclaim(
            self._stream, GROUP, self._name, min_idle_time=self._idle, count=room
        )
        return [message for message in answer[1] if message[1]]

    async def _look_at(self, message: Message, take: Take) -> None:
        id_, body = message
        reaction, number = body.get(b"reaction", b"").decode(), body.get(b"number", b"").decode()
        if number.isdecimal():
            await take(reaction, int(number))
        pipe = self._redis.pipeline(transaction=False)
        pipe.xack(self._stream, GROUP, id_)
        pipe.xdel(self._stream, id_)
        with suppress(*GONE):  # then it is claimed by somebody, who finds nothing to do
            await pipe.execute()


def _flat(messages: Any) -> Sequence[Message]:
    """The newer protocol gives a list of lists."""
    return messages[0] if messages and isinstance(messages[0], list) else messages


def _canceled() -> bool:
    """Whether this task was asked to end. The client may swallow that while it connects."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
