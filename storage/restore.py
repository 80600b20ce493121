"""Copies of the whole database that any installation can be put back from, and the way back.

A copy is always a SQLite file of the same tables, whichever database it was made of: it can be looked into with any
tool, checked, and put back into either kind. Nothing is replaced that was not kept first.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.backup import copy_to, free_name, settle
from storage.database import Database, open_database
from storage.folder import StartRefused
from storage.migrate import History, look_into, place, prepare
from storage.presence import LOCK
from storage.tables import MAPPERS

ROWS_AT_ONCE = 1_000
SIDES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the revision of the copy, and where what it replaced is kept (None: there was nothing)."""

    revision: str
    kept: Path | None


async def back_up_database(url: str, target: Path | None, folder: Path, at: datetime) -> Path:
    """Copy the database at this address while it is in use: into this file, or under a name of its own in `folder`.

    Raises StartRefused with one sentence; a file that exists is never written over.
    """
    if target is not None and target.exists():  # noqa: ASYNC240 - nobody else runs in this command
        raise StartRefused(f"{target} exists already. Give another name: nothing is written over.")
    try:
        if make_url(url).get_backend_name() == "sqlite":
            path = _file(url)
            _, revision = await asyncio.to_thread(_judged, path, used=True)
            wanted = target or free_name(folder, revision, at)
            return await asyncio.to_thread(copy_to, path, _made(wanted))
        await prepare(url, backup_folder=None, at=at)  # another revision than ours is refused in words
        return await _copy_rows_out(url, _made(target or free_name(folder, History().head, at)), at)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise StartRefused(
            f"{place(url)} could not be copied: {error}. Nothing was changed. Check the disk and the address."
        ) from error


async def restore_database(url: str, copy: Path, folder: Path, at: datetime) -> Restored:
    """Put this copy in the place of the database at this address. Nobody may be at work on it.

    What was there is kept in `folder` first. Raises StartRefused with one sentence, and then nothing was changed.
    """
    _, revision = _judged(copy)
    try:
        if make_url(url).get_backend_name() == "sqlite":
            return Restored(revision, await asyncio.to_thread(_replace_file, _named(url), copy, folder, at))
        return Restored(revision, await _replace_rows(url, copy, folder, at))
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise StartRefused(
            f"{copy} could not be put in the place of {place(url)}: {error}. What was there is still there."
        ) from error


def epoch_of(copy: Path) -> int:
    """The number of the newest start that this copy knows of. Raises StartRefused for a file that is no copy."""
    _judged(copy)
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT value FROM setting WHERE name = 'epoch'").fetchone()
    return 0 if found is None else int(found[0])


def _made(target: Path) -> Path:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return target


def _named(url: str) -> Path:
    name = make_url(url).database
    if not name or name == ":memory:" or name.startswith("file:"):
        raise StartRefused(f"{place(url)} names no file. Write BELLWETHER_DATABASE_URL as sqlite:///PATH.")
    return Path(name)


def _file(url: str) -> Path:
    path = _named(url)
    if not path.is_file():
        raise StartRefused(f"There is no database at {path} yet. `bellwether run` makes one.")
    return path


def _judged(path: Path, *, used: bool = False) -> tuple[Path, str]:
    """A file that holds a database of ours, whole, and its revision; `used` while somebody is at work on it. Raises
    StartRefused."""
    if not path.is_file():
        raise StartRefused(f"There is no file {path}. `bellwether backup` makes copies; name one of them.")
    state = look_into(path, used=used)
    History().judge(state, str(path))
    if state.revision is None:
        raise StartRefused(f"{path} holds no data of Bellwether. Name a copy that `bellwether backup` made.")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        [(verdict,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    if verdict != "ok":
        raise StartRefused(f"{path} is damaged: {verdict}. Name an older copy.")
    return path, state.revision


# -- SQLite


def _replace_file(path: Path, copy: Path, folder: Path, at: datetime) -> Path | None:
    """The copy takes the database's place in one step; the old file gets a second name before."""
    draft = path.with_name(f"{path.name}.restored")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.unlink(missing_ok=True)
    copy_to(copy, draft)
    kept = None
    if path.exists():
        _gather(path)
        kept = free_name(folder, "kept", at, "replaced")
        shutil.copy2(path, kept)
        for side in SIDES:  # only where the old one was too damaged to be gathered
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{side}").replace(f"{kept}{side}")
    settle(draft, path)
    return kept


def _gather(path: Path) -> None:
    """Bring what is still in the log into the file: a log that stays behind would be read into the new database."""
    with contextlib.suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")


# -- PostgreSQL


async def _copy_rows_out(url: str, target: Path, at: datetime) -> Path:
    """Every table as it was at one instant, into a file with the same tables."""
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    await prepare(f"sqlite:///{draft}", backup_folder=None, at=at)
    source, copy = open_database(url), open_database(f"sqlite:///{draft}")
    try:
        async with source.reader.connect() as reading, copy.writer.begin() as writing:
            await reading.execution_options(isolation_level="REPEATABLE READ")
            await _copy_tables(reading, writing)
    finally:
        await source.close()
        await copy.close()
    _gather(draft)
    settle(draft, target)
    return target


async def _replace_rows(url: str, copy: Path, folder: Path, at: datetime) -> Path:
    """All rows in one transaction, while nobody else is at work; what was there is copied out before."""
    await prepare(url, backup_folder=None, at=at)
    target = open_database(url)
    try:
        async with _alone(target):
            kept = await _copy_rows_out(url, free_name(folder, "kept", at, "replaced"), at)
            draft = folder / f"{copy.name}.restoring"
            draft.unlink(missing_ok=True)
            try:
                copy_to(copy, draft)
                await prepare(
                    f"sqlite:///{draft}", backup_folder=None, at=at
                )  # an older copy is brought up first
                await _load(draft, target)
            finally:
                for name in (draft, *(Path(f"{draft}{side}") for side in SIDES)):
                    name.unlink(missing_ok=True)
    finally:
        await target.close()
    return kept


async def _load(draft: Path, target: Database) -> None:
    source = open_database(f"sqlite:///{draft}")
    try:
        async with source.reader.connect() as reading, target.writer.begin() as writing:
            names = ", ".join(f'"{mapper.table.name}"' for mapper in MAPPERS)
            await writing.execute(text(f"TRUNCATE {names}"))
            await _copy_tables(reading, writing)
            await _count_on(writing)
    finally:
        await source.close()


@asynccontextmanager
async def _alone(database: Database) -> AsyncIterator[None]:
    """Hold the lock that every process at work shares; refused while one does."""
    async with database.writer.connect() as connection:
        held = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not (await held.execute(text(f"SELECT pg_try_advisory_lock({LOCK})"))).scalar():
            raise StartRefused("The database is in use by a running Bellwether. Stop every part of it first.")
        try:
            yield
        finally:
            await held.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))


async def _copy_tables(reading: AsyncConnection, writing: AsyncConnection) -> None:
    for mapper in MAPPERS:
        await _copy_table(reading, writing, mapper.table)


async def _copy_table(reading: AsyncConnection, writing: AsyncConnection, table: Table) -> None:
    rows = await reading.stream(select(table)) if reading.dialect.name == "postgresql" else None
    if rows is None:
        found = (await reading.execute(select(table))).mappings().all()
        for start in range(0, len(found), ROWS_AT_ONCE):
            await _write(writing, table, [dict(row) for row in found[start : start + ROWS_AT_ONCE]])
        return
    async for part in rows.mappings().partitions(ROWS_AT_ONCE):
        await _write(writing, table, [dict(row) for row in part])


async def _write(writing: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        await writing.execute(insert(table), rows)


async def _count_on(writing: AsyncConnection) -> None:
    """Numbers that the database gives go on behind the highest one."""
    for mapper in MAPPERS:
        if mapper.counted is not None:
            column = mapper.table.c[mapper.counted]
            highest = (await writing.execute(select(func.max(column)))).scalar()
            if highest is not None:
                sequence = f"pg_get_serial_sequence('{mapper.table.name}', '{mapper.counted}')"
                await writing.execute(text(f"SELECT setval({sequence}, {int(highest)})"))
