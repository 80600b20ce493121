"""What was just sent is looked after until it is settled, a few times at most."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from core.kernel.money import Quantity
from core.orders import looks as looks_module
from core.orders.looks import Looks
from core.orders.model import Order, OrderSnapshot, OrderStatus, OrderType, Purpose, Sent, VenueFill
from core.ports.broker import Ability
from storage.database import Database
from tests.core.builders import an_order
from tests.worlds import ToldBroker, a_world, rows, snapshot

QUICKLY = (0.0, 0.001, 0.002, 0.003)
IN_TIME = 5.0


@dataclass(slots=True)
class Slow(ToldBroker):
    """A venue that fills what it took at the second look, and tells nobody who does not ask."""

    abilities: Ability = Ability.MARKET
    fills_at: int = 2
    looked: list[str] = field(default_factory=list)

    async def find(self, order: Sent) -> OrderSnapshot | None:
        self.looked.append(order.client_order_id)
        done = len(self.looked) >= self.fills_at
        return snapshot(order.request, OrderStatus.CANCELED if done else OrderStatus.OPEN)

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        return ()


async def looked_after(database: Database, broker: Slow, order: Order) -> Order:
    world = a_world(database, brokers=broker)
    async with world.store.unit() as unit:
        await unit.add([order])
    looks = Looks(world)
    running = asyncio.create_task(looks.run())
    looks.after(order, order.status)
    async with asyncio.timeout(IN_TIME):
        await looks.idle()
    running.cancel()
    [now] = await rows(world, Order)
    assert isinstance(now, Order)
    return now


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks_module, "AFTER", QUICKLY)


async def test_an_order_is_looked_at_until_it_is_settled(database: Database):
    broker = Slow()

    order = await looked_after(database, broker, an_order(quantity="0.1", status=OrderStatus.OPEN))

    assert (order.status, len(broker.looked)) == (OrderStatus.CANCELED, 2)


async def test_what_stays_open_is_left_to_the_sweeps(database: Database):
    broker = Slow(fills_at=100)

    order = await looked_after(database, broker, an_order(quantity="0.1", status=OrderStatus.OPEN))

    assert (order.status, len(broker.looked)) == (OrderStatus.OPEN, len(QUICKLY))


@pytest.mark.parametrize(
    "order",
    [
        an_order(Purpose.STOP, "0.1", "58500", status=OrderStatus.OPEN),
        replace(an_order(quantity="0.1", status=OrderStatus.OPEN), type=OrderType.STOP),
        an_order(quantity="0.1", status=OrderStatus.FILLED),
    ],
    ids=["a stop", "a breakout", "filled already"],
)
async def test_what_waits_for_a_price_or_is_done_is_not_looked_after(database: Database, order: Order):
    broker = Slow()

    await looked_after(database, broker, replace(order, quantity=Quantity("0.1")))

    assert broker.looked == []
