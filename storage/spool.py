"""Posts that came while the database was away: a small SQLite file beside it, bounded, in the order they came."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

POSTS_AT_MOST = 1_000
MAKE = "CREATE TABLE IF NOT EXISTS post (number INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL UNIQUE)"


@dataclass(frozen=True, slots=True)
class Kept:
    """One that is kept, under its number."""

    number: int
    body: str


class Spool:
    """The file. It is made by the first that is kept; one at a time reads and writes it."""

    def __init__(self, path: Path, most: int = POSTS_AT_MOST) -> None:
        self._path = path
        self.most = most
        self._turn = asyncio.Lock()

    async def keep(self, body: str) -> bool:
        """Keep this one, on the disk before it returns. False when no more fit. Twice the same is once."""

        def write(file: sqlite3.Connection) -> bool:
            [held] = file.execute("SELECT count(*) FROM post").fetchone()
            if held >= self.most:
                return file.execute("SELECT 1 FROM post WHERE body = ?", [body]).fetchone() is not None
            file.execute("INSERT OR IGNORE INTO post (body) VALUES (?)", [body])
            return True

        return await self._do(write)

    async def oldest(self) -> Kept | None:
        """The one that came first of those that are kept."""
        if not self._path.exists():
            return None

        def read(file: sqlite3.Connection) -> Kept | None:
            row = file.execute("SELECT number, body FROM post ORDER BY number LIMIT 1").fetchone()
            return None if row is None else Kept(*row)

        return await self._do(read)

    async def drop(self, number: int) -> None:
        """It is where it belongs."""
        await self._do(lambda file: file.execute("DELETE FROM post WHERE number = ?", [number]))

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def run() -> T:
            with closing(sqlite3.connect(self._path, timeout=5.0)) as file:
                file.execute("PRAGMA synchronous=FULL")
                with file:
                    file.execute(MAKE)
                    return work(file)

        async with self._turn:
            return await asyncio.to_thread(run)
