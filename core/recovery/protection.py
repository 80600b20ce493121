"""Positions without a stop: told at once and again, tried again, and after a minute the fallback (BX-18, P4).

A job looks every few seconds at trades whose stop does not rest at the venue, and at those that were found so before.
Whatever it does is a compare-and-set or an order with a derived id: to look twice does nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from core.context import World
from core.kernel.faults import faultpoint
from core.kernel.money import ZERO, Quantity
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell, tell_again
from core.orders.changes import CloseUnits
from core.orders.exits import Ways
from core.orders.model import Mover, Order, OrderAudit, OrderStatus, Purpose, Trade
from core.orders.steering import rearrange, steer, ways_by_account
from core.orders.views import orders_and_filled
from core.portfolio.model import Portfolio
from core.ports.questions import BareTrades
from core.ports.store import Unit
from core.recovery.covering import (
    covered,
    needs_stop,
    newest_stop,
    sales_under_way,
    stop_queues_here,
    stop_under_way,
    why_bare,
)
from core.recovery.model import Exposed, ExposedTold, Fallback, Protection

# A stop stands within so long (P4). Past it the person hears of it, and hears again until it is over.
GRACE, RING_EVERY = timedelta(seconds=10), timedelta(seconds=60)
# Begun a look before the minute is over.
FALL_BACK_AFTER = timedelta(seconds=55)
AT_ONCE = 1_000
REFUSED = frozenset({OrderStatus.REJECTED, OrderStatus.EXPIRED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A trade with its orders, oldest first, and what each of them filled."""

    trade: Trade
    orders: Sequence[Order]
    filled: Mapping[str, Decimal]
    ways: Ways

    @property
    def bare(self) -> bool:
        """Whether less than what is held stands behind a stop."""
        return needs_stop(self.trade, self.ways) and covered(self.orders, self.filled) < self.trade.held


async def watch_protection(world: World) -> None:
    """Look at every position that may be without its stop."""
    now = world.clock.now()
    open_rows = await world.view.all(Exposed, ended_at=None)
    found = await world.view.ask(BareTrades(now - GRACE, AT_ONCE))
    for trade in dict.fromkeys([*(row.trade for row in open_rows), *found]):
        async with world.store.unit() as unit:
            await look_at(world, unit, [trade], by_job=True)
    faultpoint("stop.watched")


async def look_at(world: World, unit: Unit, trades: Collection[str], *, by_job: bool = False) -> None:
    """Look at these trades now: note what is bare, end what is over; the job also tries again and falls back."""
    rows = {row.trade: row for row in await unit.all(Exposed, trade=set(trades))}
    for standing in await _standing(world, unit, trades):
        row = rows.get(standing.trade.id)
        known = row if row is not None and row.ended_at is None else None
        if not standing.bare:
            if known is not None:
                await _over(world, unit, known)
            continue
        row = known or await _noticed(world, unit, standing)
        row = replace(row, covered=covered(standing.orders, standing.filled), why=why_bare(standing.orders))
        row = await _told(world, unit, row, standing)
        if by_job and not row.hands_off and row.told_at is not None:
            row = await _act(world, unit, row, standing)
        await unit.put([row])
        if row.ended_at is not None:
            await _over(world, unit, row)


async def _standing(world: World, unit: Unit, trades: Collection[str]) -> list[Standing]:
    found = await unit.all(Trade, id=set(trades))
    await unit.hold(Portfolio, {trade.portfolio for trade in found})
    ways = await ways_by_account(world, found)
    standing = []
    for trade in await unit.all(Trade, id=set(trades)):
        orders, filled = await orders_and_filled(unit, trade)
        standing.append(Standing(trade, orders, filled, ways[trade.account]))
    return standing


async def _noticed(world: World, unit: Unit, standing: Standing) -> Exposed:
    """A row for a position that is found bare. It is so since its stop left, or since it was opened."""
    trade, now = standing.trade, world.clock.now()
    stop = newest_stop(standing.orders)
    steps = [] if stop is None else await unit.all(OrderAudit, order=stop.id)
    since = max((step.at for step in steps), default=trade.opened_at or now)
    return Exposed(
        trade=trade.id,
        person=trade.person,
        since=since,
        covered=ZERO,
        why="",
        told_at=None,
        tried_at=None,
        fell_back_at=None,
        ended_at=None,
        hands_off=False,
    )


async def _told(world: World, unit: Unit, row: Exposed, standing: Standing) -> Exposed:
    """The alarm: at once where the venue said no, else when a stop should stand by now; and again each minute."""
    now = world.clock.now()
    stop = newest_stop(standing.orders)
    sure = stop is not None and stop.status in REFUSED
    if row.told_at is None and not sure and now - row.since < GRACE:
        return row
    card = notice(world, ExposedTold(row.trade), person=row.person, kind=NoticeKind.ALARM, rank=9)
    if row.told_at is not None and (row.hands_off or now - row.told_at < RING_EVERY):
        await tell_again(unit, [card])
        return row
    await tell(unit, [card], anew={card.id})
    return replace(row, told_at=now)


async def _act(world: World, unit: Unit, row: Exposed, standing: Standing) -> Exposed:
    """Try once more; after a minute, what its owner chose."""
    now = world.clock.now()
    if now - row.since >= FALL_BACK_AFTER and not stop_queues_here(standing.orders, now):
        return await _fall_back(world, unit, row, standing)
    if not stop_under_way(standing.orders):
        await rearrange(world, unit, [row.trade])
        return replace(row, tried_at=now)
    return row


async def _fall_back(world: World, unit: Unit, row: Exposed, standing: Standing) -> Exposed:
    trade, now = standing.trade, world.clock.now()
    begun = row.fell_back_at or now
    if await fallback_of(unit, row.person) is Fallback.WATCH:
        await unit.put([replace(trade, soft_stop=True)])
        await rearrange(world, unit, [trade.id])
        return replace(row, fell_back_at=begun, ended_at=now)
    if not sales_under_way(standing.orders):
        closings = sum(one.purpose is Purpose.CLOSE for one in standing.orders)
        left = Quantity(trade.held - covered(standing.orders, standing.filled))
        cause = f"no stop/{trade.id}/{closings}"
        move = CloseUnits(left)
        await steer(world, unit, [trade.id], [move], by=Mover.PLAN, cause=cause, prices={})
    return replace(row, fell_back_at=begun)


async def fallback_of(unit: Unit, person: str) -> Fallback:
    """What somebody chose for positions without a stop."""
    chosen = await unit.get(Protection, person)
    return Fallback.EXIT if chosen is None else chosen.fallback


async def _over(world: World, unit: Unit, row: Exposed) -> None:
    """A stop stands again, it is watched here, or nothing is held any more: the card says so in its place."""
    await unit.put([replace(row, ended_at=row.ended_at or world.clock.now())])
    await tell_again(unit, [notice(world, ExposedTold(row.trade), person=row.person)])
