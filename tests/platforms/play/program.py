"""The bot as a child process on the local platforms: started, watched, restarted, and spoken to by its input."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
LINES_KEPT = 200
PATIENCE = 10.0
# What is set here for the real platforms must not reach the local ones.
FOREIGN = "BELLWETHER_"


class Program:
    """`bellwether run` with settings of its own; `tell` is called whenever something about it changed."""

    def __init__(self, settings: Mapping[str, str], tell: Callable[[], None]) -> None:
        self._settings = dict(settings)
        self._tell = tell
        self._process: asyncio.subprocess.Process | None = None
        self.said: deque[str] = deque(maxlen=LINES_KEPT)
        self.starts = 0

    @property
    def runs(self) -> bool:
        """Whether it is there now."""
        return self._process is not None and self._process.returncode is None

    @property
    def state(self) -> str:
        """In a few words."""
        if self._process is None:
            return "not started"
        code = self._process.returncode
        return "running" if code is None else f"ended with {code}"

    async def stay(self) -> None:
        """Start it and read what it says, again after each `restart`, until canceled."""
        try:
            while True:
                await self._start()
                assert self._process is not None
                await self._listen(self._process)
                self._tell()
                await self._wanted.wait()
        finally:
            await self._stop()

    async def _start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        self._wanted = asyncio.Event()
        self.starts += 1
        self.said.clear()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.cli",
            "run",
            env={**environment, **self._settings, "PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1"},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._tell()

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self.said.append(line.decode(errors="replace").rstrip("\n"))
            self._tell()
        await process.wait()

    async def restart(self) -> None:
        """End it, as if the machine had, and start it again on the same data."""
        if self._process is not None and self.runs:
            self._process.kill()
            await self._process.wait()
        self._wanted.set()

    async def line(self, text: str) -> None:
        """A line for its own chat: `market: BTC/USDT 61500` moves the simulated market."""
        if self._process is None or self._process.stdin is None or not self.runs:
            return
        self._process.stdin.write(f"{text}\n".encode())
        with contextlib.suppress(ConnectionError):
            await self._process.stdin.drain()

    async def _stop(self) -> None:
        if self._process is None or not self.runs:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
