"""While the database is away: who asks is told in plain words, posts are kept in order, and what was kept is judged by
its age when it is taken in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from bot.hearing import Ear
from core.kernel.codec import dumps, encode
from core.kernel.errors import Refusal
from core.notices.model import Notice
from core.signals.model import LedgerEntry, Post
from storage.gone import answering
from storage.quick import QuickReader
from storage.spool import Spool
from storage.store import Reader, SqlStore
from tests.story.stage import Stage
from tests.story.told import text_of
from tests.town import AUTHOR, CHANNEL, PLATFORM, settle_in

LONG = "LONG {symbol} entry {price} sl {stop}"


class Line:
    """The line to the database, which can be cut."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cut = False
        questions = ("get", "all", "page", "ask")
        for owner, names in ((SqlStore, ("unit",)), (Reader, questions), (QuickReader, questions)):
            for name in names:
                monkeypatch.setattr(owner, name, self._unless_cut(getattr(owner, name)))

    def _unless_cut(self, real: Any) -> Any:
        def ask(of: Any, *words: Any, **equals: Any) -> Any:
            if self.cut:
                with answering():
                    raise ConnectionRefusedError("nobody is there")
            return real(of, *words, **equals)

        return ask


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(monkeypatch)


@asynccontextmanager
async def a_stage(url: str, folder: Path, most: int = 1_000) -> AsyncIterator[tuple[App, Console, Ear]]:
    stage = Stage(url)
    async with stage.open() as (app, console):
        await settle_in(app.world.store, ["ann"], app.world.clock.now())
        ear = Ear(app.world, Spool(folder / "posts.db", most), lambda error: None)
        console._hear = ear.hear
        yield app, console, ear


def post(app: App, number: int, age: int = 0, symbol: str = "BTC/USDT") -> Post:
    prices = {"BTC/USDT": ("60000", "58500"), "ETH/USDT": ("3431", "3340")}[symbol]
    return Post(
        platform=PLATFORM,
        channel=CHANNEL,
        message=f"m{number}",
        version=0,
        author=AUTHOR,
        author_name=AUTHOR,
        text=LONG.format(symbol=symbol, price=prices[0], stop=prices[1]),
        posted_at=app.world.clock.now() - timedelta(seconds=age),
    )


async def read(app: App) -> list[str]:
    return [entry.message for entry in await app.world.view.all(LedgerEntry)]


async def test_whoever_asks_is_told_that_the_records_are_away(url: str, tmp_path: Path, line: Line):
    async with a_stage(url, tmp_path) as (_, console, _ear):
        await console.do(parse("ann: /me show"))
        await console.flush()
        line.cut = True

        asked = (
            "ann: /trade buy BTC/USDT $500",
            "ann [Confirm]",
            "pro #calls: /help",
            "market: BTC/USDT 61000",
        )
        for words in asked:
            await console.do(parse(words))
            [(_, answer)] = await console.flush()

            assert (answer.kind, answer.reply.data["code"]) == ("refusal", "database_out")
            assert "My records have not answered since 14:03" in text_of(answer)
        line.cut = False


async def test_posts_are_kept_in_order_and_judged_by_the_age_they_have_then(
    url: str, tmp_path: Path, line: Line
):
    async with a_stage(url, tmp_path) as (app, console, ear):
        line.cut = True
        await ear.hear(post(app, 1))
        line.cut = False
        await ear.hear(post(app, 2, symbol="ETH/USDT"))  # what comes later waits behind what came before
        assert await read(app) == []
        app.world.clock.advance(timedelta(seconds=90))  # type: ignore[attr-defined]

        assert await ear.empty()
        await app.relay.quiet()

        assert await read(app) == ["m1", "m2"]
        told = [answer for who, answer in await console.flush() if who == "#calls"]
        assert [answer.reply.title for answer in told if "away" in answer.reply.title] == [
            "I was away from 14:03 to 14:04 UTC"
        ]
        await app.relay.quiet()
        assert await ear.empty()
        news = [one for one in await app.world.view.all(Notice) if "AwayTold" in one.subject]
        assert len(news) == 1, "told once"
        await ear.hear(post(app, 3))
        assert await read(app) == ["m1", "m2", "m3"]


async def test_what_was_kept_for_too_long_buys_nothing(url: str, tmp_path: Path, line: Line):
    async with a_stage(url, tmp_path) as (app, console, ear):
        line.cut = True
        await ear.hear(post(app, 1))
        line.cut = False
        app.world.clock.advance(timedelta(minutes=7))  # type: ignore[attr-defined]

        await ear.empty()
        await app.relay.quiet()

        assert await read(app) == ["m1"]
        said = " ".join(text_of(answer) for _, answer in await console.flush())
        assert "Smallest change that would have passed: age 420 s" in said, said


async def test_a_bounded_number_is_kept_and_the_rest_is_refused_aloud(url: str, tmp_path: Path, line: Line):
    async with a_stage(url, tmp_path, most=2) as (app, _, ear):
        line.cut = True
        for number in (1, 2, 2):
            await ear.hear(post(app, number))

        with pytest.raises(Refusal, match="spool_full"):
            await ear.hear(post(app, 3))
        line.cut = False

        await ear.empty()

        assert await read(app) == ["m1", "m2"]


async def test_what_was_kept_survives_its_process_and_breaks_nobody(url: str, tmp_path: Path, line: Line):
    async with a_stage(url, tmp_path) as (app, _, ear):
        line.cut = True
        await ear.hear(post(app, 1))
        line.cut = False
        await Spool(tmp_path / "posts.db").keep('{"platform": 3}')  # no version wrote this one
        await Spool(tmp_path / "posts.db").keep(dumps(encode(post(app, 2))))
        broken: list[BaseException] = []
        another = Ear(app.world, Spool(tmp_path / "posts.db"), broken.append)

        assert await another.empty()

        assert await read(app) == ["m1", "m2"]
        assert len(broken) == 1
