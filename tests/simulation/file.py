"""The program's own store on a real SQLite file, under the seeded loop: SQLAlchemy, aiosqlite and all.

Only the thread is gone: a connection carries a call out where it stands, and its answer comes a drawn moment later.
A killed process leaves its transaction behind as a dead one does: it is rolled back, and its handles are closed.
Judges read the rows as they were committed, in a `Memory` that follows the file; in the end both must be the same.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import shutil
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Engine, NullPool, create_engine, event, insert, select, tuple_
from sqlalchemy.exc import SAWarning

import storage.store
from core.kernel.codec import Vocabulary
from core.kernel.time import Clock
from storage.database import Database, open_database
from storage.mapper import Mapper
from storage.quick import QuickUnit
from storage.store import SqlStore
from storage.tables import TABLES, metadata
from tests.simulation.store import Key, Memory
from tests.simulation.wire import Life

# What another process would take a moment for. To make a cursor, to fetch what is there, to close takes none.
STATEMENTS = frozenset({"execute", "executemany", "commit", "rollback", "on_thread"})


class InlineConnection(aiosqlite.Connection):
    """A connection without a thread. `committed` is told in the moment in which a commit is made."""

    def __init__(
        self, connector: Callable[[], sqlite3.Connection], life: Life, committed: Callable[[], None]
    ) -> None:
        self._running = True
        self._connection: sqlite3.Connection | None = None
        self._connector = connector
        self._iter_chunk_size = 64
        self._tx: Any = self  # the driver's adapter puts a call into the queue by itself once
        self._thread: Any = self
        self.life = life
        self._committed = committed

    daemon = False

    def put_nowait(self, call: tuple[Any, Callable[[], Any]]) -> None:
        """As the driver's queue does."""
        future, do = call
        if future is not None:
            future.set_result(do())

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        return self._open().__await__()

    async def _open(self) -> aiosqlite.Connection:
        await self.life.turn()
        self._connection = self._connector()
        return self

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        await self.life.stand()
        if self._connection is None:
            raise ValueError("Connection closed")
        was, changes = self._connection.in_transaction, self._connection.total_changes
        result = fn(*args, **kwargs)
        if not self._connection.in_transaction and (was or self._connection.total_changes > changes):
            self._committed()
        if fn.__name__ in STATEMENTS:
            await self.life.turn()
        return result

    async def close(self) -> None:
        await self.life.stand()
        self.end()

    def stop(self) -> None:
        self.end()

    def end(self) -> None:
        """What is left of a process that is gone: nothing of its transaction, and no handle."""
        if self._connection is not None:
            self._connection.rollback()
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        """Whoever buries a process has closed it."""


class File:
    """One seed's database file, from before the first process to after the last one."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._folder = Path(tempfile.mkdtemp(prefix="world-", dir=shelf()))
        self._path = self._folder / "bellwether.db"
        shutil.copy(template(), self._path)
        self._engine = _watching(self._path)
        self._watch = self._engine.connect()
        self._open: list[InlineConnection] = []
        self.touched: dict[type, set[Key]] = {}

    def settle(self) -> None:
        """Write what was there before the first process."""
        for rows in self.memory.tables.values():
            found = [rows.mapper.to_row(row) for row in rows.rows.values()]
            if found:
                self._watch.execute(insert(rows.mapper.table), found)
        self._watch.commit()

    def store(
        self,
        clock: Clock,
        vocabulary: Vocabulary,
        subscribers: Mapping[str, Sequence[str]],
        ring: Callable[[], None],
        life: Life,
    ) -> SqlStore:
        """One process's way to it: what `bot/app.py` makes, and connections without threads."""
        database = open_database(f"sqlite:///{self._path}")
        self._inline(database, life)
        return SqlStore(database, TABLES, clock, vocabulary, subscribers, ring)

    def _inline(self, database: Database, life: Life) -> None:
        def connection(*arguments: Any, **named: Any) -> InlineConnection:
            made = InlineConnection(lambda: sqlite3.connect(*arguments, **named), life, self._committed)
            self._open.append(made)
            return made

        lines: Any = database.lines
        for engine in (database.writer, database.reader, lines._writer_engine):

            @event.listens_for(engine.sync_engine, "do_connect")
            def without_thread(_dialect: Any, _record: Any, _arguments: Any, named: dict[str, Any]) -> None:
                named["async_creator_fn"] = connection

    def bury(self, life: Life) -> None:
        """A process died."""
        for one in self._open:
            if one.life is life:
                one.end()
        self._open = [one for one in self._open if one.life is not life]

    def _committed(self) -> None:
        """Bring the rows that judges see up to what the file says now."""
        touched, self.touched = self.touched, {}
        changes = {kind: self._rows(kind, keys) for kind, keys in touched.items()}
        if changes:
            self.memory.commit(changes)

    def _rows(self, kind: type, keys: Collection[Key]) -> dict[Key, Any]:
        mapper: Mapper[Any] = TABLES.of(kind)
        columns = [mapper.table.c[name] for name in mapper.key]
        ordered = sorted(keys)
        one = (
            columns[0].in_([key[0] for key in ordered])
            if len(columns) == 1
            else tuple_(*columns).in_(ordered)
        )
        with self._watch.begin():
            found = [mapper.from_row(row) for row in self._watch.execute(select(mapper.table).where(one))]
        rows: dict[Key, Any] = dict.fromkeys(ordered)
        key_of = self.memory.of(kind).key_of
        return rows | {key_of(row): row for row in found}

    def differences(self) -> Iterator[str]:
        """Where the file is not what was seen being committed."""
        for kind, rows in self.memory.tables.items():
            with self._watch.begin():
                found = [rows.mapper.from_row(row) for row in self._watch.execute(select(rows.mapper.table))]
            if {rows.key_of(row): row for row in found} != rows.rows:
                yield f"the file's {kind.__name__} rows are not those that were committed"

    def close(self) -> None:
        """The seed is over."""
        for one in self._open:
            one.end()
        self._watch.close()
        self._engine.dispose()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextlib.contextmanager
def followed(file: File) -> Iterator[None]:
    """While entered, every unit of the program's store notes which rows it touched."""

    class FollowedUnit(QuickUnit):
        async def add(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
            new = await super().add(rows, new_only=new_only)
            if rows:
                file.touched.setdefault(type(rows[0]), set()).update(new)
            return new

        async def put(self, rows: Sequence[object], *, only: Sequence[str] = ()) -> None:
            await super().put(rows, only=only)
            if rows:
                key_of = file.memory.of(type(rows[0])).key_of
                file.touched.setdefault(type(rows[0]), set()).update(map(key_of, rows))

        async def move(self, kind: type[Any], keys: Collection[object], **given: Any) -> set[Any]:
            return self._note(kind, await super().move(kind, keys, **given))

        async def drop(self, kind: type[Any], keys: Collection[object]) -> set[Any]:
            return self._note(kind, await super().drop(kind, keys))

        def _note(self, kind: type, keys: set[Any]) -> set[Any]:
            whole = {(key,) for key in keys} if len(TABLES.of(kind).key) == 1 else keys
            file.touched.setdefault(kind, set()).update(whole)
            return keys

    where: Any = storage.store
    real, where.QuickUnit = where.QuickUnit, FollowedUnit
    try:
        yield
    finally:
        where.QuickUnit = real


def bury_quietly() -> None:
    """The dead have no last word: the driver and the pool would tell of every connection that was never closed."""
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL + 1)
    warnings.simplefilter("ignore", SAWarning)
    warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
    told = sys.unraisablehook

    def tell(what: Any) -> None:
        if "ignored GeneratorExit" not in str(what.exc_value):
            told(what)

    sys.unraisablehook = tell


@cache
def shelf() -> Path:
    """Where this process keeps its files: in memory where there is room for them, gone at its end."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="worlds-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def template() -> Path:
    """A file with every table and no rows, made once a process."""
    path = shelf() / "template.db"
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()
    return path


def _watching(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)
