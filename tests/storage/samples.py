"""Sample rows of any class that has a table, drawn by its type hints."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.kernel.money import Money, Price, Quantity
from storage.mapper import Mapper

T = TypeVar("T")

BIGGEST = 2**63 - 1
# Neither database keeps a NUL or half a character; both keep everything else.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)
FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
instants = st.timedeltas(timedelta(0), LAST - FIRST).map(lambda length: FIRST + length)


@st.composite
def numbers(draw: st.DrawFn, smallest_exponent: int = -60, biggest_exponent: int = 60) -> Decimal:
    """Finite Decimals of up to forty digits, very large and very small ones among them."""
    digits = draw(st.integers(0, 10**40 - 1))
    exponent = draw(st.integers(smallest_exponent, biggest_exponent))
    return Decimal((draw(st.integers(0, 1)), tuple(map(int, str(digits))), exponent))


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of this type hint."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return values(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return st.one_of([st.none() if part is type(None) else values(part) for part in arguments])
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    if origin is dict:
        return st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=3)
    return _plain(getattr(hint, "__supertype__", hint))


def _plain(kind: type) -> st.SearchStrategy[Any]:
    plain: dict[type, st.SearchStrategy[Any]] = {
        str: texts,
        bool: st.booleans(),
        int: st.integers(-BIGGEST, BIGGEST),
        Decimal: numbers(),
        Quantity: numbers().map(lambda number: Quantity(abs(number))),
        Price: numbers().filter(bool).map(lambda number: Price(abs(number))),
        Money: st.builds(Money, numbers(), words),
        datetime: instants,
        timedelta: st.timedeltas(),
    }
    if kind in plain:
        return plain[kind]
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    assert dataclasses.is_dataclass(kind), f"no sample is known of {kind}"
    hints = typing.get_type_hints(kind, include_extras=True)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})


def rows(mapper: Mapper[Any]) -> st.SearchStrategy[list[Any]]:
    """A few rows of one table with different keys. Numbers that the database gives count from one."""
    found = st.lists(values(mapper.kind), max_size=3, unique_by=mapper.key_of)
    if mapper.counted is None:
        return found
    name = mapper.counted
    return found.map(lambda some: [dataclasses.replace(row, **{name: n}) for n, row in enumerate(some, 1)])


def dull_row(mapper: Mapper[Any]) -> Any:
    """One row, the same every time."""
    return _drawn(rows(mapper).filter(bool), 1)[0][0]


@functools.cache
def some_rows(mapper: Mapper[Any], times: int) -> list[Any]:
    """Rows of one table with different keys, the same every time, of so many draws.

    Each table's are drawn by themselves: rows of all tables at once are more than an example may hold, and nearly
    every example would be thrown away."""
    drawn = [row for found in _drawn(rows(mapper), times) for row in found]
    if mapper.counted is not None:
        return [dataclasses.replace(row, **{mapper.counted: n}) for n, row in enumerate(drawn, 1)]
    return list({mapper.key_of(row): row for row in drawn}.values())


def _drawn(strategy: st.SearchStrategy[T], times: int) -> list[T]:
    made: list[T] = []

    @settings(max_examples=times, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def draw(found: T) -> None:
        made.append(found)

    draw()
    return made
