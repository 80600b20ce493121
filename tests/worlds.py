"""A world of one's own: a real store on either database, a clock that is put forward, a broker that does as told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from bot.app import VOCABULARY
from bot.ids import SeededIds
from core.context import World
from core.kernel.codec import Vocabulary
from core.kernel.money import Money
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, Sent, VenueFill
from core.ports.broker import Ability, Broker
from core.ports.market import Market
from core.ports.store import Store
from storage.bell import LocalBell
from storage.database import Database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.core.builders import NOW

Answers = Callable[[OrderRequest], Awaitable[OrderSnapshot]]


@dataclass(slots=True)
class MovedClock:
    """Stands still until a test moves it."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def pass_by(self, by: timedelta) -> None:
        self.at += by

    advance = pass_by


def snapshot(
    request: OrderRequest, status: OrderStatus, fills: Sequence[VenueFill] = (), reason: str = ""
) -> OrderSnapshot:
    """What a venue says of the order it was asked for."""
    return OrderSnapshot(
        venue_order_id=f"venue-{request.client_order_id}",
        client_order_id=request.client_order_id,
        symbol=request.symbol,
        status=status,
        quantity=request.quantity,
        fills=tuple(fills),
        reason=reason,
    )


async def accepts(request: OrderRequest) -> OrderSnapshot:
    """The order rests."""
    return snapshot(request, OrderStatus.OPEN)


@dataclass(slots=True)
class ToldBroker:
    """A venue for all accounts whose answers a test gives. It notes what it was asked, in order."""

    answers: Answers = accepts
    venue: str = "told"
    abilities: Ability = Ability.CONSISTENT | Ability.CLIENT_ID_UNIQUE
    in_flight: int = 512
    asked: list[OrderRequest] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    known: dict[str, OrderSnapshot] = field(default_factory=dict)

    async def of(self, account: str) -> Broker:
        """It is its own `Brokers`."""
        return self

    async def learn(self, accounts: Collection[str]) -> None:
        pass

    def forget(self, account: str) -> None:
        pass

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        self.asked.append(request)
        return await self.answers(request)

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        self.replaced.append(venue_order_id)
        return await self.submit(request)

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return self.known.get(order.client_order_id)

    async def find(self, order: Sent) -> OrderSnapshot | None:
        return self.known.get(order.client_order_id)

    async def rules(self, instrument: Instrument) -> Rules | None:
        return None

    async def session(self, instrument: Instrument) -> Session:
        return ALWAYS_OPEN

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        return ()

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        return ()

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        return ()

    async def balances(self) -> Sequence[Money]:
        return ()


def as_sent(request: OrderRequest, venue_order_id: str | None = None) -> Sent:
    """An order as a venue is asked about it."""
    return Sent(request=request, at=NOW, venue_order_id=venue_order_id)


def a_world(
    database: Database,
    *,
    clock: MovedClock | None = None,
    brokers: ToldBroker | None = None,
    subscribers: dict[str, Sequence[str]] | None = None,
    vocabulary: Vocabulary = VOCABULARY,
) -> World:
    """A World on this database. Nobody looks at the market in it."""
    clock, bell = clock or MovedClock(), LocalBell()
    store = SqlStore(database, TABLES, clock, vocabulary, subscribers or {}, bell.ring)
    return a_world_on(store, clock=clock, brokers=brokers, bell=bell, vocabulary=vocabulary)


def a_world_on(
    store: Store,
    *,
    clock: MovedClock,
    brokers: ToldBroker | None = None,
    bell: LocalBell | None = None,
    vocabulary: Vocabulary = VOCABULARY,
) -> World:
    """A World on this store."""
    return World(
        store=store,
        clock=clock,
        ids=SeededIds(1),
        market=cast("Market", None),
        brokers=brokers or ToldBroker(),
        bell=bell or LocalBell(),
        vocabulary=vocabulary,
        installation="installation",
        commands=(),
        version="1",
    )


async def turns(number: int = 5) -> None:
    """Let everybody else have a few turns."""
    for _ in range(number):
        await asyncio.sleep(0)


async def rows(world: World, kind: type[Any]) -> Sequence[Any]:
    """All rows of a class."""
    return await world.view.all(kind)
