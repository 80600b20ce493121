"""Copies of either database, and the way back: nothing is lost, nothing is written over, numbers go on."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import VOCABULARY
from core.bookkeeping import OutboxRow, Setting
from core.kernel.money import Price, Quantity
from core.orders.model import OrderAudit, OrderStatus
from core.paper.model import SimulatedPrice
from storage.database import open_database
from storage.epoch import read_epoch, write_epoch
from storage.folder import StartRefused
from storage.presence import Self, present
from storage.restore import back_up_database, epoch_of, restore_database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.worlds import MovedClock

ANOTHER = """
import sqlite3, sys
one = sqlite3.connect(sys.argv[1])
print(*one.execute("SELECT value FROM setting").fetchone())
one.close()
"""
AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


async def written(url: str, word: str, last: str) -> int:
    """A setting, an exact price, a numbered row; the number that the database gave."""
    database = open_database(url)
    store = SqlStore(database, TABLES, MovedClock(AT), VOCABULARY, {}, lambda: None)
    async with store.unit() as unit:
        await unit.put([Setting("word", word)])
        price = SimulatedPrice(
            symbol="BTC/USDT", last=Price(last), size=Quantity("0.000000000000000001"), revision=1, at=AT
        )
        await unit.put([price])
        step = OrderAudit(
            number=0, order="o", was=None, now=OrderStatus.PLANNED, evidence="planned", at=AT, seal="s"
        )
        [(number,)] = await unit.add([step])
        await unit.add([OutboxRow(number=0, event="E", body="[]", at=AT)])
    await database.close()
    return int(str(number))


async def read(url: str) -> tuple[str, str, int]:
    """What `written` wrote last, and how many numbered rows there are."""
    database = open_database(url)
    store = SqlStore(database, TABLES, MovedClock(AT), VOCABULARY, {}, lambda: None)
    word = await store.view.get(Setting, "word")
    price = await store.view.get(SimulatedPrice, "BTC/USDT")
    audits = await store.view.all(OrderAudit)
    await database.close()
    assert word is not None
    assert price is not None
    assert price.size == Quantity("0.000000000000000001")
    return word.value, str(price.last), len(audits)


async def test_an_old_copy_takes_the_place_of_what_is_there_and_that_is_kept(url: str, tmp_path: Path):
    await written(url, "before", "60000.123456789012345678")
    copy = await back_up_database(url, tmp_path / "copy.db", tmp_path, AT)
    number = await written(url, "after", "61000")

    done = await restore_database(url, copy, tmp_path, AT)

    assert await read(url) == ("before", "60000.123456789012345678", 1)
    assert done.kept is not None
    assert await read(f"sqlite:///{done.kept}") == ("after", "61000", 2)
    # A number that was given is in the copy of what was there; the database goes on from what it knows now.
    assert await written(url, "again", "62000") in (number, number + 1)


async def test_a_copy_is_a_file_that_stands_alone_and_nobody_else_may_read_it(url: str, tmp_path: Path):
    await written(url, "before", "1")

    copy = await back_up_database(url, None, tmp_path / "backups", AT)

    assert copy.parent == tmp_path / "backups"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert not [path for path in copy.parent.iterdir() if path != copy]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT value FROM setting WHERE name = 'word'").fetchall() == [("before",)]


async def test_nothing_is_written_over(url: str, tmp_path: Path):
    await written(url, "before", "1")
    there = tmp_path / "mine.db"
    there.write_text("mine")

    with pytest.raises(StartRefused, match="exists already"):
        await back_up_database(url, there, tmp_path, AT)

    assert there.read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"something else entirely", b"SQLite format 3\0" + b"x" * 600])
async def test_what_is_no_copy_is_refused_and_changes_nothing(url: str, tmp_path: Path, content: bytes):
    await written(url, "before", "1")
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(content)

    with pytest.raises(StartRefused):
        await restore_database(url, wrong, tmp_path, AT)

    assert (await read(url))[0] == "before"


async def test_a_shared_database_is_not_replaced_while_somebody_is_at_work(url: str, tmp_path: Path):
    if url.startswith("sqlite"):
        pytest.skip("there the data folder's lock says so")
    await written(url, "before", "1")
    copy = await back_up_database(url, tmp_path / "copy.db", tmp_path, AT)
    database = open_database(url)

    async with present(database, Self(id="me", role="worker", build="b", revision="r")):
        with pytest.raises(StartRefused, match="in use"):
            await restore_database(url, copy, tmp_path, AT)

    await database.close()


async def test_a_copy_of_one_kind_of_database_goes_into_the_other(url: str, tmp_path: Path):
    await written(url, "before", "60000.5")
    copy = await back_up_database(url, tmp_path / "copy.db", tmp_path, AT)
    other = f"sqlite:///{tmp_path / 'other.db'}"

    await restore_database(other, copy, tmp_path, AT)

    assert await read(other) == ("before", "60000.5", 1)


def test_the_number_of_a_start_never_goes_back(tmp_path: Path):
    assert read_epoch(tmp_path) is None

    write_epoch(tmp_path, 5)
    write_epoch(tmp_path, 3)

    assert read_epoch(tmp_path) == 5
    assert (tmp_path / "epoch").stat().st_mode & 0o777 == 0o600


async def test_a_copy_says_which_start_it_knows_of(url: str, tmp_path: Path):
    await written(url, "before", "1")
    assert epoch_of(await back_up_database(url, tmp_path / "a.db", tmp_path, AT)) == 0
    database = open_database(url)
    store = SqlStore(database, TABLES, MovedClock(AT), VOCABULARY, {}, lambda: None)
    async with store.unit() as unit:
        await unit.put([Setting("epoch", "7")])
    await database.close()

    assert epoch_of(await back_up_database(url, tmp_path / "b.db", tmp_path, AT)) == 7


async def test_a_copy_is_made_while_somebody_is_in_the_middle_of_writing(url: str, tmp_path: Path):
    database = open_database(url)

    async with database.writer.begin() as writing:
        await writing.execute(text("INSERT INTO setting (name, value) VALUES ('word', 'not yet')"))
        copy = await back_up_database(url, tmp_path / "copy.db", tmp_path, AT)

    await database.close()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == (0,)


async def test_after_a_copy_the_database_is_still_held(tmp_path: Path, migrated_file: Path):
    """Another program that looks into it then must not take the log away that is written here."""
    path = tmp_path / "used.db"
    shutil.copy(migrated_file, path)
    database = open_database(f"sqlite:///{path}")
    store = SqlStore(database, TABLES, MovedClock(AT), VOCABULARY, {}, lambda: None)
    async with store.unit() as unit:
        await unit.put([Setting("word", "before")])

    await back_up_database(f"sqlite:///{path}", tmp_path / "copy.db", tmp_path, AT)
    asked = [sys.executable, "-c", ANOTHER, str(path)]
    assert await asyncio.to_thread(subprocess.check_output, asked) == b"before\n"
    async with store.unit() as unit:
        await unit.put([Setting("word", "after")])

    assert await asyncio.to_thread(subprocess.check_output, asked) == b"after\n"
    await database.close()
