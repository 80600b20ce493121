"""The books in the database equal what their facts come to, to the last digit (rows PF-03, TG-09)."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from core.accounts.model import Mode
from core.context import World
from core.kernel.money import Money, Price, Quantity
from core.orders.model import Fill, Side
from core.portfolio.model import (
    Cash,
    CashFlow,
    Change,
    ChangeKind,
    FlowKind,
    Lot,
    Portfolio,
    Position,
    Rate,
)
from core.portfolio.record import book_change, book_fills, book_flow, load_sheet, value_fee
from storage.database import Database
from tests.core.builders import NOW, a_fill
from tests.worlds import a_world

D = Decimal
BOOK = "portfolio"
SYMBOLS = ("BTC/USDT", "ETH/USDT", "AAPL")


async def a_book(database: Database) -> World:
    world = a_world(database, subscribers={"FeeUnvalued": ["anybody"]})
    portfolio = Portfolio(
        id=BOOK, person="ann", account="account", mode=Mode.PAPER, currency="USDT", opened_at=NOW
    )
    async with world.store.unit() as unit:
        await unit.add([portfolio])
    return world


def quote_of(symbol: str) -> str:
    return symbol.partition("/")[2] or "USD"


async def book(world: World, *fills: Fill) -> None:
    async with world.store.unit() as unit:
        await unit.add(fills)
        await book_fills(unit, fills, {fill.id: quote_of(fill.symbol) for fill in fills})


async def assert_kept_is_rebuilt(world: World) -> None:
    sheet = await load_sheet(world.view, BOOK)
    positions = {one.symbol: one for one in await world.view.all(Position, portfolio=BOOK)}
    lots: dict[str, list[Lot]] = {symbol: [] for symbol in positions}
    for lot in sorted(await world.view.all(Lot, portfolio=BOOK), key=lambda lot: lot.sequence):
        lots[lot.symbol].append(lot)
    cash = {row.currency: row.amount for row in await world.view.all(Cash, portfolio=BOOK)}
    assert positions == sheet.positions
    assert {symbol: tuple(held) for symbol, held in lots.items()} == sheet.lots
    assert cash == sheet.cash


def some_fill(chance: random.Random, number: int) -> Fill:
    symbol = chance.choice(SYMBOLS)
    price, quantity = D(chance.randint(1, 9_999_999)) / 100, D(chance.randint(1, 99_999)) / 10_000
    paid_in, rate = chance.choice(
        [(quote_of(symbol), price), (symbol.split("/")[0], D(1)), ("BNB", D(1) / 4)]
    )
    fill = a_fill(
        chance.choice(list(Side)),
        quantity,
        price,
        fee=quantity * rate / 1000,
        fee_currency=paid_in,
        id=f"fill-{number}",
    )
    return replace(fill, symbol=symbol)


def some_change(chance: random.Random, number: int) -> Change:
    symbol = chance.choice(SYMBOLS)
    kind = chance.choice([ChangeKind.SPLIT, ChangeKind.TRANSFER, ChangeKind.OUTSIDE])
    return Change(
        id=f"change-{number}",
        portfolio=BOOK,
        kind=kind,
        symbol=symbol,
        quote=quote_of(symbol),
        at=NOW,
        new=chance.randint(1, 4),
        old=chance.randint(1, 3),
        units=D(chance.choice([-3, -1, 2, 5])),
        price=Price(chance.randint(1, 500)),
    )


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_booked_can_be_rebuilt_from_its_facts(database: Database, seed: int):
    world, chance = await a_book(database), random.Random(seed)

    for number in range(12):
        await book(world, *(some_fill(chance, 10 * number + at) for at in range(chance.randint(1, 5))))
        async with world.store.unit() as unit:
            await book_change(unit, some_change(chance, number))
            money = Money(D(chance.randint(-999, 999)), chance.choice(["USDT", "USD", "BNB"]))
            kind = chance.choice(list(FlowKind))
            await book_flow(
                unit, CashFlow(id=f"flow-{number}", portfolio=BOOK, kind=kind, money=money, at=NOW)
            )

    await assert_kept_is_rebuilt(world)


async def test_a_change_or_a_flow_that_comes_twice_is_booked_once(database: Database):
    world = await a_book(database)
    bonus = Change(
        id="airdrop",
        portfolio=BOOK,
        kind=ChangeKind.TRANSFER,
        symbol="ETH/USDT",
        quote="USDT",
        at=NOW,
        units=D(1),
        price=Price(3431),
    )
    funding = CashFlow(
        id="funding", portfolio=BOOK, kind=FlowKind.FUNDING, money=Money(D("-1.5"), "USDT"), at=NOW
    )

    for first in (True, False):
        async with world.store.unit() as unit:
            assert await book_change(unit, bonus) is first
            assert await book_flow(unit, funding) is first

    (position,) = await world.view.all(Position, portfolio=BOOK)
    assert position.quantity == D(1)
    (cash,) = await world.view.all(Cash, portfolio=BOOK)
    assert cash.amount == D("-1.5")
    await assert_kept_is_rebuilt(world)


async def test_a_renamed_instrument_is_kept_under_its_new_name(database: Database):
    world = await a_book(database)
    await book(world, a_fill(Side.BUY, "2", "100", fee="1"))
    renamed = Change(
        id="rename",
        portfolio=BOOK,
        kind=ChangeKind.RENAME,
        symbol="BTC/USDT",
        quote="USDT",
        at=NOW,
        renamed="XBT/USDT",
    )

    async with world.store.unit() as unit:
        await book_change(unit, renamed)

    (position,) = await world.view.all(Position, portfolio=BOOK)
    assert (position.symbol, position.quantity, position.cost) == ("XBT/USDT", Quantity(2), D(201))
    await assert_kept_is_rebuilt(world)


async def test_a_fee_in_a_third_currency_is_booked_again_once_its_worth_is_known(database: Database):
    """0.02 BNB at 600 are 12: half of the lot was sold since, so 6 are in the profit and 6 in what is left."""
    world = await a_book(database)
    bought = a_fill(Side.BUY, "1", "60000", fee="0.02", fee_currency="BNB")
    await book(world, bought)
    await book(world, a_fill(Side.SELL, "0.5", "61000"))
    (before,) = await world.view.all(Position, portfolio=BOOK)
    rate = Rate(subject=bought.id, base="BNB", quote="USDT", rate=D(600), source="BNB/USDT", at=NOW)

    for first in (True, False):
        async with world.store.unit() as unit:
            assert await value_fee(unit, bought, rate) is first

    (after,) = await world.view.all(Position, portfolio=BOOK)
    assert (before.unvalued, after.unvalued) == (1, 0)
    assert (after.realized, after.cost, after.fees) == (D(494), D(30006), D(12))
    cash = {row.currency: row.amount for row in await world.view.all(Cash, portfolio=BOOK)}
    assert cash == {"USDT": D(-29500), "BNB": D("-0.02")}
    await assert_kept_is_rebuilt(world)
