"""The store's verbs on SQLite in its own words: a statement's text is made once, rows go as SQLite keeps them.

The same promises as `SqlView` and `SqlUnit` keep (`core/ports/store.py`), which serve PostgreSQL; the contract suite
runs over both. Questions with SQL of their own go through SQLAlchemy on the same connection. Why there are two: a
fan-out to ten thousand people is a hundred thousand rows, and mapping them through a general statement costs more
than everything else together.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from itertools import chain
from typing import Any, TypeVar, cast

from core.kernel.errors import Bug
from core.kernel.money import plain
from core.ports.store import Query
from storage.lines import Line, Lines
from storage.mapper import Mapper
from storage.types import Exact, Instant, text_of

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[sqlite3.Connection], R]

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
        rows = await self._rows(_columns(mapper), f"{_select(mapper)}{where}", values)
        return mapper.from_text(rows[0]) if rows else None

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        mapper: Mapper[T] = self._tables.of(kind)
        where, values = _where(equals)
        text = f"{_select(mapper)}{where} ORDER BY {_key(mapper)}"
        return list(map(mapper.from_text, await self._rows(_columns(mapper), text, values)))

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
        if after:
            marks = ", ".join("?" for _ in mapper.key)
            beyond = f"({_key(mapper)}) {'<' if newest else '>'} ({marks})"
            where = f"{where} AND {beyond}" if where else f" WHERE {beyond}"
            values += tuple(map(_bound, after))
        order = ", ".join(f'"{name}"{" DESC" if newest else ""}' for name in mapper.key)
        text = f"{_select(mapper)}{where} ORDER BY {order} LIMIT ?"
        return list(map(mapper.from_text, await self._rows(_columns(mapper), text, (*values, size))))

    async def ask(self, query: Query[T]) -> Sequence[T]:
        answer = self._tables.answers.get(type(query))
        if answer is None:
            raise Bug(f"nobody answers {type(query).__name__}")
        statement, read, *values = answer(query, self._tables)
        return [read(row) for row in await self._answer(statement, *values)]

    async def _answer(self, statement: Any, *values: Mapping[str, Any]) -> Sequence[Any]:
        return await self._line.answer(statement, *values)

    async def _rows(self, columns: str, text: str, values: tuple[Any, ...]) -> list[list[Any]]:
        found: list[list[Any]] = json.loads(await self._trip(partial(_packed, columns, text, values)))
        return found

    async def _trip(self, work: Work[R]) -> R:
        return await self._line.trip(work)


class QuickUnit(QuickView):
    """Writes over the writer's line, inside its transaction, which begins with the first trip to it.

    What nobody waits for goes along with the next trip, at the latest with the commit. Rows that break a rule are
    therefore told of then.
    """

    def __init__(self, line: Line, tables: Any) -> None:
        super().__init__(line, tables)
        self.events: list[object] = []
        self.owed: list[tuple[str, int]] = []
        self._begun = False
        self._failed = False
        self._waiting: list[Work[object]] = []
        # The last number of each table whose rows the database numbers.
        self._numbers: dict[str, int] = {}

    async def add(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
        if not rows:
            return set()
        mapper: Mapper[Any] = self._tables.of(type(rows[0]))
        values = await self._numbered(mapper, [mapper.to_text(row) for row in rows])
        if new_only:
            return set(_tuples(mapper, await self._trip(partial(_insert_new, mapper, values))))
        self._waiting.append(partial(_insert_all, mapper, values, ""))
        if mapper.counted is not None:
            place = mapper.columns.index(mapper.counted)
            return {(row[place],) for row in values}
        return {mapper.key_of(row) for row in rows}

    async def put(self, rows: Sequence[object], *, only: Sequence[str] = ()) -> None:
        if not rows:
            return
        mapper: Mapper[Any] = self._tables.of(type(rows[0]))
        # What is not set again is not written again to its indexes either.
        others = only or [name for name in mapper.columns if name not in mapper.key]
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
        then = f"DO UPDATE SET {sets}" if others else "DO NOTHING"
        # The last row of a key wins; one statement may not touch a key twice.
        unique = {mapper.key_of(row): row for row in rows}
        values = [mapper.to_text(row) for row in unique.values()]
        self._waiting.append(partial(_insert_all, mapper, values, f" ON CONFLICT ({_key(mapper)}) {then}"))

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
        change = f'UPDATE "{mapper.table.name}" SET {sets}'
        given = (_listed(keys), *values)
        return await self._changed(mapper, where, given, change, tuple(map(_bound, now.values())))

    async def drop(self, kind: type[Any], keys: Collection[object]) -> set[Any]:
        if not keys:
            return set()
        mapper: Mapper[Any] = self._tables.of(kind)
        return await self._changed(mapper, "", (_listed(keys),), f'DELETE FROM "{mapper.table.name}"', ())

    async def hold(self, kind: type[Any], keys: Collection[object]) -> bool:
        """Nothing to do: this is the only writer."""
        return False

    def record(self, *events: object) -> None:
        self.events.extend(events)

    async def commit(self) -> None:
        """End the transaction, if there is one, with what still waits."""
        if self._begun or self._waiting:
            await self._trip(_commit)

    async def _answer(self, statement: Any, *values: Mapping[str, Any]) -> Sequence[Any]:
        if self._waiting or not self._begun:
            await self._trip(_nothing)
        return await super()._answer(statement, *values)

    async def _trip(self, work: Work[R]) -> R:
        """Everything that waits, in order, and then this. The first trip begins the transaction."""
        if self._failed:
            raise Bug("this transaction has failed: it can only be undone")
        waiting, self._waiting = self._waiting, []
        begun, self._begun = self._begun, True

        def whole(database: sqlite3.Connection) -> R:
            if not begun:
                database.execute("BEGIN IMMEDIATE")
                self._numbers = _last_numbers(database)
            for one in waiting:
                one(database)
            return work(database)

        try:
            return await self._line.trip(whole)
        except BaseException:
            self._failed = True
            raise

    async def _numbered(self, mapper: Mapper[Any], values: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows of a table that the database numbers, with their numbers. We are the only writer, so they are
        known before the rows are written."""
        if mapper.counted is None:
            return values
        if not self._begun:
            await self._trip(_nothing)
        place, last = mapper.columns.index(mapper.counted), self._numbers.get(mapper.table.name, 0)
        self._numbers[mapper.table.name] = last + len(values)
        return [
            (*row[:place], number, *row[place + 1 :]) for number, row in enumerate(values, start=last + 1)
        ]

    async def _changed(
        self, mapper: Mapper[Any], where: str, among: tuple[Any, ...], change: str, sets: tuple[Any, ...]
    ) -> set[Any]:
        """Change the rows that are asked for; their keys. Who they are is read first: we are the only writer, and an
        UPDATE that answers gives one row at a time."""
        found = await self._trip(partial(_change, mapper, f"{_among(mapper)}{where}", among, change, sets))
        return _keys(mapper, found)


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


# -- what is done on a connection's thread: each as one or two statements, which a table has a few of -----------------


def _packed(columns: str, text: str, values: tuple[Any, ...], database: sqlite3.Connection) -> str:
    """The answer as one JSON text. Row by row, the thread would wait for the interpreter at each of them."""
    whole = f"SELECT json_group_array(json_array({columns})) FROM ({text})"
    found: str = database.execute(whole, values).fetchone()[0]
    return found


def _insert_all(
    mapper: Mapper[Any], rows: Sequence[tuple[Any, ...]], tail: str, database: sqlite3.Connection
) -> int:
    """Write rows; how many were."""
    wrote, width = 0, len(mapper.columns)
    try:
        for start, size in _pieces(len(rows), PARAMETERS_MOST // width):
            flat = tuple(chain.from_iterable(rows[start : start + size]))
            wrote += database.execute(_insert(mapper, size) + tail, flat).rowcount
    except sqlite3.IntegrityError as error:
        raise Bug(f"{mapper.kind.__name__} exists already or breaks a rule: {error}") from error
    return wrote


def _insert_new(
    mapper: Mapper[Any], rows: Sequence[tuple[Any, ...]], database: sqlite3.Connection
) -> list[tuple[Any, ...]]:
    """Write those that are new; their keys. Nearly always all are; where some are not, those that were written
    stand behind what was last before them."""
    table = mapper.table.name
    (last,) = database.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}"').fetchone()
    if _insert_all(mapper, rows, " ON CONFLICT DO NOTHING", database) == len(rows):
        places = [mapper.columns.index(name) for name in mapper.key]
        return [tuple([row[place] for place in places]) for row in rows]
    text = f'SELECT {_key(mapper)} FROM "{table}" WHERE rowid > ?'
    return [tuple(key) for key in json.loads(_packed(_key(mapper), text, (last,), database))]


def _change(
    mapper: Mapper[Any],
    where: str,
    among: tuple[Any, ...],
    change: str,
    sets: tuple[Any, ...],
    database: sqlite3.Connection,
) -> list[tuple[Any, ...]]:
    """Carry out a change of rows; the keys of those it was."""
    text = f'SELECT {_key(mapper)} FROM "{mapper.table.name}" WHERE {where}'
    found = [tuple(key) for key in json.loads(_packed(_key(mapper), text, among, database))]
    if found:
        database.execute(f"{change} WHERE {where}", (*sets, *among))
    return found


def _last_numbers(database: sqlite3.Connection) -> dict[str, int]:
    text = "SELECT json_group_object(name, seq) FROM sqlite_sequence"
    numbers: dict[str, int] = json.loads(database.execute(text).fetchone()[0])
    return numbers


def _commit(database: sqlite3.Connection) -> None:
    database.execute("COMMIT")


def _nothing(_database: sqlite3.Connection) -> None:
    """For a trip that only takes along what waits."""


# -- texts and values --------------------------------------------------------------------------------------------------

_lists: dict[str, str] = {}
_inserts: dict[tuple[str, int], str] = {}


def _columns(mapper: Mapper[Any]) -> str:
    name = mapper.table.name
    text = _lists.get(name)
    if text is None:
        text = _lists[name] = ", ".join(f'"{column}"' for column in mapper.columns)
    return text


def _select(mapper: Mapper[Any]) -> str:
    return f'SELECT {_columns(mapper)} FROM "{mapper.table.name}"'


def _insert(mapper: Mapper[Any], rows: int) -> str:
    table = mapper.table.name
    text = _inserts.get((table, rows))
    if text is None:
        row = f"({', '.join('?' for _ in mapper.columns)})"
        # OR FAIL: a statement that breaks a rule need not be undone, for then the whole transaction is. To be ready
        # for it, SQLite would set aside every page that the statement touches.
        rows_of = ", ".join(row for _ in range(rows))
        text = f'INSERT OR FAIL INTO "{table}" ({_columns(mapper)}) VALUES {rows_of}'
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
