"""A store on either database, with a clock that stands still; and the venues that the brokers' suite runs over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import MetaData

from core.kernel.codec import Vocabulary
from core.notices.model import NoticesDue
from core.orders.model import ChunkPlanned
from core.ports.store import Store
from storage.database import Database
from storage.mapper import NAMES, make_mapper
from storage.store import SqlStore, Tables
from storage.tables import TABLES
from tests.contract.venues import BOOKED, OPENS_AT, VENUES, Venue

NOW = OPENS_AT
SUBSCRIBERS = {"ChunkPlanned": ("send", "count"), "NoticesDue": ("tell",)}


class StandingClock:
    """It is always the same moment."""

    def now(self) -> datetime:
        return NOW


class Bell:
    """Counts how often it was rung."""

    def __init__(self) -> None:
        self.rings = 0

    def __call__(self) -> None:
        self.rings += 1


@pytest.fixture
def bell() -> Bell:
    return Bell()


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of this suite's own, so that it does not change with the product's tables."""

    id: str
    owner: str | None
    shown: int


THINGS = make_mapper(MetaData(naming_convention=NAMES), Thing, "thing", key=["id"])


@pytest.fixture
async def store(database: Database, bell: Bell) -> SqlStore:
    """An empty store with every table, on either database."""
    async with database.writer.begin() as connection:
        await connection.run_sync(THINGS.table.create)
    tables = Tables({**TABLES.mappers, Thing: THINGS}, TABLES.answers)
    vocabulary = Vocabulary([ChunkPlanned, NoticesDue])
    return SqlStore(database, tables, StandingClock(), vocabulary, SUBSCRIBERS, bell)


@pytest.fixture
async def unheard(database: Database) -> Store:
    """A store whose events nobody waits for."""
    return SqlStore(database, TABLES, StandingClock(), Vocabulary([ChunkPlanned]), {}, lambda: None)


async def added(store: Store, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
    async with store.unit() as unit:
        return await unit.add(rows, new_only=new_only)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of `venue` runs over every venue; on both engines where the venue's books are in our own database: the
    first of these in every run, the others, whose books are the same ones, when the heavy tests are asked for."""
    if {"venue", "url"} <= set(metafunc.fixturenames):
        params = [pytest.param(name, "sqlite", id=name) for name in VENUES]
        params += [
            pytest.param(name, "postgres", id=f"{name}-postgres", marks=[pytest.mark.postgres, *more])
            for name, more in zip(BOOKED, ([], *[[pytest.mark.heavy]] * (len(BOOKED) - 1)), strict=True)
        ]
        # A mark, not a call: it takes the place of the engines that `url` has by itself.
        metafunc.definition.add_marker(pytest.mark.parametrize(("venue", "url"), params, indirect=True))


@pytest.fixture
async def venue(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Venue]:
    """Two accounts at the venue that the test is run over."""
    async with VENUES[request.param](database) as venue:
        venue.needs_to(request.function.__name__)
        yield venue
