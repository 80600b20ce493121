"""A crypto venue as one process reaches it: its markets are loaded once, connections and budgets are shared."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import aiohttp

from adapters.brokers.crypto.broker import CryptoBroker
from adapters.brokers.crypto.budget import Budget, Lane
from adapters.brokers.crypto.desk import Desk
from adapters.brokers.crypto.profiles import PROFILES, RECEIVED_WITHIN_MS, Limits, Profile, any_exchange
from adapters.brokers.crypto.reading import balances_of, instant
from adapters.brokers.crypto.rights import RIGHTS
from adapters.brokers.crypto.thin import MakeWire, Thin, Way, way_to, wire_to
from adapters.brokers.crypto.wire import copied, shared, wired
from adapters.brokers.driver import Driver, Keep
from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.symbols import SymbolTable
from core.ports.broker import Broker, BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights

T = TypeVar("T")

# How old a table of markets may be: what is listed and delisted meanwhile is refused by the venue itself.
MARKETS_FOR = timedelta(hours=1)
# How long a venue is left in peace between two looks at its markets, whatever gives reason for one.
AGAIN_AFTER = timedelta(minutes=1)
LOAD_SECONDS = 30.0
CALL_MS = 10_000
# Half of what a venue allows a request to be late: beyond it some of ours are refused (brokers, 6.2).
SKEW_MOST = 2.5
CONNECTIONS = 200
# What a key's own object has found out, and keeps when markets are loaded again.
KEPT = ("lastNonce", "uta", "hf", "hasAlreadyAuthenticatedSuccessfully")


class CryptoDriver:
    """One venue. `url` takes the place of all its addresses; `connector` makes the library's connections to it, `wires`
    those of orders that go past the library."""

    def __init__(
        self,
        profile: Profile,
        *,
        clock: Clock,
        table: SymbolTable,
        url: str | None = None,
        connector: Callable[[], aiohttp.BaseConnector] | None = None,
        wires: MakeWire = wire_to,
    ) -> None:
        self._profile = profile
        self._clock = clock
        self._table = table
        self._url = url
        self._connector = connector or (lambda: aiohttp.TCPConnector(limit=CONNECTIONS))
        self._wires = wires
        self._way: Way | None = None
        self._template: Any = None
        self._shared: type[Any] = object
        self._session: aiohttp.ClientSession | None = None
        self._loaded_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._lasts = MARKETS_FOR
        self._closed = False
        self._loading = asyncio.Lock()
        self._markets: dict[str, Mapping[str, Any]] = {}
        self._ours: dict[str, str] = {}
        self._address = (self._budget(),) if profile.limits is Limits.ADDRESS else ()
        self._desks: WeakValueDictionary[str, Desk] = WeakValueDictionary()
        self.call_ms = CALL_MS
        self._running: set[asyncio.Task[Any]] = set()

    # -- what the port asks

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        """The broker of one account: a key, and nothing else until it is asked something."""
        held: list[Desk] = []

        async def desk() -> Desk:
            try:
                await self.ready()
                if not held:
                    held.append(self.desk(credentials))
                await held[0].prepare()
            except BrokerError as error:
                # Whatever was to be asked or sent, nothing of it has left yet.
                raise BrokerError(error.kind, Placed.NO, str(error), retry_after=error.retry_after) from error
            return self.fresh(held[0])

        return CryptoBroker(self._profile, self._clock, desk)

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask about a key: the clock, what it may do, and what is in the account."""
        await self.ready()
        desk = self.desk(credentials)
        await desk.prepare()
        skew = await self._skew(desk)
        balances = balances_of(await desk.ask(lambda exchange: exchange.fetch_balance()), self._profile)
        asks = RIGHTS.get(self._profile.name)
        rights = Rights() if asks is None else await asks(desk)
        held = {money.currency for money in balances}
        return Checked(
            mode=Mode.LIVE,
            rights=rights,
            currency=next(
                (quote for quote in self._profile.quotes if quote in held), self._profile.quotes[0]
            ),
            balances=tuple(balances),
            label=credentials["key"][-4:],
            skew_seconds=skew,
        )

    async def _skew(self, desk: Desk) -> float | None:
        """How far the venue's clock is ahead of ours. Raises `BrokerError(CLOCK)` when nothing would be taken."""
        if not desk.exchange.has.get("fetchTime"):
            return None
        before = self._clock.now()
        there = instant(await desk.ask(lambda exchange: exchange.fetch_time()))
        after = self._clock.now()
        # What the answer took to arrive is nobody's clock.
        ahead = (there - min(max(there, before), after)).total_seconds()
        if abs(ahead) > SKEW_MOST:
            raise BrokerError(ErrorKind.CLOCK, Placed.NO, f"{self._profile.name}: {ahead:+.1f} s")
        return ahead

    async def close(self) -> None:
        """What was sent comes to its end; then connections are closed."""
        self._closed = True
        await self.settle()
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._way is not None:
            await self._way.wire.close()
            self._way = None
        if self._template is not None:
            self._template.session = None
            self._template = None

    async def settle(self) -> None:
        """Wait until what was sent has come to its end."""
        if self._running:
            await asyncio.wait(self._running, timeout=LOAD_SECONDS)

    # -- markets

    async def ready(self) -> None:
        """Have the venue's markets: wait for them the first time only. An old table serves until a new one is there,
        and nobody waits for that. Raises `BrokerError`."""
        if self._closed:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, f"{self._profile.name}: we are ending")
        if self._loaded_at is not None:
            if self._is_old():
                self._tried_at = self._clock.now()
                self.run(self._load())
            return
        async with self._loading:
            if self._loaded_at is None:
                await self._load()

    def _is_old(self) -> bool:
        """Whether to look again now: the table is old, and was not looked for a moment ago."""
        now = self._clock.now()
        tried = self._tried_at or self._loaded_at
        old = self._loaded_at is not None and now - self._loaded_at >= self._lasts
        return old and tried is not None and now - tried >= AGAIN_AFTER

    def suspect(self) -> None:
        """An instrument is not as the table has it: look again soon."""
        self._lasts = AGAIN_AFTER

    async def _load(self) -> None:
        template = self._template or self._make()
        public = Desk(self._profile, template, self, Lane(1), self._budget())
        listed = await public.ask(lambda exchange: exchange.fetch_markets())
        if not listed:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, f"{self._profile.name}: no markets")
        template.set_markets(listed)
        self._template, self._shared = template, shared(template)
        self._loaded_at, self._tried_at, self._lasts = self._clock.now(), None, MARKETS_FOR
        kind = "swap" if self._profile.swap else "spot"
        found = [market for market in template.markets.values() if market.get(kind)]
        self._markets = {f"{market['base']}/{market['quote']}": market for market in found}
        self._ours = {str(market["symbol"]): symbol for symbol, market in self._markets.items()}

    def _make(self) -> Any:
        """The library's object that those of all keys are copied from."""
        if self._session is None:
            jar = aiohttp.DummyCookieJar()  # accounts share connections, never cookies
            self._session = aiohttp.ClientSession(connector=self._connector(), cookie_jar=jar)
        config = {
            "session": self._session,
            "asyncio_loop": asyncio.get_running_loop(),
            "number": str,
            "timeout": self.call_ms,
            "enableRateLimit": True,
            "options": dict(self._profile.options),
        }
        template = wired(self._profile.exchange)(config)
        template.clock = self._clock
        template.number = str
        template.budgets = self._address or (self._budget(),)
        template.has = {**template.has, "fetchCurrencies": False}
        # Given as a part of a dictionary, an empty one would be merged with what the library has.
        template.options |= {
            name: value for name, value in self._profile.options.items() if value in ({}, None)
        }
        if self._url is not None:
            template.urls = {**template.urls, "api": _moved(template.urls["api"], self._url)}
        return template

    # -- keys

    def desk(self, credentials: Mapping[str, str]) -> Desk:
        """The way of one key: two accounts that are linked by the same key share it, its turns and its numbers."""
        key = credentials["key"]
        known = self._desks.get(key)
        if known is not None and known.exchange.secret == credentials["secret"]:
            return known
        own = {"apiKey": key, "secret": credentials["secret"], "password": credentials.get("passphrase", "")}
        exchange = copied(self._template, self._shared, own, self._address or (self._budget(),))
        orders = Budget(self._profile.orders_per_second, self._profile.orders_burst)
        lane = Lane(self._profile.calls_at_once)
        made = Desk(
            self._profile, exchange, self, lane, orders, self._thin(credentials, exchange, lane, orders)
        )
        made.loaded_at = self._loaded_at
        self._desks[key] = made
        return made

    def _thin(self, credentials: Mapping[str, str], exchange: Any, lane: Lane, orders: Budget) -> Thin | None:
        """The way of this key's orders past the library, at venues that have one: the turns and the budgets are one."""
        if not self._profile.thin:
            return None
        if self._way is None:
            template, clock = self._template, self._clock
            self._way = way_to(template, self._profile, clock, self.run, self._wires, self.call_ms)
        return Thin(
            way=self._way,
            key=credentials["key"],
            secret=credentials["secret"],
            lane=lane,
            budgets=exchange.budgets,
            orders=orders,
            window_ms=str(RECEIVED_WITHIN_MS),
        )

    def fresh(self, desk: Desk) -> Desk:
        """The same desk with today's markets."""
        desk.exchange.timeout = self.call_ms
        if self._way is not None:
            self._way.seconds = self.call_ms / 1000
        if desk.loaded_at is not self._loaded_at:
            desk.exchange.__class__ = self._shared
            kept = {name: desk.exchange.options[name] for name in KEPT if name in desk.exchange.options}
            desk.exchange.options = {**self._template.options, **kept}
            desk.loaded_at = self._loaded_at
        return desk

    def _budget(self) -> Budget:
        return Budget(self._profile.per_second, self._profile.burst)

    # -- what desks ask

    def market(self, symbol: str) -> Mapping[str, Any] | None:
        """The venue's market of one of our symbols."""
        return self._markets.get(symbol)

    def ours(self, symbol: str) -> str | None:
        """Our symbol of one of the venue's."""
        return self._ours.get(symbol)

    def run(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Let a write come to its end, whoever stops waiting for it; `close` waits for it too."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; nobody else has to hear of it


def _moved(addresses: Any, url: str) -> Any:
    """The same addresses at another host, their paths kept."""
    if isinstance(addresses, Mapping):
        return {name: _moved(address, url) for name, address in addresses.items()}
    path = str(addresses).split("://", 1)[-1].partition("/")[2]
    return f"{url.rstrip('/')}/{path}".rstrip("/")


def make(name: str, *, clock: Clock, table: SymbolTable, url: str | None) -> Driver:
    """The driver of this venue. A name without a row is a ccxt exchange of that name."""
    return CryptoDriver(PROFILES.get(name) or any_exchange(name), clock=clock, table=table, url=url)
