"""Pictures for cards: asks the drawing process, keeps what was drawn for two hours, and never holds a card up for long.

What cannot be drawn is told in the log, and the card's words stand alone: no fact is in a picture alone (row CA-05).
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from bot.drawing.wire import ANSWER_MOST, DRAWN, LENGTH, framed, packed
from bot.present.plots import Plot
from bot.present.reply import Drawn, Picture, Reply

Report = Callable[[str, str, BaseException], None]
# A card as it is shown: with pictures for its plots.
Paint = Callable[[Reply], Awaitable[Reply]]

# The first picture of a process also loads its fonts; on a busy machine that is seconds.
DRAW_SECONDS = 10.0
STOP_SECONDS = 2.0
# So many wait for their picture; whoever comes then is shown words, and not kept waiting behind all of them.
WAITING_MOST = 32
KEPT_SECONDS = 2 * 60 * 60.0
KEPT_BYTES = 16_000_000
# The process has some sixty megabytes: it ends when nobody has wanted a picture for so long.
IDLE_SECONDS = 120.0


async def unpainted(reply: Reply) -> Reply:
    """The card's words alone, where nobody draws."""
    return replace(reply, plots=())


class NotDrawn(Exception):
    """There is no picture, and why."""


class Painter:
    """One for each process of the program; its drawing process is started by the first picture."""

    def __init__(self, report: Report, *, seconds: float = DRAW_SECONDS) -> None:
        self._report = report
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._size = 0
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def painted(self, reply: Reply) -> Reply:
        """The card with pictures in the place of its plots; those that cannot be drawn are left out."""
        if not reply.plots:
            return reply
        pictures: list[Picture] = []
        for plot in reply.plots:
            content = await self.png(plot)
            if content is not None:
                pictures.append(Drawn(f"{plot.name}.png", plot.alt, content))
        return replace(reply, plots=(), pictures=(*reply.pictures, *pictures))

    async def png(self, plot: Plot) -> bytes | None:
        """The picture; None when it cannot be drawn in time, which the log is told. The same plot is drawn once."""
        body = packed(plot)
        name = hashlib.sha256(body).hexdigest()
        known = self._known(name)
        if known is not None:
            return known
        try:
            return await self._drawn(name, body)
        except (NotDrawn, OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            self._report("pictures", f"{type(plot).__name__}, its card has words only", error)
            return None

    async def close(self) -> None:
        """No more pictures."""
        async with self._turn:
            await self._end()

    def _known(self, name: str) -> bytes | None:
        found = self._kept.get(name)
        if found is None:
            return None
        drawn_at, content = found
        if asyncio.get_running_loop().time() - drawn_at > KEPT_SECONDS:
            self._forget(name)
            return None
        self._kept.move_to_end(name)
        return content

    def _keep(self, name: str, content: bytes) -> None:
        self._kept[name] = (asyncio.get_running_loop().time(), content)
        self._size += len(content)
        while self._size > KEPT_BYTES and len(self._kept) > 1:
            self._forget(next(iter(self._kept)))

    def _forget(self, name: str) -> None:
        self._size -= len(self._kept.pop(name)[1])

    async def _drawn(self, name: str, body: bytes) -> bytes:
        if self._waiting >= WAITING_MOST:
            raise NotDrawn(f"{self._waiting} pictures are waited for")
        self._waiting += 1
        try:
            async with self._turn:
                known = self._known(name)  # whoever was before in the row may have wanted the same
                if known is not None:
                    return known
                content = await self._asked(body)
                self._keep(name, content)
                return content
        finally:
            self._waiting -= 1

    async def _asked(self, body: bytes) -> bytes:
        """Ask the process, and once more where it turns out to have died since the picture before."""
        if self._idle is not None:
            self._idle.cancel()
        async with asyncio.timeout(self._seconds):
            try:
                answer = await self._once(body)
            except (asyncio.IncompleteReadError, ConnectionError):
                answer = await self._once(body)
        self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._rest)
        if answer[:1] != DRAWN:
            raise NotDrawn(answer[1:].decode("utf-8", "replace"))
        return answer[1:]

    async def _once(self, body: bytes) -> bytes:
        """One question. A process that did not answer as it should is ended: what it says next is not known."""
        whole = False
        try:
            answer = await self._answer(await self._ready(), body)
            whole = True
        finally:
            if not whole:
                await self._end()
        return answer

    async def _ready(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            roots = os.pathsep.join(path for path in sys.path if path)
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "bot.drawing.worker",
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={"PYTHONPATH": roots},
            )  # fmt: skip
        return self._process

    async def _answer(self, process: Process, body: bytes) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(framed(body))
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
        if not 0 < length <= ANSWER_MOST:
            raise NotDrawn(f"an answer of {length} bytes")
        return await process.stdout.readexactly(length)

    def _rest(self) -> None:
        """Nobody has wanted a picture for long: its input ends, and with that the process."""
        if not self._waiting and self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process = None

    async def _end(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
