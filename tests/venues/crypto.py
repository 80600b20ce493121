"""The crypto venues of the brokers' suite: each server here, asked through the real library and our adapter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

from adapters.brokers.crypto.driver import CryptoDriver
from adapters.brokers.crypto.profiles import PROFILES, Profile
from core.accounts.model import Mode
from core.market.symbols import builtin_table
from core.ports.broker import Broker
from storage.database import Database
from tests.contract.venues import BTC, MONEY, OPENS_AT, Venue
from tests.venues.binance import Binance
from tests.venues.coinbase import Coinbase
from tests.venues.floor import Floor, rules
from tests.venues.house import Key
from tests.venues.kraken import Kraken
from tests.venues.kucoin import Kucoin
from tests.venues.serving import Served, serving
from tests.venues.tls import connector, contexts, wires
from tests.worlds import MovedClock

# The venues here, by their names in the suite's table.
CRYPTO = ("kraken", "binance", "coinbase", "kucoin", "binanceusdm")
IMPATIENT_MS = 700
SPOT = {
    "end a day": "the program takes back what a day's end leaves",
    "say why it ended": "it tells that an order is over, not why",
    "wait for a price and for nothing else": "what waits for a price cannot also be at once or never",
}


async def nothing(credentials: Mapping[str, str]) -> None:
    """Keys of these venues do not change by being used."""


def spot_floor(clock: MovedClock) -> Floor:
    """A floor as spot venues have it: what rests is bound, nobody sells what they have not."""
    floor = Floor(clock.now, reserves=True, shorts=False)
    for account in ("mine", "other"):
        floor.open(account, {"USDT": MONEY})
    return floor


def profile(name: str) -> Profile:
    """The venue's row, with a budget that keeps no test waiting."""
    much = 1e6
    return replace(
        PROFILES[name],
        per_second=much,
        burst=much,
        orders_per_second=much,
        orders_burst=much,
        away_seconds=0.0,
    )


def opened(driver: CryptoDriver, key: Key) -> Broker:
    """The account of this key."""
    return driver.open(key.account, key.credentials, Mode.LIVE, nothing)


def venue_of(
    driver: CryptoDriver, floor: Floor, served: Served, clock: MovedClock, keys: tuple[Key, Key], **more: Any
) -> Venue:
    """The suite's venue on this server."""

    async def move(price: str, size: str | None) -> None:
        floor.price(BTC, price, size)

    def impatient() -> None:
        driver.call_ms = IMPATIENT_MS

    def revoke() -> None:
        keys[0].revoked = True

    mine, other = (opened(driver, key) for key in keys)
    return Venue(
        broker=mine,
        other=other,
        move=move,
        pass_by=clock.pass_by,
        floor=floor,
        weather=served.weather,
        served=served,
        impatient=impatient,
        revoke=revoke,
        settled=driver.settle,
        secrets=tuple(text for key in keys for text in (key.key, key.secret)),
        **more,
    )


@asynccontextmanager
async def kraken(database: Database) -> AsyncIterator[Venue]:
    """Kraken, spot."""
    clock = MovedClock(OPENS_AT)
    house = Kraken(spot_floor(clock))
    async with serving(house.app, house.floor, house.asked) as served:
        driver = CryptoDriver(profile("kraken"), clock=clock, table=builtin_table(), url=served.url)
        try:
            keys = house.key("mine", "modify-orders"), house.key("other", "modify-orders")
            yield venue_of(driver, house.floor, served, clock, keys, lacks=SPOT)
        finally:
            await driver.close()


HOSTS = ("api.binance.com", "fapi.binance.com", "api.binance.us", "testnet.binance.vision")


@asynccontextmanager
async def _binance(name: str, floor: Floor, clock: MovedClock, **more: Any) -> AsyncIterator[Venue]:
    """Over TLS and under the real names of its hosts."""
    house = Binance(floor)
    server, client = contexts(*HOSTS)
    async with serving(house.app, house.floor, house.asked, tls=server) as served:
        driver = CryptoDriver(
            profile(name),
            clock=clock,
            table=builtin_table(),
            connector=lambda: connector(served.port, client),
            wires=wires(served.port, client),
        )
        try:
            keys = house.key("mine", "trade"), house.key("other", "trade")
            yield venue_of(driver, house.floor, served, clock, keys, lacks=SPOT, **more)
        finally:
            await driver.close()


@asynccontextmanager
async def binance(database: Database) -> AsyncIterator[Venue]:
    """Binance, spot."""
    clock = MovedClock(OPENS_AT)
    async with _binance("binance", spot_floor(clock), clock) as venue:
        yield venue


@asynccontextmanager
async def binanceus(database: Database) -> AsyncIterator[Venue]:
    """Binance.US."""
    clock = MovedClock(OPENS_AT)
    async with _binance("binanceus", spot_floor(clock), clock) as venue:
        yield venue


@asynccontextmanager
async def binanceusdm(database: Database) -> AsyncIterator[Venue]:
    """Binance's USD-M futures."""
    clock = MovedClock(OPENS_AT)
    fee_rate = Decimal("0.0005")
    floor = Floor(clock.now, {BTC: rules(fee=fee_rate)})
    for account in ("mine", "other"):
        floor.open(account, {"USDT": MONEY})
    async with _binance("binanceusdm", floor, clock, fee_rate=fee_rate) as venue:
        yield venue


@asynccontextmanager
async def _kucoin(*, fast: bool) -> AsyncIterator[Venue]:
    clock = MovedClock(OPENS_AT)
    house = Kucoin(spot_floor(clock), fast=fast)
    async with serving(house.app, house.floor, house.asked) as served:
        driver = CryptoDriver(profile("kucoin"), clock=clock, table=builtin_table(), url=served.url)
        lacks = {**SPOT, "show a stop that was taken back": "its list of stops has only those that wait"}
        try:
            keys = house.key("mine", "Spot"), house.key("other", "Spot")
            yield venue_of(driver, house.floor, served, clock, keys, lacks=lacks)
        finally:
            await driver.close()


@asynccontextmanager
async def kucoin(database: Database) -> AsyncIterator[Venue]:
    """KuCoin, accounts of today's kind."""
    async with _kucoin(fast=True) as venue:
        yield venue


@asynccontextmanager
async def kucoin_classic(database: Database) -> AsyncIterator[Venue]:
    """KuCoin, accounts of the older kind."""
    async with _kucoin(fast=False) as venue:
        yield venue


@asynccontextmanager
async def coinbase(database: Database) -> AsyncIterator[Venue]:
    """Coinbase Advanced."""
    clock = MovedClock(OPENS_AT)
    house = Coinbase(spot_floor(clock))
    async with serving(house.app, house.floor, house.asked) as served:
        driver = CryptoDriver(profile("coinbase"), clock=clock, table=builtin_table(), url=served.url)
        try:
            keys = house.key("mine", "trade"), house.key("other", "trade")
            yield venue_of(driver, house.floor, served, clock, keys, lacks=SPOT)
        finally:
            await driver.close()
