"""Candles at live prices: exact, whole, asked for once, kept, and of one source (MD-05, CA-03, MD-08)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from adapters.market.candles import LiveHistory
from adapters.market.chain import Keys, sources_of
from bot.app import VOCABULARY
from bot.clock import VirtualClock
from core.kernel.errors import Unavailable
from core.kernel.money import plain
from core.market.benchmarks import BITCOIN, SP500, daily_closes
from core.market.candles import Series, milliseconds
from core.market.model import Candle, Instrument
from core.market.symbols import builtin_table
from core.ports.store import Store
from storage.database import Database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.venues.market import keyed
from tests.venues.market.binance import Binance
from tests.venues.market.coinbase import Coinbase
from tests.venues.market.keyed import KEY, SECRET
from tests.venues.market.kraken import Kraken
from tests.venues.market.stall import BEGINS, seconds

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TABLE = builtin_table()
KEYS = Keys(alpaca=(KEY, SECRET), twelve_data=KEY, alpha_vantage=KEY, yahoo=True)


def instrument(symbol: str) -> Instrument:
    found = TABLE.get(symbol)
    assert found is not None
    return found


def klines(since: datetime, span: timedelta, count: int, *, start: int = 60_000) -> list[list[object]]:
    """Binance's rows: each opens a dollar above the one before, and goes a cent beyond on both sides."""
    rows: list[list[object]] = []
    for number in range(count):
        at, price = milliseconds(since + number * span), start + number
        prices = (f"{price}.00", f"{price + 1}.01", f"{price - 1}.99", f"{price + 1}.00")
        rows.append([at, *prices, "12.5", at + 1, "1", 1, "1", "1", "0"])
    return rows


def prices(series: Series, column: Sequence[int]) -> list[str]:
    return [plain(series.price(units)) for units in column]


class Past:
    """The past of these services, on a clock that is put forward."""

    def __init__(self) -> None:
        self.clock = VirtualClock(BEGINS)
        self.binance, self.kraken, self.coinbase = Binance(), Kraken(), Coinbase()
        self.alpaca, self.twelve_data = keyed.Alpaca(), keyed.TwelveData()
        self.alpha_vantage, self.yahoo = keyed.AlphaVantage(), keyed.Yahoo()
        self.urls: dict[str, str] = {}
        self.history: LiveHistory
        self.opened: list[LiveHistory] = []

    def made(self, store: Store | None = None, keys: Keys = KEYS) -> LiveHistory:
        made = LiveHistory(self.clock, sources_of(keys, self.clock, self.urls), store)
        self.opened.append(made)
        return made

    @property
    def asked(self) -> int:
        return self.binance.count("/api/v3/klines")


@asynccontextmanager
async def opened() -> AsyncIterator[Past]:
    past = Past()
    async with AsyncExitStack() as stack:
        for name, stall in vars(past).items():
            if hasattr(stall, "routes"):
                past.urls[name] = await stack.enter_async_context(stall.open())
        past.history = past.made()
        yield past
        for history in past.opened:
            await history.close()


@pytest.fixture
async def past() -> AsyncIterator[Past]:
    async with opened() as made:
        yield made


def kept_in(database: Database, past: Past) -> SqlStore:
    return SqlStore(database, TABLES, past.clock, VOCABULARY, {}, lambda: None)


async def test_candles_are_exact_whole_and_of_the_shortest_span_that_is_not_too_much(past: Past):
    past.binance.klines["BTCUSDT", "1m"] = klines(BEGINS - 200 * MINUTE, MINUTE, 201)
    series = await past.history.candles(instrument("BTC/USDT"), BEGINS - 100 * MINUTE, BEGINS + HOUR)

    assert series is not None
    assert (series.span, len(series)) == (60_000, 100)
    assert series.times[0] == milliseconds(BEGINS - 100 * MINUTE)
    assert series.ends(len(series) - 1) == milliseconds(BEGINS)  # the one that opens now is not over
    assert prices(series, series.opens)[:2] == ["60100", "60101"]
    assert prices(series, series.highs)[0] == "60101.01"
    assert prices(series, series.lows)[0] == "60099.99"


async def test_a_long_stretch_is_asked_for_page_by_page_and_in_longer_candles(past: Past):
    begins = (BEGINS - 2200 * DAY).replace(minute=0)
    past.binance.klines["BTCUSDT", "1h"] = klines(begins, HOUR, 4500)  # the rest is a hole
    series = await past.history.candles(instrument("BTC/USDT"), begins, begins + 2000 * DAY)

    assert series is not None
    assert (series.span, len(series)) == (3_600_000, 4500)
    # Five pages with candles, then 43,500 hours without any.
    assert past.asked == 5 + 44


async def test_a_hole_is_no_end(past: Past):
    rows = klines(BEGINS - 3000 * MINUTE, MINUTE, 3000)
    past.binance.klines["BTCUSDT", "1m"] = rows[:10] + rows[2900:]
    series = await past.history.candles(instrument("BTC/USDT"), BEGINS - 3000 * MINUTE, BEGINS)

    assert series is not None
    assert len(series) == 110


async def test_where_one_source_has_nothing_or_fails_another_tells_all_of_it(past: Past):
    rows = [
        [seconds(BEGINS - number * HOUR), "1.0", "2.0", "0.5", "1.5", "1.2", "3.25", 4]
        for number in range(48, 0, -1)
    ]
    past.kraken.rows["XBTUSDT", "60"] = [[int(str(row[0])) // 3600 * 3600, *row[1:]] for row in rows]
    past.binance.mood = 503
    series = await past.history.candles(instrument("BTC/USDT"), BEGINS - 20 * DAY, BEGINS)

    # Kraken keeps 720 of each length: twenty days are hours there.
    assert series is not None
    assert series.span == 3_600_000


async def test_nobody_who_answers_is_unavailable_and_nobody_who_has_it_is_none(past: Past):
    for stall in (past.binance, past.kraken, past.coinbase):
        stall.mood = 503
    with pytest.raises(Unavailable):
        await past.history.candles(instrument("BTC/USDT"), BEGINS - HOUR, BEGINS)

    assert await past.made(keys=Keys()).candles(instrument("AAPL"), BEGINS - HOUR, BEGINS) is None


async def test_days_of_shares_begin_when_their_exchange_says(past: Past):
    day = BEGINS.replace(hour=5, minute=0) - 4 * DAY
    past.alpaca.rows["SPY"] = [
        (day + number * DAY, "600", "610", "590", f"60{number}.25", "1000") for number in range(5)
    ]
    found = await daily_closes(past.history, TABLE, SP500, BEGINS - 30 * DAY, BEGINS)

    assert found is not None
    assert (found.name, found.symbol, found.proxy) == ("S&P 500", "SPY", True)
    # The last one is not over.
    assert found.closes == tuple(
        ((day + number * DAY).date(), Decimal(f"60{number}.25")) for number in range(4)
    )


async def test_bitcoin_by_the_day(past: Past):
    midnight = BEGINS.replace(hour=0, minute=0)
    past.binance.klines["BTCUSDT", "1d"] = klines(midnight - 10 * DAY, DAY, 11)
    found = await daily_closes(past.history, TABLE, BITCOIN, BEGINS - 10 * DAY, BEGINS)

    # Kraken and Coinbase have no days of it in dollars here: tether stands in, and is named.
    assert found is not None
    assert (found.symbol, found.proxy, len(found.closes)) == ("BTC/USDT", False, 9)


@pytest.mark.parametrize("name", ["twelve_data", "alpha_vantage", "yahoo"])
async def test_every_service_tells_days(past: Past, name: str):
    midnight = BEGINS.replace(hour=0, minute=0)
    rows = [(midnight - number * DAY, "1.5", "2.25", "1.25", "2", "1000") for number in range(9, 0, -1)]
    for stall in (past.alpaca, past.twelve_data, past.alpha_vantage, past.yahoo):
        stall.mood = 503
    chosen = getattr(past, name)
    chosen.mood, chosen.rows = None, {"AAPL": rows}
    series = await past.history.daily(instrument("AAPL"), BEGINS - 8 * DAY, BEGINS)

    assert series is not None
    assert prices(series, series.closes) == ["2"] * 7
    assert prices(series, series.highs)[0] == "2.25"


async def test_what_is_over_is_asked_for_once(past: Past, database: Database):
    past.binance.klines["BTCUSDT", "1m"] = klines(BEGINS - 100 * MINUTE, MINUTE, 200)
    btc = instrument("BTC/USDT")
    store = kept_in(database, past)
    history = past.made(store)
    first = await history.candles(btc, BEGINS - 90 * MINUTE, BEGINS)
    asked = past.asked
    again = await past.made(store).candles(btc, BEGINS - 90 * MINUTE, BEGINS)
    part = await history.candles(btc, BEGINS - 50 * MINUTE, BEGINS - 10 * MINUTE)

    assert first is not None
    assert again is not None
    assert part is not None
    assert (list(again.times), list(again.closes)) == (list(first.times), list(first.closes))
    assert list(part.times) == list(first.times)[40:80]
    assert past.asked == asked


async def test_the_newest_are_asked_for_again_after_a_quarter_of_an_hour_and_only_those(
    past: Past, database: Database
):
    past.binance.klines["BTCUSDT", "1m"] = klines(BEGINS - 100 * MINUTE, MINUTE, 200)
    btc = instrument("BTC/USDT")
    store = kept_in(database, past)
    history = past.made(store)
    await history.candles(btc, BEGINS - 90 * MINUTE, BEGINS)
    past.clock.advance(14 * MINUTE)
    young = await history.candles(btc, BEGINS - 90 * MINUTE, past.clock.now())
    asked = past.asked
    past.clock.advance(MINUTE)
    fresh = await history.candles(btc, BEGINS - 90 * MINUTE, past.clock.now())

    assert young is not None
    assert fresh is not None
    assert (len(young), len(fresh)) == (90, 105)
    assert past.asked == asked + 1
    assert int(past.binance.asked[-1][1]["startTime"]) == milliseconds(BEGINS - MINUTE)
    assert len(await store.view.all(Candle)) == 105


async def test_two_houses_are_not_mixed(past: Past, database: Database):
    hour = BEGINS.replace(minute=0)
    past.binance.klines["BTCUSDT", "1h"] = klines(hour - 500 * HOUR, HOUR, 500)
    past.binance.klines["BTCUSDT", "5m"] = []
    past.kraken.rows["XBTUSDT", "60"] = [
        [seconds(hour - number * HOUR), "1.0", "2.0", "0.5", "1.5", "1.2", "3.25", 4]
        for number in range(500, -5, -1)
    ]
    btc = instrument("BTC/USDT")
    store = kept_in(database, past)
    await past.made(store).candles(btc, hour - 480 * HOUR, hour)
    past.binance.mood = 503
    past.clock.advance(3 * HOUR)
    series = await past.made(store).candles(btc, hour - 480 * HOUR, past.clock.now())

    assert series is not None
    assert set(prices(series, series.opens)) == {"1"}
    assert len({row.open for row in await store.view.all(Candle)}) == 1
