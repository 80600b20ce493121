"""A fee in a third currency is looked up over the market's own pairs, once, and the trade learns of it (DF-25)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from adapters.market.simulated import SimulatedMarket
from core.accounts.model import Mode
from core.context import World
from core.kernel.money import Price, Quantity
from core.market.symbols import builtin_table
from core.orders.advancing import advance
from core.orders.model import Fill, Side, Trade
from core.portfolio.model import FeeUnvalued, Portfolio, Position, Rate
from core.portfolio.reactions import value_fees
from core.portfolio.record import book_fills
from storage.database import Database
from tests.core.builders import NOW, a_fill, a_trade
from tests.worlds import MovedClock, a_world

D = Decimal


async def a_world_with_fee(database: Database, fee_currency: str) -> tuple[World, Fill]:
    """1 BTC bought at 60,000 with a fee of 0.02 in this currency; BNB costs 600 USDT."""
    world = a_world(database)
    market = SimulatedMarket(world.store, MovedClock(), builtin_table(), 1)
    bnb = builtin_table().get("BNB/USDT")
    assert bnb is not None
    world = replace(world, market=market)
    fill = a_fill(Side.BUY, "1", "60000", fee="0.02", fee_currency=fee_currency)
    trade = advance(a_trade(planned="1"), fill)
    book = Portfolio(
        id="portfolio", person="ann", account="account", mode=Mode.LIVE, currency="USDT", opened_at=NOW
    )
    async with world.store.unit() as unit:
        await unit.add([book])
        await unit.add([trade])
        await unit.add([fill])
        await book_fills(unit, [fill], {fill.id: "USDT"})
    await market.move(bnb, Price(600), Quantity(1))
    return world, fill


async def test_the_rate_is_kept_with_its_source_and_the_books_and_the_trade_know_it(database: Database):
    world, fill = await a_world_with_fee(database, "BNB")

    for _ in range(2):
        await value_fees(world, [FeeUnvalued(fill.id)])

    (rate,) = await world.view.all(Rate)
    assert (rate.base, rate.quote, rate.rate, rate.source) == ("BNB", "USDT", D(600), "BNB/USDT")
    (position,) = await world.view.all(Position)
    assert (position.cost, position.fees, position.unvalued) == (D(60012), D(12), 0)
    (trade,) = await world.view.all(Trade)
    assert (trade.entered, trade.cost, trade.fees) == (D(1), D(60000), D(12))


async def test_a_currency_without_a_way_stays_unknown_and_is_never_nothing(database: Database):
    world, fill = await a_world_with_fee(database, "XYZ")

    await value_fees(world, [FeeUnvalued(fill.id)])

    assert list(await world.view.all(Rate)) == []
    (position,) = await world.view.all(Position)
    assert position.unvalued == 1


def test_a_fee_in_units_is_not_there_to_be_sold():
    bought = a_fill(Side.BUY, "1", "60000", fee="0.001", fee_currency="BTC")
    trade = advance(a_trade(planned="1"), bought)

    assert (trade.entered, trade.cost, trade.fees) == (D("0.999"), D(59940), D(60))

    sold = advance(trade, a_fill(Side.SELL, "0.999", "61000", fee="0.0009", fee_currency="BTC"))

    assert sold.held == 0
    assert sold.exited == D("0.999")
