"""Every venue that there is an adapter for, loaded when somebody asks for it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import cast

from adapters.brokers.driver import Driver, Make, MakeSignedIn, SignIn
from core.kernel.time import Clock
from core.market.symbols import SymbolTable
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Checked, VenueInfo

# A venue is shown where its package stands here.
PACKAGES: tuple[str, ...] = (
    "adapters.brokers.crypto",
    "adapters.brokers.alpaca",
    "adapters.brokers.schwab",
    "adapters.brokers.webull",
    "adapters.brokers.robinhood",
    "adapters.brokers.moomoo",
)


def all_infos(packages: Sequence[str] = PACKAGES) -> Mapping[str, tuple[VenueInfo, str]]:
    """Every venue by its name, with the package of its adapter."""
    found: dict[str, tuple[VenueInfo, str]] = {}
    for package in packages:
        infos = cast("tuple[VenueInfo, ...]", import_module(f"{package}.info").INFOS)
        found |= {info.name: (info, package) for info in infos}
    return found


class Drivers:
    """The drivers of one process. `urls` says by venue name where one is reached instead of its own address; `apps`
    what this installation is registered with at venues where people sign in."""

    def __init__(
        self,
        *,
        clock: Clock,
        table: SymbolTable,
        urls: Mapping[str, str],
        apps: Mapping[str, Mapping[str, str]] | None = None,
        packages: Sequence[str] = PACKAGES,
    ) -> None:
        self._clock = clock
        self._table = table
        self._urls = urls
        self._apps = apps or {}
        self._infos = all_infos(packages)
        self._names = {
            name.casefold(): info.name
            for info, _ in self._infos.values()
            for name in (info.name, info.title, *info.aliases)
        }
        self._open: dict[str, Driver] = {}

    @property
    def known(self) -> Sequence[VenueInfo]:
        """All venues."""
        return [info for info, _ in self._infos.values()]

    def named(self, name: str) -> VenueInfo | None:
        """The venue of this name, title or alias."""
        known = self._names.get(name.strip().casefold())
        return None if known is None else self._infos[known][0]

    def driver(self, venue: str) -> Driver:
        """The venue's driver, made at the first time. Raises `BrokerError` where its library is not installed."""
        if venue not in self._open:
            self._open[venue] = self._made(venue)
        return self._open[venue]

    def _made(self, venue: str) -> Driver:
        if venue not in self._infos:
            raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"no adapter for {venue}")
        info, package = self._infos[venue]
        try:
            make = import_module(f"{package}.driver").make
        except ModuleNotFoundError as error:
            if not info.extra:
                raise
            raise BrokerError(
                ErrorKind.UNSUPPORTED, Placed.NO, f"pip install 'bellwether[{info.extra}]'"
            ) from error
        url = self._urls.get(venue)
        if info.sign_in:
            app = self._apps.get(venue)
            return cast("MakeSignedIn", make)(venue, clock=self._clock, table=self._table, url=url, app=app)
        return cast("Make", make)(venue, clock=self._clock, table=self._table, url=url)

    async def check(self, venue: str, credentials: Mapping[str, str]) -> Checked:
        """Ask the venue about a key."""
        return await self.driver(venue).check(credentials)

    def sign_in(self, venue: str, state: str) -> str:
        """The address to sign in at."""
        return self._signing(venue).sign_in(state)

    async def signed_in(self, venue: str, answer: str) -> Mapping[str, str]:
        """What the person's return from there stands for."""
        return await self._signing(venue).signed_in(answer)

    def _signing(self, venue: str) -> SignIn:
        driver = self.driver(venue)
        if not isinstance(driver, SignIn):
            raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"{venue} has keys, no sign-in")
        return driver

    async def close(self) -> None:
        """Close all of them, whatever one of them says."""
        for driver in self._open.values():
            with contextlib.suppress(BrokerError, OSError):
                await driver.close()
        self._open.clear()
