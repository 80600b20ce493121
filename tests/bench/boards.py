"""Leaderboards with 100,000 people: the first fifty places, one person's place, and how long a board takes to make.

Read through the program's own store, one at a time, as a page or a card does (row TG-07). Made from standings in
memory: what is measured is the ranking and the writing of its rows.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import cast

from bot.app import VOCABULARY
from bot.clock import RealClock
from core.accounts.model import Mode, Profile
from core.analytics.model import Period
from core.boards.model import Board, BoardDay, BoardMember, BoardRow, Metric
from core.boards.ranking import places
from core.boards.reactions import make_boards
from core.boards.spans import board_id
from core.boards.standing import Standing
from core.boards.views import board_of
from core.kernel.money import ZERO
from core.ports.market import Market
from core.ports.questions import PlacesOf
from core.ports.store import Store
from storage.database import open_database
from storage.migrate import migrate
from storage.store import SqlStore
from storage.tables import TABLES
from tests.bench.rows import Row
from tests.worlds import MovedClock, a_world

PEOPLE, READS, AT_ONCE = 100_000, 400, 2_000
# All forty boards of so many members with thirty days each, everything read and written.
MEMBERS, DAYS = 1_000, 30
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
ID = board_id(Mode.PAPER, Period.WEEKLY, Metric.RETURN, None)


def rows(full: bool) -> Iterator[Row]:
    """Medians, in milliseconds; the ranking in seconds."""
    chance = random.Random(1)
    everybody = [_standing(number, chance) for number in range(PEOPLE)]
    begun = perf_counter()
    ranked = places(Metric.RETURN, everybody, f"{ID}/a")
    yield Row("boards.ranked.100000", perf_counter() - begun, "s")
    found = asyncio.run(_read(ranked, chance))
    yield Row("boards.top50", found["top50"], "ms", want="<= 1")
    yield Row("boards.top50_with_aliases", found["shown"], "ms")
    yield Row("boards.rank_of_one", found["rank"], "ms", want="<= 2")
    yield Row("boards.written.100000", found["written"], "s")
    yield Row(f"boards.made.{MEMBERS}", asyncio.run(_made()), "s")


def _standing(number: int, chance: random.Random) -> Standing:
    return Standing(
        person=f"p{number:06d}",
        days=5,
        change=Decimal(chance.randrange(-(10**9), 10**9)).scaleb(-10),
        fall=Decimal(-chance.randrange(10**9)).scaleb(-10),
        deviation=None,
        profit=ZERO,
        put_in=ZERO,
        won=3,
        decided=6,
        gained=ZERO,
        gave=ZERO,
        trades=chance.randrange(5, 50),
        sampled=5,
        sampled_days=3,
    )


async def _read(ranked: list[BoardRow], chance: random.Random) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'boards.db'}"
        await migrate(url, at=datetime.now(UTC))
        database = open_database(url)
        store = SqlStore(database, TABLES, RealClock(), VOCABULARY, {}, lambda: None)
        try:
            written = await _write(store, ranked)
            of_rows = f"{ID}/a"
            top = await _timed(lambda: store.view.page(BoardRow, size=50, rows=of_rows))
            shown = await _timed(lambda: board_of(store.view, NOW, Mode.PAPER, Period.WEEKLY, size=50))

            async def rank() -> object:
                one = f"p{chance.randrange(PEOPLE):06d}"
                return await store.view.ask(PlacesOf(of_rows, (one,)))

            return {"top50": top, "shown": shown, "rank": await _timed(rank), "written": written}
        finally:
            await database.close()


async def _write(store: Store, ranked: list[BoardRow]) -> float:
    board = Board(
        id=ID, mode=Mode.PAPER, period=Period.WEEKLY, metric=Metric.RETURN, since=NOW - timedelta(days=2),
        until=NOW + timedelta(days=5), made_at=NOW, rows=f"{ID}/a", final=False, ranked=PEOPLE, joined=PEOPLE, left=0,
    )  # fmt: skip
    begun = perf_counter()
    for start in range(0, PEOPLE, AT_ONCE):
        async with store.unit() as unit:
            await unit.add(ranked[start : start + AT_ONCE])
    took = perf_counter() - begun
    persons = [row.person for row in ranked]
    for start in range(0, PEOPLE, AT_ONCE):
        some = persons[start : start + AT_ONCE]
        async with store.unit() as unit:
            await unit.add(
                [Profile(person=one, alias=one, folded=one, on_boards=True, since=NOW) for one in some]
            )
            members = [
                BoardMember(person=one, mode=Mode.PAPER, joined_at=NOW, counts_from=NOW, counted_to=NOW)
                for one in some
            ]
            await unit.add(members)
    async with store.unit() as unit:
        await unit.put([board])
    return took


class _NoMarket:
    """Nothing is held, so nobody is asked what it costs."""

    table: Mapping[str, object] = {}


async def _made() -> float:
    """Seconds for every board of paper: five periods by eight metrics, present and final."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'boards.db'}"
        await migrate(url, at=datetime.now(UTC))
        database = open_database(url)
        clock = MovedClock(NOW)
        world = replace(a_world(database, clock=clock), market=cast("Market", _NoMarket()))
        try:
            await _members(world.store)
            begun = perf_counter()
            await make_boards(world)
            return perf_counter() - begun
        finally:
            await database.close()


async def _members(store: Store) -> None:
    chance = random.Random(2)
    first = NOW.replace(hour=0) - timedelta(days=DAYS)
    for number in range(MEMBERS):
        person = f"p{number:06d}"
        days = [
            BoardDay(
                person=person,
                mode=Mode.PAPER,
                begins_at=first + timedelta(days=day),
                change=Decimal(chance.randrange(-(10**8), 10**8)).scaleb(-10),
                worth=Decimal(10_000),
                traded=1,
                won=1,
                gained=Decimal(chance.randrange(1, 1000)),
            )
            for day in range(DAYS)
        ]
        member = BoardMember(
            person=person, mode=Mode.PAPER, joined_at=first, counts_from=first, counted_to=NOW.replace(hour=0)
        )
        async with store.unit() as unit:
            await unit.add([member])
            await unit.add(days)


async def _timed(read: Callable[[], Awaitable[object]]) -> float:
    """The median in milliseconds."""
    took = []
    for _ in range(READS):
        begun = perf_counter()
        await read()
        took.append(perf_counter() - begun)
    return median(took) * 1_000
