"""What the reads and writes of `core/ports/store.py` promise, on both databases."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from core.bookkeeping import Delivery, DeliveryState, OutboxRow, Setting, Spent
from core.kernel.errors import Bug
from core.notices.model import HeldNotice, Waits
from core.ports.store import Query
from storage.store import SqlStore
from tests.contract.conftest import NOW, Thing, added

MANY = 20_000


def thing(id: str, owner: str | None = "ann", shown: int = 1) -> Thing:  # noqa: A002 - the field's own name
    return Thing(id, owner, shown)


def debt(number: int, reaction: str = "send") -> Delivery:
    return Delivery(reaction, number, DeliveryState.DUE, 0, NOW, None, None)


def ids(rows: Sequence[Thing]) -> list[str]:
    return [row.id for row in rows]


# -- reading


async def test_get_finds_by_one_key_or_several_and_else_nothing(store: SqlStore):
    await added(store, [thing("a")])
    await added(store, [debt(1), debt(2)])

    assert await store.view.get(Thing, "a") == thing("a")
    assert await store.view.get(Delivery, "send", 2) == debt(2)
    assert await store.view.get(Thing, "b") is None


async def test_get_with_half_a_key_is_refused(store: SqlStore):
    with pytest.raises(ValueError, match="zip"):
        await store.view.get(Delivery, "send")


async def test_all_is_in_order_of_the_key(store: SqlStore):
    await added(store, [thing("b"), thing("c"), thing("a")])

    assert ids(await store.view.all(Thing)) == ["a", "b", "c"]


async def test_all_takes_values_none_and_one_of_these(store: SqlStore):
    await added(store, [thing("a", owner=None), thing("b", owner="bob"), thing("c", owner="cat", shown=2)])

    async def found(**equals: object) -> list[str]:
        return ids(await store.view.all(Thing, **equals))

    assert await found(owner=None) == ["a"]
    assert await found(owner="bob", shown=1) == ["b"]
    assert await found(owner="bob", shown=2) == []
    for those in (("bob", "cat"), ["bob", "cat"], {"bob", "cat"}, frozenset({"bob", "cat"})):
        assert await found(owner=those) == ["b", "c"]
    none: tuple[Collection[str], ...] = ((), [], set(), frozenset())
    for nobody in none:
        assert await found(owner=nobody) == []


async def test_one_of_these_may_include_nothing(store: SqlStore):
    await added(store, [thing("a", owner=None), thing("b", owner="bob"), thing("c", owner="cat")])

    assert ids(await store.view.all(Thing, owner=(None, "bob"))) == ["a", "b"]


async def test_enums_and_instants_are_asked_for_as_they_are(store: SqlStore):
    await added(
        store, [debt(1), replace(debt(2), state=DeliveryState.DEAD, due_at=NOW + timedelta(seconds=1))]
    )

    assert await store.view.all(Delivery, state=DeliveryState.DUE) == [debt(1)]
    assert await store.view.all(Delivery, state=(DeliveryState.DUE,), due_at=NOW) == [debt(1)]
    assert await store.view.all(Delivery, due_at=(NOW,)) == [debt(1)]


async def test_a_page_goes_on_beyond_a_key_in_both_directions(store: SqlStore):
    await added(store, [debt(number, reaction) for reaction in ("count", "send") for number in (1, 2)])

    async def page(**words: object) -> list[tuple[str, int]]:
        rows = await store.view.page(Delivery, size=2, **words)  # type: ignore[arg-type]
        return [(row.reaction, row.number) for row in rows]

    assert await page() == [("count", 1), ("count", 2)]
    assert await page(after=("count", 2)) == [("send", 1), ("send", 2)]
    assert await page(after=("send", 2)) == []
    assert await page(newest=True) == [("send", 2), ("send", 1)]
    assert await page(newest=True, after=("send", 1)) == [("count", 2), ("count", 1)]
    assert await page(number=2) == [("count", 2), ("send", 2)]


async def test_text_is_ordered_by_its_code_points_on_every_database(store: SqlStore):
    names = ["B", "a", "ab", "a b", "a-b", "Z", "z", "é", "_", "1", "10", "2"]
    await added(store, [Setting(name, "") for name in names])

    assert [row.name for row in await store.view.all(Setting)] == sorted(names)
    assert [row.name for row in await store.view.page(Setting, after=("Z",), size=99)] == [
        name for name in sorted(names) if name > "Z"
    ]


async def test_a_long_list_is_asked_for_in_pieces_and_stays_in_order(store: SqlStore):
    await added(store, [Spent(f"{number:05d}", NOW) for number in range(MANY)])
    wanted = [f"{number:05d}" for number in reversed(range(MANY))]

    found = await store.view.all(Spent, cause=[*wanted, *wanted], at=(NOW, None))

    assert [row.cause for row in found] == sorted(wanted)


async def test_two_long_lists_and_numbers_stay_in_order_too(store: SqlStore):
    await added(
        store, [debt(number, reaction) for reaction in ("count", "send") for number in (3, 10, 20_001)]
    )
    names = ["send", "count", *(str(number) for number in range(MANY))]

    found = await store.view.all(Delivery, number=list(range(20_002)), reaction=names)

    assert [(row.reaction, row.number) for row in found] == [
        (reaction, number) for reaction in ("count", "send") for number in (3, 10, 20_001)
    ]


async def test_a_class_without_a_table_and_a_question_without_an_answer_are_bugs(store: SqlStore):
    @dataclass(frozen=True)
    class Nobody(Query[Thing]):
        pass

    with pytest.raises(Bug, match="Nobody has no table"):
        await store.view.all(Nobody)
    with pytest.raises(Bug, match="nobody answers Nobody"):
        await store.view.ask(Nobody())


# -- writing


async def test_add_says_who_was_new(store: SqlStore):
    assert await added(store, [Spent("a", NOW), Spent("b", NOW)]) == {("a",), ("b",)}
    assert await added(store, [Spent("b", NOW), Spent("c", NOW)], new_only=True) == {("c",)}
    assert await added(store, [Spent("b", NOW)], new_only=True) == set()
    assert await added(store, []) == set()


async def test_add_new_only_leaves_the_row_as_it_is(store: SqlStore):
    await added(store, [thing("a")])

    await added(store, [thing("a", shown=9)], new_only=True)

    assert await store.view.get(Thing, "a") == thing("a")


async def test_adding_a_key_twice_is_a_bug_and_undoes_the_unit(store: SqlStore):
    await added(store, [Spent("a", NOW)])

    with pytest.raises(Bug, match="Spent exists already"):
        await added(store, [Spent("b", NOW), Spent("a", NOW)])

    assert await store.view.get(Spent, "b") is None


async def test_the_database_numbers_in_order(store: SqlStore):
    rows = [OutboxRow(0, "Event", str(body), NOW) for body in range(1_500)]
    numbers = await added(store, rows)

    found = await store.view.all(OutboxRow)

    assert [(row.number,) for row in found] == sorted(numbers)
    assert [row.body for row in found] == [row.body for row in rows]


async def test_put_inserts_or_replaces_and_the_last_of_a_key_wins(store: SqlStore):
    async with store.unit() as unit:
        await unit.put([thing("a"), thing("b")])
        await unit.put([thing("a", shown=2, owner=None), thing("a", shown=3), thing("c")])
        await unit.put([])

    assert await store.view.all(Thing) == [thing("a", shown=3), thing("b"), thing("c")]


async def test_put_of_some_columns_leaves_the_others_of_rows_that_are_there(store: SqlStore):
    async with store.unit() as unit:
        await unit.put([thing("a", owner="bob")], only=["shown"])
        await unit.put([thing("a", owner="cat", shown=7), thing("b", shown=8)], only=["shown"])

    assert await store.view.all(Thing) == [thing("a", owner="bob", shown=7), thing("b", shown=8)]


async def test_a_unit_that_broke_a_rule_writes_nothing_whoever_goes_on_with_it(store: SqlStore):
    await added(store, [Spent("a", NOW)])

    with suppress(Bug, DBAPIError):
        async with store.unit() as unit:
            with suppress(Bug):
                await unit.add([Spent("a", NOW)])
                await unit.get(Spent, "a")
            await unit.add([Spent("b", NOW)])

    assert await store.view.get(Spent, "b") is None


async def test_some_of_many_are_new(store: SqlStore):
    """Whatever is in their way: their own key, or another that must be one of a kind."""
    await added(store, [thing(str(number)) for number in range(0, 1_000, 3)])

    new = await added(store, [thing(str(number), shown=2) for number in range(1_000)], new_only=True)

    assert new == {(str(number),) for number in range(1_000) if number % 3}


async def test_move_changes_only_those_that_still_are_as_said(store: SqlStore):
    await added(
        store, [debt(1), replace(debt(2), attempts=1), replace(debt(3), state=DeliveryState.DEAD), debt(4)]
    )
    keys = [("send", number) for number in (1, 2, 3, 9)]

    async with store.unit() as unit:
        moved = await unit.move(
            Delivery,
            keys,
            was={"state": DeliveryState.DUE, "attempts": (0, 1), "lease_until": None},
            now={"state": DeliveryState.DEAD, "attempts": 2, "lease_until": NOW, "error": "no"},
        )
        again = await unit.move(Delivery, keys, was={"state": DeliveryState.DUE}, now={"attempts": 3})

    assert (moved, again) == ({("send", 1), ("send", 2)}, set())
    assert await store.view.get(Delivery, "send", 1) == Delivery(
        "send", 1, DeliveryState.DEAD, 2, NOW, NOW, "no"
    )
    assert await store.view.get(Delivery, "send", 4) == debt(4)


async def test_move_of_one_column_keys_answers_with_plain_keys(store: SqlStore):
    await added(store, [thing("a"), thing("b")])

    async with store.unit() as unit:
        assert await unit.move(Thing, ["a", "z"], was={}, now={"owner": None}) == {"a"}
        assert await unit.move(Thing, {"b"}, was={"owner": ()}, now={"owner": None}) == set()
        assert await unit.move(Thing, [], was={}, now={"owner": None}) == set()

    assert (await store.view.get(Thing, "a")) == thing("a", owner=None)


async def test_drop_says_who_was_there(store: SqlStore):
    await added(store, [debt(1), debt(2)])

    async with store.unit() as unit:
        assert await unit.drop(Delivery, [("send", 1), ("send", 9)]) == {("send", 1)}
        assert await unit.drop(Delivery, []) == set()

    assert await store.view.all(Delivery) == [debt(2)]


async def test_twenty_thousand_rows_pass_every_verb(store: SqlStore):
    rows = [debt(number) for number in range(MANY)]
    keys = [(row.reaction, row.number) for row in rows]

    async with store.unit() as unit:
        assert len(await unit.add(rows[: MANY // 2])) == MANY // 2
        assert len(await unit.add(rows, new_only=True)) == MANY // 2
        await unit.put([replace(row, attempts=1) for row in rows])
        await unit.hold(Delivery, keys)
        assert await unit.move(Delivery, keys, was={"attempts": 1}, now={"attempts": 2}) == set(keys)
        assert len(await unit.all(Delivery, attempts=2)) == MANY
        assert await unit.drop(Delivery, keys) == set(keys)

    assert await store.view.all(Delivery) == []


async def test_keys_come_back_as_they_were_given(store: SqlStore):
    """Instants among them: on SQLite they are kept as text."""
    held = [
        HeldNotice(
            due_at=NOW + timedelta(hours=hours), person="ann", notice="n", why=Waits(next(iter(Waits)))
        )
        for hours in range(3)
    ]
    keys = {(one.due_at, one.person, one.notice) for one in held}

    assert await added(store, held, new_only=True) == keys
    assert await added(store, held, new_only=True) == set()
    async with store.unit() as unit:
        assert await unit.drop(HeldNotice, keys) == keys
