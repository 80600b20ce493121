"""A secret given at connecting shows nowhere: not in cards, notices, refusals, JSON, logs, errors, rows, backups.

The whole story of connecting is lived on the console, on Discord and by the web page, with keys that are good, refused
and broken in every way; then everything that came out, and every file that is left, is searched for them (BR-16).
"""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import sys
import urllib.parse
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
import structlog

from bot.app import App
from bot.console.frontend import Console, as_json
from bot.console.script import Say
from bot.console.talk import as_text
from bot.dispatch import Answer, Speaker, private
from bot.logs import reporter, set_up_logs
from bot.web.server import routes
from core.accounts.model import Account
from core.signals.model import Post
from core.venues.credentials import Connection, Credential
from storage.backup import back_up
from tests.story.stage import Stage

CANARY = "Canary7x9Qz4Wm2"
# What venues do with a key stands before the dash (tests/venues_told.py).
KEYS = [
    f"{how}-{CANARY}" for how in ("good", "withdraws", "reads", "dead", "late", "skewed", "silent", "breaks")
]
SECRET = f"{CANARY}+secret/=="
ADDRESS = "https://bellwether.example"


def forms_of(text: str) -> list[str]:
    """How a text may be written elsewhere."""
    coded = base64.b64encode(text.encode()).decode().rstrip("=")
    return [text, text.lower(), urllib.parse.quote(text, safe=""), text.encode().hex(), coded, text[::-1]]


def found_in(said: str | bytes) -> list[str]:
    """Which forms of the canary stand there."""
    text = said.decode("latin-1") if isinstance(said, bytes) else said
    return [form for form in forms_of(CANARY) if form in text]


@dataclass
class Everything:
    """All that came out of the program."""

    said: list[str] = field(default_factory=list)

    def answer(self, answer: Answer) -> None:
        self.said += [repr(answer), as_json("ann", answer), as_text("ann", answer)]


@contextmanager
def logs() -> Iterator[io.StringIO]:
    """What the log would hold, errors with their traces."""
    real, sys.stderr = sys.stderr, io.StringIO()
    try:
        set_up_logs(json=True)
        yield sys.stderr
    finally:
        sys.stderr = real
        structlog.reset_defaults()


@dataclass
class Lived:
    """The program on a file, with everything that it says."""

    app: App
    console: Console
    stage: Stage
    out: Everything
    path: Path

    async def types(self, *lines: str) -> None:
        for line in lines:
            await self.console.do(Say("ann", line))
            for _, answer in await self.console.flush():
                self.out.answer(answer)


class Watched(Stage):
    """A stage whose troubles go to the log, as the program's do."""

    def report(self, *about: object) -> None:
        where, what, error = about
        assert isinstance(error, BaseException)
        reporter()(str(where), str(what), error)


@pytest.fixture
def path(migrated_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "bellwether.db"
    path.write_bytes(migrated_file.read_bytes())
    return path


@pytest.fixture
async def lived(path: Path) -> AsyncIterator[Lived]:
    with logs() as log:
        stage = Watched(f"sqlite:///{path}", address=ADDRESS)
        async with stage.open() as (app, console):
            one = Lived(app, console, stage, Everything(), path)
            yield one
        one.out.said.append(log.getvalue())
    search(one)


def search(lived: Lived) -> None:
    """In everything that was said, in every file, and in a copy of the database."""
    said, folder = lived.out.said, lived.path.parent
    assert len(said) > 10
    assert [each[:2_000] for each in said if found_in(each)] == []
    copy = back_up(lived.path, folder / "backups", "0018", datetime(2026, 11, 17, tzinfo=UTC))
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert copy in files
    assert [(file.name, form) for file in files for form in found_in(file.read_bytes())] == []
    assert rows_of(copy, "credential"), "the keys are there, sealed"


def rows_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        [(count,)] = database.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(count)


async def test_on_the_console(lived: Lived):
    for key in KEYS:
        await lived.types("/me connect kraken", key, SECRET)
    await lived.types("/me connect kucoin", f"good-{CANARY}", SECRET, f"{CANARY} phrase")
    # In the wrong places: in the line, as a broker's name, as an answer to nothing, as a name of one.
    await lived.types(
        f"/me connect kraken good-{CANARY} {SECRET}",
        f"/me connect kraken entry {json.dumps({'key': 'bad'})}",
        f"/me reconnect kraken {SECRET}",
        "/me brokers",
        "/me connect kraken",
        "/me brokers",
    )
    await lived.types("/me disconnect kraken", "/me audit", "/help key")
    async with lived.app.world.store.unit() as unit:
        assert await unit.all(Connection, venue="kraken")


async def test_by_the_page(lived: Lived):
    async def hear(_post: Post) -> None:
        raise AssertionError("nothing is posted here")

    transport = httpx2.ASGITransport(routes(lived.app, hear), raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as web:
        for number, key in enumerate(KEYS):
            card = await lived.app.dispatcher.say(
                Speaker("telegram", "7", "ann"), private("telegram", "7"), "/me connect kraken", str(number)
            )
            lived.out.answer(card)
            path = next(line for line in as_text("ann", card).split() if "/connect/" in line)
            for page in (
                await web.post(path),
                await web.post(f"{path}/key", data={"key": key, "secret": SECRET}),
                await web.get(path),
            ):
                lived.out.said.append(f"{page.status_code} {page.headers!r} {page.text}")
    await lived.app.relay.quiet()
    assert await lived.app.world.view.all(Connection)


async def test_by_a_form_of_a_chat(lived: Lived):
    """What Discord's form hands over: the command with the key as its option."""
    from bot.discord.forms import with_filled
    from core.command import Call

    button = Call("me connect", {"broker": "kraken", "entry": "ask:key,secret"})
    for number, key in enumerate(KEYS):
        call = with_filled(button, {"entry.key": key, "entry.secret": SECRET})
        speaker = Speaker("discord", "7", "ann")
        answer = await lived.app.dispatcher.run(speaker, private("discord", "7"), call, str(number))
        lived.out.answer(answer)
    await lived.app.relay.quiet()
    assert await lived.app.world.view.all(Account, venue="kraken")


async def test_what_is_in_memory_prints_as_dots(lived: Lived):
    await lived.types("/me connect kraken", f"good-{CANARY}", SECRET)
    rows = await lived.app.world.view.all(Credential)

    lived.out.said += [
        repr(rows),
        repr(lived.app.world.vault),
        repr(lived.console),
        repr(lived.console.__dict__),
    ]
    await lived.types("/me connect kraken", f"good-{CANARY}")
    lived.out.said.append(repr(lived.console.__dict__))


def test_the_search_itself_finds_a_canary():
    for form in forms_of(CANARY):
        assert found_in(f"... {form} ...")
    assert found_in(b"\x00" + CANARY.encode())
    assert not found_in("nothing here")
