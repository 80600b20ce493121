"""After fills: exits are brought in line, and entries that came to nothing are closed in the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from core.context import World
from core.kernel.errors import Bug
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.money import ZERO
from core.market.model import Rules
from core.orders.exits import Place, Withdraw, plan_exits
from core.orders.lifecycle import FINAL
from core.orders.model import (
    CancelAsked,
    ChunkPlanned,
    Fill,
    Order,
    OrderAudit,
    OrderSettled,
    OrderStatus,
    Purpose,
    Trade,
    TradeRecorded,
)
from core.orders.planning import exit_order
from core.orders.record import mark_unfilled, step
from core.ports.store import Unit


# The order that should have been replaced was over before: what is needed now is planned afresh.
GONE = "nothing_to_replace"
EMPTY = "nothing_to_reduce"


async def arrange_exits(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): plan the exits that each touched trade should have now."""
    await rearrange(world, unit, {event.trade for event in events})


async def settle_trades(world: World, unit: Unit, events: Sequence[OrderSettled]) -> None:
    """Inside(OrderSettled): an entry that ended unfilled ends its trade; exits that changed are looked at again."""
    over = {event.trade for event in events if event.purpose is Purpose.ENTRY and event.status in FINAL}
    if over:
        await mark_unfilled(unit, sorted(over))
    # An exit that came to rest may be changed from now on; one that was refused is not tried in a circle.
    rested = {
        event.trade
        for event in events
        if event.purpose is not Purpose.ENTRY
        and (event.status in (OrderStatus.OPEN, OrderStatus.CANCELED) or event.evidence == GONE)
    }
    # Nothing left to reduce: only what still rests is withdrawn. To place it again would go round in a circle.
    empty = {event.trade for event in events if event.evidence == EMPTY}
    flat = {trade.id for trade in await unit.all(Trade, id=sorted(empty)) if not trade.held} if empty else set()
    await rearrange(world, unit, rested | flat)


async def rearrange(world: World, unit: Unit, trades: set[str]) -> None:
    """Bring the exits of these trades in line with what is held."""
    if not trades:
        return
    found = await unit.all(Trade, id=trades)
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in await unit.all(Order, trade=trades):
        orders[order.trade].append(order)
    filled: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for fill in await unit.all(Fill, trade=trades):
        filled[fill.order] += fill.quantity
    rules = await rules_by_symbol(world, found)
    now = world.clock.now()
    placed: list[Order] = []
    withdrawn: dict[str, list[Order]] = defaultdict(list)
    for trade in found:
        ordered = sorted(orders[trade.id], key=lambda order: (order.created_at, order.id))
        chunk = derived("exits", trade.id, len(ordered))
        for change in plan_exits(trade, ordered, filled, rules[trade.symbol]):
            if isinstance(change, Place):
                placed.append(exit_order(trade, change, ordered, chunk, world.installation, now))
            elif isinstance(change, Withdraw):
                withdrawn[change.order.account].append(change.order)
    await unit.add(placed)
    await unit.add(
        [
            OrderAudit(number=0, order=o.id, was=None, now=o.status, evidence="exit plan", at=now)
            for o in placed
        ]
    )
    unit.record(*(ChunkPlanned(chunk) for chunk in dict.fromkeys(order.chunk for order in placed)))
    for account, leaving in sorted(withdrawn.items()):
        steps = [(order, OrderStatus.PENDING_CANCEL, "nothing left to protect") for order in leaving]
        moved = await step(unit, steps, now)
        unit.record(CancelAsked(account, tuple(sorted(moved))))
    faultpoint("exits.planned")


async def rules_by_symbol(world: World, trades: Sequence[Trade]) -> dict[str, Rules]:
    """The venue's rules for every instrument among these trades."""
    rules: dict[str, Rules] = {}
    for trade in trades:
        if trade.symbol not in rules:
            broker = await world.brokers.of(trade.account)
            instrument = world.market.table.get(trade.symbol)
            found = None if instrument is None else await broker.rules(instrument)
            if found is None:
                raise Bug(f"{trade.symbol} is held at {broker.venue}, which does not know it")
            rules[trade.symbol] = found
    return rules
