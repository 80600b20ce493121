"""A house of several processes: started, spoken to through the chat's pipe, killed, and looked into from outside."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from bot.app import VOCABULARY
from bot.clock import RealClock
from storage.database import Database, open_database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.town import settle_in

T = TypeVar("T")

CHECKOUT = Path(__file__).parent.parent.parent
STARTS_SECONDS = 60.0
LOOK_SECONDS = 0.05
KILLED = -signal.SIGKILL


@dataclass(slots=True)
class House:
    """Processes on one database."""

    folder: Path
    url: str
    redis_url: str | None
    database: Database
    store: SqlStore
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, role: str, **request: Any) -> subprocess.Popen[str]:
        """One process more. `kill=(point, nth)` makes that passing its last moment; `build` gives it another build."""
        number = len(self.started)
        environment = {
            "BELLWETHER_DATA_DIR": str(self.folder / f"data-{number}"),
            "BELLWETHER_DATABASE_URL": self.url,
            "PYTHONPATH": str(CHECKOUT),
            "PATH": os.environ["PATH"],
        }
        if self.redis_url is not None:
            environment["BELLWETHER_REDIS_URL"] = self.redis_url
        request["arguments"] = ["run", "--role", role, "--json"]
        said = (self.folder / f"said-{number}-{role}").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.member", json.dumps(request)],
            cwd=CHECKOUT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        said.close()
        self.started.append(process)
        return process

    def tell(self, chat: subprocess.Popen[str], line: str) -> None:
        """Type a line."""
        assert chat.stdin is not None
        chat.stdin.write(f"{line}\n")
        chat.stdin.flush()

    def said(self) -> str:
        """What all of them said, for a failure's report."""
        return "\n".join(
            f"--- {path.name}\n{path.read_text()}" for path in sorted(self.folder.glob("said-*"))
        )

    async def until(self, holds: Callable[[], Awaitable[object]], seconds: float) -> float:
        """Look until it holds; how long that took. Past `seconds` it has not come true, and that is the failure."""
        begun = monotonic()
        while not await holds():
            if monotonic() - begun > seconds:
                raise AssertionError(f"not so after {seconds:.0f} s\n{self.said()}")
            await asyncio.sleep(LOOK_SECONDS)
        return monotonic() - begun

    async def at_work(self, roles: int) -> None:
        """Wait until so many processes beat: their start is behind them, and they are in the midst of nothing."""
        from core.bookkeeping import Process

        async def all_here() -> bool:
            beating = [one for one in await self.rows(Process) if one.seen_at > one.since]
            return len(beating) >= roles

        await self.until(all_here, STARTS_SECONDS)

    async def rows(self, kind: type[T], **equals: object) -> Sequence[T]:
        """Rows as they are committed."""
        return await self.store.view.all(kind, **equals)

    def stop(self) -> None:
        """End all of them, by their own ids."""
        for process in self.started:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
            process.kill()
            process.communicate()


@asynccontextmanager
async def a_house(
    folder: Path, url: str, redis_url: str | None, followers: Sequence[str]
) -> AsyncIterator[House]:
    """A town with so many followers, and nobody at work yet."""
    database = open_database(url)
    store = SqlStore(database, TABLES, RealClock(), VOCABULARY, {}, lambda: None)
    await settle_in(store, followers, datetime.now(UTC))
    house = House(folder, url, redis_url, database, store)
    try:
        yield house
    finally:
        house.stop()
        await database.close()
