"""The leaderboard's page: aliases and nothing else, names gone at once when they are hidden, its rules beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest

from bot.app import App
from bot.settings import load
from bot.web.pages import Pages
from bot.web.server import serve
from core.accounts.model import Mode, Person, Profile
from core.analytics.model import Period
from core.boards.model import Board, BoardMember, BoardRow, Metric
from core.boards.spans import board_id
from core.kernel.access import Level
from core.signals.model import Post
from tests.bot.web.test_shares import PERSON, Plots, free_port
from tests.story.stage import Stage

ID = board_id(Mode.LIVE, Period.WEEKLY, Metric.RETURN, None)
PAGE = "/leaderboard?mode=live&period=weekly&metric=return"
DATA = PAGE.replace("leaderboard", "leaderboard/data.json")
NAMES = ("north", "mira", "otto-7")


@dataclass
class Desk:
    """A board of three, and a client of the web pages."""

    app: App
    web: httpx2.AsyncClient

    async def get(self, path: str) -> httpx2.Response:
        return await self.web.get(path, headers=PERSON)

    async def everything(self) -> str:
        return "\n".join([(await self.get(path)).text for path in (PAGE, DATA)])


@pytest.fixture
async def desk(url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with Stage(url).open() as (app, _):

        async def hear(_post: Post) -> None:
            raise AssertionError("nothing is posted here")

        pages, settings = Pages(app.world, Plots().paint, count_window=0), load({}, tmp_path)
        settings = settings.model_copy(update={"data_dir": tmp_path})
        async with (
            serve(app, settings, free_port(), hear, pages=pages) as address,
            httpx2.AsyncClient(base_url=address, trust_env=False) as web,
        ):
            await _board(app)
            yield Desk(app, web)


async def _board(app: App) -> None:
    now = app.world.clock.now()
    ids = [f"person-{number}" for number in range(len(NAMES))]
    async with app.world.store.unit() as unit:
        await unit.add(
            [
                Person(id=id_, name=f"Secret {alias}", level=Level.TRADER, created_at=now)
                for id_, alias in zip(ids, NAMES, strict=True)
            ]
        )
        await unit.add(
            [
                Profile(
                    person=id_, alias=alias, folded=alias, on_boards=True, public=alias == "mira", since=now
                )
                for id_, alias in zip(ids, NAMES, strict=True)
            ]
        )
        await unit.add(
            [
                BoardMember(person=id_, mode=Mode.LIVE, joined_at=now, counts_from=now, counted_to=now)
                for id_ in ids
            ]
        )
        await unit.add(
            [
                BoardRow(
                    rows=f"{ID}/a",
                    number=number,
                    place=number,
                    person=id_,
                    value=Decimal("0.0412") / number,
                    change=Decimal("0.0412") / number,
                    fall=Decimal("-0.011"),
                    trades=9,
                )
                for number, id_ in enumerate(ids, start=1)
            ]
        )
        board = Board(
            id=ID, mode=Mode.LIVE, period=Period.WEEKLY, metric=Metric.RETURN, since=now - timedelta(days=1),
            until=now + timedelta(days=1), made_at=now, rows=f"{ID}/a", final=False, ranked=3, joined=31, left=1,
        )  # fmt: skip
        await unit.add([board])


async def test_a_board_names_aliases_and_nothing_else_of_anybody(desk: Desk):
    sent = await desk.everything()

    for there in (*NAMES, "+4.12 %", "−1.10 %", "3 ranked of 31 joined, 1 left", "LIVE"):
        assert there in sent
    assert 'href="/u/mira"' in sent
    assert 'href="/u/north"' not in sent
    assert not [secret for secret in ("person-", "Secret") if secret in sent]


async def test_paper_is_a_page_of_its_own(desk: Desk):
    paper = (await desk.get(PAGE.replace("live", "paper"))).text

    assert "PAPER" in paper
    assert not [alias for alias in NAMES if alias in paper]


async def test_who_leaves_is_gone_from_the_page_at_once(desk: Desk):
    assert "north" in await desk.everything()
    async with desk.app.world.store.unit() as unit:
        member = await unit.get(BoardMember, "person-0", Mode.LIVE)
        assert member is not None
        await unit.put([replace(member, left_at=desk.app.world.clock.now())])

    sent = await desk.everything()

    assert "north" not in sent
    assert "<td>left" in sent
    assert "mira" in sent


async def test_the_rules_stand_on_the_page_with_their_figures(desk: Desk):
    page = (await desk.get(PAGE)).text

    for rule in (
        "How the leaderboard is made",
        "A place needs 5 closed trades on 3 days",
        "less than 100.00 USDT",
        "deepest fall, which counts as 1 % at least",
    ):
        assert rule in page
