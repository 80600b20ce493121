"""What each price service says in its own JSON, through the client that speaks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal

import pytest

from adapters.market.alpaca import Alpaca
from adapters.market.alpha_vantage import AlphaVantage
from adapters.market.exchanges import VENUES, Exchange
from adapters.market.finnhub import Finnhub
from adapters.market.source import Failure, Source, SourceFailed
from adapters.market.twelve_data import TwelveData
from adapters.market.yahoo import Yahoo
from bot.clock import VirtualClock
from core.market.model import Instrument
from core.market.symbols import builtin_table
from tests.venues.market import keyed
from tests.venues.market.binance import Binance
from tests.venues.market.coinbase import Coinbase
from tests.venues.market.keyed import KEY, SECRET
from tests.venues.market.kraken import Kraken
from tests.venues.market.stall import BEGINS, Stall

CLOCK = VirtualClock(BEGINS)
BINANCE, KRAKEN, COINBASE = VENUES


def instrument(symbol: str) -> Instrument:
    found = builtin_table().get(symbol)
    assert found is not None
    return found


def instruments(*symbols: str) -> Sequence[Instrument]:
    return [instrument(symbol) for symbol in symbols]


def made(stall: Stall, key: str = KEY) -> Source:
    """The client of this service, with a key that it takes unless another one is given."""
    match stall:
        case Binance():
            return Exchange(BINANCE, CLOCK, stall.url)
        case Kraken():
            return Exchange(KRAKEN, CLOCK, stall.url)
        case Coinbase():
            return Exchange(COINBASE, CLOCK, stall.url)
        case keyed.Alpaca():
            return Alpaca(key, SECRET, CLOCK, stall.url)
        case keyed.TwelveData():
            return TwelveData(key, CLOCK, stall.url)
        case keyed.Finnhub():
            return Finnhub(key, CLOCK, stall.url)
        case keyed.AlphaVantage():
            return AlphaVantage(key, CLOCK, stall.url)
        case keyed.Yahoo():
            return Yahoo(CLOCK, stall.url)
    raise AssertionError(stall)


@asynccontextmanager
async def opened(stall: Stall, key: str = KEY) -> AsyncIterator[Source]:
    async with stall.open():
        source = made(stall, key)
        try:
            yield source
        finally:
            await source.close()


async def test_binance_tells_price_book_volume_and_its_own_time():
    async with opened(Binance(age=timedelta(seconds=7))) as source:
        await source.ready()
        told = (await source.ask(instruments("BTC/USDT"), order=True))["BTC/USDT"]
        depth = await source.depth(instrument("BTC/USDT"))

    assert (told.last, told.bid, told.ask) == (Decimal("60000.01"), Decimal("60000.00"), Decimal("60000.02"))
    assert told.volume == Decimal("1234567890.12")
    assert told.at == BEGINS - timedelta(seconds=7)
    assert depth == Decimal("1.5")  # the thinner side, and nothing beyond half a percent


async def test_many_are_one_request_where_the_venue_takes_them():
    stall = Binance()
    async with opened(stall) as source:
        await source.ready()
        told = await source.ask(instruments("BTC/USDT", "ETH/USDT"), order=True)

    assert {symbol: one.last for symbol, one in told.items()} == {
        "BTC/USDT": Decimal("60000.01"),
        "ETH/USDT": Decimal("3431.00"),
    }
    assert stall.count("/api/v3/ticker") == 1


async def test_what_an_exchange_does_not_list_or_has_halted_it_is_not_asked_for():
    async with opened(Binance(halted={"ETHUSDT"})) as source:
        await source.ready()

        assert source.serves(instrument("BTC/USDT"), order=True)
        assert not source.serves(instrument("ETH/USDT"), order=True)
        assert not source.serves(instrument("BTC/USD"), order=True)
        assert not source.serves(instrument("AAPL"), order=True)


async def test_rules_are_the_venues_own():
    async with opened(Binance()) as source:
        assert source.rules(instrument("BTC/USDT")) is None
        await source.ready()
        rules = source.rules(instrument("BTC/USDT"))

    assert rules is not None
    assert (str(rules.tick), str(rules.step), rules.minimum_notional) == ("0.01", "0.00001", Decimal(5))


async def test_kraken_tells_coins_and_currencies_as_of_when_it_was_asked():
    async with opened(Kraken()) as source:
        await source.ready()
        told = await source.ask(instruments("BTC/USD", "EUR/USD", "USDT/USD"), order=True)

    assert {symbol: (one.last, one.at) for symbol, one in told.items()} == {
        "BTC/USD": (Decimal("60010.0"), BEGINS),
        "EUR/USD": (Decimal("1.08500"), BEGINS),
        "USDT/USD": (Decimal("0.99950"), BEGINS),
    }


async def test_coinbase_tells_the_book_of_now_and_when_its_last_trade_was():
    stall = Coinbase(now=lambda: BEGINS - timedelta(seconds=90))
    async with opened(stall) as source:
        await source.ready()
        told = (await source.ask(instruments("BTC/USD"), order=True))["BTC/USD"]

    assert (told.bid, told.ask, told.at) == (Decimal("60019.99"), Decimal("60020.01"), BEGINS)
    assert told.traded_at == BEGINS - timedelta(seconds=90)


async def test_alpaca_tells_the_book_and_the_last_trade_each_with_its_time():
    stall = keyed.Alpaca(age=timedelta(seconds=40))
    async with opened(stall) as source:
        told = (await source.ask(instruments("AAPL", "NVDA"), order=True))["AAPL"]

    assert (str(told.last), str(told.bid), str(told.ask)) == ("229.87", "229.80", "229.90")
    assert told.at == BEGINS + timedelta(microseconds=123456)
    assert told.traded_at == BEGINS + timedelta(microseconds=123456) - timedelta(seconds=40)
    assert told.volume == Decimal("229870")


async def test_twelve_data_shows_the_last_minute_and_prices_an_order_by_the_moment():
    stall = keyed.TwelveData(age=timedelta(seconds=30))
    async with opened(stall) as source:
        shown = await source.ask(instruments("AAPL", "MSFT", "NVDA"), order=False)
        priced = await source.ask(instruments("AAPL"), order=True)

    assert sorted(shown) == ["AAPL", "MSFT"]
    assert shown["AAPL"].at == BEGINS - timedelta(minutes=1)
    assert (str(priced["AAPL"].last), priced["AAPL"].at) == ("229.87", BEGINS)
    assert stall.count("/quote") == 1  # that the market is open was known


async def test_twelve_data_prices_no_order_while_its_market_is_closed():
    stall = keyed.TwelveData(age=timedelta(hours=9), is_open=False)
    async with opened(stall) as source:
        told = await source.ask(instruments("AAPL"), order=True)

    assert told["AAPL"].at == BEGINS - timedelta(hours=9)
    assert stall.count("/price") == 0


async def test_twelve_data_says_what_a_plan_allows():
    stall = keyed.TwelveData(headers={"api-credits-used": "5", "api-credits-left": "605"})
    async with opened(stall) as source:
        assert source.budget.minute == 8
        await source.ask(instruments("AAPL"), order=False)

        assert (source.budget.minute, source.budget.day) == (610, None)


async def test_a_share_of_the_same_name_elsewhere_is_another_one():
    async with opened(keyed.Yahoo(currency="GBp")) as source:
        assert await source.ask(instruments("AAPL"), order=True) == {}


async def test_finnhub_tells_the_last_trade_and_nothing_of_what_it_does_not_know():
    async with opened(keyed.Finnhub(age=timedelta(seconds=3))) as source:
        told = await source.ask(instruments("AAPL", "NVDA"), order=True)

    assert {symbol: (str(one.last), one.at) for symbol, one in told.items()} == {
        "AAPL": ("229.87", BEGINS - timedelta(seconds=3))
    }


async def test_alpha_vantage_rates_currencies_and_metals_and_shows_shares_by_the_day():
    async with opened(keyed.AlphaVantage()) as source:
        told = await source.ask(instruments("EUR/USD", "XAU/USD", "AAPL"), order=False)

    assert (told["EUR/USD"].last, told["EUR/USD"].at) == (Decimal("1.08510"), BEGINS)
    assert told["XAU/USD"].bid == Decimal("2650.0")
    assert told["AAPL"].at == BEGINS.replace(hour=0, minute=0)
    assert not source.serves(instrument("AAPL"), order=True)


async def test_yahoo_tells_the_last_price_with_its_time():
    stall = keyed.Yahoo(prices={"AAPL": "229.8699951171875", "EURUSD=X": "1.0851"})
    async with opened(stall) as source:
        told = await source.ask(instruments("AAPL", "EUR/USD", "NVDA"), order=True)

    assert {symbol: str(one.last) for symbol, one in told.items()} == {
        "AAPL": "229.869995",
        "EUR/USD": "1.0851",
    }


ALL = [
    (Binance, "BTC/USDT"),
    (Kraken, "BTC/USD"),
    (Coinbase, "BTC/USD"),
    (keyed.Alpaca, "AAPL"),
    (keyed.TwelveData, "AAPL"),
    (keyed.Finnhub, "AAPL"),
    (keyed.AlphaVantage, "AAPL"),
    (keyed.Yahoo, "AAPL"),
]


@pytest.mark.parametrize(("kind", "symbol"), ALL)
@pytest.mark.parametrize(
    ("mood", "failure"),
    [(503, Failure.SILENT), (429, Failure.LIMITED), (401, Failure.REFUSED), ("text", Failure.NONSENSE)],
)
async def test_every_failure_has_its_name(kind: type[Stall], symbol: str, mood: int | str, failure: Failure):
    stall = kind()
    async with opened(stall) as source:
        await source.ready()
        stall.mood = mood
        with pytest.raises(SourceFailed) as caught:
            await source.ask(instruments(symbol), order=False)

    # The exchanges' library takes a page of HTML for a server's trouble; nobody has a key to be refused there.
    if isinstance(stall, Binance | Kraken | Coinbase) and mood in ("text", 401):
        assert caught.value.kind in (Failure.SILENT, Failure.NONSENSE, Failure.REFUSED)
    else:
        assert caught.value.kind is failure


@pytest.mark.parametrize("kind", [keyed.Alpaca, keyed.TwelveData, keyed.Finnhub, keyed.AlphaVantage])
async def test_a_key_that_is_not_taken_is_refused_and_never_repeated(kind: type[Stall]):
    stall = kind()
    wanted = instruments("AAPL")
    async with opened(stall, key="somebody-elses-key") as source:
        with pytest.raises(SourceFailed) as caught:
            await source.ask(wanted, order=False)

    assert caught.value.kind is Failure.REFUSED
    assert "somebody-elses-key" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


async def test_too_much_told_in_a_good_answer_is_understood():
    async with opened(keyed.AlphaVantage(spent=True)) as source:
        with pytest.raises(SourceFailed) as caught:
            await source.ask(instruments("AAPL"), order=False)

    assert caught.value.kind is Failure.LIMITED


async def test_a_server_that_is_gone_is_silent():
    stall = keyed.Finnhub()
    async with stall.open():
        source = made(stall)
    try:
        with pytest.raises(SourceFailed) as caught:
            await source.ask(instruments("AAPL"), order=True)
    finally:
        await source.close()

    assert caught.value.kind is Failure.SILENT
