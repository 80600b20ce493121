"""What all accounts at Alpaca share in one process: threads, connections, what is traded there, its clock, prices."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from weakref import WeakValueDictionary

from adapters.brokers.alpaca.budget import Budget
from adapters.brokers.alpaca.classify import Failed, Trip, classify
from adapters.brokers.alpaca.hosts import Call, Hosts, Patience, mode_of
from adapters.brokers.alpaca.words import Row, Told, instant, number, unread
from adapters.threads import Threads
from core.kernel.money import Price
from core.kernel.time import Clock
from core.market.model import AssetClass, Instrument, Quote
from core.orders.road import Rank
from core.ports.broker import BrokerError, ErrorKind, Placed

if TYPE_CHECKING:
    from alpaca.trading.client import TradingClient
    from requests import Session as Connections

# Orders to thousands of accounts wait for the venue side by side, each in a thread. A thread costs some 60 KB; past
# this many the library's own work is what they wait for (`bench venues`).
THREADS = 128
ASSETS_LAST, ASSETS_MOST = timedelta(hours=1), 4096
CLOCK_LASTS = timedelta(seconds=30)
QUOTES_LAST, QUOTES_MOST = timedelta(seconds=1), 1024
STANDS = timedelta(seconds=60)
COINS = "coins"
KNOWN_MOST = 20_000
T = TypeVar("T")


class Line:
    """One account's way there: its key, and what may be asked in its name. Never shown: it holds the secret."""

    __slots__ = ("__key", "__secret", "budget", "client", "mode")

    def __init__(self, key: str, secret: str, budget: Budget) -> None:
        self.__key = key
        self.__secret = secret
        self.mode = mode_of(key)
        self.budget = budget
        self.client: TradingClient | None = None

    @property
    def keyed(self) -> bool:
        """Whether there is a whole key."""
        return bool(self.__key and self.__secret)

    def connect(self, make: Callable[[str, str], TradingClient]) -> TradingClient:
        """The account's client, made when it is first needed."""
        if self.client is None:
            self.client = make(self.__key, self.__secret)
        return self.client


class Kept(Generic[T]):
    """Answers that count for a while, the oldest forgotten first. Whoever asks while one is on its way shares it, and
    its failure too: thousands would wait for a silent venue one after the other."""

    def __init__(self, clock: Clock, lasts: timedelta, most: int) -> None:
        self._clock = clock
        self._lasts = lasts
        self._most = most
        self._found: OrderedDict[str, tuple[datetime, T]] = OrderedDict()
        self._coming: dict[str, asyncio.Future[T]] = {}

    async def get(self, key: str, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer to this, from before or new. Raises `BrokerError`."""
        known = self._found.get(key)
        if known is not None and self._clock.now() - known[0] < self._lasts:
            return known[1]
        coming = self._coming.get(key)
        if coming is None:
            return await self._ask(key, ask)
        try:
            return await asyncio.shield(coming)
        except BrokerError as error:
            raise BrokerError(error.kind, error.placed, str(error), retry_after=error.retry_after) from error

    def forget(self, key: str) -> None:
        """Ask anew from here on."""
        self._found.pop(key, None)

    async def _ask(self, key: str, ask: Callable[[], Awaitable[T]]) -> T:
        coming: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._coming[key] = coming
        try:
            answer = await ask()
        except BrokerError as error:
            coming.set_exception(error)
            raise
        except BaseException:
            coming.set_exception(
                BrokerError(ErrorKind.TIMEOUT, Placed.NO, "alpaca: nobody waited for the answer")
            )
            raise
        finally:
            del self._coming[key]
            if coming.done():
                coming.exception()  # whoever shares it has it; nobody may
        coming.set_result(answer)
        self._found[key] = (self._clock.now(), answer)
        self._found.move_to_end(key)
        while len(self._found) > self._most:
            self._found.popitem(last=False)
        return answer


@dataclass(frozen=True, slots=True)
class Known:
    """What fills do not tell of their order: our id of it, and since when it waits at its limit."""

    client_order_id: str
    limit: bool
    submitted_at: datetime | None


class House:
    """The venue as one process reaches it."""

    def __init__(self, hosts: Hosts, patience: Patience, clock: Clock, threads: int = THREADS) -> None:
        self.clock = clock
        self._hosts = hosts
        self._patience = patience
        self._most = threads
        self._threads = Threads("alpaca", threads)
        self._connections: Connections | None = None
        self._connecting = threading.Lock()
        self._assets = Kept[Row | None](clock, ASSETS_LAST, ASSETS_MOST)
        self._coins = Kept[Mapping[str, Row]](clock, ASSETS_LAST, 1)
        self._hours = Kept[Row](clock, CLOCK_LASTS, 1)
        self._quotes = Kept[Quote | None](clock, QUOTES_LAST, QUOTES_MOST)
        self._known: OrderedDict[str, Known] = OrderedDict()
        # The venue counts by key: whoever opens an account anew does not begin a new minute.
        self._budgets: WeakValueDictionary[str, Budget] = WeakValueDictionary()

    def line(self, credentials: Mapping[str, str]) -> Line:
        """The way there of whoever has this key. Without one it leads nowhere."""
        key, secret = credentials.get("key", "").strip(), credentials.get("secret", "").strip()
        return Line(key, secret, self._budgets.setdefault(key, Budget()))

    async def ask(self, line: Line, call: Call, rank: Rank) -> object:
        """One request, sent at most once. Raises `Failed`, and `BrokerError` where there is no key, or its budget is
        spent."""
        if not line.keyed:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, "alpaca: there is no key")
        await line.budget.take(rank)
        begun = threading.Event()
        try:
            async with asyncio.timeout(self._patience.whole):
                return await self._threads.run(rank, begun.set, partial(self._carry, line, call))
        except TimeoutError:
            raise Failed(Trip.SILENT if begun.is_set() else Trip.NOT_SENT) from None
        except Failed as failed:
            if failed.status == 429:
                line.budget.shut(failed.pause or 1.0)
            raise

    async def read(self, line: Line, call: Call, rank: Rank = Rank.QUERY) -> object:
        """One question. Raises `BrokerError`."""
        try:
            return await self.ask(line, call, rank)
        except Failed as failed:
            raise classify(failed).error(failed.pause) from None

    async def find(self, line: Line, call: Call, rank: Rank = Rank.QUERY) -> object | None:
        """One question about something that may not be there: None on the venue's own "not found". Raises
        `BrokerError`."""
        try:
            answer = await self.ask(line, call, rank)
        except Failed as failed:
            meaning = classify(failed)
            if meaning.absent:
                return None
            raise meaning.error(failed.pause) from None
        if answer is None:  # a good status around nothing is nobody's "not found"
            raise unread("nothing")
        return answer

    async def row(self, line: Line, call: Call, rank: Rank = Rank.QUERY) -> Row:
        """One question whose answer is an object. Raises `BrokerError`."""
        answer = await self.read(line, call, rank)
        if not isinstance(answer, Mapping):
            raise unread("no object")
        return answer

    async def rows(self, line: Line, call: Call, rank: Rank = Rank.QUERY) -> Sequence[object]:
        """One question whose answer is a list. Raises `BrokerError`."""
        answer = await self.read(line, call, rank)
        if not isinstance(answer, list):
            raise unread("no list")
        return answer

    def close(self) -> None:
        """No request is begun any more."""
        self._threads.close()
        if self._connections is not None:
            self._connections.close()

    def _carry(self, line: Line, call: Call) -> object:
        """In a thread: the library is loaded by the first."""
        from adapters.brokers.alpaca import wire

        with self._connecting:
            if self._connections is None:
                self._connections = wire.connect(self._hosts, self._patience, self._most)
        connections, base = self._connections, self._hosts.trading(line.mode)
        client = line.connect(lambda key, secret: wire.client_of(key, secret, base, connections))
        return wire.ask(client, call, self._hosts.data)

    # -- what is traded there

    async def asset(self, line: Line, instrument: Instrument) -> Row | None:
        """What the venue says of an instrument, while it trades it; None when it does not."""
        if instrument.asset_class is AssetClass.CRYPTO:
            coins = await self._coins.get(COINS, partial(self._ask_coins, line))
            found = coins.get(instrument.symbol)
        else:
            symbol = instrument.symbol
            found = await self._assets.get(symbol, partial(self._ask_asset, line, symbol))
        return found if found and found.get("tradable") is True and found.get("status") == "active" else None

    async def _ask_coins(self, line: Line) -> Mapping[str, Row]:
        call = Call("GET", "/assets", {"asset_class": "crypto", "status": "active"})
        rows = [row for row in await self.rows(line, call) if isinstance(row, Mapping)]
        return {str(row.get("symbol")): row for row in rows}

    async def _ask_asset(self, line: Line, symbol: str) -> Row | None:
        found = await self.find(line, Call("GET", f"/assets/{symbol}"))
        return found if isinstance(found, Mapping) else None

    async def tick(self, line: Line, instrument: Instrument) -> Decimal:
        """The step of a coin's price, as far as the venue tells; a cent for shares."""
        asset = await self.asset(line, instrument) if instrument.asset_class is AssetClass.CRYPTO else None
        told = None if asset is None else number(asset.get("price_increment"))
        return told or Decimal("0.01")

    # -- its clock and its prices

    async def hours(self, line: Line) -> Row:
        """The venue's clock: whether shares trade now, and when that changes."""
        found = await self._hours.get("", partial(self._ask_hours, line))
        turns = instant(found.get("next_close" if found.get("is_open") is True else "next_open"))
        if turns is None or self.clock.now() >= turns:  # what was read before the bell says nothing after it
            self._hours.forget("")
            found = await self._hours.get("", partial(self._ask_hours, line))
        return found

    async def _ask_hours(self, line: Line) -> Row:
        return await self.row(line, Call("GET", "/clock"))

    async def quote(self, line: Line, instrument: Instrument) -> Quote | None:
        """Its price now; None for what the venue has no price of."""
        return await self._quotes.get(instrument.symbol, partial(self._ask_quote, line, instrument))

    async def _ask_quote(self, line: Line, instrument: Instrument) -> Quote | None:
        symbol, fields = instrument.symbol, {"symbols": instrument.symbol}
        if instrument.asset_class is AssetClass.CRYPTO:
            call = Call("GET", "/crypto/us/snapshots", fields, market_data=True, version="v1beta3")
        else:
            call = Call("GET", "/stocks/snapshots", fields, market_data=True)
        found = await self.row(line, call)
        shots = cast("Mapping[str, Any]", found.get("snapshots", found))
        return quote_of(symbol, shots.get(symbol) or {}, self.clock.now())

    # -- orders that this process has seen

    def know(self, told: Told) -> None:
        """Remember what a fill does not tell of its order."""
        self._known[told.id] = Known(told.client_order_id, told.type == "limit", told.submitted_at)
        while len(self._known) > KNOWN_MOST:
            self._known.popitem(last=False)

    def known(self, venue_order_id: str) -> Known | None:
        """What is remembered of an order, if anything."""
        return self._known.get(venue_order_id)


def quote_of(symbol: str, shot: Mapping[str, Any], now: datetime) -> Quote | None:
    """The last trade, with the best bid and ask. A side that nobody offers, as before the open, is the last.

    Offers stand until they change, so those that changed a moment ago are of now; older ones keep their time, since a
    feed may have stopped, or the market may be closed.
    """
    trade, best = shot.get("latestTrade") or {}, shot.get("latestQuote") or {}
    last = number(trade.get("p"))
    traded, offered = instant(trade.get("t")), instant(best.get("t"))
    if not last or traded is None:
        return None
    bid, ask = number(best.get("bp")), number(best.get("ap"))
    at = traded if offered is None else max(traded, offered)
    if bid and ask and now - at < STANDS:
        at = max(at, now)
    return Quote(
        symbol=symbol,
        last=Price(last),
        bid=Price(bid or last),
        ask=Price(ask or last),
        at=at,
        source="alpaca",
    )
