"""Robinhood's crypto interface as one process reaches it: keys are checked, accounts opened."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.brokers.direct import Direct, skew
from adapters.brokers.driver import Keep
from adapters.brokers.robinhood.broker import RobinhoodBroker, Shared
from adapters.brokers.robinhood.info import INFOS
from adapters.brokers.robinhood.shapes import USD
from adapters.brokers.robinhood.signing import Key
from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.symbols import SymbolTable
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights

URL = "https://trading.robinhood.com"
LAST_SHOWN = 4


class RobinhoodDriver:
    """One per process."""

    info = INFOS[0]

    def __init__(self, *, clock: Clock, url: str | None) -> None:
        self._clock = clock
        self._direct = Direct(url or URL)
        self._shared = Shared(clock, self._direct)

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> RobinhoodBroker:
        """The broker of one account. Raises `BrokerError` of kind `AUTH` where the key is not whole."""
        return self._opened(credentials)

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask about a key. The crypto interface cannot withdraw; what a key may do it does not tell."""
        broker = self._opened(credentials)
        number = await broker.account_number()
        balances = await broker.balances()
        return Checked(
            mode=Mode.LIVE,
            rights=Rights(withdraw=False),
            currency=USD,
            balances=tuple(balances),
            label=f"…{number[-LAST_SHOWN:]}",
            skew_seconds=skew(broker.venue_date, self._clock.now()),
        )

    async def close(self) -> None:
        """Let what is under way come to its end, then close the connections."""
        await self._shared.writes.over()
        await self._direct.close()

    def _opened(self, credentials: Mapping[str, str]) -> RobinhoodBroker:
        key, secret = credentials.get("key", ""), credentials.get("secret", "")
        if not key or not secret:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, "a key and its secret are needed")
        return RobinhoodBroker(self._shared, Key(key, secret))


def make(name: str, *, clock: Clock, table: SymbolTable, url: str | None) -> RobinhoodDriver:
    """The driver."""
    return RobinhoodDriver(clock=clock, url=url)
