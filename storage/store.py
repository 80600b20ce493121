"""The store on SQLAlchemy Core: one generic view and unit for every table, the outbox among them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Select, Table, delete, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.bookkeeping import Delivery, DeliveryState, OutboxRow
from core.kernel.codec import Vocabulary
from core.kernel.errors import Bug
from core.kernel.time import Clock
from core.kernel.writing import writer_of
from core.ports.store import Query, View, in_unit
from storage.database import Database
from storage.gone import answering
from storage.mapper import Mapper
from storage.quick import QuickReader, QuickUnit

T = TypeVar("T")

MANY = (tuple, list, set, frozenset)
# Both databases bound the parameters of a statement at about 32,000.
KEYS_AT_ONCE = 5_000
PARAMETERS_AT_ONCE = 30_000
EVENTS_A_ROW = 500

Mappers = Mapping[type, Mapper[Any]]
Answers = Mapping[type, Callable[[Any, Any], Any]]


class Tables:
    """The mappers by class and the answers to named questions."""

    def __init__(self, mappers: Mappers, answers: Answers) -> None:
        self.mappers = mappers
        self.answers = answers

    def of(self, kind: type[T]) -> Mapper[T]:
        """The mapper of a class; a class without a table is a Bug."""
        try:
            return self.mappers[kind]
        except KeyError:
            raise Bug(f"{kind.__name__} has no table") from None


class SqlView:
    """Reads over one connection."""

    def __init__(self, connection: AsyncConnection, tables: Tables) -> None:
        self._connection = connection
        self._tables = tables

    async def get(self, kind: type[T], *key: object) -> T | None:
        mapper = self._tables.of(kind)
        statement = select(mapper.table).where(*_equal(mapper.table, dict(zip(mapper.key, key, strict=True))))
        row = (await self._connection.execute(statement)).first()
        return None if row is None else mapper.from_row(row)

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        mapper = self._tables.of(kind)
        found: list[T] = []
        parts = _parts(equals)
        for part in parts:
            statement = _ordered(select(mapper.table).where(*_equal(mapper.table, part)), mapper)
            found += map(mapper.from_row, (await self._connection.execute(statement)).all())
        return found if len(parts) == 1 else sorted(found, key=mapper.key_of)

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        mapper = self._tables.of(kind)
        columns = [mapper.table.c[name] for name in mapper.key]
        statement = _ordered(select(mapper.table).where(*_equal(mapper.table, equals)), mapper, newest).limit(
            size
        )
        if after:
            beyond = tuple_(*columns) < tuple(after) if newest else tuple_(*columns) > tuple(after)
            statement = statement.where(beyond)
        return [mapper.from_row(row) for row in (await self._connection.execute(statement)).all()]

    async def ask(self, query: Query[T]) -> Sequence[T]:
        answer = self._tables.answers.get(type(query))
        if answer is None:
            raise Bug(f"nobody answers {type(query).__name__}")
        statement, read, *values = answer(query, self._tables)
        return [read(row) for row in (await self._connection.execute(statement, *values)).all()]


class SqlUnit(SqlView):
    """Writes over one connection, inside its transaction."""

    def __init__(self, connection: AsyncConnection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self.events: list[object] = []
        self.owed: list[tuple[str, int]] = []
        self._sql: Any = sqlite if connection.dialect.name == "sqlite" else postgresql

    async def add(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
        if not rows:
            return set()
        mapper = self._tables.of(type(rows[0]))
        statement = self._sql.insert(mapper.table)
        if new_only:
            statement = statement.on_conflict_do_nothing()
        return await self._write(mapper, statement, rows)

    async def put(self, rows: Sequence[object], *, only: Sequence[str] = ()) -> None:
        if not rows:
            return
        mapper = self._tables.of(type(rows[0]))
        statement = self._sql.insert(mapper.table)
        names = only or [name for name in mapper.columns if name not in mapper.key]
        others = {name: statement.excluded[name] for name in names}
        if others:
            statement = statement.on_conflict_do_update(index_elements=list(mapper.key), set_=others)
        else:
            statement = statement.on_conflict_do_nothing()
        # The last row of a key wins; one statement may not touch a key twice.
        await self._write(mapper, statement, list({mapper.key_of(row): row for row in rows}.values()))

    async def move(
        self,
        kind: type[Any],
        keys: Collection[object],
        *,
        was: Mapping[str, object],
        now: Mapping[str, object],
    ) -> set[Any]:
        mapper = self._tables.of(kind)
        moved: set[Any] = set()
        for part in _slices(list(keys), KEYS_AT_ONCE):
            statement = (
                update(mapper.table)
                .where(_one_of(mapper, part), *_equal(mapper.table, was))
                .values(**{name: _plain(value) for name, value in now.items()})
                .returning(*(mapper.table.c[name] for name in mapper.key))
            )
            moved |= _keys(mapper, (await self._connection.execute(statement)).all())
        return moved

    async def drop(self, kind: type[Any], keys: Collection[object]) -> set[Any]:
        mapper = self._tables.of(kind)
        dropped: set[Any] = set()
        for part in _slices(list(keys), KEYS_AT_ONCE):
            gone = delete(mapper.table).where(_one_of(mapper, part))
            statement = gone.returning(*(mapper.table.c[name] for name in mapper.key))
            dropped |= _keys(mapper, (await self._connection.execute(statement)).all())
        return dropped

    async def hold(self, kind: type[Any], keys: Collection[object]) -> bool:
        if self._connection.dialect.name == "sqlite":  # BEGIN IMMEDIATE: this is the only writer
            return False
        mapper = self._tables.of(kind)
        ordered: set[Any] = set(keys)
        for part in _slices(sorted(ordered), KEYS_AT_ONCE):
            statement = select(*(mapper.table.c[name] for name in mapper.key)).where(_one_of(mapper, part))
            columns = (mapper.table.c[name] for name in mapper.key)
            await self._connection.execute(statement.order_by(*columns).with_for_update())
        return True

    def record(self, *events: object) -> None:
        self.events.extend(events)

    async def _write(
        self, mapper: Mapper[Any], statement: Any, rows: Sequence[object]
    ) -> set[tuple[object, ...]]:
        # RETURNING makes SQLAlchemy send many rows a statement, which keeps the interpreter free for others.
        statement = statement.returning(*(mapper.table.c[name] for name in mapper.key))
        values = [mapper.to_row(row) for row in rows]
        if mapper.counted is not None:  # the database numbers these
            for value in values:
                del value[mapper.counted]
        try:
            result = await self._connection.execute(statement, values)
        except IntegrityError as error:
            raise Bug(f"{mapper.kind.__name__} exists already or breaks a rule: {error.orig}") from error
        return {tuple(row) for row in result.all()}


class SqlStore:
    """Opens units and reads what was committed. `subscribers` says which reactions wait for which event.

    After a commit that recorded events `ring` is called, and `offer` with the reactions and the outbox rows they owe.
    """

    def __init__(
        self,
        database: Database,
        tables: Tables,
        clock: Clock,
        vocabulary: Vocabulary,
        subscribers: Mapping[str, Sequence[str]],
        ring: Callable[[], None],
        offer: Callable[[Sequence[tuple[str, int]]], None] | None = None,
    ) -> None:
        self.database = database
        self._tables = tables
        self._clock = clock
        self._vocabulary = vocabulary
        self._subscribers = subscribers
        self._ring = ring
        self._offer = offer
        lines = database.lines
        self.view: View = Reader(database.reader, tables) if lines is None else QuickReader(lines, tables)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[SqlUnit | QuickUnit]:
        if in_unit.get():
            raise Bug("a unit inside a unit: the inner one would wait for the outer one for ever")
        token = in_unit.set(True)
        try:
            with answering():
                async with self._begun() as unit:
                    yield unit
                    await self._write_events(unit)
        finally:
            in_unit.reset(token)
        if unit.events:
            self._ring()
        if unit.owed and self._offer is not None:
            self._offer(unit.owed)

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[SqlUnit | QuickUnit]:
        """A transaction; leaving it commits."""
        if self.database.lines is None:
            async with self.database.writer.begin() as connection:
                yield SqlUnit(connection, self._tables)
            return
        async with self.database.lines.writing() as line:
            unit = QuickUnit(line, self._tables)
            try:
                yield unit
                await unit.commit()
            except BaseException:
                # Behind whatever the connection still does: its work is done in turn.
                await asyncio.shield(line.undo())
                raise

    async def _write_events(self, unit: SqlUnit | QuickUnit) -> None:
        packs: dict[str, list[object]] = {}
        for event in unit.events:
            packs.setdefault(type(event).__name__, []).append(event)
        for name, events in packs.items():
            self._vocabulary.kind(name)
            for part in _slices(events, EVENTS_A_ROW):
                await self._write_pack(unit, name, part)

    async def _write_pack(self, unit: SqlUnit | QuickUnit, name: str, events: Sequence[object]) -> None:
        reactions = self._subscribers.get(name, ())
        if not reactions:
            return
        now = self._clock.now()
        body = f"[{','.join(map(writer_of(type(events[0])), events))}]"
        [(number,)] = await unit.add([OutboxRow(number=0, event=name, body=body, at=now)])
        deliveries = [
            Delivery(
                reaction=reaction,
                number=cast("int", number),
                state=DeliveryState.DUE,
                attempts=0,
                due_at=now,
                lease_until=None,
                error=None,
            )
            for reaction in reactions
        ]
        await unit.add(deliveries)
        unit.owed += [(one.reaction, one.number) for one in deliveries]


@asynccontextmanager
async def snapshot(database: Database, tables: Tables) -> AsyncIterator[SqlView]:
    """Reads of one instant, whatever others commit meanwhile: for who compares many rows with each other."""
    async with database.reader.connect() as connection:
        if database.dialect == "sqlite":
            await connection.exec_driver_sql("BEGIN")
        else:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        try:
            yield SqlView(connection, tables)
        finally:
            if database.dialect == "sqlite":
                await connection.exec_driver_sql("ROLLBACK")
            else:
                await connection.rollback()


class Reader:
    """The store's view: each question on a connection of its own, given back at once."""

    def __init__(self, engine: AsyncEngine, tables: Tables) -> None:
        self._engine = engine
        self._tables = tables

    async def get(self, kind: type[T], *key: object) -> T | None:
        with answering():
            async with self._engine.connect() as connection:
                return await SqlView(connection, self._tables).get(kind, *key)

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        with answering():
            async with self._engine.connect() as connection:
                return await SqlView(connection, self._tables).all(kind, **equals)

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        with answering():
            async with self._engine.connect() as connection:
                view = SqlView(connection, self._tables)
                return await view.page(kind, after=after, size=size, newest=newest, **equals)

    async def ask(self, query: Query[T]) -> Sequence[T]:
        with answering():
            async with self._engine.connect() as connection:
                return await SqlView(connection, self._tables).ask(query)


def _plain(value: object) -> object:
    return value.value if hasattr(value, "value") and hasattr(value, "name") else value


def _equal(table: Table, equals: Mapping[str, object]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for name, value in equals.items():
        column = table.c[name]
        if isinstance(value, MANY):
            these = column.in_([_plain(one) for one in value if one is not None])
            conditions.append(or_(these, column.is_(None)) if None in value else these)
        else:
            conditions.append(column.is_(None) if value is None else column == _plain(value))
    return conditions


def _parts(equals: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The question in pieces, so that a long "one of these" stays under the databases' bound."""
    long = [name for name, value in equals.items() if isinstance(value, MANY) and len(value) > KEYS_AT_ONCE]
    if not long:
        return [equals]
    # Each value once: in two pieces it would bring its rows twice.
    values = list(dict.fromkeys(cast("Collection[object]", equals[long[0]])))
    pieces = [{**equals, long[0]: part} for part in _slices(values, KEYS_AT_ONCE)]
    return [part for piece in pieces for part in _parts(piece)]


def _ordered(statement: Select[Any], mapper: Mapper[Any], newest: bool = False) -> Select[Any]:
    columns = [mapper.table.c[name] for name in mapper.key]
    return statement.order_by(*(column.desc() if newest else column for column in columns))


def _one_of(mapper: Mapper[Any], keys: Sequence[object]) -> ColumnElement[bool]:
    columns = [mapper.table.c[name] for name in mapper.key]
    if len(columns) == 1:
        return columns[0].in_([_plain(key) for key in keys])
    return tuple_(*columns).in_(cast("Sequence[tuple[Any, ...]]", keys))


def _keys(mapper: Mapper[Any], rows: Sequence[Any]) -> set[Any]:
    return {row[0] for row in rows} if len(mapper.key) == 1 else {tuple(row) for row in rows}


def _slices(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
