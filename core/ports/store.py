"""The store: what must survive. Rows are frozen dataclasses; one generic view and unit serve every slice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from typing import Any, Generic, Protocol, TypeVar

from core.kernel.errors import Bug

T = TypeVar("T")

in_unit: ContextVar[bool] = ContextVar("in_unit", default=False)


def outside_unit(what: str) -> None:
    """Raise a Bug when a transaction is open here: nobody waits for the network while holding the writer."""
    if in_unit.get():
        raise Bug(f"{what} inside a transaction")


class Query(Generic[T]):
    """A question that needs SQL of its own: a frozen dataclass here, its answer in `storage/queries.py`."""


class View(Protocol):
    """Reads. The store's own view never waits for a writer and sees only what was committed."""

    async def get(self, kind: type[T], *key: object) -> T | None:
        """The row of this key, or None."""
        ...

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        """Rows whose fields equal the values given, in order of their key.

        A tuple, list, set or frozenset means "one of these"; None means "is empty".
        """
        ...

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        """At most `size` rows in order of their key (or backwards when `newest`), beyond the key `after`."""
        ...

    async def ask(self, query: Query[T]) -> Sequence[T]:
        """The answer to a question that has its own SQL."""
        ...


class Unit(View, Protocol):
    """One transaction. Leaving the block commits; an exception undoes everything, events included.

    Reads in it see its own writes. No network call may happen in it.
    """

    async def add(self, rows: Sequence[object], *, new_only: bool = False) -> set[tuple[object, ...]]:
        """Insert rows of one class and return the keys that were new.

        A row whose key or unique columns exist already is a Bug, unless `new_only`: then it is left as it is
        and missing from the answer. Delivered twice, a fact is therefore booked once.
        """
        ...

    async def put(self, rows: Sequence[object], *, only: Sequence[str] = ()) -> None:
        """Insert rows of one class, or replace those of the same key; of these `only` the columns named, if any are."""
        ...

    async def move(
        self,
        kind: type[Any],
        keys: Collection[object],
        *,
        was: Mapping[str, object],
        now: Mapping[str, object],
    ) -> set[Any]:
        """Compare and set: rows of these keys whose fields still are `was` become `now`. Returns who moved.

        A key of several columns is a tuple. `was` takes a tuple for "one of these", as `all` does.
        """
        ...

    async def drop(self, kind: type[Any], keys: Collection[object]) -> set[Any]:
        """Delete the rows of these keys and return those that were still there."""
        ...

    async def hold(self, kind: type[Any], keys: Collection[object]) -> bool:
        """Lock these rows until the unit ends, always in the same order. False: there was nothing to do, for the unit
        is the lone writer; else what was read before may have changed until now, and is read again."""
        ...

    def record(self, *events: object) -> None:
        """Write events in this transaction. Those of one class share outbox rows; reactions get them later."""
        ...


class Store(Protocol):
    """Opens units. `view` reads what was committed last."""

    @property
    def view(self) -> View:
        """The store's reader."""
        ...

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """Begin a transaction (on SQLite: take the writer's lock now, not at the first write)."""
        ...
