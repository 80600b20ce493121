"""The two column types do not lie: not about the last digit, not about the order of instants."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.kernel.errors import Bug
from core.kernel.money import plain
from storage.database import Database
from storage.types import Exact, Instant
from tests.storage.samples import instants, numbers

METADATA = MetaData()
TABLE = Table(
    "typed", METADATA, Column("id", Integer, primary_key=True), Column("x", Exact()), Column("at", Instant())
)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[AsyncConnection]:
    async with database.writer.connect() as connection:
        await connection.run_sync(METADATA.create_all)
        yield connection


async def kept(connection: AsyncConnection, column: str, values: list[object]) -> list[object]:
    await connection.execute(TABLE.delete())
    statement = insert(TABLE).values({column: bindparam("value")})
    await connection.execute(statement, [{"value": value} for value in values])
    return list((await connection.execute(select(TABLE.c[column]).order_by(TABLE.c.id))).scalars())


@unhurried
@given(number=numbers(-1_000, 1_000))
@example(number=Decimal("1E+1000"))
@example(number=Decimal("-1E-1000"))
@example(number=Decimal("-0"))
@example(number=Decimal("0.10"))
@example(number=Decimal("12345678901234567890123456789012345678.90"))
async def test_a_number_keeps_every_digit(connection: AsyncConnection, number: Decimal):
    [found] = await kept(connection, "x", [number])

    assert isinstance(found, Decimal)
    assert plain(found) == plain(number)


@unhurried
@given(some=st.lists(instants, min_size=1, max_size=5))
@example(some=[datetime(999, 1, 1, tzinfo=UTC), datetime(1000, 1, 1, tzinfo=UTC)])
@example(some=[datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)])
async def test_an_instant_is_kept_to_the_microsecond_and_sorts_by_time(
    connection: AsyncConnection, some: list[datetime]
):
    assert await kept(connection, "at", list(some)) == some

    ordered = (await connection.execute(select(TABLE.c.at).order_by(TABLE.c.at))).scalars()
    assert list(ordered) == sorted(some)


async def test_nothing_stays_nothing(connection: AsyncConnection):
    assert await kept(connection, "x", [None]) == [None]
    assert await kept(connection, "at", [None]) == [None]


@unhurried
@given(number=numbers())
async def test_equal_numbers_are_found_whatever_their_form(connection: AsyncConnection, number: Decimal):
    await kept(connection, "x", [number])
    other = Decimal(plain(number))

    found = (await connection.execute(select(TABLE.c.x).where(TABLE.c.x == other))).scalars().all()

    assert len(found) == 1


async def test_an_instant_without_a_zone_is_a_bug(connection: AsyncConnection):
    with pytest.raises(Exception, match="without a zone") as caught:
        await kept(connection, "at", [datetime(2026, 1, 1)])  # noqa: DTZ001 - that is the point
    assert isinstance(caught.value.__cause__ or caught.value, Bug)
