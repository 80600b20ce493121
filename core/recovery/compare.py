"""Each account against its venue: orders, fills, what is held (brokers, 6.2; reliability, P9).

The venue is asked outside of any transaction, in one sweep of at most so many accounts, and never while an order of the
account is on the wire. What it says and the books do not know is booked once: our own fills by their orders, others as
external. An order of ours that the books do not know means that they are not the newest: safe mode. A difference of
what is held that is seen twice holds back entries in it until both are equal again; nothing is ever ordered to
"correct" one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from core.accounts.model import Account
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.faults import faultpoint
from core.kernel.ids import client_order_id
from core.kernel.money import ZERO, Quantity
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.lifecycle import may_move
from core.orders.model import Answer, Fill, Order, OrderSnapshot, OrderStatus, VenueFill, fill_id
from core.orders.reconcile import ask_about
from core.orders.record import Report, record, report_of
from core.orders.road import Rank, rank_of
from core.orders.sent import sent_of, sent_orders
from core.portfolio.model import Portfolio, Position
from core.ports.broker import Ability, Broker, BrokerError
from core.ports.questions import AccountsDue
from core.ports.store import View
from core.recovery.holdings import ON_THE_WIRE, compare_holdings
from core.recovery.model import (
    Comparison,
    Discrepancy,
    SafeReason,
    StrayOrder,
    StrayTold,
)
from core.recovery.outside import take_in
from core.recovery.safety import enter_safe_mode

ASK_SECONDS = 20.0
# A sweep is short and comes often: whoever was not reached is first the next time.
ACCOUNTS_AT_ONCE = 25
# At a start, before anything goes on: the same, for longer.
AT_START, START_SECONDS = 200, 15.0
SINGLE_QUESTIONS = 10
EVERY = timedelta(seconds=60)
# What shows at once what it accepted, and tells of it in the same database, needs to be asked less often.
EVERY_CONSISTENT = timedelta(minutes=5)
HOLDINGS_EVERY = timedelta(minutes=5)
AGAIN = timedelta(seconds=15)
OVERLAP = timedelta(hours=1)
PREFIX = 8
ENDED = (OrderStatus.CANCELED, OrderStatus.EXPIRED)
RESTING = (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)


Told = TypeVar("Told", OrderSnapshot, VenueFill)


@dataclass(frozen=True, slots=True)
class Compared:
    """What one look at an account brought."""

    silent: bool = False
    taken_in: int = 0
    strays: int = 0


async def compare_due(world: World) -> None:
    """Look at the accounts whose turn it is."""
    for account in await world.view.ask(AccountsDue(world.clock.now(), ACCOUNTS_AT_ONCE)):
        await compare_account(world, account)


async def compare_at_start(world: World) -> None:
    """Before entries go on: every account that can be reached in time, those that were not looked at longest first."""
    try:
        async with asyncio.timeout(START_SECONDS):
            for account in await world.view.ask(AccountsDue(world.clock.now() + HOLDINGS_EVERY, AT_START)):
                await compare_account(world, account, deep=True)
    except TimeoutError:
        return  # the sweeps go on with the rest


async def compare_account(world: World, account: Account, *, deep: bool = False) -> Compared:
    """Hold one account against its venue. `deep`: also what it holds, whether or not that is due."""
    if await world.view.page(Order, size=1, account=account.id, status=OrderStatus.SUBMITTING):
        return Compared()  # what is on its way goes first
    now = world.clock.now()
    known = await world.view.get(Comparison, account.id)
    books = await world.view.all(Portfolio, account=account.id)
    if not books:
        return Compared()
    deep = deep or await _deep(world, account, known, now)
    # What was traded before an account was linked is in what it held then.
    seen = None if known is None else known.fills_until
    since = account.opened_at if seen is None else seen - OVERLAP
    symbols = await _symbols(world.view, account, books)
    try:
        broker = await world.brokers.of(account.id)
        async with world.roads.to(broker.venue, broker.in_flight).question(account.id):
            async with asyncio.timeout(ASK_SECONDS):
                resting = await broker.open_orders()
                fills = await broker.fills_since(since, symbols)
                held = await broker.balances() if deep else None
    except (BrokerError, Unavailable, TimeoutError):
        await _note(world, account, known, silent=True)
        return Compared(silent=True)
    faultpoint("venue.compared")
    resting, fills = await _named(world.view, account, resting, fills)
    strays = await _orders(world, broker, account, resting)
    taken = await _fills(world, broker, account, fills)
    if held is not None:
        await compare_holdings(world, account, held, first=known is None or known.held_at is None)
    consistent = Ability.CONSISTENT in broker.abilities
    newest = max((fill.at for fill in fills), default=None)
    await _note(world, account, known, newest=newest, deep=held is not None, consistent=consistent)
    return Compared(taken_in=taken, strays=strays)


async def _symbols(view: View, account: Account, books: Sequence[Portfolio]) -> Collection[str]:
    """What was ever traded there, and what is being traded."""
    held = await view.all(Position, portfolio=[book.id for book in books])
    moving = await view.all(Order, account=account.id, status=(*ON_THE_WIRE, *RESTING))
    return sorted({one.symbol for one in held} | {one.symbol for one in moving})


async def _named(
    view: View, account: Account, shots: Sequence[OrderSnapshot], fills: Sequence[VenueFill]
) -> tuple[Sequence[OrderSnapshot], Sequence[VenueFill]]:
    """The same under our ids, where a venue told only its own. What may belong to an order whose fate is not known
    yet is left for a later look: it must not be taken for somebody else's."""
    theirs = {one.venue_order_id for one in shots if not one.client_order_id}
    theirs |= {one.venue_order_id for one in fills if not one.client_order_id}
    if not theirs:
        return shots, fills
    answers = await view.all(Answer, account=account.id, venue_order_id=theirs)
    orders = await view.all(Order, id=[one.order for one in answers]) if answers else ()
    ours = {one.id: one.client_order_id for one in orders}
    names = {one.venue_order_id: ours[one.order] for one in answers if one.order in ours}
    unsure = {one.symbol for one in await view.all(Order, account=account.id, status=ON_THE_WIRE)}

    def named(one: Told) -> Told | None:
        if one.client_order_id:
            return one
        known = names.get(one.venue_order_id)
        if known is None:
            return None if one.symbol in unsure else one
        return replace(one, client_order_id=known)

    return [one for one in map(named, shots) if one], [one for one in map(named, fills) if one]


async def _deep(world: World, account: Account, known: Comparison | None, now: datetime) -> bool:
    """Whether what is held is due: every few minutes, and soon again where something differs."""
    if known is None or known.held_at is None or now - known.held_at >= HOLDINGS_EVERY:
        return True
    return bool(await world.view.page(Discrepancy, size=1, account=account.id, ended_at=None))


async def _note(
    world: World,
    account: Account,
    known: Comparison | None,
    *,
    silent: bool = False,
    newest: datetime | None = None,
    deep: bool = False,
    consistent: bool = False,
) -> None:
    now = world.clock.now()
    before = known or Comparison(
        account=account.id,
        due_at=now,
        looked_at=None,
        held_at=None,
        fills_until=None,
        silent_since=None,
    )
    differs = await world.view.page(Discrepancy, size=1, account=account.id, ended_at=None)
    again = AGAIN if differs else EVERY_CONSISTENT if consistent else EVERY
    after = replace(before, due_at=now + again)
    if silent:
        after = replace(after, silent_since=before.silent_since or now)
    else:
        seen = max((at for at in (before.fills_until, newest) if at is not None), default=None)
        after = replace(
            after,
            looked_at=now,
            silent_since=None,
            fills_until=seen,
            held_at=now if deep else before.held_at,
        )
    async with world.store.unit() as unit:
        await unit.put([after])


# -- orders


async def _orders(world: World, broker: Broker, account: Account, resting: Sequence[OrderSnapshot]) -> int:
    """What rests there and what we believe to rest there, brought together. Returns how many are not in the books."""
    ids = {shot.client_order_id for shot in resting}
    found = await world.view.all(Order, client_order_id=ids) if ids else ()
    known = {order.client_order_id: order for order in found}
    here = [shot for shot in resting if shot.client_order_id in known]
    await _book_news(world, here, known)
    again = [shot for shot in here if known[shot.client_order_id].status in ENDED]
    await _end_again(world, broker, again, known)
    ours = await world.view.all(Order, account=account.id, status=RESTING)
    gone = [order for order in ours if order.client_order_id not in ids]
    await ask_about(world, gone[:SINGLE_QUESTIONS], listing=False)
    strange = [shot for shot in resting if shot.client_order_id not in known]
    return await _strays(world, account, strange)


async def _book_news(world: World, shots: Sequence[OrderSnapshot], known: dict[str, Order]) -> None:
    """Book what these say that the books do not."""
    told = {fill_id(known[s.client_order_id].account, f.venue_trade_id) for s in shots for f in s.fills}
    booked = {fill.id for fill in await world.view.all(Fill, id=told)} if told else set[str]()
    news = [shot for shot in shots if _is_news(shot, known[shot.client_order_id], booked)]
    if news:
        async with world.store.unit() as unit:
            await record(unit, [report_of(shot) for shot in news], world.clock.now())


async def _end_again(
    world: World, broker: Broker, shots: Sequence[OrderSnapshot], known: Mapping[str, Order]
) -> None:
    """What the books call over and a venue shows again after all is canceled there; a second cancel harms nobody."""
    for shot in shots[:SINGLE_QUESTIONS]:
        with contextlib.suppress(BrokerError, TimeoutError):  # it is asked for again at the next look
            async with world.roads.to(broker.venue, broker.in_flight).place(Rank.EXIT):
                async with asyncio.timeout(ASK_SECONDS):
                    await broker.cancel(sent_of(known[shot.client_order_id], shot.venue_order_id))


def _is_news(shot: OrderSnapshot, order: Order, booked: set[str]) -> bool:
    more = any(fill_id(order.account, fill.venue_trade_id) not in booked for fill in shot.fills)
    return more or may_move(order.status, shot.status)


async def _strays(world: World, account: Account, shots: Sequence[OrderSnapshot]) -> int:
    """Orders that are not in the books. Those of others are noted and left alone; one of ours is an alarm."""
    mark = client_order_id(world.installation, "")[:PREFIX]
    now = world.clock.now()
    rows = [
        StrayOrder(
            account=account.id,
            client_order_id=shot.client_order_id or shot.venue_order_id,
            venue_order_id=shot.venue_order_id,
            person=account.person,
            symbol=shot.symbol,
            side=shot.side,
            quantity=Quantity(shot.quantity - shot.filled),
            ours=shot.client_order_id.startswith(mark),
            first_at=now,
            gone_at=None,
        )
        for shot in shots
    ]
    before = await world.view.all(StrayOrder, account=account.id, gone_at=None)
    here = {row.client_order_id for row in rows}
    gone = [replace(row, gone_at=now) for row in before if row.client_order_id not in here]
    known = {row.client_order_id for row in before}
    new = [row for row in rows if row.client_order_id not in known]
    if not new and not gone:
        return sum(row.ours for row in rows)
    async with world.store.unit() as unit:
        await unit.put([*new, *gone])
        told = [StrayTold(row.account, row.client_order_id) for row in (*new, *gone) if row.ours]
        cards = [notice(world, one, person=account.person, kind=NoticeKind.ALARM) for one in told]
        await tell(unit, cards)
    if any(row.ours for row in new):
        await enter_safe_mode(world, SafeReason.STRAY_ORDER)
    return sum(row.ours for row in rows)


# -- fills


async def _fills(world: World, broker: Broker, account: Account, fills: Sequence[VenueFill]) -> int:
    """Book what traded there and is not in the books. Returns how many fills were taken in from outside."""
    ids = {fill_id(account.id, fill.venue_trade_id) for fill in fills}
    booked = {fill.id for fill in await world.view.all(Fill, id=ids)} if ids else set[str]()
    missing = [one for one in fills if fill_id(account.id, one.venue_trade_id) not in booked]
    if not missing:
        return 0
    named = {fill.client_order_id for fill in missing if fill.client_order_id}
    orders = (
        {o.client_order_id: o for o in await world.view.all(Order, client_order_id=named)} if named else {}
    )
    own = defaultdict[str, list[VenueFill]](list)
    for fill in missing:
        if fill.client_order_id in orders:
            own[fill.client_order_id].append(fill)
    for id_, parts in sorted(own.items()):
        await _book_missing(world, broker, orders[id_], parts)
    # What somebody sold there may be what an entry of ours had bought a moment before: that is known by now.
    return sum([await take_in(world, account, one) for one in missing if one.client_order_id not in orders])


async def _book_missing(world: World, broker: Broker, order: Order, fills: Sequence[VenueFill]) -> None:
    """Fills of our own order that nobody told: with how it stands now, or as far as they say."""
    try:
        async with world.roads.to(broker.venue, broker.in_flight).question(order.account, rank_of(order)):
            async with asyncio.timeout(ASK_SECONDS):
                [sent] = await sent_orders(world.view, [order])
                shot = await broker.find(sent)
    except (BrokerError, TimeoutError):
        shot = None
    async with world.store.unit() as unit:
        # Some may have been told since we looked for them.
        booked = {one.id: one.quantity for one in await unit.all(Fill, order=order.id, trade=order.trade)}
        told = {fill_id(order.account, fill.venue_trade_id): fill.quantity for fill in fills}
        whole = sum((told | booked).values(), ZERO) >= order.quantity
        status = OrderStatus.FILLED if whole else OrderStatus.PARTIALLY_FILLED
        report = Report(
            client_order_id=order.client_order_id, status=status, evidence="fills", fills=tuple(fills)
        )
        reports = [report] if shot is None else [report_of(shot), replace(report, status=shot.status)]
        await record(unit, reports, world.clock.now())
