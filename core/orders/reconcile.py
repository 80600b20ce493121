"""Orders whose fate is not proven are asked about, never sent again (brokers, 6.2; reliability, section 5).

Start-up and recovery are one path: what was being sent when a process died becomes `unknown`, and `unknown`
is settled by the venue's own answer. Absence needs three definite answers over at least 30 seconds without a hole,
unless the venue shows at once what it accepted; an absent order stays absent in our books and is never re-sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.context import World
from core.kernel.faults import faultpoint
from core.kernel.money import ZERO
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.orders.doubts import DoubtTold
from core.orders.inquiry import Round, Said, ask_venue
from core.orders.model import (
    Answer,
    CancelAsked,
    Candidate,
    Fill,
    Order,
    OrderAudit,
    OrderSettled,
    OrderStatus,
    Purpose,
    fill_id,
)
from core.orders.record import Report, note, record, report_of, signal_of, step
from core.orders.sent import sent_orders
from core.ports.broker import Ability, BrokerError, ErrorKind
from core.ports.store import Unit

LOOKS_NEEDED = 3
# What is proven within this time is no doubt of anybody's.
DOUBT_SETTLES = timedelta(seconds=15)
RESTING = (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)
LOOKS_OVER = timedelta(seconds=30)
# A look speaks for the time since the one before it, but for no more of it than this: what nobody asked, nobody denied.
SPOKEN_FOR = timedelta(seconds=10)
# When an absent order is looked for again, counted from the first look.
LOOKED_FOR = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=24))
# The evidence of an entry that was absent, and still was when it was looked for again: nothing is reserved for it.
LOOKED_FOR_IN_VAIN = "looked for in vain"
# The evidence of an order whose owner looked at the venue.
OWNER_SAID, OWNER_SAID_NONE = "owner said", "owner said none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """How often a venue said that it does not know an order, and since when its looks speak for all of the time."""

    order: str
    looks: int
    first_at: datetime
    last_at: datetime


async def recover(world: World, *, alone: bool) -> None:
    """The start-up path. `alone` says that no other process can be sending, so every lease is void."""
    await lapse(world, alone=alone)
    await settle(world)
    await ask_cancels_again(world)


async def lapse(world: World, *, alone: bool = False) -> None:
    """Orders whose lease ran out while being sent are unknown: sent, perhaps."""
    now = world.clock.now()
    sending = await world.view.all(Order, status=OrderStatus.SUBMITTING)
    lapsed = [order for order in sending if alone or order.lease_until is None or order.lease_until <= now]
    if lapsed:
        async with world.store.unit() as unit:
            await step(unit, [(order, OrderStatus.UNKNOWN, "lease_lapsed") for order in lapsed], now)
        faultpoint("lease.lapsed")


async def disown(unit: Unit, owners: Collection[str], now: datetime) -> None:
    """What processes were sending that are gone is unknown: sent, perhaps. It is asked about, never sent again."""
    sending = await unit.all(Order, status=OrderStatus.SUBMITTING, lease_owner=list(owners))
    await step(unit, [(order, OrderStatus.UNKNOWN, "sender_died") for order in sending], now)


async def settle(world: World) -> None:
    """Ask about every unknown order, once; and about cancels, for one may have been asked of an order never placed."""
    await ask_about(
        world, await world.view.all(Order, status=(OrderStatus.UNKNOWN, OrderStatus.PENDING_CANCEL))
    )


async def ask_about(world: World, orders: Collection[Order], *, listing: bool = True) -> None:
    """Ask about these orders, each once, and book the answers. `listing`: what rests in an account may be listed."""

    async def book(answers: Sequence[Said]) -> None:
        async with world.store.unit() as unit:
            await _book(unit, [said for said in answers if not said.several], world.clock.now())
            await _tell_of_several(world, unit, [said.order for said in answers if said.several])

    await Round(world, book, listing=listing).ask(orders)


async def _tell_of_several(world: World, unit: Unit, orders: Sequence[Order]) -> None:
    """Several orders at the venue fit each of these: nothing is guessed, and their owners hear once that they must
    look."""
    unknown = [one for one in orders if one.status is OrderStatus.UNKNOWN]
    noted = await note(unit, unknown, ErrorKind.AMBIGUOUS.value, world.clock.now())
    await tell(
        unit,
        [notice(world, DoubtTold(one.id), person=one.person, rank=9) for one in unknown if one.id in noted],
    )


async def candidates_of(world: World, order: Order) -> Sequence[Candidate]:
    """The orders at the venue that an order in doubt may be. What the venue can tell by now is booked, and then there
    are none. Raises `Unavailable` and `BrokerError` where it cannot be asked."""
    broker = await world.brokers.of(order.account)
    [sent] = await sent_orders(world.view, [order])
    try:
        await ask_venue(broker, order, sent)
    except BrokerError as error:
        if error.kind is not ErrorKind.AMBIGUOUS:
            raise
        return error.candidates
    await ask_about(world, [order])
    return ()


async def claim(unit: Unit, order: Order, venue_order_id: str, now: datetime) -> bool:
    """Its owner says which order at the venue it is: from here on it is asked about by that one's id. False: that one
    is known to be another order of ours, or the doubt is over."""
    [same] = await unit.all(Order, id=order.id)
    answer = Answer(order=order.id, account=order.account, venue_order_id=venue_order_id, at=now)
    if same.status is not OrderStatus.UNKNOWN or not await unit.add([answer], new_only=True):
        return False
    await note(unit, [same], f"{OWNER_SAID} {venue_order_id}", now)
    return True


async def disclaim(unit: Unit, order: Order, now: datetime) -> bool:
    """Its owner says that none of the orders at the venue is it: it was not placed, and nothing is reserved for it."""
    [same] = await unit.all(Order, id=order.id)
    if same.status is not OrderStatus.UNKNOWN:
        return False
    report = Report(
        client_order_id=order.client_order_id, status=OrderStatus.ABSENT, evidence=OWNER_SAID_NONE
    )
    await record(unit, [report], now)
    if order.purpose is Purpose.ENTRY:
        unit.record(_in_vain(order))
    return True


async def _book(unit: Unit, answers: Sequence[Said], now: datetime) -> None:
    """Write down what venues said. A "not found" counts once it is proven, by the order's fills as well."""
    looked = {one.order: one for one in await unit.all(Inquiry, order=[said.order.id for said in answers])}
    told = {fill_id(said.order.account, fill.venue_trade_id) for said in answers for fill in said.fills}
    known = {fill.id for fill in await unit.all(Fill, id=told)} if told else set[str]()
    reports: list[Report] = []
    looks: list[Inquiry] = []
    for said in answers:
        report = report_of(said.snapshot) if said.snapshot is not None else _by_fills(said, known)
        if report is None:
            look = _look(said.order, looked.get(said.order.id), now)
            proven = final(said.abilities, look.looks, now - look.first_at)
            report = _nowhere(said.order) if proven else None
            if report is None or report.status is OrderStatus.ABSENT:
                looks.append(look)
            if _first_again(said.order, looked.get(said.order.id), now):
                unit.record(_in_vain(said.order))
        if report is not None:
            reports.append(report)
    await record(unit, reports, now)
    kept = {look.order for look in looks}
    if over := looked.keys() - kept:
        await unit.drop(Inquiry, over)
    if looks:
        await unit.put(looks)


def _nowhere(order: Order) -> Report:
    """What should be canceled and is not there is what was wanted; what worked there does so no more."""
    canceled = order.status in (OrderStatus.PENDING_CANCEL, *RESTING)
    status = OrderStatus.CANCELED if canceled else OrderStatus.ABSENT
    return Report(client_order_id=order.client_order_id, status=status, evidence="not_found")


def _first_again(order: Order, earlier: Inquiry | None, now: datetime) -> bool:
    """Whether this is the first look at an absent entry that comes minutes after it was proven to be so."""
    if order.status is not OrderStatus.ABSENT or order.purpose is not Purpose.ENTRY or earlier is None:
        return False
    return earlier.last_at < earlier.first_at + LOOKED_FOR[0] <= now


def _in_vain(order: Order) -> OrderSettled:
    """It is still not there: what was reserved for it is free (`core/orders/reactions.py:settle_trades`)."""
    return OrderSettled(
        order=order.id,
        trade=order.trade,
        person=order.person,
        purpose=order.purpose,
        status=OrderStatus.ABSENT,
        evidence=LOOKED_FOR_IN_VAIN,
        signal=signal_of(order),
    )


def _look(order: Order, earlier: Inquiry | None, now: datetime) -> Inquiry:
    """One more "not found"."""
    if earlier is None:
        return Inquiry(order=order.id, looks=1, first_at=now, last_at=now)
    first = _spoken_for_since(earlier, order, now)
    return Inquiry(order=order.id, looks=earlier.looks + 1, first_at=first, last_at=now)


def _spoken_for_since(earlier: Inquiry, order: Order, now: datetime) -> datetime:
    """Since when looks without a hole between them say that an order is not there. A hole does not count: a venue that
    showed late and then forgot for a while was only ever asked at the wrong moments."""
    if order.status is OrderStatus.ABSENT:  # proven; it is looked for again at longer and longer intervals
        return earlier.first_at
    return earlier.first_at + max(now - earlier.last_at - SPOKEN_FOR, timedelta())


def _by_fills(said: Said, known: Collection[str]) -> Report | None:
    """What fills prove of an order that the venue does not show; None when they are none, or known already."""
    order, fills = said.order, tuple(said.fills)
    if not {fill_id(order.account, fill.venue_trade_id) for fill in fills} - set(known):
        return None
    whole = sum((fill.quantity for fill in fills), ZERO) >= order.quantity
    status = OrderStatus.FILLED if whole else OrderStatus.PARTIALLY_FILLED
    return Report(client_order_id=order.client_order_id, status=status, evidence="fills", fills=fills)


async def tell_doubts(world: World) -> None:
    """Who has an order that is still unknown some seconds later hears of it, however it came to be so (P3).

    What was sent by a process that died was nobody's answer, so nobody was told of it yet.
    """
    before = world.clock.now() - DOUBT_SETTLES
    unknown = await world.view.all(Order, status=OrderStatus.UNKNOWN)
    cards = {one.id: notice(world, DoubtTold(one.id), person=one.person, rank=9) for one in unknown}
    told = {one.id for one in await world.view.all(Notice, id=[card.id for card in cards.values()])}
    due = [one for one in unknown if cards[one.id].id not in told]
    if not due:
        return
    steps = await world.view.all(OrderAudit, order={one.id for one in due}, now=OrderStatus.UNKNOWN)
    old = {step.order for step in steps if step.at <= before}
    if old:
        async with world.store.unit() as unit:
            await tell(unit, [cards[id_] for id_ in sorted(old)])


async def look_again(world: World) -> None:
    """Absent orders are asked about for 24 hours: a venue that shows one late re-opens it."""
    now = world.clock.now()
    inquiries = await world.view.all(Inquiry)
    orders = {one.id: one for one in await world.view.all(Order, id=[row.order for row in inquiries])}
    due: list[Order] = []
    for inquiry in inquiries:
        order = orders.get(inquiry.order)
        if order is None or order.status is not OrderStatus.ABSENT:
            continue
        if now - inquiry.first_at > LOOKED_FOR[-1]:
            async with world.store.unit() as unit:
                await unit.drop(Inquiry, [inquiry.order])
                unasked = inquiry.last_at < inquiry.first_at + LOOKED_FOR[0]
                if unasked and order.purpose is Purpose.ENTRY:  # nobody could ask all the time
                    unit.record(_in_vain(order))
        elif any(inquiry.last_at < inquiry.first_at + after <= now for after in LOOKED_FOR):
            due.append(order)
    await ask_about(world, due)


def final(abilities: Ability, looks: int, over: timedelta) -> bool:
    """Whether so many definite "not found" answers, over so long without a hole, prove that an order was not placed."""
    return Ability.CONSISTENT in abilities or (looks >= LOOKS_NEEDED and over >= LOOKS_OVER)


async def ask_cancels_again(world: World) -> None:
    """Cancels that were asked for and never proven are asked for again: a second cancel harms nobody."""
    by_account: dict[str, list[str]] = {}
    for order in await world.view.all(Order, status=OrderStatus.PENDING_CANCEL):
        by_account.setdefault(order.account, []).append(order.id)
    if by_account:
        async with world.store.unit() as unit:
            unit.record(
                *(CancelAsked(account, tuple(orders)) for account, orders in sorted(by_account.items()))
            )


async def unsettled(world: World) -> Sequence[Order]:
    """Orders whose fate nobody has proven yet."""
    return await world.view.all(Order, status=(OrderStatus.SUBMITTING, OrderStatus.UNKNOWN))
