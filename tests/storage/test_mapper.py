"""Every table keeps its rows to the last digit, on both databases."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import MetaData, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.kernel.errors import Bug
from core.kernel.money import Money, Price
from storage.database import Database
from storage.mapper import NAMES, Mapper, make_mapper
from storage.tables import MAPPERS
from tests.storage.samples import dull_row, some_rows

AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


async def kept(connection: AsyncConnection, mapper: Mapper[Any], given: list[Any]) -> list[Any]:
    """What comes back of these rows."""
    await connection.execute(mapper.table.insert(), [mapper.to_row(row) for row in given])
    found = (await connection.execute(select(mapper.table))).all()
    return [mapper.from_row(row) for row in found]


@pytest.mark.parametrize("times", [8, pytest.param(80, marks=pytest.mark.heavy)])
async def test_every_row_comes_back_as_it_was(database: Database, times: int):
    async with database.writer.connect() as connection:
        for mapper in MAPPERS:
            unique = without_doubles(mapper, some_rows(mapper, times))
            assert unique, mapper.table.name
            found = await kept(connection, mapper, unique)

            assert sorted(found, key=repr) == sorted(unique, key=repr), mapper.table.name
            expected = {mapper.key_of(row): type_names(row) for row in unique}
            assert {mapper.key_of(row): type_names(row) for row in found} == expected, mapper.table.name
        await connection.rollback()


def without_doubles(mapper: Mapper[Any], given: list[Any]) -> list[Any]:
    """Rows of which no two have the same values in columns that are unique together."""
    for index in [c for c in mapper.table.constraints if type(c).__name__ == "UniqueConstraint"]:
        names = [column.name for column in index.columns]  # type: ignore[attr-defined]
        given = list({tuple(mapper.to_row(row)[name] for name in names): row for row in given}.values())
    return given


def type_names(row: Any) -> list[str]:
    return [type(getattr(row, field.name)).__name__ for field in dataclasses.fields(row)]


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    price: Price
    at: datetime


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    money: Money
    spare: Money | None
    colour: Colour | None
    price: Price
    worth: Decimal | None
    at: datetime | None
    count: int
    on: bool
    inner: tuple[Inner, ...]
    notes: dict[str, str] | None
    pause: timedelta


@dataclass(frozen=True, slots=True)
class Odd:
    id: str
    either: Inner | Colour


SAMPLE = Sample(
    id="a",
    money=Money(Decimal("-12345678901234567890.123456789012345678"), "USDT"),
    spare=Money(Decimal(-1), "EUR"),
    colour=Colour.RED,
    price=Price("0.000000000000000001"),
    worth=None,
    at=AT,
    count=2**63 - 1,
    on=True,
    inner=(Inner(Price("1E+30"), AT),),
    notes={"é": "\N{SNOWMAN}"},
    pause=timedelta(seconds=-1, microseconds=1),
)


@pytest.mark.parametrize(
    "row",
    [
        SAMPLE,
        dataclasses.replace(
            SAMPLE, spare=None, colour=None, at=None, inner=(), notes=None, worth=Decimal("0")
        ),
        dataclasses.replace(SAMPLE, notes={}, at=AT.replace(microsecond=1), on=False, count=-(2**63)),
    ],
)
async def test_each_kind_of_field_comes_back_with_its_type(database: Database, row: Sample):
    mapper = make_mapper(MetaData(naming_convention=NAMES), Sample, "sample", key=["id"])
    async with database.writer.begin() as connection:
        await connection.run_sync(mapper.table.metadata.create_all)

        [found] = await kept(connection, mapper, [row])

    assert found == row
    assert type_names(found) == type_names(row)
    assert [type(part.price) for part in found.inner] == [Price for _ in row.inner]


async def test_an_instant_of_another_zone_comes_back_in_utc(database: Database):
    mapper = make_mapper(MetaData(naming_convention=NAMES), Inner, "inner", key=["at"])
    east = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    async with database.writer.begin() as connection:
        await connection.run_sync(mapper.table.metadata.create_all)

        [found] = await kept(connection, mapper, [Inner(Price(1), east)])

    assert found.at == AT
    assert found.at.tzinfo is UTC


async def test_the_database_counts_without_using_a_number_twice(database: Database):
    for mapper in MAPPERS:
        if mapper.counted is None:
            continue
        row = dull_row(mapper)
        values = {name: value for name, value in mapper.to_row(row).items() if name != mapper.counted}
        numbers = []
        for _ in range(2):
            async with database.writer.begin() as connection:
                statement = mapper.table.insert().returning(mapper.table.c[mapper.counted])
                numbers.append((await connection.execute(statement, values)).scalar_one())
                await connection.execute(text(f'DELETE FROM "{mapper.table.name}"'))

        assert numbers[1] > numbers[0], mapper.table.name


def test_a_union_of_two_types_has_no_column():
    with pytest.raises(Bug, match="not a union"):
        make_mapper(MetaData(), Odd, "odd", key=["id"])


def test_a_key_of_one_field_is_the_first():
    """`bot/together.py` asks for rows by it."""
    alone: list[Mapper[Any]] = [mapper for mapper in MAPPERS if len(mapper.key) == 1]

    assert alone
    for mapper in alone:
        kind: Any = mapper.kind
        assert mapper.key[0] == dataclasses.fields(kind)[0].name
