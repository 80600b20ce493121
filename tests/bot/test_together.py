"""Who looks up side by side is told what they would be told alone, by fewer questions."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.together import SharedView, Turns
from core.kernel.errors import Unavailable
from core.ports.questions import OnlyTrade, Owing
from core.ports.store import Query
from tests.contract.conftest import Thing

THINGS = [Thing(f"t{number}", f"o{number % 3}", number) for number in range(9)]


class Shelf:
    """A view over a few things that counts how often it is asked. Its rows are of one class."""

    def __init__(self, *, away: bool = False) -> None:
        self.asked = 0
        self._away = away

    async def get(self, kind: type[Any], *key: object) -> Any:
        self.asked += 1
        return "by two keys" if len(key) == 2 else None

    async def all(self, kind: type[Any], **equals: object) -> Sequence[Any]:
        self.asked += 1
        await asyncio.sleep(0)
        if self._away:
            raise Unavailable("the records are away")
        found: list[Any] = []
        for thing in THINGS:
            fits = (
                getattr(thing, name) in value
                if isinstance(value, set | tuple)
                else getattr(thing, name) == value
                for name, value in equals.items()
            )
            if all(fits):
                found.append(thing)
        return found

    async def page(self, kind: type[Any], *, size: int, **_: object) -> Sequence[Any]:
        self.asked += 1
        return THINGS[:size]

    async def ask(self, query: Query[Any]) -> Sequence[Any]:
        self.asked += 1
        if isinstance(query, OnlyTrade):
            return [person for person in query.persons if person != "cat"]
        return ["asked alone"]


def shared(shelf: Shelf) -> SharedView:
    return SharedView(shelf, Turns())


async def test_many_who_ask_alike_are_one_question():
    shelf = Shelf()
    view = shared(shelf)

    found = await asyncio.gather(*(view.get(Thing, one) for one in ("t3", "t0", "t3", "none")))

    assert found == [THINGS[3], THINGS[0], THINGS[3], None]
    assert shelf.asked == 1


async def test_each_is_told_their_own_rows_in_order_of_the_key():
    view = shared(Shelf())

    ones, some, none = await asyncio.gather(
        view.all(Thing, owner="o1"), view.all(Thing, owner=["o2", "o1"]), view.all(Thing, owner="o7")
    )

    assert [thing.id for thing in ones] == ["t1", "t4", "t7"]
    assert [thing.id for thing in some] == ["t1", "t2", "t4", "t5", "t7", "t8"]
    assert none == []


async def test_who_asks_a_moment_later_asks_anew():
    shelf = Shelf()
    view = shared(shelf)

    await view.get(Thing, "t1")
    await view.get(Thing, "t1")

    assert shelf.asked == 2


async def test_what_cannot_be_asked_together_goes_through():
    shelf = Shelf()
    view = shared(shelf)

    assert await view.all(Thing, owner="o1", shown=4) == [THINGS[4]]
    assert await view.all(Thing, owner=None) == []
    by_two: object = await view.get(Thing, "a", "b")
    assert by_two == "by two keys"
    assert await view.page(Thing, size=2) == THINGS[:2]
    assert await view.ask(Owing(datetime(2026, 11, 17, tzinfo=UTC))) == ["asked alone"]
    assert shelf.asked == 5


async def test_people_with_one_trade_are_asked_for_together():
    shelf = Shelf()
    view = shared(shelf)

    ann, cat = await asyncio.gather(view.ask(OnlyTrade(("ann",))), view.ask(OnlyTrade(("cat",))))

    assert (ann, cat) == (["ann"], [])
    assert shelf.asked == 1


async def test_what_fails_fails_for_all_who_asked_and_for_nobody_after_them():
    shelf = Shelf(away=True)
    view = shared(shelf)

    found = await asyncio.gather(view.get(Thing, "t1"), view.get(Thing, "t2"), return_exceptions=True)

    assert [type(one) for one in found] == [Unavailable, Unavailable]
    with pytest.raises(Unavailable):
        await view.get(Thing, "t1")


async def test_one_who_goes_away_takes_nobody_along():
    view = shared(Shelf())
    first = asyncio.ensure_future(view.get(Thing, "t1"))
    second = asyncio.ensure_future(view.get(Thing, "t2"))
    await asyncio.sleep(0)

    second.cancel()
    with suppress(asyncio.CancelledError):
        await second

    assert await first == THINGS[1]
    assert await view.get(Thing, "t2") == THINGS[2]
