"""Carry changes of standing trades out, for commands and for a provider's follow-ups alike.

    prices = await prices_now(world, symbols)                    # before the unit: a price may take the network
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
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.money import ZERO, Price, Quantity
from core.kernel.values import replace
from core.market.model import Rules
from core.orders.chain import first_rows
from core.orders.changes import Changed, Declined, Move, change, standing_of
from core.orders.exits import (
    Place,
    Release,
    Ways,
    Withdraw,
    needs_watching,
    plan_exits,
    raised,
    reached,
    touched,
)
from core.orders.kept_rules import kept_rules
from core.orders.lifecycle import LIVE
from core.orders.model import (
    CancelAsked,
    ChunkPlanned,
    Fill,
    Mover,
    Order,
    OrderSettled,
    OrderStatus,
    Purpose,
    Trade,
)
from core.orders.planning import again, close_order, exit_order
from core.orders.record import mark_unfilled, signal_of, step
from core.portfolio.model import Portfolio
from core.ports.broker import Ability
from core.ports.store import Unit

WAITING_HERE = frozenset({OrderStatus.PLANNED, OrderStatus.HELD})
REPRICED = "repriced"
CANCELABLE = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED, OrderStatus.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """What one move did to one trade: `was` and `now`, the units being closed and the order that closes them; or
    `declined`, and both alike."""

    trade: str
    person: str
    move: Move
    was: Trade
    now: Trade
    closing: Quantity
    order: str | None
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
    rules = await kept_rules(world, unit, found)
    ways = await ways_by_account(world, found)
    now = world.clock.now()
    answers: list[Steered] = []
    closing: list[Order] = []
    over: list[str] = []
    reprices: list[tuple[Trade, Price]] = []
    for trade in found:
        changed = trade
        for number, move in enumerate(moves):
            own = [*orders[trade.id], *(order for order in closing if order.trade == trade.id)]
            standing = standing_of(changed, own, filled, rules[trade.id], prices.get(trade.symbol))
            outcome = change(changed, standing, move, by, tighten_only=tighten_only)
            order = None
            if isinstance(outcome, Changed) and outcome.closing:
                key, chunk = f"{cause}/{number}", derived("closing", cause)
                held = not ways[trade.account].several
                order = close_order(changed, outcome.closing, key, chunk, world.installation, now, held=held)
                closing.append(order)
            if isinstance(outcome, Changed) and outcome.reprice is not None:
                reprices.append((outcome.trade, outcome.reprice))
            answers.append(_answer(changed, move, outcome, order))
            changed = answers[-1].now
        if changed != trade:
            await unit.put([changed])
        if changed.entries_over and not trade.entries_over:
            over.append(trade.id)
    await add_orders(unit, closing, by.value)
    await take_entries_back(unit, [o for id_ in over for o in orders[id_]], by.value, now)
    for trade, price in reprices:
        await _reprice(unit, trade, price, orders[trade.id], filled, cause, now, world.installation)
    await rearrange(world, unit, {answer.trade for answer in answers if answer.declined is None})
    faultpoint("trades.steered")
    return tuple(answers)


def _answer(trade: Trade, move: Move, outcome: Changed | Declined, order: Order | None) -> Steered:
    declined = outcome if isinstance(outcome, Declined) else None
    return Steered(
        trade=trade.id,
        person=trade.person,
        move=move,
        was=trade,
        now=outcome.trade if isinstance(outcome, Changed) else trade,
        closing=outcome.closing if isinstance(outcome, Changed) else Quantity(0),
        order=None if order is None else order.id,
        declined=declined,
    )


async def _reprice(
    unit: Unit,
    trade: Trade,
    price: Price,
    orders: Sequence[Order],
    filled: Mapping[str, Decimal],
    cause: str,
    now: datetime,
    installation: str,
) -> None:
    """Take the entry back and hold another one until it is gone: never both, and never more than was planned."""
    old = next(o for o in orders if o.purpose is Purpose.ENTRY and o.status in LIVE and o.limit_price)
    new = again(old, Quantity(old.quantity - filled.get(old.id, ZERO)), price, cause, installation, now)
    await add_orders(unit, [new], "waits for the one before")
    await take_entries_back(unit, [old], REPRICED, now)


async def follow_entries(world: World, unit: Unit, trades: Collection[str]) -> None:
    """Entries that waited for the one before them to end: what is still to be bought goes, the rest is dropped."""
    if not trades:
        return
    found, orders, _ = await _held(unit, trades)
    now = world.clock.now()
    for trade in found:
        entries = [order for order in orders[trade.id] if order.purpose is Purpose.ENTRY]
        held = [order for order in entries if _waits_for_another(order)]
        if not held or any(o.status in LIVE for o in entries if o not in held):
            continue
        [*dropped, next_one] = held
        left = trade.planned - trade.entered
        if trade.entries_over or left <= 0:
            dropped.append(next_one)
        elif left < next_one.quantity:
            dropped.append(next_one)
            assert next_one.limit_price is not None
            key = f"{next_one.id}/{left}"
            smaller = again(
                next_one, Quantity(left), next_one.limit_price, key, world.installation, now, held=False
            )
            await add_orders(unit, [smaller], "the rest")
        else:
            moved = await step(unit, [(next_one, OrderStatus.PLANNED, "the one before is gone")], now)
            unit.record(*(ChunkPlanned(next_one.chunk) for _ in moved))
        await take_entries_back(unit, dropped, "nothing left to buy", now)


def _waits_for_another(order: Order) -> bool:
    return order.purpose is Purpose.ENTRY and order.status is OrderStatus.HELD and order.hold_until is None


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
    rules = await kept_rules(world, unit, found)
    ways = await ways_by_account(world, found)
    now = world.clock.now()
    # One chunk for all: what was planned together is sent together. A trade's orders only ever grow in number.
    chunk = derived("exits", *(f"{trade.id}/{len(orders[trade.id])}" for trade in found))
    placed: list[Order] = []
    leaving: list[Order] = []
    freed: list[tuple[Order, OrderStatus, str]] = []
    for trade in [await _further(unit, trade, orders, filled, rules, ways) for trade in found]:
        way = ways[trade.account]
        for planned in plan_exits(trade, orders[trade.id], filled, rules[trade.id], way):
            if isinstance(planned, Place):
                own = orders[trade.id]
                placed.append(exit_order(trade, planned, own, chunk, world.installation, now))
            elif isinstance(planned, Withdraw):
                leaving.append(planned.order)
            elif isinstance(planned, Release):
                freed.append((planned.order, OrderStatus.PLANNED, "the stop is out of the way"))
            else:
                freed.append((planned.order, OrderStatus.CANCELED, "nothing left to sell"))
    await add_orders(unit, placed, "exit plan")
    await withdraw(unit, leaving, "nothing left to protect", now)
    moved = await step(unit, freed, now)
    going = [order for order, status, _ in freed if moved.get(order.id) is OrderStatus.PLANNED]
    unit.record(*(ChunkPlanned(chunk) for chunk in dict.fromkeys(order.chunk for order in going)))
    waiting = {o.trade for own in orders.values() for o in own if _waits_for_another(o)}
    await follow_entries(world, unit, waiting)
    faultpoint("exits.planned")
    return found


async def _further(
    unit: Unit,
    trade: Trade,
    orders: Mapping[str, Sequence[Order]],
    filled: Mapping[str, Decimal],
    rules: Mapping[str, Rules],
    ways: Mapping[str, Ways],
) -> Trade:
    """The trade with how far its stop has come and whether it has to be watched, kept when that is new."""
    exits = [order for order in orders[trade.id] if order.purpose is not Purpose.ENTRY]
    now = reached(trade, exits, filled, rules[trade.id])
    now = replace(now, watched=needs_watching(now, ways[trade.account]))
    if now != trade:
        await unit.put([now])
    return now


async def watch_trades(world: World, unit: Unit, trades: Collection[str], price: Price) -> None:
    """Look at watched trades of one instrument at this price: trailing stops follow, what is touched is sold.

    Safe to repeat: a mark that was raised stays, and a sale that is on its way is not made twice.
    """
    found, orders, filled = await _held(unit, trades)
    rules = await kept_rules(world, unit, found)
    ways = await ways_by_account(world, found)
    now = world.clock.now()
    sales: list[Order] = []
    changed: set[str] = set()
    for trade in found:
        seen = raised(trade, price, rules[trade.id])
        if seen != trade:
            await unit.put([seen])
            changed.add(trade.id)
        way, own = ways[trade.account], orders[trade.id]
        sale = touched(seen, own, filled, price, rules[trade.id], way)
        if sale is not None:
            chunk = derived("watched", trade.id, len(own))
            order = exit_order(seen, sale, own, chunk, world.installation, now, held=not way.several)
            sales.append(order)
            changed.add(trade.id)
    await add_orders(unit, sales, "the price is there")
    await rearrange(world, unit, changed)


async def ways_by_account(world: World, trades: Sequence[Trade]) -> dict[str, Ways]:
    """What the venue of each of these trades' accounts can do with exits."""
    ways: dict[str, Ways] = {}
    for trade in trades:
        if trade.account not in ways:
            abilities = (await world.brokers.of(trade.account)).abilities
            ways[trade.account] = Ways(
                replace=Ability.REPLACE in abilities,
                several=Ability.MULTI_EXIT in abilities,
                stops=Ability.STOP in abilities,
            )
    return ways


async def _held(
    unit: Unit, trades: Collection[str]
) -> tuple[Sequence[Trade], dict[str, list[Order]], dict[str, Decimal]]:
    """These trades with their orders, oldest first, and the units each order filled; nobody books meanwhile."""
    # Who books a fill holds the portfolio too: a plan is made of what it left, and two plans never cross.
    found = await unit.all(Trade, id=set(trades))
    if await unit.hold(Portfolio, {trade.portfolio for trade in found}):
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
    await unit.add(first_rows(orders, evidence))
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
