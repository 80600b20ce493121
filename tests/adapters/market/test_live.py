"""The live market over its sources: who is asked, how old a price may be, and what becomes of failures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from decimal import Decimal

import pytest

from adapters.market import source as sources
from adapters.market.chain import Keys, sources_of
from adapters.market.live import LiveMarket, default_tick
from bot.clock import VirtualClock
from core.kernel.errors import Bug
from core.market.model import Instrument, SourceState
from core.market.symbols import builtin_table
from core.ports.market import NoPrice
from core.ports.store import in_unit
from tests.venues.market import keyed
from tests.venues.market.binance import Binance
from tests.venues.market.coinbase import Coinbase
from tests.venues.market.keyed import KEY, SECRET
from tests.venues.market.kraken import Kraken
from tests.venues.market.stall import BEGINS, Stall

SECOND = timedelta(seconds=1)
PATIENCE = 10.0
ALL_KEYS = Keys(alpaca=(KEY, SECRET), twelve_data=KEY, finnhub=KEY, alpha_vantage=KEY, yahoo=True)


def instrument(symbol: str) -> Instrument:
    found = builtin_table().get(symbol)
    assert found is not None
    return found


class Town:
    """A live market, the services that it asks, and a clock that is put forward."""

    def __init__(self, keys: Keys) -> None:
        self.clock = VirtualClock(BEGINS)
        self.binance = Binance(now=self.clock.now)
        self.kraken = Kraken(now=self.clock.now)
        self.coinbase = Coinbase(now=self.clock.now)
        self.alpaca = keyed.Alpaca(now=self.clock.now)
        self.twelve_data = keyed.TwelveData(now=self.clock.now)
        self.finnhub = keyed.Finnhub(now=self.clock.now)
        self.alpha_vantage = keyed.AlphaVantage(now=self.clock.now)
        self.yahoo = keyed.Yahoo(now=self.clock.now)
        self.keys = keys
        self.told: list[tuple[str, str]] = []
        self.market: LiveMarket

    @property
    def stalls(self) -> dict[str, Stall]:
        return {name: one for name, one in vars(self).items() if isinstance(one, Stall)}

    def state(self, name: str) -> SourceState:
        return next(one for one in self.market.sources if one.name == name)

    async def last(self, symbol: str) -> tuple[str, str]:
        """Last price of an order's quote, and its source."""
        quote = await self.market.quote(instrument(symbol))
        return str(quote.last), quote.source


@asynccontextmanager
async def a_town(keys: Keys = ALL_KEYS) -> AsyncIterator[Town]:
    town = Town(keys)
    async with AsyncExitStack() as stack:
        urls = {name: await stack.enter_async_context(stall.open()) for name, stall in town.stalls.items()}

        def report(where: str, what: str, _error: BaseException) -> None:
            town.told.append((where, what))

        town.market = LiveMarket(town.clock, builtin_table(), sources_of(keys, town.clock, urls), report)
        try:
            yield town
        finally:
            await town.market.close()


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with a_town() as made:
        yield made


@pytest.fixture
async def bare() -> AsyncIterator[Town]:
    """Without any key."""
    async with a_town(Keys()) as made:
        yield made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for what hangs."""
    monkeypatch.setattr(sources, "ASK_SECONDS", 0.2)


async def wait_for(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - a server on a socket rings no bell
            await asyncio.sleep(0)


async def test_a_quote_has_price_book_volume_depth_age_and_source(bare: Town):
    quote = await bare.market.quote(instrument("BTC/USDT"))

    assert (quote.last, quote.bid, quote.ask) == (
        Decimal("60000.01"),
        Decimal("60000.00"),
        Decimal("60000.02"),
    )
    assert (quote.volume, quote.depth) == (Decimal("1234567890.12"), Decimal("1.5"))
    assert (quote.at, quote.source) == (BEGINS, "Binance")
    assert not bare.market.simulated


async def test_each_class_has_its_chain(town: Town):
    assert await town.last("BTC/USDT") == ("60000.01", "Binance")
    assert await town.last("BTC/USD") == ("60010.0", "Kraken")  # Binance has no dollars
    assert await town.last("EUR/USD") == ("1.08500", "Kraken")
    assert await town.last("XAU/USD") == ("2650.1", "Alpha Vantage")
    assert (await town.last("AAPL"))[1] == "Alpaca"


async def test_what_fails_falls_to_the_next_and_health_says_so(town: Town):
    await town.last("BTC/USD")
    town.kraken.mood = 503
    town.clock.advance(3 * SECOND)

    assert await town.last("BTC/USD") == ("60020.00", "Coinbase")
    assert town.state("Kraken").failed == 1
    assert town.told == [("market", "Kraken")]


async def test_shares_fall_from_source_to_source_in_the_order_that_was_promised(town: Town):
    names = []
    for stall in (town.alpaca, town.twelve_data, town.finnhub, town.yahoo):
        names.append((await town.last("AAPL"))[1])
        stall.mood = 503
        town.clock.advance(10 * SECOND)

    assert names == ["Alpaca", "Twelve Data", "Finnhub", "Yahoo"]
    with pytest.raises(NoPrice) as caught:
        await town.last("AAPL")
    assert caught.value.code == "price_silent"
    shown = await town.market.shown(instrument("AAPL"))
    assert shown is not None  # asked for a moment ago
    town.clock.advance(61 * SECOND)
    shown = await town.market.shown(instrument("AAPL"))
    assert shown is not None
    assert (
        town.alpha_vantage.count("/query") == 1
    )  # it was asked, and what Yahoo said before is younger than its day
    assert (shown.source, shown.at) == ("Yahoo", BEGINS + 30 * SECOND)


async def test_nobody_who_quotes_it_is_told_apart_from_nobody_who_answers(bare: Town):
    with pytest.raises(NoPrice) as nobody:
        await bare.market.quote(instrument("AAPL"))
    bare.binance.mood = 503
    with pytest.raises(NoPrice) as silent:
        await bare.market.quote(instrument("ETH/USDT"))

    assert (nobody.value.code, nobody.value.facts) == ("price_nobody", {"symbol": "AAPL"})
    assert silent.value.code == "price_silent"
    assert await bare.market.shown(instrument("AAPL")) is None


async def test_many_askers_of_one_symbol_share_one_request(bare: Town):
    await bare.market.quote(instrument("ETH/USDT"))  # the list is read, the book is not this one's
    before = bare.binance.count("/api/v3/ticker")

    quotes = await asyncio.gather(*(bare.market.quote(instrument("BTC/USDT")) for _ in range(200)))

    assert bare.binance.count("/api/v3/ticker") == before + 1
    assert {quote.last for quote in quotes} == {Decimal("60000.01")}


async def test_whoever_asked_first_may_go_away(bare: Town):
    await bare.market.quote(instrument("ETH/USDT"))
    bare.binance.mood = "hangs"
    asked = bare.binance.count("/api/v3/ticker")
    first = asyncio.create_task(bare.market.quote(instrument("BTC/USDT")))
    await wait_for(lambda: bare.binance.count("/api/v3/ticker") > asked)
    second = asyncio.create_task(bare.market.quote(instrument("BTC/USDT")))
    await asyncio.sleep(0)
    bare.binance.mood = None
    first.cancel()

    async with asyncio.timeout(PATIENCE):
        assert (await second).last == Decimal("60000.01")
    assert first.cancelled()


async def test_a_failure_is_shared_too_and_nobody_is_asked_again_for_a_moment(bare: Town):
    await bare.market.quote(instrument("ETH/USDT"))
    for stall in bare.stalls.values():
        stall.mood = 503
    asked = bare.binance.count("/api/v3/ticker")
    outcomes = await asyncio.gather(
        *(bare.market.quote(instrument("BTC/USDT")) for _ in range(50)), return_exceptions=True
    )

    assert {type(one) for one in outcomes} == {NoPrice}
    assert bare.binance.count("/api/v3/ticker") == asked + 1


async def test_an_order_goes_by_five_seconds_and_not_by_six(bare: Town):
    bare.binance.age = 5 * SECOND
    ether = instrument("ETH/USDT")  # of these exchanges Binance alone lists it
    assert (await bare.market.quote(ether)).at == BEGINS - 5 * SECOND

    bare.binance.age = 6 * SECOND
    bare.clock.advance(2 * SECOND)
    with pytest.raises(NoPrice) as caught:
        await bare.market.quote(ether)

    assert caught.value.code == "price_old"
    assert caught.value.facts == {"symbol": "ETH/USDT", "age": "6", "source": "Binance"}


async def test_a_price_that_is_too_old_for_an_order_is_held_against_the_next_source(bare: Town):
    bare.binance.age = 6 * SECOND

    assert (await bare.last("BTC/USDT")) == ("60005.0", "Kraken")


async def test_eyes_are_served_from_memory_for_a_minute_and_orders_are_not(bare: Town):
    btc = instrument("BTC/USDT")
    await bare.market.quote(btc)
    asked = bare.binance.count("/api/v3/ticker")
    bare.binance.prices["BTCUSDT"] = ("61000.00", "60999.99", "61000.01")
    bare.clock.advance(4 * SECOND)

    shown = await bare.market.shown(btc)
    assert shown is not None
    assert (shown.last, bare.binance.count("/api/v3/ticker")) == (Decimal("60000.01"), asked)
    assert (await bare.market.quote(btc)).last == Decimal("61000.00")
    bare.clock.advance(61 * SECOND)
    bare.binance.prices["BTCUSDT"] = ("62000.00", "61999.99", "62000.01")
    shown = await bare.market.shown(btc)
    assert shown is not None
    assert shown.last == Decimal("62000.00")


async def test_what_is_only_shown_is_gone_after_a_minute_of_silence(bare: Town):
    btc = instrument("BTC/USDT")
    await bare.market.quote(btc)
    for stall in bare.stalls.values():
        stall.mood = 503
    bare.clock.advance(59 * SECOND)
    assert await bare.market.shown(btc) is not None
    bare.clock.advance(2 * SECOND)

    assert await bare.market.shown(btc) is None


@pytest.mark.usefixtures("quick")
async def test_a_source_that_hangs_is_given_up_and_the_next_one_asked(bare: Town):
    await bare.last("BTC/USDT")
    bare.binance.mood = "hangs"
    bare.clock.advance(3 * SECOND)

    assert (await bare.last("BTC/USDT"))[1] == "Kraken"


async def test_three_failures_in_a_row_and_a_source_is_left_alone_for_a_while(bare: Town):
    await bare.last("BTC/USDT")
    bare.binance.mood = 503
    for _ in range(5):
        bare.clock.advance(3 * SECOND)
        await bare.last("BTC/USDT")
    asked = bare.binance.count("/api/v3/ticker")

    assert asked == 1 + 3
    assert bare.state("Binance").state == "resting"
    bare.binance.mood = None
    bare.clock.advance(30 * SECOND)
    assert (await bare.last("BTC/USDT"))[1] == "Binance"
    assert bare.state("Binance").state == "ok"


async def test_who_asks_us_to_wait_is_not_asked_for_so_long(town: Town):
    town.alpaca.mood, town.alpaca.headers = 429, {"Retry-After": "120"}
    assert (await town.last("AAPL"))[1] == "Twelve Data"
    town.alpaca.mood = None
    town.clock.advance(119 * SECOND)
    await town.last("AAPL")
    assert town.alpaca.count("/v2") == 1

    town.clock.advance(3 * SECOND)
    assert (await town.last("AAPL"))[1] == "Alpaca"


async def test_a_key_that_is_not_taken_is_told_by_health():
    async with a_town(Keys(finnhub="somebody-elses")) as town:
        with pytest.raises(NoPrice):
            await town.last("AAPL")

        assert town.state("Finnhub").state == "refused"
        assert "somebody-elses" not in repr(town.keys)


async def test_a_budget_bounds_what_is_asked_and_leaves_room_for_orders():
    async with a_town(Keys(twelve_data=KEY)) as town:
        town.clock.advance(30 * SECOND)  # its quotes are of the whole minute
        names = ("AAPL", "MSFT", "NVDA", "AMZN", "TSLA", "META", "ORCL", "CRM", "ADBE", "AMD")
        town.twelve_data.prices = dict.fromkeys(names, "100.00")
        shown = [await town.market.shown(instrument(name)) for name in names]

        # Eight credits a minute: what is only shown has six of them, an order the others.
        assert sum(one is not None for one in shown) == 6
        assert await town.last("AAPL") == ("100.00", "Twelve Data")
        with pytest.raises(NoPrice):
            await town.last("AMD")
        assert town.state("Twelve Data").state == "spent"
        town.clock.advance(60 * SECOND)
        assert await town.last("AMD") == ("100.00", "Twelve Data")


async def test_a_days_budget_lasts_the_day():
    async with a_town(Keys(alpha_vantage=KEY)) as town:
        town.clock.advance(timedelta(hours=10) - timedelta(minutes=3))  # 00:00 UTC
        rate = instrument("XAU/USD")
        shown = 0
        for _ in range(20):
            town.clock.advance(61 * SECOND)
            shown += await town.market.shown(rate) is not None

        assert shown == 2  # a tenth of 25, and hardly more after twenty minutes
        orders = 0
        for _ in range(40):
            town.clock.advance(61 * SECOND)
            with suppress(NoPrice):
                await town.market.quote(rate)
                orders += 1
        assert orders == 23


async def test_watching_asks_for_many_at_once_and_keeps_what_it_finds(bare: Town):
    wanted = [instrument(one) for one in ("BTC/USDT", "ETH/USDT", "BTC/USD", "EUR/USD", "AAPL")]

    found = await bare.market.refresh(wanted)

    assert sorted(found) == ["BTC/USD", "BTC/USDT", "ETH/USDT", "EUR/USD"]
    assert (bare.binance.count("/api/v3/ticker"), bare.kraken.count("/0/public/Ticker")) == (1, 1)
    before = len(bare.binance.asked)
    await bare.market.shown(instrument("ETH/USDT"))
    assert len(bare.binance.asked) == before


async def test_watching_asks_seldom_for_what_does_not_trade():
    async with a_town(Keys(finnhub=KEY)) as town:
        town.finnhub.age = timedelta(hours=9)
        for _ in range(30):
            await town.market.refresh([instrument("AAPL")])
            town.clock.advance(2 * SECOND)

        assert town.finnhub.count("/quote") == 1


async def test_what_a_source_does_not_know_is_not_asked_of_it_again_for_an_hour():
    async with a_town(Keys(finnhub=KEY)) as town:
        town.finnhub.not_bought = {"MSFT"}
        for _ in range(20):
            for name in ("MSFT", "NVDA"):  # one that the key does not buy, one that nobody lists
                with pytest.raises(NoPrice):
                    await town.last(name)
            town.clock.advance(60 * SECOND)

        assert town.finnhub.count("/quote") == 2
        assert town.state("Finnhub").state == "ok"
        town.clock.advance(timedelta(hours=1))
        town.finnhub.prices["NVDA"] = "130.00"
        assert await town.last("NVDA") == ("130.00", "Finnhub")


async def test_a_last_trade_outside_of_the_book_is_not_what_anybody_would_pay(town: Town):
    town.alpaca.prices["AAPL"] = "250.00"
    town.alpaca.age = 30 * SECOND

    assert await town.last("AAPL") == ("229.90", "Alpaca")


async def test_steps_are_the_venues_own_once_known_and_fine_enough_before(bare: Town):
    btc, pepe = instrument("BTC/USDT"), instrument("PEPE/USDT")
    assert str(bare.market.tick(btc)) == "1E-8"
    await bare.market.quote(btc)

    assert bare.market.tick(btc) == Decimal("0.01")
    assert bare.market.rules(btc).minimum_notional == 5
    assert default_tick(pepe, Decimal("0.00001234")) == Decimal("0.00000001")
    assert default_tick(instrument("AAPL"), Decimal(230)) == Decimal("0.01")
    assert default_tick(instrument("USD/JPY"), Decimal(155)) == Decimal("0.001")


async def test_no_price_is_asked_for_inside_a_transaction(bare: Town):
    token = in_unit.set(True)
    try:
        with pytest.raises(Bug):
            await bare.market.quote(instrument("BTC/USDT"))
    finally:
        in_unit.reset(token)


def test_keys_show_nothing():
    assert KEY not in repr(ALL_KEYS)
    assert SECRET not in repr(ALL_KEYS)


def names(found: Sequence[SourceState]) -> list[str]:
    return [one.name for one in found]


async def test_without_keys_only_exchanges_are_asked(bare: Town, town: Town):
    assert names(bare.market.sources) == ["Binance", "Kraken", "Coinbase"]
    assert names(town.market.sources) == [
        "Binance", "Kraken", "Coinbase", "Alpaca", "Twelve Data", "Finnhub", "Alpha Vantage", "Yahoo",
    ]  # fmt: skip
