"""The leaderboard's page: aliases of those who joined, paper and live apart; a word that names no board is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from bot.present.look import Look
from bot.web.boards import Wanted, board_page, rounded
from core.accounts.model import Mode
from core.analytics.model import Period
from core.boards.model import Metric
from core.boards.results import BoardLine, BoardView
from core.context import World
from tests.bot.web.test_shares import Desk, desk

__all__ = ["desk"]

pytestmark = pytest.mark.postgres_when_heavy

AT = datetime(2026, 11, 23, tzinfo=UTC)


def line(place: int, alias: str | None, *, before: int | None = None, public: bool = False) -> BoardLine:
    return BoardLine(
        place=place,
        alias=alias,
        value=Decimal("0.0412"),
        change=Decimal("0.0412"),
        fall=Decimal("-0.011"),
        trades=9,
        before=before,
        public=public,
    )


def a_board(*lines: BoardLine) -> BoardView:
    return BoardView(
        mode=Mode.LIVE,
        period=Period.WEEKLY,
        metric=Metric.RETURN,
        since=datetime(2026, 11, 16, tzinfo=UTC),
        until=AT,
        final=True,
        made_at=AT,
        ranked=12,
        joined=31,
        left=1,
        lines=lines,
    )


def test_a_row_says_who_how_far_and_where_their_page_is():
    board = a_board(line(1, "no rth/ü", before=3, public=True), line(2, None), line(3, "mira", before=2))

    page = board_page(board, Wanted(Mode.LIVE, Period.WEEKLY), Look(cast(World, SimpleNamespace()), AT))

    assert [(row.name, row.page, row.under) for row in page.rows] == [
        ("no rth/ü", "/u/no%20rth%2F%C3%BC", "9 trades · up 2"),
        ("left", "", "9 trades"),
        ("mira", "", "9 trades · down 1"),
    ]
    assert (page.rows[0].value, page.rows[0].fall) == ("+4.12 %", "−1.10 %")
    assert page.small[0] == "12 ranked of 31 joined, 1 left"
    current = [one.label for _, links in page.choices for one in links if one.current]
    assert current == ["LIVE", "Week", "return"]


def test_data_have_no_more_digits_than_people_read():
    exact = replace(line(1, "north"), value=Decimal("0.041234567891"), fall=Decimal("-0.01104321"))

    found = rounded(a_board(exact))

    assert (found.lines[0].value, found.lines[0].fall) == (Decimal("0.0412"), Decimal("-0.0110"))


async def test_before_anybody_joined_it_says_so(desk: Desk):
    page = await desk.get("/leaderboard")

    assert page.status_code == 200
    assert "Nobody joined yet." in page.text
    for _, address in re.findall(r'<a (class="skip" )?href="([^"]+)"', page.text):
        if address.startswith("/"):
            assert (await desk.get(address.replace("&amp;", "&"))).status_code == 200


async def test_data_come_in_the_envelope_and_a_wrong_word_is_told(desk: Desk):
    found = await desk.get("/leaderboard/data.json?mode=paper&period=weekly&metric=winrate")
    same = await desk.get("/api/leaderboards/winrate?mode=paper&period=weekly")
    period = await desk.get("/api/leaderboards/period?period=monthly")
    wrong = await desk.get("/api/leaderboards/luck")

    assert found.json()["data"]["metric"] == "winrate"
    assert same.json() == found.json()
    assert (period.json()["data"]["period"], period.json()["data"]["metric"]) == ("monthly", "return")
    assert wrong.status_code == 400
    assert wrong.json()["success"] is False
    assert "winrate" in wrong.json()["error"]
