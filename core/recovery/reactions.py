"""A stop that was refused is an alarm at once, and one that stands ends it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.context import World
from core.orders.model import OrderSettled, OrderStatus, Purpose, Trade, TradeRecorded
from core.ports.broker import ErrorKind
from core.ports.store import Unit
from core.recovery.model import Comparison, Exposed
from core.recovery.protection import REFUSED, look_at

STANDS = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})


async def watch_stops(world: World, unit: Unit, events: Sequence[OrderSettled]) -> None:
    """Inside(OrderSettled): positions whose stop was refused, and known ones whose stop stands now."""
    stops = [event for event in events if event.purpose is Purpose.STOP]
    refused = {event.trade for event in stops if event.status in REFUSED}
    stands = {event.trade for event in stops if event.status in STANDS}
    known = await unit.all(Exposed, trade=stands - refused, ended_at=None) if stands - refused else ()
    trades = refused | {row.trade for row in known}
    if trades:
        await look_at(world, unit, sorted(trades))
    less = {event.trade for event in stops if event.evidence == ErrorKind.NOTHING_TO_REDUCE.value}
    if less:
        await _compare_soon(world, unit, less)


async def _compare_soon(world: World, unit: Unit, trades: Collection[str]) -> None:
    """A venue that has nothing to sell holds less than the books: what traded there is looked for at the next sweep."""
    accounts = {trade.account for trade in await unit.all(Trade, id=set(trades))}
    now = world.clock.now()
    for row in await unit.all(Comparison, account=accounts):
        if row.due_at > now:
            await unit.move(Comparison, [row.account], was={"due_at": row.due_at}, now={"due_at": now})


async def watch_held(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): known positions without a stop of which something was sold."""
    exits = {event.trade for event in events if event.purpose is not Purpose.ENTRY}
    known = await unit.all(Exposed, trade=exits, ended_at=None) if exits else ()
    if known:
        await look_at(world, unit, sorted(row.trade for row in known))
