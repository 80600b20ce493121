"""After fills: exits are brought in line, and entries that came to nothing are closed in the books."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import World
from core.orders.lifecycle import FINAL, LIVE
from core.orders.model import (
    Order,
    OrderSettled,
    OrderStatus,
    OrderType,
    Purpose,
    TimeInForce,
    Trade,
    TradeRecorded,
)
from core.orders.reconcile import LOOKED_FOR_IN_VAIN
from core.orders.record import mark_unfilled
from core.orders.steering import follow_entries, rearrange, take_entries_back
from core.orders.switches import Switch
from core.orders.watching import watch
from core.paper.model import PriceMoved
from core.ports.broker import Ability
from core.ports.questions import ExitsComing
from core.ports.store import Unit

# The order that should have been replaced was over before: what is needed now is planned afresh.
GONE = "nothing_to_replace"
# Some venues let an exit rest for a day and no longer: the next day has one too.
DAY_OVER = TimeInForce.DAY.value
# An exit in one of these states may be changed, or is missing and has to be placed: a new order, reduce-only, so
# that one which shows up late after all can take nothing more than is there. One that is told as partly filled without
# a fill of its own trade sold another trade's units: its own may be over. Those beside one in doubt wait no longer.
LOOKED_AT = frozenset(
    {
        OrderStatus.OPEN,
        OrderStatus.PARTIALLY_FILLED,
        OrderStatus.CANCELED,
        OrderStatus.ABSENT,
        OrderStatus.UNKNOWN,
    }
)


async def arrange_exits(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): plan the exits that each touched trade should have now.

    Once the stop or a target traded, or all was given back, nothing more is bought into the trade.
    """
    trades = await rearrange(world, unit, {event.trade for event in events})
    exited = {event.trade for event in events if event.purpose in (Purpose.STOP, Purpose.TARGET)}
    over = {trade.id for trade in trades if trade.entries_over or not trade.held}
    await _end_entries(world, unit, exited | over)


async def _end_entries(world: World, unit: Unit, trades: set[str]) -> None:
    if not trades:
        return
    entries = await unit.all(Order, trade=sorted(trades), purpose=Purpose.ENTRY)
    await take_entries_back(unit, entries, "trade is on its way out", world.clock.now())


async def settle_trades(world: World, unit: Unit, events: Sequence[OrderSettled]) -> None:
    """Inside(OrderSettled): an entry that ended unfilled ends its trade; exits that changed are looked at again."""
    entries = [event for event in events if event.purpose is Purpose.ENTRY]
    ended = {event.trade for event in entries if event.status in FINAL}
    ended -= await _perhaps_there(world, unit, entries)
    await follow_entries(world, unit, ended)
    await _end_trades(unit, ended)
    # An entry that reached the venue after somebody took it back, or stopped trading, is canceled there.
    resting = sorted({event.trade for event in entries if event.status is OrderStatus.OPEN})
    if resting:
        stopped = {switch.scope for switch in await unit.all(Switch)}
        trades = await unit.all(Trade, id=resting)
        unwanted = {trade.id for trade in trades if trade.entries_over or trade.person in stopped}
        await _end_entries(world, unit, unwanted)
    # An exit that came to rest may be changed from now on; one that was refused is not tried in a circle.
    rested = await _rested(unit, [event for event in events if event.purpose is not Purpose.ENTRY])
    # A refused change leaves what it should have replaced in its place. Where nothing is held any more that is
    # withdrawn, or it would wait there for the next position; where something is, to try again would go in a circle.
    refused = {
        event.trade
        for event in events
        if event.purpose is not Purpose.ENTRY and event.status is OrderStatus.REJECTED
    }
    found = await unit.all(Trade, id=sorted(refused)) if refused else ()
    flat = {trade.id for trade in found if not trade.held}
    await rearrange(
        world, unit, rested | flat | await _waiting_sales(unit, refused) | await _refused_sales(unit, events)
    )


async def _rested(unit: Unit, exits: Sequence[OrderSettled]) -> set[str]:
    """Trades of which an exit came to rest, is missing, or is in doubt: what waited for it is looked at.

    Exits are sent together and come to rest one by one. Where the stop covers all there is, the last of them looks for
    all: each that is still on its way is heard of in its turn, at the latest when a send is given up.
    """
    opened = {event.trade for event in exits if event.status is OrderStatus.OPEN and event.evidence != GONE}
    others = {
        event.trade
        for event in exits
        if event.evidence in (GONE, DAY_OVER)
        or (event.status in LOOKED_AT and event.status is not OrderStatus.OPEN)
    }
    alone = sorted(opened - others)
    coming = set(await unit.ask(ExitsComing(tuple(alone)))) if alone else set[str]()
    return others | opened - coming


async def _perhaps_there(world: World, unit: Unit, events: Sequence[OrderSettled]) -> set[str]:
    """Trades whose entry a venue denied that shows late: what it was planned for stays reserved until the venue has
    denied it once more, minutes later (`core/orders/reconcile.py:look_again`). Until then it may turn up and fill."""
    absent = [
        one.order for one in events if one.status is OrderStatus.ABSENT and one.evidence != LOOKED_FOR_IN_VAIN
    ]
    orders = await unit.all(Order, id=absent) if absent else ()
    late = set[str]()
    for order in orders:
        if Ability.CONSISTENT not in (await world.brokers.of(order.account)).abilities:
            late.add(order.trade)
    return late


async def _waiting_sales(unit: Unit, trades: set[str]) -> set[str]:
    """Trades with a sale that waited for what was refused: it goes now."""
    if not trades:
        return set()
    held = await unit.all(Order, trade=sorted(trades), status=OrderStatus.HELD)
    return {order.trade for order in held if order.purpose is not Purpose.ENTRY}


async def _refused_sales(unit: Unit, events: Sequence[OrderSettled]) -> set[str]:
    """Trades of which a sale at market was refused: what made way for it is put back first."""
    refused = [
        event.order
        for event in events
        if event.purpose is not Purpose.ENTRY and event.status is OrderStatus.REJECTED
    ]
    found = await unit.all(Order, id=refused) if refused else ()
    return {order.trade for order in found if order.type is OrderType.MARKET}


async def watch_prices(world: World, events: Sequence[PriceMoved]) -> None:
    """Outside(PriceMoved): what is watched here is looked at. A second run finds nothing more to do."""
    await watch(world, {event.symbol for event in events})


async def _end_trades(unit: Unit, trades: set[str]) -> None:
    """Trades of which no entry is left and nothing was bought are over."""
    if trades:
        live = {
            o.trade for o in await unit.all(Order, trade=sorted(trades), purpose=Purpose.ENTRY, status=LIVE)
        }
        await mark_unfilled(unit, sorted(trades - live))
