"""The venues that the contract suite runs over: an account at each, the same market, and what each cannot do.

A new one is a line of VENUES. The suite speaks of BTC at 60,000 USDT; a venue that trades something else says so by
its `symbol`, and by `scale` how many units the suite's one unit is there (100 where only whole ones are traded).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import count
from typing import Protocol

import pytest

from adapters.brokers.faulty import Faults, Faulty
from adapters.brokers.guarded import Guarded
from adapters.brokers.paper import PaperVenue
from adapters.market.simulated import SimulatedMarket
from bot.app import VOCABULARY
from core.kernel.money import Price, Quantity
from core.market.model import Instrument
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderSnapshot, OrderType, Sent, Side, TimeInForce
from core.paper.model import PaperBalance
from core.ports.broker import Ability, Broker, BrokerError, Placed
from storage.database import Database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.venues.floor import Floor, pair
from tests.venues.serving import Served
from tests.venues.trouble import Weather
from tests.worlds import MovedClock

OPENS_AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
BTC = "BTC/USDT"
MONEY = Decimal(100_000)
FEE_RATE = Decimal("0.001")
ONE = Decimal(1)
_ids = count(1)
_asked: dict[str, OrderRequest] = {}


def nothing() -> None:
    """Where a venue has no way to do it."""


async def at_rest() -> None:
    """Where nothing goes on by itself."""


class Move(Protocol):
    """Puts the market of the venue's instrument somewhere; `size` bounds what can trade there."""

    async def __call__(self, price: str, size: str | None) -> None: ...


@dataclass(slots=True, kw_only=True)
class Venue:
    """Two accounts with 100,000 (times `scale`) in quote currency at a venue whose market stands at 60,000.

    `lacks` says why a test cannot run here, by the name of what it needs or by its own; what an `Ability` tells need
    not be said again. `floor` and `weather` are the venue from inside, where it is a server of ours.
    """

    broker: Broker
    other: Broker
    move: Move
    pass_by: Callable[[timedelta], None]
    symbol: str = BTC
    scale: Decimal = ONE
    tick: Decimal = Decimal("0.01")
    step: Decimal = Decimal("0.00001")
    fee_rate: Decimal = FEE_RATE
    lacks: Mapping[str, str] = field(default_factory=dict)
    floor: Floor | None = None
    weather: Weather | None = None
    served: Served | None = None
    impatient: Callable[[], None] = nothing
    """The adapter waits for an answer for a moment only from now on."""
    revoke: Callable[[], None] = nothing
    """The first account's key is taken back."""
    settled: Callable[[], Awaitable[None]] = at_rest
    """What was sent has come to its end."""
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def base(self) -> str:
        """What units of the instrument are called among the balances."""
        return pair(self.symbol)[0]

    @property
    def quote(self) -> str:
        """What it is paid in."""
        return pair(self.symbol)[1]

    @property
    def money(self) -> Decimal:
        """What each account began with."""
        return MONEY * self.scale

    @property
    def instrument(self) -> Instrument:
        """What is traded."""
        found = builtin_table().get(self.symbol)
        assert found is not None
        return found

    def units(self, quantity: str) -> Decimal:
        """So many of the suite's units in the venue's."""
        return Decimal(quantity) * self.scale

    async def to(self, price: str, size: str | None = None) -> None:
        """Put the market there; `size` bounds what can trade at this price, in the suite's units."""
        await self.move(price, None if size is None else str(self.units(size)))

    def asks(
        self,
        side: Side = Side.BUY,
        quantity: str = "0.1",
        *,
        limit: str | None = None,
        stop: str | None = None,
        reduce_only: bool = False,
        waits: TimeInForce = TimeInForce.GTC,
    ) -> OrderRequest:
        """An order in the venue's units: at market unless a price is given; with both prices a stop-limit."""
        units = str(self.units(quantity))
        return asks(
            side, units, limit=limit, stop=stop, reduce_only=reduce_only, symbol=self.symbol, waits=waits
        )

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        """Send an order; how the venue has it then. What the answer to a send tells may lag behind."""
        told = await self.broker.submit(request)
        assert told.client_order_id == request.client_order_id
        if Ability.CONSISTENT in self.broker.abilities:
            return told
        found = await self.now(told)
        assert found.venue_order_id == told.venue_order_id
        return found

    async def now(self, order: OrderSnapshot) -> OrderSnapshot:
        """The order as the venue says it is now."""
        found = await self.broker.find(sent(order))
        assert found is not None
        return found

    def needs(self, *abilities: Ability) -> None:
        """Skip the test where the venue cannot do this by itself."""
        for ability in abilities:
            if ability not in self.broker.abilities:
                pytest.skip(f"{self.broker.venue} does not do {ability.name}")

    def needs_to(self, do: str) -> None:
        """Skip the test where the venue's line says that it cannot do this, and why."""
        if do in self.lacks:
            pytest.skip(f"{self.broker.venue} cannot {do}: {self.lacks[do]}")


def asks(
    side: Side = Side.BUY,
    quantity: str = "0.1",
    *,
    limit: str | None = None,
    stop: str | None = None,
    reduce_only: bool = False,
    symbol: str = BTC,
    waits: TimeInForce = TimeInForce.GTC,
) -> OrderRequest:
    """An order: at market unless a price is given; with both prices a stop-limit."""
    kind = OrderType.MARKET if limit is None else OrderType.LIMIT
    if stop is not None:
        kind = OrderType.STOP if limit is None else OrderType.STOP_LIMIT
    request = OrderRequest(
        client_order_id=f"be11{next(_ids):028x}",
        symbol=symbol,
        side=side,
        type=kind,
        quantity=Quantity(quantity),
        limit_price=None if limit is None else Price(limit),
        stop_price=None if stop is None else Price(stop),
        reduce_only=reduce_only,
        time_in_force=waits,
    )
    _asked[request.client_order_id] = request
    return request


def sent(order: OrderRequest | OrderSnapshot) -> Sent:
    """An order as it was sent, with the venue's id where it has told one."""
    told = order.venue_order_id if isinstance(order, OrderSnapshot) else None
    return Sent(request=_asked[order.client_order_id], at=OPENS_AT, venue_order_id=told)


async def refused(venue: Venue, request: OrderRequest, replaces: str | None = None) -> str:
    """The kind of a proven refusal of this order."""
    broker = venue.broker
    with pytest.raises(BrokerError) as told:
        await (broker.submit(request) if replaces is None else broker.replace(replaces, request))
    assert told.value.placed is Placed.NO
    return told.value.kind


# -- the table


async def paper_floor(database: Database) -> tuple[Venue, PaperVenue]:
    """The built-in venue on the simulated market, and the same from inside."""
    clock = MovedClock(OPENS_AT)
    store = SqlStore(database, TABLES, clock, VOCABULARY, {}, lambda: None)
    market = SimulatedMarket(store, clock, builtin_table(), seed=1)
    venue = PaperVenue(store, market, market, clock, window=0)
    async with store.unit() as unit:
        await unit.put([PaperBalance(account=name, asset="USDT", amount=MONEY) for name in ("mine", "other")])

    async def move(price: str, size: str | None) -> None:
        instrument = venue.instrument(BTC)
        await market.move(instrument, Price(price), None if size is None else Quantity(size))
        await venue.trade(BTC)

    mine, other = venue.account("mine"), venue.account("other")
    lists = {"tell what it does not trade": "it makes a market of whatever it is asked for"}
    return Venue(broker=mine, other=other, move=move, pass_by=clock.pass_by, lacks=lists), venue


@asynccontextmanager
async def paper(database: Database) -> AsyncIterator[Venue]:
    """The built-in venue as the core sees it."""
    yield (await paper_floor(database))[0]


@asynccontextmanager
async def guarded(database: Database) -> AsyncIterator[Venue]:
    """Behind the guard that every broker of the program stands behind."""
    async with paper(database) as venue:
        yield replace(venue, broker=Guarded(venue.broker), other=Guarded(venue.other))


@asynccontextmanager
async def calm(database: Database) -> AsyncIterator[Venue]:
    """Behind a weather in which nothing happens."""
    async with paper(database) as venue:
        yield _behind(venue, Faults(clock=MovedClock()))


@asynccontextmanager
async def slow(database: Database) -> AsyncIterator[Venue]:
    """Every call is two seconds on its way."""
    async with paper(database) as venue:
        yield _behind(venue, Faults(clock=MovedClock(), latency=timedelta(seconds=2)))


def _behind(venue: Venue, faults: Faults) -> Venue:
    mine, other = Faulty(venue.broker, "mine", faults), Faulty(venue.other, "other", faults)
    return replace(venue, broker=mine, other=other)


Made = Callable[[Database], AbstractAsyncContextManager[Venue]]


def served(file: str, name: str) -> Made:
    """A venue of `tests/venues/`, loaded when it is made."""

    def make(database: Database) -> AbstractAsyncContextManager[Venue]:
        made: AbstractAsyncContextManager[Venue] = getattr(import_module(f"tests.venues.{file}"), name)(
            database
        )
        return made

    return make


# Whose books are in our own database: they run on either engine.
BOOKED = {"paper": paper, "guarded": guarded, "calm": calm, "slow": slow}
# Venues with a server of ours, which have nothing to do with any database. Each is a function of `tests/venues/`, and
# loads its venue's library only when it is called.
SERVED: dict[str, Made] = {
    "alpaca-shares": served("alpaca", "alpaca_shares"),
    "alpaca-coins": served("alpaca", "alpaca_coins"),
    "binance": served("crypto", "binance"),
    "binanceusdm": served("crypto", "binanceusdm"),
    "binanceus": served("crypto", "binanceus"),
    "coinbase": served("crypto", "coinbase"),
    "kraken": served("crypto", "kraken"),
    "kucoin": served("crypto", "kucoin"),
    "kucoin-classic": served("crypto", "kucoin_classic"),
    "schwab": served("schwab", "venue"),
    "webull": served("webull", "venue"),
    "robinhood": served("robinhood", "venue"),
    "moomoo": served("moomoo", "venue"),
}
VENUES: dict[str, Made] = {**BOOKED, **SERVED}
