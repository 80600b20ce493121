"""The store's verbs on SQLite in its own words: a statement's text is made once, rows go as SQLite keeps them.

The same promises as `SqlView` and `SqlUnit` keep (`core/ports/store.py`), which serve PostgreSQL; the contract suite
runs over both. Questions with SQL of their own go through SQLAlchemy on the same connection. Why there are two: a
fan-out to ten thousand people is a hundred thousand rows, and mapping them through a general statement costs more
than everything else together.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast

from core.kernel.errors import Bug
from core.kernel.money import plain
from core.ports.store import Query
from storage.lines import Line, Lines
from storage.mapper import Mapper
from storage.types import Exact, Instant, text_of

T = TypeVar("T")

MANY = (tuple, list, set, frozenset)
PARAMETERS_MOST = 30_000
# Rows go out in pieces of these sizes, so that a table has few texts and SQLite keeps them prepared.
PIECES = (500, 128, 32, 8, 2, 1)


class QuickView:
    """Reads over one line."""

    def __init__(self, line: Line, tables: Any) -> None:
        self._line = line
        self._tables = tables

    async def get(self, kind: type[T], *key: object) -> T | None:
        mapper: Mapper[T] = self._tables.of(kind)
        where, values = _where(dict(zip(mapper.key, key, strict=True)))
        rows = await self._line.run(f"{_select(mapper)}{where}", values)
        return mapper.from_text(rows[0]) if rows else None

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        mapper: Mapper[T] = self._tables.of(kind)
        where, values = _where(equals)
        order = ", ".join(f'"{name}"' for name in mapper.key)
        rows = await self._line.run(f"{_select(mapper)}{where} ORDER BY {order}", values)
        return list(map(mapper.from_text, rows))

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        mapper: Mapper[T] = self._tables.of(kind)
        where, values = _where(equals)
        key = ", ".join(f'"{name}"' for name in mapper.key)
        if after:
            marks = ", ".join("?" for _ in mapper.key)
            beyond = f"({key}) {'<' if newest else '>'} ({marks})"
            where = f"{where} AND {beyond}" if where else f" WHERE {beyond}"
            values += tuple(map(_bound, after))
        order = ", ".join(f'"{name}"{" DESC" if newest else ""}' for name in mapper.key)
        text = f"{_select(mapper)}{where} ORDER BY {order} LIMIT ?"
        return list(map(mapper.from_text, await self._line.run(text, (*values, size))))

    async def ask(self, query: Query[T]) -> Sequence[T]:
        answer = self._tables.answers.get(type(query))
        if answer is None:
            raise Bug(f"nobody answers {type(query).__name__}")
        statement, read = answer(query, self._tables)
        return [read(row) for row in await self._line.answer(statement)]


class QuickUnit(QuickView):
    """Writes over the writer's line, inside its transaction."""

    def __init__(self, line: Line, tables: Any) -> None:
        super().__init__(line, tables)
        self.events: list[object] = []
        self.owed: list[tuple[str, int]] = []

    async def add(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
        if not rows:
            return set()
        mapper: Mapper[Any] = self._tables.of(type(rows[0]))
        asked = new_only or mapper.counted is not None
        tail = " ON CONFLICT DO NOTHING" if new_only else ""
        if asked:
            tail += f" RETURNING {_key(mapper)}"
        found = await self._write(mapper, rows, tail)
        return set(_tuples(mapper, found)) if asked else {mapper.key_of(row) for row in rows}

    async def put(self, rows: Sequence[object]) -> None:
        if not rows:
            return
        mapper: Mapper[Any] = self._tables.of(type(rows[0]))
        others = [c.name for c in mapper.table.c if c.name not in mapper.key]
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
        then = f"DO UPDATE SET {sets}" if others else "DO NOTHING"
        # The last row of a key wins; one statement may not touch a key twice.
        unique = list({mapper.key_of(row): row for row in rows}.values())
        await self._write(mapper, unique, f" ON CONFLICT ({_key(mapper)}) {then}")

    async def move(
        self,
        kind: type[Any],
        keys: Collection[object],
        *,
        was: Mapping[str, object],
        now: Mapping[str, object],
    ) -> set[Any]:
        if not keys:
            return set()
        mapper: Mapper[Any] = self._tables.of(kind)
        sets = ", ".join(f'"{name}" = ?' for name in now)
        # A sign before a column keeps SQLite from searching by it: the keys are few, the rows of a status many.
        where, values = _where(was, sign="+", first=" AND ")
        text = (
            f'UPDATE "{mapper.table.name}" SET {sets} WHERE {_among(mapper)}{where} RETURNING {_key(mapper)}'
        )
        given = (*map(_bound, now.values()), _listed(keys), *values)
        return _keys(mapper, await self._line.run(text, given))

    async def drop(self, kind: type[Any], keys: Collection[object]) -> set[Any]:
        if not keys:
            return set()
        mapper: Mapper[Any] = self._tables.of(kind)
        text = f'DELETE FROM "{mapper.table.name}" WHERE {_among(mapper)} RETURNING {_key(mapper)}'
        return _keys(mapper, await self._line.run(text, (_listed(keys),)))

    async def hold(self, kind: type[Any], keys: Collection[object]) -> None:
        """Nothing to do: this is the only writer."""

    def record(self, *events: object) -> None:
        self.events.extend(events)

    async def _write(self, mapper: Mapper[Any], rows: Sequence[object], tail: str) -> list[tuple[Any, ...]]:
        names = [c.name for c in mapper.table.c if c.name != mapper.counted]
        values = [mapper.to_text(row) for row in rows]
        if mapper.counted is not None:  # the database numbers these
            place = [c.name for c in mapper.table.c].index(mapper.counted)
            values = [(*row[:place], *row[place + 1 :]) for row in values]
        calls = []
        for start, size in _pieces(len(values), PARAMETERS_MOST // len(names)):
            flat = tuple([value for row in values[start : start + size] for value in row])
            calls.append(self._line.run(_insert(mapper.table.name, names, size) + tail, flat))
        try:
            found = [await calls[0]] if len(calls) == 1 else await asyncio.gather(*calls)
        except sqlite3.IntegrityError as error:
            raise Bug(f"{mapper.kind.__name__} exists already or breaks a rule: {error}") from error
        return [row for piece in found for row in piece]


class QuickReader:
    """The store's view: each question on a reading line, given back at once."""

    def __init__(self, lines: Lines, tables: Any) -> None:
        self._lines = lines
        self._tables = tables

    async def get(self, kind: type[T], *key: object) -> T | None:
        async with self._lines.reading() as line:
            return await QuickView(line, self._tables).get(kind, *key)

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        async with self._lines.reading() as line:
            return await QuickView(line, self._tables).all(kind, **equals)

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        async with self._lines.reading() as line:
            view = QuickView(line, self._tables)
            return await view.page(kind, after=after, size=size, newest=newest, **equals)

    async def ask(self, query: Query[T]) -> Sequence[T]:
        async with self._lines.reading() as line:
            return await QuickView(line, self._tables).ask(query)


_selects: dict[str, str] = {}
_inserts: dict[tuple[str, int], str] = {}


def _select(mapper: Mapper[Any]) -> str:
    name = mapper.table.name
    text = _selects.get(name)
    if text is None:
        columns = ", ".join(f'"{c.name}"' for c in mapper.table.c)
        text = _selects[name] = f'SELECT {columns} FROM "{name}"'
    return text


def _insert(table: str, names: Sequence[str], rows: int) -> str:
    text = _inserts.get((table, rows))
    if text is None:
        row = f"({', '.join('?' for _ in names)})"
        columns = ", ".join(f'"{name}"' for name in names)
        text = f'INSERT INTO "{table}" ({columns}) VALUES {", ".join(row for _ in range(rows))}'
        _inserts[table, rows] = text
    return text


def _pieces(rows: int, most: int) -> list[tuple[int, int]]:
    """Where each piece begins, and its size."""
    sizes = [size for size in PIECES if size <= most]
    found, start = [], 0
    for size in sizes:
        while rows - start >= size:
            found.append((start, size))
            start += size
    return found


def _where(
    equals: Mapping[str, object], *, sign: str = "", first: str = " WHERE "
) -> tuple[str, tuple[Any, ...]]:
    """The condition that these fields have these values, and its parameters."""
    parts: list[str] = []
    values: list[Any] = []
    for name, value in equals.items():
        column = f'{sign}"{name}"'
        if isinstance(value, MANY):
            some = [one for one in value if one is not None]
            if len(some) == 1:
                part, bound = f"{column} = ?", _bound(some[0])
            else:
                part, bound = f"{column} IN (SELECT value FROM json_each(?))", _listed(some)
            parts.append(f"({part} OR {column} IS NULL)" if len(some) < len(value) else part)
            values.append(bound)
        elif value is None:
            parts.append(f"{column} IS NULL")
        else:
            parts.append(f"{column} = ?")
            values.append(_bound(value))
    return (first + " AND ".join(parts) if parts else ""), tuple(values)


def _among(mapper: Mapper[Any]) -> str:
    """The condition that a row's key is in a list, given as one parameter."""
    if len(mapper.key) == 1:
        return f'"{mapper.key[0]}" IN (SELECT value FROM json_each(?))'
    fields = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(mapper.key)))
    return f"({_key(mapper)}) IN (SELECT {fields} FROM json_each(?))"


def _listed(values: Collection[object]) -> str:
    return json.dumps(
        [[_bound(part) for part in value] if isinstance(value, tuple) else _bound(value) for value in values],
        ensure_ascii=False,
    )


def _key(mapper: Mapper[Any]) -> str:
    return ", ".join(f'"{name}"' for name in mapper.key)


def _keys(mapper: Mapper[Any], rows: Sequence[tuple[Any, ...]]) -> set[Any]:
    found = _tuples(mapper, rows)
    return {row[0] for row in found} if len(mapper.key) == 1 else set(found)


def _tuples(mapper: Mapper[Any], rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Keys as values: SQLite gives instants and exact numbers as it keeps them, as text."""
    forms = [_read(mapper.table.c[name].type) for name in mapper.key]
    if all(form is None for form in forms):
        return rows
    return [
        tuple(part if form is None else form(part) for part, form in zip(row, forms, strict=True))
        for row in rows
    ]


def _read(kind: object) -> Callable[[Any], Any] | None:
    if isinstance(kind, Instant):
        return datetime.fromisoformat
    return Decimal if isinstance(kind, Exact) else None


def _bound(value: object) -> Any:
    """A value as SQLite keeps it."""
    form = _FORMS.get(type(value))
    if form is not None:
        return form(value)
    for kind, one in _KINDS:
        if isinstance(value, kind):
            return one(value)
    return value


def _value(member: object) -> Any:
    return cast("Enum", member).value


def _same(value: object) -> Any:
    return value


_FORMS: dict[type, Callable[[Any], Any]] = {str: _same, int: _same, bool: int, type(None): _same}
_KINDS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Enum, _value),
    (Decimal, plain),
    (datetime, text_of),
)
