"""Entries that wait: held behind an undo window until it is over, or unfilled until their time is up (BX-01).

Both are done by jobs each second, and safe to repeat: each move is a compare-and-set on the order's status, so
whoever takes an order back or fills it meanwhile wins. Exits are never held and never run out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.context import World
from core.kernel.faults import faultpoint
from core.operations.builds import MIXED_BUILDS
from core.orders.model import ChunkPlanned, Order, OrderStatus
from core.orders.record import step
from core.orders.steering import take_entries_back
from core.ports.questions import OrdersDue
from core.ports.store import Unit

AT_ONCE = 500
# Further ahead than anybody lets an order wait.
FAR = timedelta(days=3660)
WINDOW_OVER = "undo window over"
LOOKED_AT_AGAIN = "looked at again"
TIME_UP = "entry_expired"


async def release_due(world: World) -> None:
    """Send the held entries whose undo window is over, and those that waited for other processes to be renewed."""
    while due := await world.view.ask(OrdersDue(OrderStatus.HELD, world.clock.now(), AT_ONCE)):
        async with world.store.unit() as unit:
            for evidence in dict.fromkeys(order.evidence for order in due):
                after = LOOKED_AT_AGAIN if evidence == MIXED_BUILDS else WINDOW_OVER
                await release(world, unit, [one for one in due if one.evidence == evidence], after)
        faultpoint("window.over")


async def release(world: World, unit: Unit, held: Sequence[Order], evidence: str) -> list[Order]:
    """Let held orders go to the gate. Returns those that were still held."""
    steps = [(order, OrderStatus.PLANNED, evidence) for order in held]
    moved = await step(unit, steps, world.clock.now())
    gone = [order for order in held if order.id in moved]
    unit.record(*(ChunkPlanned(chunk) for chunk in dict.fromkeys(order.chunk for order in gone)))
    return gone


async def next_waiting(world: World) -> datetime | None:
    """When the next held entry goes by itself, or the next resting one runs out."""
    far = world.clock.now() + FAR
    first = [
        order.hold_until if status is OrderStatus.HELD else order.expires_at
        for status in (OrderStatus.HELD, OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)
        for order in await world.view.ask(OrdersDue(status, far, 1))
    ]
    return min((at for at in first if at is not None), default=None)


async def expire_due(world: World) -> None:
    """Take back what is still unfilled of entries whose time is up. A fill that comes first wins."""
    now = world.clock.now()
    for status in (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED):
        while due := await world.view.ask(OrdersDue(status, now, AT_ONCE)):
            async with world.store.unit() as unit:
                await take_entries_back(unit, due, TIME_UP, now)
            faultpoint("time.up")
