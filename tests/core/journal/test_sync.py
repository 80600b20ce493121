"""Asking the venue now: what it never told is booked, once; what does not answer is named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.accounts.model import Account, Mode
from core.context import World
from core.journal.sync import sync_accounts
from core.kernel.money import Money, Price, Quantity
from core.orders.model import Fill, Order, OrderRequest, OrderStatus, Side, VenueFill
from core.portfolio.model import Cash, Portfolio
from core.ports.broker import BrokerError, ErrorKind, Placed
from storage.database import Database
from tests.core.builders import NOW, SYMBOL, a_trade, an_order
from tests.worlds import ToldBroker, a_world, snapshot

pytestmark = pytest.mark.postgres_when_heavy

FILL = VenueFill(
    venue_trade_id="1",
    client_order_id="be11",
    symbol=SYMBOL,
    side=Side.BUY,
    quantity=Quantity("0.1"),
    price=Price(60000),
    fee=Money(Decimal(6), "USDT"),
    at=NOW,
)


class Venue(ToldBroker):
    """A venue with fills that nobody was told of."""

    fills_of: tuple[VenueFill, ...] = ()
    down = False

    async def fills(self, orders):
        ids = {order.client_order_id for order in orders}
        return [fill for fill in self.fills_of if fill.client_order_id in ids]

    async def find(self, order):
        if self.down:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "no answer")
        return await super().find(order)


async def a_town(database: Database, venue: Venue, status: OrderStatus) -> World:
    world = a_world(database, brokers=venue)
    async with world.store.unit() as unit:
        await unit.add(
            [
                Account(
                    id="account", person="ann", venue="told", mode=Mode.LIVE, currency="USDT", opened_at=NOW
                )
            ]
        )
        await unit.add(
            [
                Portfolio(
                    id="portfolio",
                    person="ann",
                    account="account",
                    mode=Mode.LIVE,
                    currency="USDT",
                    opened_at=NOW,
                )
            ]
        )
        await unit.add([Cash(portfolio="portfolio", currency="USDT", amount=Decimal(10_000))])
        await unit.add([a_trade(planned="0.1")])
        await unit.add([an_order(quantity="0.1", price="60300", id="entry", status=status)])
    return world


def request_of(order: Order) -> OrderRequest:
    return OrderRequest(
        client_order_id=order.client_order_id,
        symbol=order.symbol,
        side=order.side,
        type=order.type,
        quantity=order.quantity,
        limit_price=order.limit_price,
    )


async def cash_of(world: World) -> Decimal:
    (row,) = await world.view.all(Cash)
    return row.amount


@pytest.mark.postgres_when_heavy(False)
async def test_an_order_that_filled_unheard_is_booked_and_the_second_time_nothing_is_new(database: Database):
    venue = Venue()
    world = await a_town(database, venue, OrderStatus.OPEN)
    order = await world.view.get(Order, "entry")
    assert order is not None
    venue.known["be11"] = snapshot(request_of(order), OrderStatus.FILLED, [FILL])

    first = await sync_accounts(world, "ann")
    again = await sync_accounts(world, "ann")

    assert (first.orders, first.settled, first.fills) == (1, 1, 1)
    assert (again.settled, again.fills) == (0, 0)
    assert await cash_of(world) == Decimal(10_000) - 6000 - 6
    assert first.venues == ("told",)


async def test_a_fill_that_came_after_the_order_was_over_is_booked_all_the_same(database: Database):
    venue = Venue()
    venue.fills_of = (FILL,)
    world = await a_town(database, venue, OrderStatus.CANCELED)

    found = await sync_accounts(world, "ann")

    assert (found.orders, found.fills) == (0, 1)
    assert [fill.quantity for fill in await world.view.all(Fill)] == [Decimal("0.1")]
    assert await cash_of(world) == Decimal(10_000) - 6006


async def test_a_venue_that_does_not_answer_is_named_and_nothing_changes(database: Database):
    venue = Venue()
    venue.down = True
    world = await a_town(database, venue, OrderStatus.OPEN)

    found = await sync_accounts(world, "ann")

    assert (found.venues, found.silent, found.fills) == ((), ("told",), 0)
    assert await cash_of(world) == Decimal(10_000)
