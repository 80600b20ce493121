"""Round trips of a page of trades are those of the whole fold, read from little."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from core.context import World
from core.orders.model import Fill, Side
from core.portfolio import closings, sheet
from core.portfolio.closings import matches_of
from core.portfolio.model import Change, ChangeKind
from core.portfolio.record import book_change, book_fills, load_sheet
from storage.database import Database
from tests.core.builders import NOW, a_fill
from tests.worlds import a_world

pytestmark = pytest.mark.postgres_when_heavy

SYMBOLS = ("BTC/USDT", "ETH/USDT")


async def traded(database: Database, seed: int, count: int = 60) -> tuple[World, list[Fill]]:
    """A portfolio that goes long, short and flat in two instruments, with fees in money and in units."""
    chance = Random(seed)
    held = dict.fromkeys(SYMBOLS, Decimal(0))
    fills = []
    for number in range(count):
        symbol = chance.choice(SYMBOLS)
        side = chance.choice(list(Side))
        quantity = Decimal(chance.randrange(1, 5))
        if held[symbol] and chance.random() < 0.4:  # all of it, so that there are stretches
            side, quantity = (Side.SELL if held[symbol] > 0 else Side.BUY), abs(held[symbol])
        fee, currency = Decimal("0.5"), "USDT"
        if side is Side.BUY and chance.random() < 0.2:
            fee, currency = Decimal("0.001"), symbol.partition("/")[0]
        held[symbol] += side.sign * quantity - (fee if currency != "USDT" else 0)
        fill = a_fill(
            side,
            quantity,
            Decimal(chance.randrange(90, 110)),
            id=f"{number:03d}",
            fee=fee,
            fee_currency=currency,
        )
        fills.append(replace(fill, symbol=symbol))
    world = a_world(database)
    async with world.store.unit() as unit:
        await unit.add(fills)
        await book_fills(unit, fills, dict.fromkeys((fill.id for fill in fills), "USDT"))
    return world, fills


@pytest.mark.postgres_when_heavy(False)
@pytest.mark.parametrize("seed", range(8))
async def test_they_are_those_of_the_whole_fold(
    database: Database, seed: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(closings, "READ_AT_ONCE", 7)
    world, fills = await traded(database, seed)
    whole = list((await load_sheet(world.view, "portfolio")).matches)

    for part in (fills[:1], fills[20:28], fills[-6:], fills):
        some = {fill.id: fill.symbol for fill in part}
        found = await matches_of(world.view, "portfolio", some)

        assert list(found) == [match for match in whole if match.opened in some]


async def test_only_the_stretch_that_they_lie_in_is_folded(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    round_trips = [
        a_fill(side, "1", "100", id=f"{number:03d}-{side.value}") for number in range(50) for side in Side
    ]
    world = a_world(database)
    async with world.store.unit() as unit:
        await unit.add(round_trips)
        await book_fills(unit, round_trips, dict.fromkeys((fill.id for fill in round_trips), "USDT"))
    folded: list[int] = []
    real = sheet.fold

    def counted(portfolio: str, facts: list[Fill], *rest: object) -> object:
        folded.append(len(facts))
        return real(portfolio, facts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(closings, "fold", counted)

    [match] = await matches_of(world.view, "portfolio", {"007-BUY": SYMBOLS[0]})

    assert (match.opened, match.closed) == ("007-BUY", "007-SELL")
    assert folded == [2]


async def test_where_units_changed_without_a_fill_everything_is_folded(database: Database):
    world, fills = await traded(database, 3, count=12)
    split = Change(
        id="split",
        portfolio="portfolio",
        kind=ChangeKind.SPLIT,
        symbol=SYMBOLS[0],
        quote="USDT",
        at=NOW,
        new=2,
    )
    async with world.store.unit() as unit:
        await book_change(unit, split)
    whole = list((await load_sheet(world.view, "portfolio")).matches)
    every = {fill.id: fill.symbol for fill in fills}

    assert list(await matches_of(world.view, "portfolio", every)) == [
        one for one in whole if one.opened in every
    ]


async def test_nothing_is_asked_for_no_fills(database: Database):
    assert await matches_of(a_world(database).view, "portfolio", {}) == ()
