"""A World in which many who look things up side by side are answered together.

The cards of a fan-out ask alike: the trade, its orders, who follows whom. Each alone is a dozen trips to the database;
here the first to ask a question waits one turn for the others, and asks for all of them. Everybody gets what they would
have been told alone. What nobody else asks goes through unchanged.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from core.context import World
from core.kernel.money import Price
from core.market.model import Instrument, Quote, SourceState
from core.market.symbols import SymbolTable
from core.ports.market import Market
from core.ports.questions import OnlyTrade
from core.ports.store import Query, Store, Unit, View

T = TypeVar("T")

MANY = (tuple, list, set, frozenset)


def together(world: World) -> World:
    """The same world for a handful of cards that are made side by side."""
    turns = Turns()
    view = SharedView(world.store.view, turns)
    return replace(world, store=_SharedStore(world.store, view), market=_SharedMarket(world.market, turns))


@dataclass(slots=True)
class _Question:
    """What was asked so far by those who wait for one answer."""

    values: set[Hashable] = field(default_factory=set)
    waiting: list[asyncio.Future[Any]] = field(default_factory=list)


class Turns:
    """Questions that wait for a turn of the loop to pass, by their form."""

    def __init__(self) -> None:
        self._open: dict[Hashable, _Question] = {}

    async def ask(
        self,
        form: Hashable,
        values: Collection[Hashable],
        answer: Callable[[set[Hashable]], Awaitable[T]],
    ) -> T:
        """What `answer` says of these values and of all that others ask in the same form before the turn is over."""
        question = self._open.get(form)
        if question is not None:
            question.values.update(values)
            future = asyncio.get_running_loop().create_future()
            question.waiting.append(future)
            return cast("T", await future)
        question = self._open[form] = _Question(set(values))
        try:
            await asyncio.sleep(0)
            del self._open[form]
            found = await answer(question.values)
        except BaseException as error:
            if self._open.get(form) is question:
                del self._open[form]
            for one in question.waiting:
                if not one.done():
                    _fail(one, error)
            raise
        for one in question.waiting:
            if not one.done():
                one.set_result(found)
        return found


def _fail(waiting: asyncio.Future[Any], error: BaseException) -> None:
    if isinstance(error, Exception):
        waiting.set_exception(error)
        waiting.exception()  # who waits gets it; one who went away is no reason to complain
    else:
        waiting.cancel()


class SharedView:
    """Reads over another view. Questions by one field are asked together; all others go through."""

    def __init__(self, view: View, turns: Turns) -> None:
        self._view = view
        self._turns = turns

    async def get(self, kind: type[T], *key: object) -> T | None:
        if len(key) != 1:
            return await self._view.get(kind, *key)
        name = _key_of(kind)
        return next(iter(await self._by_field(kind, name, [key[0]])), None)

    async def all(self, kind: type[T], **equals: object) -> Sequence[T]:
        if len(equals) == 1:
            [(name, value)] = equals.items()
            values: Collection[object] = value if isinstance(value, MANY) else [value]
            if None not in values:
                return await self._by_field(kind, name, values)
        return await self._view.all(kind, **equals)

    async def page(
        self,
        kind: type[T],
        *,
        after: Sequence[object] = (),
        size: int,
        newest: bool = False,
        **equals: object,
    ) -> Sequence[T]:
        return await self._view.page(kind, after=after, size=size, newest=newest, **equals)

    async def ask(self, query: Query[T]) -> Sequence[T]:
        if isinstance(query, OnlyTrade):
            return cast("Sequence[T]", await self._only_trade(query.persons))
        return await self._view.ask(query)

    async def _only_trade(self, persons: Sequence[str]) -> Sequence[str]:
        async def answer(wanted: set[Hashable]) -> set[str]:
            return set(await self._view.ask(OnlyTrade(tuple(sorted(cast("set[str]", wanted))))))

        found = await self._turns.ask(OnlyTrade, persons, answer)
        return [person for person in persons if person in found]

    async def _by_field(self, kind: type[T], name: str, values: Collection[object]) -> Sequence[T]:
        """Rows of which this field has one of these values, in order of their key."""

        async def answer(wanted: set[Hashable]) -> dict[object, list[tuple[int, T]]]:
            rows: dict[object, list[tuple[int, T]]] = {}
            for place, row in enumerate(await self._view.all(kind, **{name: wanted})):
                rows.setdefault(getattr(row, name), []).append((place, row))
            return rows

        own = cast("Collection[Hashable]", dict.fromkeys(values))
        rows = await self._turns.ask((kind, name), own, answer)
        if len(own) == 1:
            return [row for value in own for _, row in rows.get(value, ())]
        found = [one for value in own for one in rows.get(value, ())]
        return [row for _, row in sorted(found, key=lambda one: one[0])]


def _key_of(kind: type) -> str:
    """The field that is the key where there is only one: the first (`tests/storage/test_mapper.py` holds it)."""
    own: Any = dataclasses.fields(kind)
    return str(own[0].name)


class _SharedStore:
    """The store with such a view; units are its own."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view

    @property
    def view(self) -> View:
        return self._view

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        return self._store.unit()


class _SharedMarket:
    """The market, asked once for what several want to know at the same time."""

    def __init__(self, market: Market, turns: Turns) -> None:
        self._market = market
        self._turns = turns

    @property
    def simulated(self) -> bool:
        return self._market.simulated

    @property
    def table(self) -> SymbolTable:
        return self._market.table

    @property
    def sources(self) -> Sequence[SourceState]:
        return self._market.sources

    def tick(self, instrument: Instrument) -> Price:
        return self._market.tick(instrument)

    async def quote(self, instrument: Instrument) -> Quote:
        async def answer(_values: set[Hashable]) -> Quote:
            return await self._market.quote(instrument)

        return await self._turns.ask(("quote", instrument.symbol), (), answer)

    async def shown(self, instrument: Instrument) -> Quote | None:
        async def answer(_values: set[Hashable]) -> Quote | None:
            return await self._market.shown(instrument)

        return await self._turns.ask(("shown", instrument.symbol), (), answer)
