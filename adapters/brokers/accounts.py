"""The broker of every account: the paper venue's, or that of the venue where its owner connected it.

What is asked of an account that nobody can speak for any more (disconnected, its key not to be opened, its venue's
library gone) is refused by name: it never stands for another account, and nobody waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from adapters.brokers.driver import Driver
from adapters.brokers.guarded import Guarded
from core.accounts.model import PAPER, Account, Mode
from core.kernel.errors import Unavailable
from core.kernel.money import Money
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, Sent, VenueFill
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed
from core.ports.store import View
from core.venues.credentials import Connection

# How long a process goes by what it knew of an account's keys; whoever changes them here is heard at once.
FRESH_SECONDS = 5.0
KEYLESS_ABILITIES = Ability.MARKET | Ability.LIMIT

OpenKeys = Callable[[str], Awaitable[Mapping[str, str]]]
KeepKeys = Callable[[str, Mapping[str, str]], Awaitable[bool]]


class Keyless:
    """An account that nobody here can speak for: it has a name, and answers every question with a refusal."""

    in_flight = 1

    def __init__(self, venue: str, abilities: Ability, error: BrokerError) -> None:
        self.venue = venue
        self.abilities = abilities
        self._error = error

    def _refuse(self) -> BrokerError:
        return BrokerError(self._error.kind, Placed.NO, str(self._error))

    async def rules(self, instrument: Instrument) -> Rules | None:
        raise self._refuse()

    async def session(self, instrument: Instrument) -> Session:
        raise self._refuse()

    async def quote(self, instrument: Instrument) -> Quote | None:
        raise self._refuse()

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        raise self._refuse()

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        raise self._refuse()

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        raise self._refuse()

    async def find(self, order: Sent) -> OrderSnapshot | None:
        raise self._refuse()

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        raise self._refuse()

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        raise self._refuse()

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        raise self._refuse()

    async def balances(self) -> Sequence[Money]:
        raise self._refuse()


class NoRealMoney:
    """An account with real money while real money is off here: it is read, its orders are found, canceled and closed,
    and nothing new is bought with it."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self.rules = broker.rules
        self.session = broker.session
        self.quote = broker.quote
        self.cancel = broker.cancel
        self.find = broker.find
        self.open_orders = broker.open_orders
        self.fills = broker.fills
        self.fills_since = broker.fills_since
        self.balances = broker.balances

    @property
    def venue(self) -> str:
        return self._broker.venue

    @property
    def abilities(self) -> Ability:
        return self._broker.abilities

    @property
    def in_flight(self) -> int:
        return self._broker.in_flight

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        self._must_reduce(request)
        return await self._broker.submit(request)

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        self._must_reduce(request)
        return await self._broker.replace(venue_order_id, request)

    @staticmethod
    def _must_reduce(request: OrderRequest) -> None:
        if not request.reduce_only:
            raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "live trading is off")


@dataclass(slots=True)
class _Known:
    """A connected account as it was when it was looked at."""

    broker: Broker
    stamp: datetime | None
    looked_at: float


class AccountBrokers:
    """Hands out brokers by account (`core.ports.broker.Brokers`). `driver` may raise `BrokerError`."""

    def __init__(
        self,
        view: View,
        paper: Callable[[str], Broker],
        driver: Callable[[str], Driver],
        open_keys: OpenKeys,
        keep_keys: KeepKeys,
        *,
        live_trading: bool,
    ) -> None:
        self._view = view
        self._paper = paper
        self._driver = driver
        self._open_keys = open_keys
        self._keep_keys = keep_keys
        self._live_trading = live_trading
        self._accounts: dict[str, Account] = {}
        self._on_paper: set[str] = set()
        self._connected: dict[str, _Known] = {}

    async def learn(self, accounts: Collection[str]) -> None:
        """Look at many in two reads: what `of` would look at one by one."""
        new = [one for one in accounts if one not in self._on_paper and one not in self._accounts]
        for account in await self._view.all(Account, id=new) if new else ():
            if account.venue == PAPER:
                self._on_paper.add(account.id)
            else:
                self._accounts[account.id] = account
        old = [one for one in accounts if one in self._accounts and self._is_old(one)]
        if not old:
            return
        found = {row.account: row for row in await self._view.all(Connection, account=old)}
        for id_ in old:
            await self._look(self._accounts[id_], found.get(id_))

    async def of(self, account: str) -> Broker:
        """The account's broker. One that was never opened is a paper account about to be: its rows come with its first
        order."""
        if account not in self._on_paper:
            await self.learn([account])
        known = self._connected.get(account)
        return Guarded(self._paper(account)) if known is None else known.broker

    def forget(self, account: str) -> None:
        """Its keys have changed, or are gone: what is known of it is looked at anew."""
        self._connected.pop(account, None)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    def _is_old(self, account: str) -> bool:
        known = self._connected.get(account)
        return known is None or self._now() - known.looked_at > FRESH_SECONDS

    async def _look(self, account: Account, connection: Connection | None) -> None:
        alive = connection is not None and connection.ended_at is None
        stamp = connection.checked_at if connection is not None and alive else None
        known = self._connected.get(account.id)
        if known is not None and known.stamp == stamp is not None:
            known.looked_at = self._now()
            return
        broker = await self._opened(account, alive=alive)
        self._connected[account.id] = _Known(Guarded(broker), stamp, self._now())

    async def _opened(self, account: Account, *, alive: bool) -> Broker:
        try:
            driver = self._driver(account.venue)
        except BrokerError as error:
            return Keyless(account.venue, KEYLESS_ABILITIES, error)
        try:
            keys = await self._open_keys(account.id) if alive else {}
            if not keys:
                raise _no_key("its keys were taken out")
            broker = self._open(driver, account, keys)
        except BrokerError as error:
            return Keyless(account.venue, self._abilities(driver, account), error)
        except Unavailable as error:
            return Keyless(account.venue, self._abilities(driver, account), _no_key(str(error)))
        return broker if self._live_trading or account.mode is Mode.PAPER else NoRealMoney(broker)

    def _abilities(self, driver: Driver, account: Account) -> Ability:
        """What the venue does, asked of an account without keys; a venue may refuse to open one."""
        with suppress(BrokerError):
            return self._open(driver, account, {}).abilities
        return KEYLESS_ABILITIES

    def _open(self, driver: Driver, account: Account, keys: Mapping[str, str]) -> Broker:
        async def keep(changed: Mapping[str, str]) -> None:
            await self._keep_keys(account.id, changed)

        return driver.open(account.id, keys, account.mode, keep)


def _no_key(why: str) -> BrokerError:
    return BrokerError(ErrorKind.AUTH, Placed.NO, why)
