"""A store in memory behind `core/ports/store.py`: rows that survive every process, and each process's way to them.

It passes the same contract suite as the real one. Tables, keys and unique columns come from `storage/tables.py`,
so a new table is here by itself. A kill between two steps of a unit leaves
nothing of it, a kill after its commit leaves all of it, whether the process heard of it or not.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar, cast

from sqlalchemy import UniqueConstraint

from core.bookkeeping import Delivery, DeliveryState, OutboxRow
from core.kernel.codec import Vocabulary, dumps, encode
from core.kernel.errors import Bug
from core.kernel.time import Clock
from core.ports.store import Query, in_unit
from storage.mapper import Mapper
from storage.store import EVENTS_A_ROW
from tests.simulation.answers import answer
from tests.simulation.locks import Life, Locks

T = TypeVar("T")
Key = tuple[Any, ...]

MANY = (tuple, list, set, frozenset)
NOTHING: Mapping[Key, Any] = {}


@dataclass(frozen=True, slots=True)
class Changed:
    """One row of a commit."""

    kind: type
    was: Any
    now: Any


class Rows:
    """The rows of one class, in order of their key when asked."""

    def __init__(self, mapper: Mapper[Any]) -> None:
        self.mapper = mapper
        self.key = mapper.key
        self.rows: dict[Key, Any] = {}
        self.counter = 0
        self._ordered: list[Key] | None = None
        # As the database has them: by the first column of each index, the keys of the rows of each value.
        self.index: dict[str, dict[Any, set[Key]]] = {
            next(iter(index.columns)).name: {} for index in mapper.table.indexes
        }
        getter = attrgetter(*mapper.key)
        self.key_of: Callable[[Any], Key] = getter if len(mapper.key) > 1 else lambda row: (getter(row),)
        self.unique = [
            attrgetter(*(column.name for column in constraint.columns))
            for constraint in mapper.table.constraints
            if isinstance(constraint, UniqueConstraint)
        ]

    def ordered(self) -> list[Key]:
        """All keys in their order."""
        if self._ordered is None:
            self._ordered = sorted(self.rows)
        return self._ordered

    def write(self, key: Key, row: Any) -> Any:
        """Put a row in its place (None takes it away); what was there."""
        was = self.rows.get(key)
        for name, keys in self.index.items():
            if was is not None:
                keys[getattr(was, name)].discard(key)
            if row is not None:
                keys.setdefault(getattr(row, name), set()).add(key)
        if row is None:
            del self.rows[key]
            self._ordered = None
        else:
            if was is None:
                self._ordered = None
            self.rows[key] = row
        return was


class Memory:
    """What survives: every row, and who holds which. `watch` is told of each commit, in the moment of it.

    Units follow each other as on SQLite, or go `side_by_side` as on PostgreSQL.
    """

    def __init__(self, mappers: Mapping[type, Mapper[Any]], *, side_by_side: bool = False) -> None:
        self.side_by_side = side_by_side
        self.locks = Locks()
        self.tables = {kind: Rows(mapper) for kind, mapper in mappers.items()}
        self.commits = 0
        self.watch: Callable[[Sequence[Changed]], None] = lambda changes: None

    def of(self, kind: type) -> Rows:
        """The rows of a class; a class without a table is a Bug."""
        try:
            return self.tables[kind]
        except KeyError:
            raise Bug(f"{kind.__name__} has no table") from None

    def all(self, kind: type[T]) -> list[T]:
        """Every committed row of a class: for judges, who do not wait."""
        rows = self.of(kind)
        return [rows.rows[key] for key in rows.ordered()]

    def commit(self, changes: Mapping[type, Mapping[Key, Any]]) -> None:
        """All at once: there is no moment in between."""
        self.commits += 1
        done = []
        for kind, rows in changes.items():
            table = self.tables[kind]
            for key, now in rows.items():
                if now is not None or key in table.rows:
                    done.append(Changed(kind, table.write(key, now), now))
        self.watch(done)


class MemoryView:
    """Reads of what was committed; a turn passes before each answer."""

    def __init__(self, memory: Memory, life: Life | None) -> None:
        self._memory = memory
        self._life = life

    async def get(self, kind: type[T], *key: object) -> T | None:
        if self._life is not None:
            await self._life.turn()
        rows = self._memory.of(kind)
        dict(zip(rows.key, key, strict=True))
        return cast("T | None", self._row(kind, key))

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        if self._life is not None:
            await self._life.turn()
        return self._found(kind, equals)

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        if self._life is not None:
            await self._life.turn()
        found = self._found(kind, equals)
        key_of = self._memory.of(kind).key_of
        if newest:
            found.reverse()
        if after:
            bound: Any = tuple(after)
            found = [row for row in found if (key_of(row) < bound if newest else key_of(row) > bound)]
        return found[:size]

    async def ask(self, query: Query[T]) -> Sequence[T]:
        if self._life is not None:
            await self._life.turn()
        return answer(query, self)

    def everything(self, kind: type) -> list[Any]:
        """All rows of a class, in order of their key."""
        return self._found(kind, {})

    def those(self, kind: type, **equals: object) -> list[Any]:
        """Rows of a class with these values, in order of their key."""
        return self._found(kind, equals)

    @property
    def kinds(self) -> Mapping[type, Rows]:
        """Every class that has a table."""
        return self._memory.tables

    def _row(self, kind: type, key: Key) -> Any:
        return self._memory.of(kind).rows.get(key)

    def _keys(self, kind: type) -> Iterable[Key]:
        return self._memory.of(kind).ordered()

    def _found(self, kind: type[T], equals: Mapping[str, object]) -> list[T]:
        rows = self._memory.of(kind)
        mine = self._own(kind)
        if not rows.rows and not mine:
            return []
        asked = equals.get(rows.key[0]) if len(rows.key) == 1 else None
        keys: Iterable[Key]
        if isinstance(asked, MANY):
            keys = sorted((one,) for one in set(cast("Collection[Any]", asked)) if one is not None)
        elif asked is not None:
            keys = ((asked,),)
        else:
            by_index = _by_index(rows, mine, equals)
            keys = self._keys(kind) if by_index is None else sorted(by_index)
        committed = rows.rows.get
        found: list[Any] = [
            row for key in keys if (row := mine[key] if key in mine else committed(key)) is not None
        ]
        for name, value in equals.items():
            if not found:
                break
            found = _with(found, name, value)
        return found

    def _own(self, kind: type) -> Mapping[Key, Any]:
        """Rows that only this view sees, or sees otherwise."""
        return NOTHING


def _by_index(rows: Rows, mine: Mapping[Key, Any], equals: Mapping[str, object]) -> set[Key] | None:
    """Keys of all rows that an index says could be meant; None where no index helps."""
    for name, value in equals.items():
        keys = rows.index.get(name)
        if keys is not None:
            values = cast("Collection[object]", value) if isinstance(value, MANY) else (value,)
            return set(mine).union(*(keys.get(one, ()) for one in values))
    return None


def _with(rows: list[Any], name: str, value: object) -> list[Any]:
    """Those of these rows that have this value, or one of these values."""
    if isinstance(value, MANY):
        these = value if isinstance(value, set | frozenset) or len(value) < 4 else set(value)
        return [row for row in rows if getattr(row, name) in these]
    if value is None:
        return [row for row in rows if getattr(row, name) is None]
    return [row for row in rows if getattr(row, name) == value]


def _condition(name: str, value: object) -> Callable[[Any], bool]:
    field = attrgetter(name)
    if isinstance(value, MANY):
        these = value if isinstance(value, set | frozenset) or len(value) < 4 else set(value)
        return lambda row: field(row) in these
    if value is None:
        return lambda row: field(row) is None
    return lambda row: bool(field(row) == value)


class MemoryUnit(MemoryView):
    """One transaction: its writes are its own until the commit.

    Where units follow each other, nobody else gets a turn because of a read or write in one: they would see nothing
    of it, and a kill in the middle is the same as one before it. Side by side, each statement is a turn, sees what
    was committed by then, and holds the rows that it writes.
    """

    def __init__(self, memory: Memory, life: Life) -> None:
        super().__init__(memory, life if memory.side_by_side else None)
        self.life = life
        self.changes: dict[type, dict[Key, Any]] = {}
        self.events: list[object] = []
        self.failed = False

    async def add(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
        await self._statement()
        numbered = [self._numbered(row) for row in rows]
        for row in numbered:
            await self._take(type(row), self._memory.of(type(row)).key_of(row), row)
        return self.insert(numbered, new_only=new_only)

    def insert(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
        """`add` of rows that nobody else holds, and that have their numbers."""
        new: set[tuple[object, ...]] = set()
        for row in rows:
            key = self._memory.of(type(row)).key_of(row)
            if self._row(type(row), key) is not None or self._clashes(row, key):
                if not new_only:
                    self.failed = True
                    raise Bug(f"{type(row).__name__} exists already or breaks a rule: {key}")
                continue
            self._mine(type(row))[key] = row
            new.add(key)
        return new

    async def put(self, rows: Sequence[Any], *, only: Sequence[str] = ()) -> None:
        await self._statement()
        for row in rows:
            key = self._memory.of(type(row)).key_of(row)
            await self._take(type(row), key, row)
            known = self._row(type(row), key) if only else None
            if known is not None:
                row = replace(known, **{name: getattr(row, name) for name in only})
            if self._clashes(row, key):
                self.failed = True
                raise Bug(f"{type(row).__name__} exists already or breaks a rule: {key}")
            self._mine(type(row))[key] = row

    async def move(
        self,
        kind: type[Any],
        keys: Collection[object],
        *,
        was: Mapping[str, object],
        now: Mapping[str, object],
    ) -> set[Any]:
        await self._statement()
        conditions = [_condition(name, value) for name, value in was.items()]

        def still(key: Key) -> bool:
            row = self._row(kind, key)
            return row is not None and all(holds(row) for holds in conditions)

        moved: set[Any] = set()
        for key in keys:
            whole = self._whole(kind, key)
            if still(whole):
                await self._take(kind, whole)
            if still(whole):  # whoever held it may have changed it
                self._mine(kind)[whole] = replace(self._row(kind, whole), **now)
                moved.add(key)
        return moved

    async def drop(self, kind: type[Any], keys: Collection[object]) -> set[Any]:
        await self._statement()
        dropped: set[Any] = set()
        for key in keys:
            whole = self._whole(kind, key)
            if self._row(kind, whole) is not None:
                await self._take(kind, whole)
            if self._row(kind, whole) is not None:
                self._mine(kind)[whole] = None
                dropped.add(key)
        return dropped

    async def hold(self, kind: type[Any], keys: Collection[object]) -> bool:
        await self._statement()
        ordered: list[Any] = sorted(set(keys))
        for key in ordered:
            whole = self._whole(kind, key)
            if self._row(kind, whole) is not None:
                await self._take(kind, whole)
        return self._memory.side_by_side

    async def _statement(self) -> None:
        if self._life is not None:
            await self._life.turn()

    async def _take(self, kind: type, key: Key, row: object | None = None) -> None:
        """Hold a row, and with a row to be written its unique columns."""
        if not self._memory.side_by_side:
            return
        await self._memory.locks.take(self, (kind, key))
        for number, columns in enumerate(self._memory.of(kind).unique if row is not None else ()):
            await self._memory.locks.take(self, (kind, number, columns(row)))

    def _numbered(self, row: Any) -> Any:
        """The row with the number that the database gives it, where it gives one."""
        table = self._memory.of(type(row))
        if table.mapper.counted is None:
            return row
        table.counter += 1
        return replace(row, **{table.mapper.counted: table.counter})

    def record(self, *events: object) -> None:
        self.events.extend(events)

    def _own(self, kind: type) -> Mapping[Key, Any]:
        return self.changes.get(kind, NOTHING)

    def _mine(self, kind: type) -> dict[Key, Any]:
        return self.changes.setdefault(kind, {})

    def _whole(self, kind: type, key: object) -> Key:
        return (key,) if len(self._memory.of(kind).key) == 1 else cast("Key", key)

    def _row(self, kind: type, key: Key) -> Any:
        mine = self.changes.get(kind)
        if mine is not None and key in mine:
            return mine[key]
        return super()._row(kind, key)

    def _keys(self, kind: type) -> Iterable[Key]:
        keys = self._memory.of(kind).ordered()
        mine = self.changes.get(kind)
        if not mine:
            return keys
        known = self._memory.of(kind).rows
        return sorted({*known, *mine}) if any(key not in known for key in mine) else keys

    def _clashes(self, row: object, key: Key) -> bool:
        """Whether another row has this one's unique columns. Empty columns clash with nobody."""
        table = self._memory.of(type(row))
        for columns in table.unique:
            values = columns(row)
            if None in (values if isinstance(values, tuple) else (values,)):
                continue
            for other in self._keys(type(row)):
                found = self._row(type(row), other) if other != key else None
                if found is not None and columns(found) == values:
                    return True
        return False


class Transaction:
    """A unit from its beginning to its commit. A killed process is closed somewhere in it, and commits nothing."""

    def __init__(self, store: MemoryStore, unit: MemoryUnit, life: Life) -> None:
        self._store = store
        self._unit = unit
        self._life = life

    async def __aenter__(self) -> MemoryUnit:
        if in_unit.get():
            raise Bug("a unit inside a unit: the inner one would wait for the outer one for ever")
        unit, memory = self._unit, self._store.memory
        self._token = in_unit.set(True)
        try:
            await self._life.turn()
            if not memory.side_by_side:
                await memory.locks.take(unit, "the only writer")
        except BaseException:
            memory.locks.give_back(unit)
            self._leave()
            raise
        return unit

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        unit, memory = self._unit, self._store.memory
        try:
            try:
                if kind is None:
                    self._store.write_events(unit)
                    await self._life.turn()
                    memory.commit(unit.changes)
            finally:
                memory.locks.give_back(unit)
            if kind is None:
                await self._life.turn()  # a kill here: it is done, and nobody heard of it
        finally:
            self._leave()
        if kind is None and unit.events:
            self._store.ring()

    def _leave(self) -> None:
        with contextlib.suppress(ValueError):  # a killed process is closed from outside of its tasks
            in_unit.reset(self._token)


class MemoryStore:
    """One process's way to the memory."""

    def __init__(
        self,
        memory: Memory,
        clock: Clock,
        vocabulary: Vocabulary,
        subscribers: Mapping[str, Sequence[str]],
        ring: Callable[[], None],
        life: Life,
    ) -> None:
        self.memory = memory
        self._clock = clock
        self._vocabulary = vocabulary
        self._subscribers = subscribers
        self.ring = ring
        self._life = life
        self.view = MemoryView(memory, life)

    def unit(self) -> Transaction:
        return Transaction(self, MemoryUnit(self.memory, self._life), self._life)

    def write_events(self, unit: MemoryUnit) -> None:
        """The last thing before the commit."""
        if unit.failed:
            raise Bug("this transaction has failed: it can only be undone")
        packs: dict[str, list[object]] = {}
        for event in unit.events:
            packs.setdefault(type(event).__name__, []).append(event)
        for name, events in packs.items():
            self._vocabulary.kind(name)
            for start in range(0, len(events), EVENTS_A_ROW):
                self._write_pack(unit, name, events[start : start + EVENTS_A_ROW])

    def _write_pack(self, unit: MemoryUnit, name: str, events: Sequence[object]) -> None:
        reactions = self._subscribers.get(name, ())
        if not reactions:
            return
        now = self._clock.now()
        body = dumps([encode(event) for event in events])
        [(number,)] = unit.insert([unit._numbered(OutboxRow(number=0, event=name, body=body, at=now))])
        unit.insert(
            [
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
        )
