"""Connections to a SQLite file that are opened once and asked directly: one trip to its thread for many statements.

An engine's own way costs four trips and a checkout for each question, which a busy process pays for by the
millisecond: a thread that comes back from SQLite may wait that long for the interpreter, at every statement and at
every row of an answer. One line writes, whoever has it has the database's writer; a few read, and never wait for it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

T = TypeVar("T")

WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """One connection: as SQLAlchemy opened it, the driver beneath, and the way to ask it statements of SQLAlchemy's
    on its own thread."""

    connection: AsyncConnection
    driver: Any
    questions: Connection

    async def trip(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do this on the connection's own thread, in one go."""
        done: T = await self.driver._execute(on_thread, self.driver, work)  # noqa: SLF001 - as SQLAlchemy does
        return done

    async def answer(self, statement: Any, *values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows that a statement of SQLAlchemy's answers, in one trip."""
        return await self.trip(lambda _: self.questions.execute(statement, *values).all())

    def hang_up(self, _database: sqlite3.Connection) -> None:
        """On its thread: no more questions."""
        self.questions.close()

    async def undo(self) -> None:
        """Roll back what is open, if anything is: a commit that was asked for and not awaited may have ended it."""
        await self.driver.rollback()


def on_thread(driver: Any, work: Callable[[sqlite3.Connection], T]) -> T:
    """What the driver's thread calls: the connection is looked up there, for it may be closed by then."""
    return work(driver._conn)  # noqa: SLF001 - as above


class Lines:
    """The lines to one file. They belong to the event loop that first asked, and end with `close`."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, readers: int) -> None:
        self._writer_engine = writer
        self._reader_engine = reader
        self._writer: Line | None = None
        self._writing = asyncio.Lock()
        self._free: list[Line] = []
        self._reading = asyncio.Semaphore(readers)
        self._open: list[Line] = []
        self._compiled: dict[Any, Any] = {}

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Line]:
        """The one line that writes, alone and in turn. Raises TimeoutError when it is held for too long."""
        async with asyncio.timeout(WAIT_SECONDS):
            await self._writing.acquire()
        try:
            if self._writer is None:
                await _to_the_end(self._connect_writer())
            assert self._writer is not None
            yield self._writer
        finally:
            self._writing.release()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Line]:
        """A line that reads."""
        async with asyncio.timeout(WAIT_SECONDS):
            await self._reading.acquire()
        try:
            if not self._free:
                await _to_the_end(self._connect_reader())
            line = self._free.pop()
            try:
                yield line
            finally:
                self._free.append(line)
        finally:
            self._reading.release()

    async def _connect_writer(self) -> None:
        self._writer = await self._connected(self._writer_engine)

    async def _connect_reader(self) -> None:
        self._free.append(await self._connected(self._reader_engine))

    async def _connected(self, engine: AsyncEngine) -> Line:
        connection = await engine.connect()
        driver: Any = (await connection.get_raw_connection()).driver_connection
        questions = await driver._execute(on_thread, driver, self._questions)  # noqa: SLF001 - as above
        line = Line(connection, driver, questions)
        self._open.append(line)
        return line

    def _questions(self, database: sqlite3.Connection) -> Connection:
        """SQLAlchemy's plain way to a connection that is open. Compiled statements are shared by all lines."""
        engine = create_engine(
            "sqlite://",
            creator=lambda: database,
            poolclass=StaticPool,
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            pool_reset_on_return=None,
        )
        return engine.connect().execution_options(compiled_cache=self._compiled)

    async def close(self) -> None:
        """Close every line."""
        for line in self._open:
            await line.trip(line.hang_up)
            await line.connection.close()
        self._open.clear()
        self._free.clear()
        self._writer = None
        await self._writer_engine.dispose()


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Do this whole even when whoever asked is canceled meanwhile: cut off in the middle, SQLAlchemy would let go of
    the connection with a transaction open on it. It is one short statement."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise
