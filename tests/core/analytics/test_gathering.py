"""What statistics are read from: closed trades of the period alone, benchmarks that may be silent, days in a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from core.analytics.gathering import holds_crypto, measures_in, record_of, stats_of
from core.analytics.lack import Lack
from core.analytics.model import Period
from core.analytics.results import Stats
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.money import Quantity, plain
from core.market.candles import Series, series_of
from core.market.model import Instrument
from core.orders.model import TradeStatus
from core.portfolio.model import Position
from storage.database import Database
from tests.core.analytics.test_reactions import a_book, begun, cash, midnight
from tests.core.builders import a_trade
from tests.worlds import MovedClock

D = Decimal
DAY = timedelta(days=1)


class Told:
    """A past that is as a test says, or a source that is away."""

    simulated = False

    def __init__(self, *symbols: str, away: bool = False) -> None:
        self._symbols = symbols
        self._away = away
        self.asked: list[str] = []

    async def candles(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        return await self.daily(instrument, since, until)

    async def daily(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        self.asked.append(instrument.symbol)
        if self._away:
            raise Unavailable("nobody is there")
        if instrument.symbol not in self._symbols:
            return None
        first = since.replace(hour=0, minute=0, second=0, microsecond=0)
        days = [first + number * DAY for number in range((until - first) // DAY)]
        prices = [plain(100 + D(number % 3)) for number in range(len(days))]
        return series_of([(day, at, at, at, at) for day, at in zip(days, prices, strict=True)])


async def after_days(database: Database, history: Told | None, days: int = 25) -> tuple[World, MovedClock]:
    """A book of 1,000 USDT that goes up and down by the day."""
    world, _, clock = await begun(database, "a")
    world = replace(world, history=history)
    for day in range(days):
        await cash(world, "a", str(1000 + (7 * day) % 50))
        await midnight(world, clock)
    return world, clock


async def stats(world: World, period: Period = Period.ALL_TIME) -> Stats:
    return await stats_of(world, a_book("a"), period)


async def test_a_benchmark_is_what_is_quoted_in_the_own_currency(database: Database):
    history = Told("BTC/USD", "BTC/USDT")
    world, _ = await after_days(database, history)

    found = (await stats(world)).against

    assert [(one.name, one.symbol, one.days) for one in found] == [
        ("S&P 500", "", 0),
        ("BTC", "BTC/USDT", 24),
    ]
    assert found[0].beta.why is found[0].excess.why is Lack.BENCHMARK
    assert found[1].beta.value is not None
    assert "BTC/USD" not in history.asked
    assert measures_in("USD")[1].symbols[0] == "BTC/USD"


@pytest.mark.parametrize("history", [None, Told(away=True), Told()], ids=["none", "away", "silent"])
async def test_a_source_that_is_silent_leaves_the_rest_as_it_is(database: Database, history: Told | None):
    world, _ = await after_days(database, history)

    found = await stats(world)

    assert {one.beta.why for one in found.against} == {Lack.BENCHMARK}
    assert found.returns.sharpe.value is not None
    assert found.returns.days == 25


async def test_a_period_has_the_trades_that_were_closed_in_it(database: Database):
    world, clock = await after_days(database, None, 3)
    done = replace(
        a_trade(),
        portfolio="a",
        status=TradeStatus.CLOSED,
        entered=Quantity(1),
        exited=Quantity(1),
        cost=D(50),
    )
    times = [clock.at - 40 * DAY, clock.at - 2 * DAY, clock.at - timedelta(seconds=1)]
    async with world.store.unit() as unit:
        trades = [
            replace(done, id=f"T-{number}", proceeds=D(60 + number), opened_at=times[0], closed_at=at)
            for number, at in enumerate(times)
        ]
        await unit.add(trades)

    months = await stats(world, Period.THIRTY_DAYS)
    today = await stats(world, Period.DAILY)
    ever = await stats(world)

    assert [one.trades.tally.trades for one in (ever, months, today)] == [3, 2, 1]
    assert months.trades.profit.value == D(23)
    assert today.trades.profit.value == D(12)


async def test_coins_have_weekends_and_shares_have_none(database: Database):
    world, _ = await after_days(database, None, 3)
    dollars = replace(a_book("a"), currency="USD")

    assert await holds_crypto(world, a_book("a"))
    assert not await holds_crypto(world, dollars)
    async with world.store.unit() as unit:
        await unit.put([Position(portfolio="a", symbol="AAPL", quote="USD")])
    assert not await holds_crypto(world, dollars)
    async with world.store.unit() as unit:
        await unit.put([Position(portfolio="a", symbol="BTC/USD", quote="USD")])
    assert await holds_crypto(world, dollars)


async def test_a_fee_without_a_worth_is_known_of(database: Database):
    world, _ = await after_days(database, None, 1)
    async with world.store.unit() as unit:
        await unit.put([Position(portfolio="a", symbol="ETH/USDT", quote="USDT", unvalued=1)])

    assert (await record_of(world, a_book("a"), None)).unvalued == ("ETH/USDT",)


async def test_the_riskless_rate_is_the_worlds(database: Database):
    world, _ = await after_days(database, None)

    mild = (await stats(replace(world, risk_free=D(0)))).returns.sharpe.value
    strict = (await stats(replace(world, risk_free=D("0.5")))).returns.sharpe.value

    assert mild is not None
    assert strict is not None
    assert mild > strict
