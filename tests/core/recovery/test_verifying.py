"""Whatever was changed, removed or moved in the records since they were written is found (reliability, P14)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from core.orders.model import Fill, Order, OrderAudit
from core.portfolio.model import Cash, Lot, Position
from core.recovery.verifying import verify
from core.signals.model import LedgerEntry
from storage.tables import TABLES
from tests.simulation.house import House
from tests.simulation.store import Memory, MemoryView

# Worlds with posts, edits, partial fills, replaced stops, kills and orders that were lost.
SEEDS = (3, 5, 8)
# What is no record of what happened: who holds a claim, and for how long.
FREE = {Order: {"lease_owner", "lease_until", "hold_until"}, OrderAudit: {"number"}}
KINDS = (LedgerEntry, OrderAudit, OrderAudit, Order, Fill, Position, Lot, Cash)


@dataclass(frozen=True)
class World:
    """Every row of a world that was lived to its end."""

    rows: dict[type, dict[Any, Any]]

    def view(self, kind: type, changed: dict[Any, Any]) -> MemoryView:
        memory = Memory(TABLES.mappers)
        for own, rows in self.rows.items():
            for key, row in (changed if own is kind else rows).items():
                memory.of(own).write(key, row)
        return MemoryView(memory, None)


def lived(seed: int) -> World:
    house = House(seed)
    assert house.live().violations == ()
    return World({kind: dict(table.rows) for kind, table in house.memory.tables.items()})


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [lived(seed) for seed in SEEDS]


def other(value: Any, random: Random) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return random.choice([one for one in type(value) if one is not value])
    if isinstance(value, Decimal):
        return type(value)(value + Decimal("0.00000001"))
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}x" if random.random() < 0.5 or not value else value[:-1]
    return None if value is not None else "x"


def tampered(world: World, kind: type, random: Random) -> tuple[str, dict[Any, Any]] | None:
    """One row changed, removed, or two swapped; None where this kind has no such row here."""
    rows = dict(world.rows[kind])
    if not rows:
        return None
    key = random.choice(sorted(rows))
    how = random.choice(("change", "change", "drop", "swap"))
    if how == "drop":
        gone = rows.pop(key)
        return (f"dropped {gone}", rows) if kind is not Cash or gone.amount else None
    names = [one.name for one in dataclasses.fields(kind) if one.name not in FREE.get(kind, ())]
    names = [name for name in names if name not in TABLES.of(kind).key]
    if how == "change":
        name = random.choice(names)
        value = getattr(rows[key], name)
        if value is None or isinstance(value, tuple | dict):
            return None
        try:
            rows[key] = dataclasses.replace(rows[key], **{name: other(value, random)})
        except (ValueError, TypeError):
            return None
        return f"changed {name} of {key}", rows
    # Steps of different orders have no order among each other.
    among = rows if kind is not OrderAudit else {k: r for k, r in rows.items() if r.order == rows[key].order}
    second = random.choice(sorted(among))
    first_values = {name: getattr(rows[key], name) for name in names}
    second_values = {name: getattr(rows[second], name) for name in names}
    if first_values == second_values:
        return None
    rows[key] = dataclasses.replace(rows[key], **second_values)
    rows[second] = dataclasses.replace(rows[second], **first_values)
    return f"swapped {key} and {second}", rows


async def unseen(worlds: list[World], times: int) -> list[str]:
    """Tamper so often, and say what was not found."""
    random, missed, done = Random(1), list[str](), 0
    while done < times:
        world, kind = random.choice(worlds), random.choice(KINDS)
        made = tampered(world, kind, random)
        if made is None:
            continue
        words, rows = made
        try:
            found = await verify(world.view(kind, rows))
        except IntegrityError:  # the database itself would not have taken that
            continue
        done += 1
        if not any(one.broken for one in found):
            missed.append(f"{kind.__name__}: {words}")
    return missed


async def test_what_was_not_touched_is_whole(worlds: list[World]):
    for world in worlds:
        checked = await verify(world.view(Order, world.rows[Order]))

        assert [one.broken for one in checked] == [[], [], []]
        assert all(one.rows for one in checked)


async def test_a_hundred_tampers_are_found(worlds: list[World]):
    assert await unseen(worlds, 100) == []


@pytest.mark.heavy
async def test_a_thousand_tampers_are_found(worlds: list[World]):
    assert await unseen(worlds, 1_000) == []
