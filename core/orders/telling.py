"""Who is told of fills and of orders that went wrong: each trade's owner, privately."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import World
from core.notices.model import Notice, NoticeKind
from core.notices.tell import notice, tell, tell_again
from core.orders.doubts import DoubtTold
from core.orders.model import (
    OUTSIDE,
    EntryOverTold,
    ExitTold,
    Order,
    OrderAudit,
    OrderSettled,
    OrderStatus,
    OrderType,
    ProblemTold,
    Purpose,
    Trade,
    TradeRecorded,
    TradeTold,
)
from core.orders.reconcile import LOOKED_FOR_IN_VAIN
from core.orders.switches import Holding
from core.orders.waiting import TIME_UP
from core.ports.store import Unit

# An exit that came too late because another one was there first: no trouble, and the other one is told.
# So is an entry that was told as absent, and still is.
OVERTAKEN = frozenset({"nothing_to_replace", "nothing_to_reduce", LOOKED_FOR_IN_VAIN})
TROUBLE = frozenset({OrderStatus.REJECTED, OrderStatus.EXPIRED})
DOUBT = frozenset({OrderStatus.UNKNOWN, OrderStatus.ABSENT})


ENDED = frozenset({OrderStatus.CANCELED, OrderStatus.EXPIRED})
# The gate's own verdicts on what was never sent.
BEFORE_SENDING = frozenset({"kill_switch", "stale_signal", "venue_busy", *Holding})


async def tell_of_fills(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): the trade's card is drawn anew; an exit is a card of its own, and so is a late entry."""
    notices = []
    late = await _late_entries(unit, events)
    for event in events:
        if event.order.startswith(OUTSIDE):
            continue  # what somebody did at the venue has a card of its own (`core/recovery/outside.py`)
        if event.purpose is Purpose.ENTRY:
            notices.append(notice(world, TradeTold(event.trade), person=event.person))
        else:
            notices.append(
                notice(world, ExitTold(event.trade, event.order), person=event.person, rank=event.number + 1)
            )
    news = {world.vocabulary.write(TradeTold(trade)) for trade in late}
    await tell(unit, notices, anew={one.id for one in notices if one.subject in news})
    await tell_again(unit, [_doubt(world, event) for event in events])


async def _late_entries(unit: Unit, events: Sequence[TradeRecorded]) -> set[str]:
    """Trades whose entry rested at the venue and has now filled for the first time: that rings (scene 6)."""
    entries = {event.order: event for event in events if event.purpose is Purpose.ENTRY}
    rested = {
        audit.order
        for audit in (await unit.all(OrderAudit, order=set(entries), now=OrderStatus.OPEN) if entries else ())
    }
    if not rested:
        return set()
    trades = {trade.id: trade for trade in await unit.all(Trade, id={entries[id_].trade for id_ in rested})}
    # Only the first fill is news; the rest changes the card.
    return {
        event.trade
        for id_, event in entries.items()
        if id_ in rested and trades[event.trade].entered == event.quantity
    }


async def tell_of_orders(world: World, unit: Unit, events: Sequence[OrderSettled]) -> None:
    """Inside(OrderSettled): exits that began to work redraw the trade's card; trouble is told."""
    over, events = await _entries_over(world, unit, events)
    notices = [*over, *await _exits_with_new_stops(world, unit, events)]
    bare = await _resting_stops(unit, events)
    for event in events:
        if event.evidence in OVERTAKEN:
            continue
        if event.order in bare:
            continue  # a position without its stop has a card of its own (`core/recovery/protection.py`)
        if event.status in DOUBT:
            notices.append(_doubt(world, event))
        elif event.status in TROUBLE or (
            event.purpose is Purpose.ENTRY and event.status is OrderStatus.CANCELED
        ):
            told = ProblemTold(event.order, event.status, event.evidence)
            kind = NoticeKind.ALARM if event.purpose is Purpose.STOP else NoticeKind.FILL
            notices.append(notice(world, told, person=event.person, rank=9, kind=kind))
        elif event.status is OrderStatus.OPEN:
            notices.append(notice(world, TradeTold(event.trade), person=event.person))
    await tell(unit, notices)
    proven = [event for event in events if event.status not in DOUBT]
    await tell_again(unit, [_doubt(world, event) for event in proven])


async def _resting_stops(unit: Unit, events: Sequence[OrderSettled]) -> set[str]:
    """Stops in trouble that should rest at a venue. Those that are sales at market are told like other sales, and so is
    a change that was refused: the stop before it stands, and nobody's position is bare.
    """
    stops = {one.order for one in events if one.purpose is Purpose.STOP and one.status in TROUBLE}
    found = await unit.all(Order, id=stops) if stops else ()
    return {order.id for order in found if order.type is not OrderType.MARKET and order.replaces is None}


def _doubt(world: World, event: TradeRecorded | OrderSettled) -> Notice:
    """The card of an order's doubt: what came of it takes the question's place."""
    return notice(world, DoubtTold(event.order), person=event.person, rank=9)


async def _entries_over(
    world: World, unit: Unit, events: Sequence[OrderSettled]
) -> tuple[list[Notice], list[OrderSettled]]:
    """Entries that were taken back redraw the trade's card; those that ran out of time ring. And the other events."""
    ended = [
        event
        for event in events
        if event.purpose is Purpose.ENTRY and event.status in ENDED and event.evidence not in BEFORE_SENDING
    ]
    if not ended:
        return [], list(events)
    asked = await unit.all(OrderAudit, order={event.order for event in ended}, now=OrderStatus.PENDING_CANCEL)
    late = {audit.order for audit in asked if audit.evidence == TIME_UP}
    notices = []
    for event in ended:
        notices.append(notice(world, TradeTold(event.trade), person=event.person))
        if event.order in late or event.status is OrderStatus.EXPIRED:
            notices.append(notice(world, EntryOverTold(event.trade), person=event.person, rank=1))
    return notices, [event for event in events if event not in ended]


async def _exits_with_new_stops(world: World, unit: Unit, events: Sequence[OrderSettled]) -> list[Notice]:
    """A target's card names the stop that it moved: it is drawn anew once that stop stands."""
    stops = {e.trade: e.person for e in events if e.purpose is Purpose.STOP and e.status is OrderStatus.OPEN}
    if not stops:
        return []
    paid: dict[str, Order] = {}
    found = await unit.all(Order, trade=list(stops), purpose=Purpose.TARGET, status=OrderStatus.FILLED)
    for order in sorted(found, key=lambda order: order.number):
        paid[order.trade] = order
    return [
        notice(world, ExitTold(trade, order.id), person=stops[trade], rank=order.number + 1)
        for trade, order in sorted(paid.items())
    ]
