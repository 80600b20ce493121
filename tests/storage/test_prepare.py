"""Every database comes to the revision of this program with all it holds, or is left alone with a sentence."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, text
from sqlalchemy.engine import make_url

from core.bookkeeping import Setting
from storage import migrate as module
from storage.backup import back_up
from storage.database import Database, open_database
from storage.migrate import VERSION_TABLE, Prepared, StartRefused, migrate, prepare
from storage.tables import TABLES
from tests.storage.history import AT, HEAD, content, fill, planted, run, shape

SETTING = TABLES.of(Setting)

# -- SQLite


async def test_a_missing_file_gets_the_schema(tmp_path: Path):
    path = tmp_path / "with space & 100%" / "test.db"
    path.parent.mkdir()
    url = f"sqlite:///{path}"

    first = await prepare(url, backup_folder=tmp_path / "backups", at=AT)
    second = await prepare(url, backup_folder=tmp_path / "backups", at=AT)

    assert (first, first.changed) == (Prepared(None, HEAD), True)
    assert (second, second.changed) == (Prepared(HEAD, HEAD), False)
    assert not (tmp_path / "backups").exists()


async def test_an_empty_file_gets_the_schema(tmp_path: Path):
    (tmp_path / "test.db").touch()

    assert (await prepare(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", backup_folder=None, at=AT)).changed


async def test_an_older_file_is_copied_and_then_upgraded(tmp_path: Path):
    path, backups = tmp_path / "test.db", tmp_path / "backups"
    url = f"sqlite:///{path}"
    await prepare(url, backup_folder=backups, at=AT)
    store(path, "kept", "1")

    prepared = await prepare(url, backup_folder=backups, at=AT, more=[planted(tmp_path / "next")])

    assert prepared == Prepared(HEAD, "planted", backups / f"bellwether-{HEAD}-20261117T140300Z.db")
    assert prepared.backup is not None
    assert prepared.backup.stat().st_mode & 0o777 == 0o600
    assert revision_in(prepared.backup) == HEAD
    assert settings_in(prepared.backup) == settings_in(path) == [("kept", "1")]
    assert revision_in(path) == "planted"
    assert not (await prepare(f"sqlite:///{prepared.backup}", backup_folder=None, at=AT)).changed


def store(path: Path, name: str, value: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))


def revision_in(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        [(revision,)] = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall()
    return str(revision)


def settings_in(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, value FROM setting").fetchall()


async def test_a_copy_is_whole_while_others_write_and_never_replaces_another(tmp_path: Path):
    path = tmp_path / "test.db"
    await prepare(f"sqlite:///{path}", backup_folder=None, at=AT)
    database = open_database(f"sqlite:///{path}")
    async with database.writer.begin() as connection:
        await connection.execute(SETTING.table.insert(), {"name": "in the log", "value": ""})

    copies = [back_up(path, tmp_path / "backups", HEAD, AT) for _ in range(2)]

    assert [copy.name for copy in copies] == [
        f"bellwether-{HEAD}-20261117T140300Z.db",
        f"bellwether-{HEAD}-20261117T140300Z-2.db",
    ]
    assert [settings_in(copy) for copy in copies] == [[("in the log", "")]] * 2
    assert sorted((tmp_path / "backups").iterdir()) == sorted(copies)
    await database.close()


async def test_a_newer_file_is_refused_with_the_backup_to_restore(tmp_path: Path):
    path, backups, more = tmp_path / "test.db", tmp_path / "backups", [planted(tmp_path / "next")]
    url = f"sqlite:///{path}"
    await prepare(url, backup_folder=backups, at=AT)
    prepared = await prepare(url, backup_folder=backups, at=AT, more=more)
    before = path.read_bytes()

    with pytest.raises(StartRefused) as caught:
        await prepare(url, backup_folder=backups, at=AT)

    assert str(caught.value) == (
        f"{path} was written by a newer Bellwether (schema revision planted; this program knows up to {HEAD}). "
        f"Start that version, or restore the backup {prepared.backup}."
    )
    assert path.read_bytes() == before


async def test_a_newer_file_without_a_backup_is_refused(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'test.db'}"
    await prepare(url, backup_folder=None, at=AT, more=[planted(tmp_path / "next")])

    with pytest.raises(StartRefused, match="or restore a backup that this version made"):
        await prepare(url, backup_folder=tmp_path / "backups", at=AT)


@pytest.mark.parametrize(
    "garbage", [b"x", b"SQLite format 3\0", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000]
)
async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, garbage: bytes):
    path = tmp_path / "test.db"
    path.write_bytes(garbage)

    with pytest.raises(StartRefused, match=r"cannot be used as a database: .*Move it away"):
        await prepare(f"sqlite:///{path}", backup_folder=tmp_path / "backups", at=AT)

    assert path.read_bytes() == garbage


async def test_a_folder_in_its_place_is_refused(tmp_path: Path):
    with pytest.raises(StartRefused, match=r"unable to open database file\. Check that it is a file"):
        await prepare(f"sqlite:///{tmp_path}", backup_folder=None, at=AT)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"])
async def test_an_address_without_a_file_is_refused(url: str):
    with pytest.raises(StartRefused, match="names no file"):
        await prepare(url, backup_folder=None, at=AT)


async def test_a_file_that_another_program_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)
    path = tmp_path / "test.db"
    await prepare(f"sqlite:///{path}", backup_folder=None, at=AT)

    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StartRefused, match=r"database is locked\. Stop the program that holds it\."):
            await prepare(f"sqlite:///{path}", backup_folder=None, at=AT)


# -- both


async def test_tables_of_another_program_are_refused(bare_database: Database, database_url: str):
    other = MetaData()
    SETTING.table.to_metadata(other, name="theirs")
    await run(bare_database, other.create_all)

    with pytest.raises(StartRefused, match=r"holds tables of another program \(theirs\)\. Give Bellwether"):
        await migrate(database_url, at=AT)


async def test_a_step_that_fails_leaves_everything_as_it_was(
    bare_database: Database, database_url: str, tmp_path: Path
):
    await migrate(database_url, at=AT)
    rows, before = await run(bare_database, fill), await run(bare_database, shape)
    broken = planted(tmp_path / "next", "op.execute('INSERT INTO nowhere VALUES (1)')")

    with pytest.raises(StartRefused, match="nowhere"):
        await migrate(database_url, at=AT, backup_folder=tmp_path / "backups", more=[broken])

    assert await run(bare_database, shape) == before
    assert await run(bare_database, content) == rows
    assert not (await prepare(database_url, backup_folder=None, at=AT)).changed


# -- PostgreSQL


async def test_postgres_is_migrated_only_when_somebody_says_so(fresh_postgres_url: str, tmp_path: Path):
    url, more = fresh_postgres_url, [planted(tmp_path / "next")]

    with pytest.raises(
        StartRefused, match=rf"is empty; this program needs {HEAD}\. Run `bellwether migrate` first"
    ):
        await prepare(url, backup_folder=None, at=AT)
    assert await migrate(url, at=AT) == Prepared(None, HEAD)
    assert await migrate(url, at=AT) == await prepare(url, backup_folder=None, at=AT) == Prepared(HEAD, HEAD)
    with pytest.raises(StartRefused, match=rf"is at schema revision {HEAD}; this program needs planted"):
        await prepare(url, backup_folder=None, at=AT, more=more)
    assert await migrate(url, at=AT, more=more) == Prepared(HEAD, "planted")
    for refuse in (prepare(url, backup_folder=None, at=AT), migrate(url, at=AT)):
        with pytest.raises(StartRefused, match="written by a newer Bellwether"):
            await refuse


async def test_two_migrations_at_once_are_one(fresh_postgres_url: str):
    done = await asyncio.gather(*(migrate(fresh_postgres_url, at=AT) for _ in range(3)))

    assert sorted(prepared.changed for prepared in done) == [False, False, True]


async def test_a_migration_does_not_wait_for_another_one_for_ever(
    fresh_postgres_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "LOCK_MILLISECONDS", 10)
    database = open_database(fresh_postgres_url)

    async with database.writer.connect() as other:
        await other.execute(text(f"SELECT pg_advisory_lock({module.ADVISORY_LOCK})"))
        with pytest.raises(StartRefused, match="lock timeout"):
            await migrate(fresh_postgres_url, at=AT)
    await database.close()


@pytest.mark.parametrize("change", [{"port": 1}, {"database": "missing"}])
async def test_a_server_that_does_not_answer_is_named_without_its_password(
    fresh_postgres_url: str, change: dict[str, Any]
):
    url = make_url(fresh_postgres_url).set(password="hush", **change).render_as_string(hide_password=False)

    with pytest.raises(
        StartRefused, match=r"^The database at postgresql.*Check BELLWETHER_DATABASE_URL"
    ) as caught:
        await prepare(url, backup_folder=None, at=AT)

    assert "hush" not in str(caught.value)
