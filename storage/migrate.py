"""The schema's history: which revision a database is at, and how it comes to the one this program needs.

A SQLite file is brought up to date when the program starts, after a backup copy. PostgreSQL is shared by
processes that may run different versions, so it moves only when somebody says `bellwether migrate`.
Developers write revisions with `python -m storage.migrate`.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    ColumnElement,
    Connection,
    column,
    create_engine,
    event,
    func,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.backup import back_up
from storage.database import BUSY_MILLISECONDS, async_url
from storage.folder import StartRefused as StartRefused

# A name of our own: a database that another Alembic program keeps must never be taken for ours.
VERSION_TABLE = "bellwether_version"
OPTIONS: dict[str, Any] = {
    "version_table": VERSION_TABLE,
    "compare_type": True,
    "transaction_per_migration": True,
    # Alembic assumes that SQLite cannot undo DDL. It can, since we say BEGIN ourselves.
    "transactional_ddl": True,
}
HOME = Path(str(resources.files("migrations")))
REVISIONS = HOME / "versions"
MAGIC = b"SQLite format 3\0"
SMALLEST = 512
NOT_OURS = "Move it away, or restore a backup in its place."
BUSY_SECONDS = BUSY_MILLISECONDS / 1000
CONNECT_SECONDS = 10.0
# Another `migrate`, or a long transaction of a worker, may hold what we need; a minute, then we say so.
LOCK_MILLISECONDS = 60_000
ADVISORY_LOCK = 0xBE11  # any number, the same in every version

_alone = threading.Lock()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was done: the revision found (None: an empty database), the one it is at now, and the backup made."""

    was: str | None
    now: str
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was migrated or created."""
        return self.was != self.now


@dataclass(frozen=True, slots=True)
class State:
    """What a look into a database found: its tables (the version table left out) and its revision."""

    tables: frozenset[str]
    revision: str | None


async def prepare(
    url: str, *, backup_folder: Path | None, at: datetime, more: Sequence[Path] = ()
) -> Prepared:
    """Called at every start, before anything else opens the database. Raises StartRefused with one sentence.

    SQLite: a missing or empty file gets the schema; an older one is copied into `backup_folder` (None: no copy)
    and then upgraded; one that is up to date is left alone. PostgreSQL: only looked at; anything but the
    revision of this program is refused. `at` goes into the backup's name. `more` are further folders of revisions.
    """
    history = History(more)
    if make_url(url).get_backend_name() == "sqlite":
        return await asyncio.to_thread(_bring_up_file, history, _file(url), backup_folder, at)
    async with _connected(url) as connection:
        state = await connection.run_sync(look)
    history.judge(state, place(url))
    if state.revision != history.head:
        found = "is empty" if state.revision is None else f"is at schema revision {state.revision}"
        raise StartRefused(
            f"The database at {place(url)} {found}; this program needs {history.head}. Run `bellwether migrate` first."
        )
    return Prepared(state.revision, history.head)


async def must_be_current(url: str) -> None:
    """Raise StartRefused unless the database is there and at this program's revision. Nothing is changed."""
    history = History()
    if make_url(url).get_backend_name() != "sqlite":
        await prepare(url, backup_folder=None, at=datetime.now(UTC))
        return
    state = await asyncio.to_thread(look_into, _file(url), used=True)
    history.judge(state, place(url))
    if state.revision != history.head:
        found = "is empty" if state.revision is None else f"is at schema revision {state.revision}"
        raise StartRefused(
            f"The database at {place(url)} {found}; this program needs {history.head}. Run `bellwether migrate` first."
        )


async def migrate(
    url: str, *, backup_folder: Path | None = None, at: datetime, more: Sequence[Path] = ()
) -> Prepared:
    """What `bellwether migrate` does: bring either database to this program's revision.

    PostgreSQL is locked against a second `migrate` meanwhile: it waits, and then finds nothing to do. The lock
    is the session's, so the address must be the server's own or a pooler's in session mode.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return await prepare(url, backup_folder=backup_folder, at=at, more=more)
    history = History(more)
    async with _connected(url) as connection:
        await connection.execute(text(f"SET lock_timeout = {LOCK_MILLISECONDS}"))
        await connection.execute(
            text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        )  # ends with the connection
        state = await connection.run_sync(look)
        history.judge(state, place(url))
        await connection.commit()
        if state.revision != history.head:
            await connection.run_sync(history.up)
    return Prepared(state.revision, history.head)


class History:
    """The revisions this program knows, oldest to newest."""

    def __init__(self, more: Sequence[Path] = ()) -> None:
        self._folders = [REVISIONS, *more]
        script = ScriptDirectory.from_config(configuration(self._folders))
        self.known = tuple(reversed([revision.revision for revision in script.walk_revisions()]))
        self.head = self.known[-1]

    def judge(self, state: State, where: str, backups: Path | None = None) -> None:
        """Raise StartRefused unless this database is empty or at a revision we know."""
        if state.revision in self.known or (state.revision is None and not state.tables):
            return
        if state.revision is None:
            tables = ", ".join(sorted(state.tables)[:3])
            raise StartRefused(
                f"{where} holds tables of another program ({tables}). "
                "Give Bellwether a database of its own: set BELLWETHER_DATABASE_URL or BELLWETHER_DATA_DIR."
            )
        raise StartRefused(
            f"{where} was written by a newer Bellwether (schema revision {state.revision}; this program knows "
            f"up to {self.head}). Start that version, or {self._restore(backups)}."
        )

    def up(self, connection: Connection, to: str = "head") -> None:
        """Carry out revisions up to `to`, each in a transaction of its own."""
        command.upgrade(configuration(self._folders, connection), to)

    def down(self, connection: Connection, to: str) -> None:
        """Undo revisions down to `to` (`base`: all of them)."""
        command.downgrade(configuration(self._folders, connection), to)

    def _restore(self, backups: Path | None) -> str:
        for path in sorted(backups.glob("bellwether-*.db"), reverse=True) if backups else ():
            if any(path.name.startswith(f"bellwether-{revision}-") for revision in self.known):
                return f"restore the backup {path}"
        return "restore a backup that this version made"


def configuration(
    folders: Sequence[Path], connection: Connection | None = None, **attributes: object
) -> Config:
    """Alembic's configuration, without a file: where the revisions are, and the connection for `env.py`."""
    config = Config(attributes={"connection": connection, **attributes})
    options = {
        "script_location": str(HOME),
        "version_locations": os.pathsep.join(map(str, folders)),
        "path_separator": "os",
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))  # its reader would take a % for a reference
    return config


def look(connection: Connection) -> State:
    """Tables and revision of an open database."""
    tables = set(inspect(connection).get_table_names())
    revision = None
    if VERSION_TABLE in tables:
        number: ColumnElement[str] = column("version_num")
        revision = connection.execute(select(func.max(number)).select_from(table(VERSION_TABLE))).scalar()
    return State(frozenset(tables - {VERSION_TABLE}), revision)


def place(url: str) -> str:
    """An address as it may be shown: without its password."""
    return make_url(url).render_as_string(hide_password=True)


# -- SQLite ------------------------------------------------------------------------------------------------


def _file(url: str) -> Path:
    name = make_url(url).database
    if not name or name == ":memory:" or name.startswith("file:"):
        raise StartRefused(f"{place(url)} names no file. Write BELLWETHER_DATABASE_URL as sqlite:///PATH.")
    return Path(name)


def _bring_up_file(history: History, path: Path, backup_folder: Path | None, at: datetime) -> Prepared:
    with _alone:  # Alembic keeps the connection it works on in a global
        state = look_into(path)
        history.judge(state, str(path), backup_folder)
        if state.revision == history.head:
            return Prepared(state.revision, history.head)
        backup = None
        if state.revision is not None and backup_folder is not None:
            backup = back_up(path, backup_folder, state.revision, at)
        _upgrade_file(history, path, backup)
        return Prepared(state.revision, history.head, backup)


def look_into(path: Path, *, used: bool = False) -> State:
    """Tables and revision of a file. `used`: somebody is at work on it, perhaps this process, and may go on.

    Such a file is opened by SQLite alone: when a process closes a file, all its locks on that file are gone, SQLite's
    too ("How To Corrupt An SQLite Database File", 2.2). Whoever closes the database next would take the log of those
    who still write to it away.
    """
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return State(frozenset(), None)
    if path.is_file() and not used and not _begins_well(path):
        raise StartRefused(f"{path} cannot be used as a database: it is something else. {NOT_OURS}")
    engine = _file_engine(path, begin="BEGIN" if used else "BEGIN IMMEDIATE")
    try:
        with engine.connect() as connection:
            return look(connection)
    except SQLAlchemyError as error:
        raise StartRefused(
            f"{path} cannot be used as a database: {_cause(error)}. {_advice(error)}"
        ) from error
    finally:
        engine.dispose()


def _begins_well(path: Path) -> bool:
    """Whether a file may be a SQLite database. SQLite itself takes a very short file for an empty one, and writes."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size >= SMALLEST and file.read(len(MAGIC)) == MAGIC
    except OSError:
        return True  # SQLite will say what is wrong with it


def _advice(error: SQLAlchemyError) -> str:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_BUSY:
        return "Stop the program that holds it."
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NOT_OURS
    return "Check that it is a file that this user may read and write."


def _upgrade_file(history: History, path: Path, backup: Path | None) -> None:
    engine = _file_engine(path)
    try:
        with engine.connect() as connection:
            history.up(connection)
    except SQLAlchemyError as error:
        kept = f" The copy from before is {backup}." if backup else ""
        raise StartRefused(
            f"{path} could not be upgraded to schema revision {history.head}: {_cause(error)}.{kept}"
        ) from error
    finally:
        engine.dispose()


def _file_engine(path: Path, *, begin: str = "BEGIN IMMEDIATE") -> Any:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def ours(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver opens transactions for data only, not for tables

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


# -- PostgreSQL --------------------------------------------------------------------------------------------


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(
        async_url(url), poolclass=NullPool, connect_args={"timeout": CONNECT_SECONDS}
    )
    try:
        async with engine.connect() as connection:
            yield connection
    except (OSError, SQLAlchemyError, TimeoutError) as error:
        raise StartRefused(
            f"The database at {place(url)} does not do what is asked: {_cause(error)}. "
            "Check BELLWETHER_DATABASE_URL and the server."
        ) from error
    finally:
        await engine.dispose()


def _cause(error: BaseException) -> str:
    original = getattr(error, "orig", None) or error
    return (str(original).strip().splitlines() or [type(original).__name__])[0].rstrip(".")


if __name__ == "__main__":
    from migrations.write import main

    sys.exit(main(sys.argv[1:]))
