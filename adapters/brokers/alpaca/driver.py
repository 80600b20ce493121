"""Alpaca for one process: hands out accounts, and looks at a key before it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.brokers.alpaca.account import Account, balances_of
from adapters.brokers.alpaca.hosts import Call, Hosts, Patience, hosts_at
from adapters.brokers.alpaca.house import THREADS, House
from adapters.brokers.alpaca.words import Row, instant
from adapters.brokers.driver import Driver, Keep
from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.symbols import SymbolTable
from core.orders.road import Rank
from core.ports.broker import Broker, BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights

SHOWN = 4


class AlpacaDriver:
    """The venue as one process reaches it."""

    def __init__(
        self,
        clock: Clock,
        table: SymbolTable,
        hosts: Hosts,
        patience: Patience | None = None,
        threads: int = THREADS,
    ) -> None:
        self._table = table
        self._house = House(hosts, patience or Patience(), clock, threads)

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        """The broker of one account. A key of the other kind than the account is never used: play money and real
        money are told apart by the key alone. Without a key it only tells what the venue can do."""
        line = self._house.line(credentials)
        if line.keyed and line.mode is not mode:
            raise BrokerError(
                ErrorKind.AUTH, Placed.NO, f"alpaca: the key is not one of a {mode.value} account"
            )
        return Account(self._house, line, self._table)

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask who the key belongs to, and whether it may trade. Places nothing."""
        line = self._house.line(credentials)
        account = await self._house.row(line, Call("GET", "/account"), Rank.ENTRY)
        positions = await self._house.rows(line, Call("GET", "/positions"), Rank.ENTRY)
        told = instant((await self._house.row(line, Call("GET", "/clock"), Rank.ENTRY)).get("timestamp"))
        skew = None if told is None else (told - self._house.clock.now()).total_seconds()
        return Checked(
            mode=line.mode,
            # Keys here carry no rights of their own: what the account may do, the key may.
            rights=Rights(trade=_may_trade(account)),
            currency=str(account.get("currency", "USD")),
            balances=tuple(balances_of(account, positions, self._table)),
            label=credentials["key"].strip()[-SHOWN:],
            skew_seconds=skew,
        )

    async def close(self) -> None:
        """Close connections. Nothing is sent afterwards."""
        self._house.close()


def _may_trade(account: Row) -> bool:
    barred = any(
        account.get(flag) is True
        for flag in ("trading_blocked", "account_blocked", "trade_suspended_by_user")
    )
    return account.get("status") == "ACTIVE" and not barred


def make(name: str, *, clock: Clock, table: SymbolTable, url: str | None) -> Driver:
    """The driver of this venue."""
    return AlpacaDriver(clock, table, hosts_at(url))
