"""Orders whose fate is not proven, asked about until it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.orders.model import Order, OrderStatus
from core.orders.reconcile import settle
from core.ports.broker import Ability
from storage.database import Database
from tests.core.builders import an_order
from tests.worlds import MovedClock, ToldBroker, a_world, rows


@dataclass(slots=True)
class Forgetful(ToldBroker):
    """A venue that may show an order late, and has never seen this one."""

    abilities: Ability = field(default=Ability.CLIENT_ID_UNIQUE)


@pytest.mark.parametrize(
    ("was", "ends"),
    [
        (OrderStatus.UNKNOWN, OrderStatus.ABSENT),
        # Found by a simulated world: a cancel asked of an order that never arrived was asked for ever.
        (OrderStatus.PENDING_CANCEL, OrderStatus.CANCELED),
    ],
)
async def test_what_is_not_there_in_looks_over_half_a_minute_is_over(
    database: Database, was: OrderStatus, ends: OrderStatus
):
    clock = MovedClock()
    world = a_world(database, clock=clock, brokers=Forgetful())
    async with world.store.unit() as unit:
        await unit.add([an_order(id="entry", status=was)])

    seen = []
    for _ in range(4):
        await settle(world)
        [order] = await rows(world, Order)
        seen.append(order.status)
        clock.pass_by(timedelta(seconds=10))

    assert seen == [was, was, was, ends]


@pytest.mark.parametrize("was", [OrderStatus.UNKNOWN, OrderStatus.PENDING_CANCEL])
async def test_time_in_which_nobody_could_ask_proves_nothing(database: Database, was: OrderStatus):
    """Found by a simulated world: the venue showed a stop late, then forgot it for a while; between the two looks at
    that, every question was lost."""
    clock = MovedClock()
    world = a_world(database, clock=clock, brokers=Forgetful())
    async with world.store.unit() as unit:
        await unit.add([an_order(id="stop", status=was)])

    await settle(world)
    clock.pass_by(timedelta(seconds=5))
    await settle(world)
    clock.pass_by(timedelta(minutes=5))  # the venue is away
    await settle(world)
    [after_the_hole] = await rows(world, Order)
    clock.pass_by(timedelta(seconds=10))
    await settle(world)
    [later] = await rows(world, Order)
    clock.pass_by(timedelta(seconds=10))
    await settle(world)
    [proven] = await rows(world, Order)

    assert [after_the_hole.status, later.status] == [was, was]
    assert proven.status in (OrderStatus.ABSENT, OrderStatus.CANCELED)
