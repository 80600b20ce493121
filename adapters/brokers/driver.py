"""What an adapter's package offers: one driver for a venue and process, from which each account's broker is had.

A package under `adapters/brokers` has `info.py` with `INFOS: tuple[VenueInfo, ...]`, plain data without a library, and
`driver.py` with `make(name, *, clock, table, url) -> Driver`; `drivers.py` lists the packages. Nothing of a venue's
library is loaded before somebody asks for that venue.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, runtime_checkable

from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.symbols import SymbolTable
from core.ports.broker import Broker
from core.venues.model import Checked

# Where credentials change by being used (a refreshed token), the new ones are handed over to be kept.
Keep = Callable[[Mapping[str, str]], Awaitable[None]]


class Driver(Protocol):
    """A venue as one process reaches it. What accounts have in common is here: rules, connections, budgets."""

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        """The broker of one account. Asks nobody anything, and is cheap: a process has ten thousand of them."""
        ...

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask the venue about a key (`core.ports.venues.Venues.check`)."""
        ...

    async def close(self) -> None:
        """Close connections. Nothing is sent afterwards."""
        ...


@runtime_checkable
class SignIn(Protocol):
    """A driver whose people sign in at the venue instead of entering a key."""

    def sign_in(self, state: str) -> str:
        """The address to sign in at; `state` comes back with the person."""
        ...

    async def signed_in(self, answer: str) -> Mapping[str, str]:
        """The credentials that the address they came back to stands for. Raises `BrokerError`."""
        ...


class Make(Protocol):
    """`make` of a package's `driver.py`."""

    def __call__(self, name: str, *, clock: Clock, table: SymbolTable, url: str | None) -> Driver:
        """The driver of this venue. `url` is where the venue is reached instead of its own address."""
        ...


class MakeSignedIn(Protocol):
    """The same for a venue where people sign in."""

    def __call__(
        self, name: str, *, clock: Clock, table: SymbolTable, url: str | None, app: Mapping[str, str] | None
    ) -> Driver:
        """`app` is what this installation is registered with there: `key`, `secret`, `callback`. None: it is not."""
        ...
