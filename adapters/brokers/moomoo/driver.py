"""Moomoo as one process reaches it: gateways that people run, and the accounts they are signed in for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from adapters.brokers.calling import Budget, Writes
from adapters.brokers.driver import Keep
from adapters.brokers.moomoo.broker import CALLS, CALLS_SECONDS, Hours, Line, MoomooBroker
from adapters.brokers.moomoo.facade import Gateway
from adapters.brokers.moomoo.info import INFOS
from adapters.brokers.moomoo.shapes import USD
from adapters.market.hours import hours
from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.model import AssetClass, Session
from core.market.symbols import SymbolTable
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights

EXCHANGE = "XNYS"
THREADS = 4
LAST_SHOWN = 4
# Where a gateway is: host, port, and what unlocks trading there.
Reach = Callable[[str, int, str], Gateway]


class MoomooDriver:
    """One per process. `reach` connects to a gateway; `pace` is how many calls an account has in how many seconds."""

    info = INFOS[0]

    def __init__(
        self,
        *,
        clock: Clock,
        reach: Reach,
        hours: Hours,
        url: str | None = None,
        pace: tuple[int, float] = (CALLS, CALLS_SECONDS),
    ) -> None:
        self._clock = clock
        self._reach = reach
        self._hours = hours
        self._url = url
        self._pace = pace
        self._writes = Writes()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="moomoo")
        self._budgets: dict[tuple[str, int, int], Budget] = {}
        self._lines: dict[tuple[str, int, str], Line] = {}

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> MoomooBroker:
        """The broker of one account. Raises `BrokerError` of kind `AUTH` where the gateway is not whole."""
        return self._opened(credentials)

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask a gateway. What an account may do it does not tell; the interface cannot withdraw."""
        broker = self._opened(credentials)
        number = await broker.account()
        balances = await broker.balances()
        return Checked(
            mode=Mode.LIVE,
            rights=Rights(withdraw=False),
            currency=USD,
            balances=tuple(balances),
            label=f"…{str(number)[-LAST_SHOWN:]}",
        )

    async def close(self) -> None:
        """Let what is under way come to its end, then close the connections."""
        await self._writes.over()
        for line in self._lines.values():
            await line.close()
        self._lines.clear()
        self._threads.shutdown(wait=False)

    def _opened(self, credentials: Mapping[str, str]) -> MoomooBroker:
        host, port = self._place(credentials)
        password, account = credentials.get("password", ""), _whole(credentials.get("account", "") or "0")
        budget = self._budgets.setdefault((host, port, account), Budget(*self._pace))
        place = host, port, password
        line = self._lines.setdefault(place, Line(lambda: self._reach(*place), self._threads))
        return MoomooBroker(
            line,
            account,
            clock=self._clock,
            hours=self._hours,
            writes=self._writes,
            budget=budget,
        )

    def _place(self, credentials: Mapping[str, str]) -> tuple[str, int]:
        """Host and port of the gateway: those of the account, or where every account of this process is reached."""
        if self._url is not None:
            host, _, port = self._url.rpartition("://")[2].rstrip("/").rpartition(":")
            return host, _whole(port)
        return credentials.get("host") or "127.0.0.1", _whole(credentials.get("port", ""))


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise BrokerError(ErrorKind.AUTH, Placed.NO, "port and account are whole numbers")
    return int(text)


def shares_trade(now: datetime) -> Session | None:
    """Whether shares trade in New York."""
    return hours(AssetClass.STOCK, EXCHANGE, now)


def make(name: str, *, clock: Clock, table: SymbolTable, url: str | None) -> MoomooDriver:
    """The driver. Raises `BrokerError` of kind `UNSUPPORTED` where Moomoo's library is not installed."""
    try:
        from adapters.brokers.moomoo.opend import OpenD
    except ModuleNotFoundError as error:
        raise BrokerError(
            ErrorKind.UNSUPPORTED, Placed.NO, f"pip install 'bellwether[{INFOS[0].extra}]'"
        ) from error
    return MoomooDriver(clock=clock, reach=OpenD, hours=shares_trade, url=url)
