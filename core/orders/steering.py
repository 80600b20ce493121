"""Carry changes of standing trades out, for commands and for a provider's follow-ups alike.

    prices = await prices_of(world, symbols)                     # before the unit: a price may take the network
    async with ctx.unit() as unit:
        steered = await steer(world, unit, trade_ids, [MoveStop(Price("59000"))],
                              by=Mover.PROVIDER, cause=f"update/{signal}/{message}", prices=prices)

`moves` are carried out in order on each trade (`close 50`, then `be`), each on what the one before left. In the
same transaction exits are brought in line, closings planned, unfilled entries taken back; sending follows from
the events that are recorded. `cause` must be the same when the same thing is carried out again, and different
for another one: ids of closing orders follow from it. Each answer of `steer` tells for one trade and one move
what it was and is, or why it was declined; nobody is told by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.context import World
from core.kernel.errors import Bug
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.money import ZERO, Quantity
from core.market.model import Rules
from core.orders.changes import Changed, Declined, Move, change, standing_of
from core.orders.exits import Place, Withdraw, plan_exits
from core.orders.lifecycle import LIVE
from core.orders.model import (
    CancelAsked,
    ChunkPlanned,
    Fill,
    Mover,
    Order,
    OrderAudit,
    OrderSettled,
    OrderStatus,
    Purpose,
    Trade,
)
from core.orders.planning import close_order, exit_order
from core.orders.record import mark_unfilled, signal_of, step
from core.portfolio.model import Portfolio
from core.ports.store import Unit

WAITING_HERE = frozenset({OrderStatus.PLANNED, OrderStatus.HELD})
CANCELABLE = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED, OrderStatus.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """What one move did to one trade: `was` and `now`, the units being closed; or `declined`, and both alike."""

    trade: str
    person: str
    move: Move
    was: Trade
    now: Trade
    closing: Quantity
    declined: Declined | None


async def steer(
    world: World,
    unit: Unit,
    trades: Collection[str],
    moves: Sequence[Move],
    *,
    by: Mover,
    cause: str,
    prices: Mapping[str, Decimal],
    tighten_only: bool = False,
) -> tuple[Steered, ...]:
    """Carry `moves` out on each of these trades. `prices` are last prices by symbol; a missing one checks less."""
    found, orders, filled = await _held(unit, trades)
    rules = await rules_by_symbol(world, found)
    now = world.clock.now()
    answers: list[Steered] = []
    closing: list[Order] = []
    over: list[str] = []
    for trade in found:
        changed = trade
        for number, move in enumerate(moves):
            own = [*orders[trade.id], *(order for order in closing if order.trade == trade.id)]
            standing = standing_of(changed, own, filled, rules[trade.symbol], prices.get(trade.symbol))
            outcome = change(changed, standing, move, by, tighten_only=tighten_only)
            answers.append(_answer(changed, move, outcome))
            if isinstance(outcome, Changed):
                if outcome.closing:
                    key, chunk = f"{cause}/{number}", derived("closing", cause)
                    closing.append(close_order(changed, outcome.closing, key, chunk, world.installation, now))
                changed = outcome.trade
        if changed != trade:
            await unit.put([changed])
        if changed.entries_over and not trade.entries_over:
            over.append(trade.id)
    await add_orders(unit, closing, by.value)
    await take_entries_back(unit, [o for id_ in over for o in orders[id_]], by.value, now)
    await rearrange(world, unit, {answer.trade for answer in answers if answer.declined is None})
    faultpoint("trades.steered")
    return tuple(answers)


def _answer(trade: Trade, move: Move, outcome: Changed | Declined) -> Steered:
    declined = outcome if isinstance(outcome, Declined) else None
    return Steered(
        trade=trade.id,
        person=trade.person,
        move=move,
        was=trade,
        now=outcome.trade if isinstance(outcome, Changed) else trade,
        closing=outcome.closing if isinstance(outcome, Changed) else Quantity(0),
        declined=declined,
    )


async def take_entries_back(unit: Unit, orders: Sequence[Order], evidence: str, now: datetime) -> list[Order]:
    """Cancel entries among these orders that are not filled, and tell which: those that were not sent at once,
    those at the venue by asking it (a fill that comes first wins)."""
    entries = [order for order in orders if order.purpose is Purpose.ENTRY]
    waiting = [order for order in entries if order.status in WAITING_HERE]
    resting = [order for order in entries if order.status in CANCELABLE]
    moved = await step(unit, [(order, OrderStatus.CANCELED, evidence) for order in waiting], now)
    gone = [order for order in waiting if order.id in moved]
    await mark_unfilled(unit, sorted({order.trade for order in gone} - await _with_other_entries(unit, gone)))
    unit.record(*(settled(order, OrderStatus.CANCELED, evidence) for order in gone))
    return gone + await withdraw(unit, resting, evidence, now)


async def _with_other_entries(unit: Unit, gone: Sequence[Order]) -> set[str]:
    """Trades that still have an entry on its way."""
    if not gone:
        return set()
    others = await unit.all(Order, trade={order.trade for order in gone}, purpose=Purpose.ENTRY)
    return {order.trade for order in others if order.status in LIVE}


def settled(order: Order, status: OrderStatus, evidence: str) -> OrderSettled:
    """The event of an order that came to rest without a venue's word."""
    return OrderSettled(
        order=order.id,
        trade=order.trade,
        person=order.person,
        purpose=order.purpose,
        status=status,
        evidence=evidence,
        signal=signal_of(order),
    )


async def rearrange(world: World, unit: Unit, trades: Collection[str]) -> Sequence[Trade]:
    """Bring the exits of these trades in line with what is held; the trades as they are."""
    if not trades:
        return ()
    found, orders, filled = await _held(unit, trades)
    rules = await rules_by_symbol(world, found)
    now = world.clock.now()
    # One chunk for all: what was planned together is sent together. A trade's orders only ever grow in number.
    chunk = derived("exits", *(f"{trade.id}/{len(orders[trade.id])}" for trade in found))
    placed: list[Order] = []
    leaving: list[Order] = []
    for trade in found:
        for planned in plan_exits(trade, orders[trade.id], filled, rules[trade.symbol]):
            if isinstance(planned, Place):
                placed.append(exit_order(trade, planned, orders[trade.id], chunk, world.installation, now))
            elif isinstance(planned, Withdraw):
                leaving.append(planned.order)
    await add_orders(unit, placed, "exit plan")
    await withdraw(unit, leaving, "nothing left to protect", now)
    faultpoint("exits.planned")
    return found


async def _held(
    unit: Unit, trades: Collection[str]
) -> tuple[Sequence[Trade], dict[str, list[Order]], dict[str, Decimal]]:
    """These trades with their orders, oldest first, and the units each order filled; nobody books meanwhile."""
    # Who books a fill holds the portfolio too: a plan is made of what it left, and two plans never cross.
    await unit.hold(Portfolio, {trade.portfolio for trade in await unit.all(Trade, id=set(trades))})
    found = await unit.all(Trade, id=set(trades))
    orders: dict[str, list[Order]] = defaultdict(list)
    rows = await unit.all(Order, trade=set(trades))
    for order in sorted(rows, key=lambda order: (order.created_at, order.id)):
        orders[order.trade].append(order)
    filled: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for fill in await unit.all(Fill, trade=set(trades)):
        filled[fill.order] += fill.quantity
    return found, orders, filled


async def add_orders(unit: Unit, orders: Sequence[Order], evidence: str) -> None:
    """Write new orders with their first audit row. Planned ones are sent once this is committed."""
    if not orders:
        return
    await unit.add(orders)
    audits = [
        OrderAudit(
            number=0, order=order.id, was=None, now=order.status, evidence=evidence, at=order.created_at
        )
        for order in orders
    ]
    await unit.add(audits)
    planned = [order for order in orders if order.status is OrderStatus.PLANNED]
    unit.record(*(ChunkPlanned(chunk) for chunk in dict.fromkeys(order.chunk for order in planned)))


async def withdraw(unit: Unit, leaving: Sequence[Order], evidence: str, now: datetime) -> list[Order]:
    """Ask venues for the end of orders that are there. Returns those that are being canceled."""
    moved = await step(unit, [(order, OrderStatus.PENDING_CANCEL, evidence) for order in leaving], now)
    accounts: dict[str, list[str]] = defaultdict(list)
    for order in leaving:
        if order.id in moved:
            accounts[order.account].append(order.id)
    unit.record(*(CancelAsked(account, tuple(sorted(ids))) for account, ids in sorted(accounts.items())))
    return [order for order in leaving if order.id in moved]


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
