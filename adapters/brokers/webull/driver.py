"""Webull as one process reaches it: keys are checked, accounts opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from adapters.brokers.direct import Direct, skew
from adapters.brokers.driver import Keep
from adapters.brokers.webull.broker import QUESTIONS, Hours, Shared, WebullBroker
from adapters.brokers.webull.info import INFOS
from adapters.brokers.webull.shapes import USD
from adapters.brokers.webull.signing import Key
from adapters.market.hours import hours
from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.model import AssetClass, Session
from core.market.symbols import SymbolTable
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights

URL = "https://api.webull.com"
EXCHANGE = "XNYS"


class WebullDriver:
    """One per process."""

    info = INFOS[0]

    def __init__(
        self, *, clock: Clock, url: str | None, hours: Hours, questions: tuple[int, float] = QUESTIONS
    ) -> None:
        self._clock = clock
        self._direct = Direct(url or URL)
        self._shared = Shared(clock, self._direct, hours, questions)

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> WebullBroker:
        """The broker of one account. Raises `BrokerError` of kind `AUTH` where the key is not whole."""
        return self._opened(credentials)

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask about a key, and for the account that it is to trade. Its interface cannot withdraw."""
        broker = self._opened(credentials)
        _, label = await broker.named()
        balances = await broker.balances()
        return Checked(
            mode=Mode.LIVE,
            rights=Rights(withdraw=False),
            currency=USD,
            balances=tuple(balances),
            label=label,
            skew_seconds=skew(broker.venue_date, self._clock.now()),
        )

    async def close(self) -> None:
        """Let what is under way come to its end, then close the connections."""
        await self._shared.writes.over()
        await self._direct.close()

    def _opened(self, credentials: Mapping[str, str]) -> WebullBroker:
        key, secret = credentials.get("key", ""), credentials.get("secret", "")
        if not key or not secret:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, "a key and its secret are needed")
        signing = Key(key, secret, credentials.get("token", ""))
        return WebullBroker(self._shared, signing, credentials.get("account", ""))


def shares_trade(now: datetime) -> Session | None:
    """Whether shares trade in New York."""
    return hours(AssetClass.STOCK, EXCHANGE, now)


def make(name: str, *, clock: Clock, table: SymbolTable, url: str | None) -> WebullDriver:
    """The driver."""
    return WebullDriver(clock=clock, url=url, hours=shares_trade)
