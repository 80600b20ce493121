"""The schema's history leads to the tables of today, forwards and back, and loses nothing on the way."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, String, Table, text

from migrations import write
from storage.database import Database, open_database
from storage.migrate import OPTIONS, REVISIONS, History
from storage.tables import MAPPERS, metadata
from tests.storage.history import AT, HEAD, content, fill, planted, run, shape


def differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), metadata))


def counting_tables(connection: Connection) -> set[str]:
    statement = text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    return set(connection.execute(statement).scalars())


# -- the history itself


async def test_the_history_leads_to_the_tables_of_today(bare_database: Database):
    await run(bare_database, History().up)

    assert await run(bare_database, differences) == []
    migrated = await run(bare_database, shape)
    await run(bare_database, History().down, "base")
    assert await run(bare_database, shape) == {}
    await run(bare_database, metadata.create_all)
    made = await run(bare_database, shape)
    assert migrated == made


async def test_numbers_that_sqlite_gives_are_never_given_twice(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    await run(database, History().up)

    assert await run(database, counting_tables) == {m.table.name for m in MAPPERS if m.counted}
    await database.close()


async def test_down_and_up_again_with_rows_in_every_table(bare_database: Database):
    history = History()
    await run(bare_database, history.up)
    rows = await run(bare_database, fill)
    assert await run(bare_database, content) == rows

    await run(bare_database, history.down, "base")
    await run(bare_database, history.up)

    assert await run(bare_database, content) == {}
    assert await run(bare_database, fill) == rows


@pytest.mark.parametrize("recreate", ["auto", "always"])
async def test_rows_survive_a_step_forward_and_back(bare_database: Database, tmp_path: Path, recreate: str):
    history = History(
        [planted(tmp_path / "next", recreate=recreate if bare_database.dialect == "sqlite" else "auto")]
    )
    await run(bare_database, history.up, HEAD)
    rows = await run(bare_database, fill)

    await run(bare_database, history.up)
    forward = await run(bare_database, content)
    defaults = await run(bare_database, planted_values)
    await run(bare_database, history.down, HEAD)

    assert forward == rows
    assert defaults == ["yes"]
    assert await run(bare_database, content) == rows
    assert await run(bare_database, differences) == []


def planted_values(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT planted FROM setting")).scalars())


async def test_rows_of_the_first_revision_stand_in_the_books_of_the_second(bare_database: Database):
    history = History()
    await run(bare_database, lambda connection: history.up(connection, "0001"))
    await run(bare_database, rows_of_before)

    await run(bare_database, history.up)

    assert await run(bare_database, known_now) == [("post", "edit"), ("first", "second")]
    assert await run(bare_database, differences) == []


def rows_of_before(connection: Connection) -> None:
    """A post and its edit, and two fills: the second one was written first."""
    ledger, fills = (Table(name, MetaData(), autoload_with=connection) for name in ("ledger", "fill"))
    for version in (0, 1):
        connection.execute(ledger.insert(), dull(ledger) | {"number": version + 1, "version": version})
    for minutes, fill_id in ((2, "second"), (1, "first")):
        at = AT + timedelta(minutes=minutes)
        known = at.isoformat() if connection.dialect.name == "sqlite" else at
        connection.execute(fills.insert(), dull(fills) | {"id": fill_id, "at": known})


def dull(known: Table) -> dict[str, Any]:
    """A row that fits the table and says nothing."""
    values: dict[str, Any] = {}
    for column in known.columns:
        words = isinstance(column.type, String)
        if column.name == "at" or column.name.endswith("_at"):
            values[column.name] = AT.isoformat() if words else AT
        else:
            values[column.name] = "1" if words else 1
    return values


def known_now(connection: Connection) -> list[Any]:
    kinds = connection.execute(text("SELECT kind FROM ledger ORDER BY number")).scalars()
    facts = connection.execute(text("SELECT fact FROM book_entry WHERE kind = 'fill' ORDER BY number"))
    return [tuple(kinds), tuple(facts.scalars())]


def test_there_is_one_newest_revision_and_each_is_numbered():
    names = sorted(path.name for path in REVISIONS.glob("[0-9]*.py"))

    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert History().known == tuple(name[:4] for name in names)


def test_the_first_revision_is_written_the_same_every_time(tmp_path: Path):
    assert len(History().known) > 1 or write._write("0001", "first", tmp_path, lean=True).read_text() == (
        (REVISIONS / "0001_first.py").read_text()
    )


def test_a_next_revision_is_written_from_the_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "50% of it"
    shutil.copytree(REVISIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(write, "REVISIONS", folder)

    source = write.write_next("Nothing new").read_text()

    assert source.startswith('"""Nothing new."""')
    assert f'down_revision: str | None = "{HEAD}"' in source
    assert source.count("    pass\n") == 2
