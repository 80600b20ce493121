"""One account at a crypto venue's server, with the driver in reach."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from adapters.brokers.crypto.driver import CryptoDriver
from adapters.brokers.crypto.profiles import Profile
from adapters.brokers.crypto.thin import wire_to
from core.market.symbols import builtin_table
from core.orders.model import Sent
from core.ports.broker import Broker
from tests.contract.venues import OPENS_AT, asks
from tests.venues.binance import Binance
from tests.venues.coinbase import Coinbase
from tests.venues.crypto import HOSTS, opened, profile, spot_floor
from tests.venues.house import Key
from tests.venues.kraken import Kraken
from tests.venues.kucoin import Kucoin
from tests.venues.serving import Served, serving
from tests.venues.tls import connector, contexts, wires
from tests.worlds import MovedClock

HOUSES: dict[str, Callable[[Any], Any]] = {
    "kraken": Kraken,
    "binance": Binance,
    "binanceusdm": Binance,
    "binanceus": Binance,
    "coinbase": Coinbase,
    "kucoin": Kucoin,
}


@dataclass(slots=True)
class Stage:
    """The venue from inside (`house`), its wire (`served`), our driver and one account's broker."""

    house: Any
    served: Served
    driver: CryptoDriver
    clock: MovedClock
    key: Key
    broker: Broker

    @property
    def bodies(self) -> list[str]:
        """What the last calls said: their addresses and bodies."""
        return [f"{one.method} {one.target} {one.body}" for one in self.served.weather.seen]


@asynccontextmanager
async def staged(name: str, row: Profile | None = None, *rights: str) -> AsyncIterator[Stage]:
    """A venue by its name, with one key of these rights; Binance's under their real host names."""
    clock = MovedClock(OPENS_AT)
    house = HOUSES[name](spot_floor(clock))
    tls = contexts(*HOSTS) if name.startswith("binance") else None
    async with serving(house.app, house.floor, house.asked, tls=tls and tls[0]) as served:
        connecting: Callable[[], aiohttp.BaseConnector] | None = None
        if tls is not None:
            connecting = lambda: connector(served.port, tls[1])  # noqa: E731 - it is one of two
        driver = CryptoDriver(
            row or profile(name),
            clock=clock,
            table=builtin_table(),
            url=None if tls else served.url,
            connector=connecting,
            wires=wire_to if tls is None else wires(served.port, tls[1]),
        )
        key = house.key("mine", *rights)
        try:
            yield Stage(house, served, driver, clock, key, opened(driver, key))
        finally:
            await driver.close()


def asked(**how: Any) -> Sent:
    """An order as it was sent."""
    request = asks(**how)
    return Sent(request=request, at=OPENS_AT)
