"""What `core/ports/history.py` promises, of the candles behind the simulated market."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.market.history import BEGINS, SimulatedHistory
from core.kernel.money import Price
from core.market.candles import milliseconds
from core.market.model import Instrument
from core.market.symbols import builtin_table
from core.paper.model import SimulatedMove
from core.ports.store import Store
from tests.contract.conftest import added

HOUR = timedelta(hours=1)


def instrument(symbol: str) -> Instrument:
    found = builtin_table().get(symbol)
    assert found is not None
    return found


@pytest.mark.parametrize("symbol", ["BTC/USDT", "SOL/USDT", "EUR/USD", "PEPE/USDT"])
async def test_only_whole_candles_between_both_moments(symbol):
    since, until = BEGINS - 50 * HOUR + timedelta(minutes=1), BEGINS + timedelta(minutes=59)
    series = await SimulatedHistory(1).candles(instrument(symbol), since, until)

    assert series is not None
    assert (series.times[0], series.ends(len(series) - 1)) == (
        milliseconds(BEGINS - 49 * HOUR),
        milliseconds(BEGINS),
    )


async def test_what_is_asked_again_is_said_again_whatever_part_of_it():
    history, sol = SimulatedHistory(1), instrument("SOL/USDT")
    whole = await history.candles(sol, BEGINS - 400 * HOUR, BEGINS)
    part = await history.candles(sol, BEGINS - 300 * HOUR, BEGINS - 200 * HOUR)

    assert whole is not None
    assert part is not None
    prices = [
        [whole.price(units) for units in column[100:200]] for column in (whole.opens, whole.highs, whole.lows)
    ]
    assert prices == [
        [part.price(units) for units in column] for column in (part.opens, part.highs, part.lows)
    ]


async def test_a_candle_opens_where_the_one_before_closed_and_the_last_ends_where_the_market_opens():
    series = await SimulatedHistory(1).candles(instrument("BTC/USDT"), BEGINS - 100 * HOUR, BEGINS)

    assert series is not None
    assert list(series.opens[1:]) == list(series.closes[:-1])
    assert series.price(series.closes[-1]) == 60000


async def test_seeds_and_instruments_differ():
    since = BEGINS - 30 * HOUR
    found = [
        await SimulatedHistory(seed).candles(instrument(symbol), since, BEGINS)
        for seed, symbol in ((1, "BTC/USDT"), (2, "BTC/USDT"), (1, "ETH/USDT"))
    ]

    assert len({tuple(one.closes) for one in found if one is not None}) == 3


@pytest.mark.parametrize("since", [2023, pytest.param(2016, marks=pytest.mark.heavy)])
async def test_a_price_stays_above_zero_for_years(since: int):
    series = await SimulatedHistory(7).candles(
        instrument("PEPE/USDT"), datetime(since, 1, 1, tzinfo=UTC), BEGINS
    )

    assert series is not None
    assert min(series.lows) > 0


async def test_too_little_is_none():
    assert await SimulatedHistory(1).candles(instrument("BTC/USDT"), BEGINS, BEGINS + HOUR) is None


async def test_days_are_the_same_hours():
    history, midnight = SimulatedHistory(1), BEGINS.replace(hour=0)
    days = await history.daily(instrument("BTC/USDT"), midnight - 4 * 24 * HOUR, BEGINS)
    hours = await history.candles(instrument("BTC/USDT"), midnight - 24 * HOUR, midnight)

    assert days is not None
    assert hours is not None
    assert (len(days), days.times[-1]) == (4, milliseconds(midnight - 24 * HOUR))
    last = (days.opens[-1], days.highs[-1], days.lows[-1], days.closes[-1])
    assert [days.price(one) for one in last] == [
        hours.price(one) for one in (hours.opens[0], max(hours.highs), min(hours.lows), hours.closes[-1])
    ]


def moved(revision: int, after: timedelta, last: int) -> SimulatedMove:
    return SimulatedMove(symbol="BTC/USDT", revision=revision, last=Price(last), at=BEGINS + after)


async def test_of_a_market_that_is_kept_candles_are_where_it_stood(unheard: Store):
    btc, minute = instrument("BTC/USDT"), timedelta(minutes=1)
    moves = [(5 * minute, 61000), (10 * minute, 59000), (HOUR, 60500), (150 * minute, 62000)]
    await added(unheard, [moved(number, after, last) for number, (after, last) in enumerate(moves)])

    series = await SimulatedHistory(1, unheard).candles(btc, BEGINS - 2 * HOUR, BEGINS + 4 * HOUR)

    assert series is not None
    units = zip(series.opens, series.highs, series.lows, series.closes, strict=True)
    told = [[series.price(one) for one in candle] for candle in units]
    # What happens at the very end of an hour is its close.
    assert told[2:] == [
        [60000, 61000, 59000, 60500],
        [60500, 60500, 60500, 60500],
        [60500, 62000, 60500, 62000],
        [62000, 62000, 62000, 62000],
    ]
    drawn = await SimulatedHistory(1).candles(btc, BEGINS - 2 * HOUR, BEGINS)
    assert drawn is not None
    assert [series.price(one) for one in series.closes[:2]] == [drawn.price(one) for one in drawn.closes]


async def test_a_day_of_a_market_that_is_kept_is_its_hours(unheard: Store):
    btc, midnight = instrument("BTC/USDT"), BEGINS.replace(hour=0)
    await added(unheard, [moved(1, 20 * HOUR, 66000)])

    days = await SimulatedHistory(1, unheard).daily(btc, midnight, midnight + timedelta(days=4))

    assert days is not None
    assert [days.price(one) for one in days.closes] == [60000, 66000, 66000, 66000]
