"""After fills: exits are brought in line, and entries that came to nothing are closed in the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
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
from core.portfolio.model import Portfolio
from core.ports.store import Unit

# The order that should have been replaced was over before: what is needed now is planned afresh.
GONE = "nothing_to_replace"
EMPTY = "nothing_to_reduce"
# An exit in one of these states may be changed, or is missing and has to be placed: a new order, reduce-only, so
# that one which shows up late after all can take nothing more than is there.
RESTED = frozenset({OrderStatus.OPEN, OrderStatus.CANCELED, OrderStatus.ABSENT})


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
        if event.purpose is not Purpose.ENTRY and (event.status in RESTED or event.evidence == GONE)
    }
    # Nothing left to reduce: only what still rests is withdrawn. To place it again would go round in a circle.
    empty = {event.trade for event in events if event.evidence == EMPTY}
    flat = (
        {trade.id for trade in await unit.all(Trade, id=sorted(empty)) if not trade.held} if empty else set()
    )
    await rearrange(world, unit, rested | flat)


async def rearrange(world: World, unit: Unit, trades: set[str]) -> None:
    """Bring the exits of these trades in line with what is held."""
    if not trades:
        return
    # Who books a fill holds the portfolio too: a plan is made of what it left, and two plans never cross.
    await unit.hold(Portfolio, {trade.portfolio for trade in await unit.all(Trade, id=trades)})
    found = await unit.all(Trade, id=trades)
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in await unit.all(Order, trade=trades):
        orders[order.trade].append(order)
    filled: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for fill in await unit.all(Fill, trade=trades):
        filled[fill.order] += fill.quantity
    rules = await rules_by_symbol(world, found)
    now = world.clock.now()
    # One chunk for all: what was planned together is sent together. A trade's orders only ever grow in number.
    chunk = derived("exits", *(f"{trade.id}/{len(orders[trade.id])}" for trade in found))
    placed: list[Order] = []
    leaving: list[Order] = []
    for trade in found:
        ordered = sorted(orders[trade.id], key=lambda order: (order.created_at, order.id))
        for change in plan_exits(trade, ordered, filled, rules[trade.symbol]):
            if isinstance(change, Place):
                placed.append(exit_order(trade, change, ordered, chunk, world.installation, now))
            elif isinstance(change, Withdraw):
                leaving.append(change.order)
    await _place(unit, placed, chunk, now)
    await _withdraw(unit, leaving, now)
    faultpoint("exits.planned")


async def _place(unit: Unit, placed: Sequence[Order], chunk: str, now: datetime) -> None:
    if not placed:
        return
    await unit.add(placed)
    audits = [
        OrderAudit(number=0, order=order.id, was=None, now=order.status, evidence="exit plan", at=now)
        for order in placed
    ]
    await unit.add(audits)
    unit.record(ChunkPlanned(chunk))


async def _withdraw(unit: Unit, leaving: Sequence[Order], now: datetime) -> None:
    steps = [(order, OrderStatus.PENDING_CANCEL, "nothing left to protect") for order in leaving]
    moved = await step(unit, steps, now)
    accounts: dict[str, list[str]] = defaultdict(list)
    for order in leaving:
        if order.id in moved:
            accounts[order.account].append(order.id)
    unit.record(
        *(CancelAsked(account, tuple(sorted(orders))) for account, orders in sorted(accounts.items()))
    )


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
