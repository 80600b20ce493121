"""What instruments are: from the sources that say so, on record once (MD-09)."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from adapters.market.chain import Keys, sources_of
from adapters.market.descriptions import LiveDescriptions
from bot.app import VOCABULARY
from bot.clock import VirtualClock
from core.market.model import Description, Instrument, Listing
from core.market.records import listing_of, listings
from core.market.symbols import builtin_table
from storage.database import Database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.venues.market import keyed
from tests.venues.market.binance import Binance
from tests.venues.market.coinbase import Coinbase
from tests.venues.market.keyed import KEY
from tests.venues.market.kraken import Kraken
from tests.venues.market.stall import BEGINS, Stall


def instrument(symbol: str) -> Instrument:
    found = builtin_table().get(symbol)
    assert found is not None
    return found


async def described(keys: Keys, symbol: str) -> Description | None:
    clock = VirtualClock(BEGINS)
    stalls: dict[str, Stall] = {
        "binance": Binance(), "kraken": Kraken(), "coinbase": Coinbase(), "twelve_data": keyed.TwelveData(),
        "finnhub": keyed.Finnhub(), "alpha_vantage": keyed.AlphaVantage(),
    }  # fmt: skip
    async with AsyncExitStack() as stack:
        urls = {name: await stack.enter_async_context(stall.open()) for name, stall in stalls.items()}
        sources = sources_of(keys, clock, urls)
        for source in sources:
            stack.push_async_callback(source.close)
        return await LiveDescriptions(clock, sources).describe(instrument(symbol))


@pytest.mark.parametrize(
    ("keys", "symbol", "said"),
    [
        (
            Keys(twelve_data=KEY),
            "AAPL",
            Description(source="Twelve Data", name="Apple Inc.", exchange="NASDAQ"),
        ),
        (
            Keys(finnhub=KEY),
            "AAPL",
            Description(
                source="Finnhub",
                name="Apple Inc",
                industry="Technology",
                exchange="NASDAQ NMS - GLOBAL MARKET",
            ),
        ),
        (
            Keys(alpha_vantage=KEY),
            "AAPL",
            Description(source="Alpha Vantage", name="Apple Inc.", sector="TECHNOLOGY", exchange="NASDAQ"),
        ),
        (Keys(), "BTC/USDT", Description(source="Binance", name="BTC", exchange="Binance")),
        (Keys(finnhub=KEY), "NVDA", None),
        (Keys(), "AAPL", None),
    ],
)
async def test_each_source_says_what_it_knows(keys: Keys, symbol: str, said: Description | None):
    assert await described(keys, symbol) == said


class Told:
    """Says this, and counts how often it was asked."""

    def __init__(self, said: Description | None) -> None:
        self.said = said
        self.asked = 0

    async def describe(self, _instrument: Instrument) -> Description | None:
        self.asked += 1
        return self.said


async def test_a_record_is_made_once_and_looked_up_again_after_a_month(database: Database):
    clock = VirtualClock(BEGINS)
    store = SqlStore(database, TABLES, clock, VOCABULARY, {}, lambda: None)
    told = Told(Description(source="Finnhub", name="Apple Inc"))
    first = await listing_of(store, clock, told, instrument("AAPL"))
    again = await listing_of(store, clock, told, instrument("AAPL"))
    assert (first, told.asked) == (again, 1)

    clock.advance(timedelta(days=30))
    told.said = Description(source="Finnhub", name="Apple Incorporated")
    later = await listing_of(store, clock, told, instrument("AAPL"))
    await listing_of(store, clock, told, instrument("MSFT"))

    assert (later.name, later.created_at, later.updated_at) == ("Apple Incorporated", BEGINS, clock.now())
    assert [one.symbol for one in await listings(store.view)] == ["AAPL", "MSFT"]
    assert [one.symbol for one in await listings(store.view, after="AAPL")] == ["MSFT"]
    assert len(await store.view.all(Listing)) == 2
