"""From a sized decision to the rows that carry it out: a trade, its entry order, its exits, its closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from core.kernel.errors import Bug, Reason
from core.kernel.ids import client_order_id, derived
from core.kernel.money import ZERO, Price, Quantity, to_step
from core.kernel.values import quick, replace
from core.market.model import Rules
from core.orders.exits import Place, order_type
from core.orders.model import (
    Order,
    OrderStatus,
    OrderType,
    Purpose,
    Side,
    Target,
    TimeInForce,
    Trade,
    TradeStatus,
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One order of a ladder: so much at this price."""

    price: Price
    quantity: Quantity


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlan:
    """An entry that was sized and passed the checks: what [Confirm] spends, what a copy carries out.

    `trigger` is the price that a breakout or a touch waits for. `rungs` are the orders of a ladder, numbered 1,
    2, ... as given; without them there is one order. `valid_for` is when what is unfilled is taken back,
    counted from the sending; `undo` is how long the order is held back behind an [Undo] button. `advice` are limits
    that a trade by hand is beyond: they are told and forbid nothing.
    """

    person: str
    account: str
    portfolio: str
    mode: str
    symbol: str
    base: str
    quote: str
    side: Side
    type: OrderType
    quantity: Quantity
    limit_price: Price | None
    reference: Price
    now: Price
    stop: Price | None
    targets: tuple[Target, ...]
    parts: tuple[Quantity, ...]
    break_even_after: int
    risk: Decimal | None
    equity: Decimal
    fee: Decimal
    triggered_by: str
    signal: str | None
    reading: str | None
    text: str | None
    reasons: tuple[Reason, ...]
    copied: bool
    send_before: datetime | None
    trigger: Price | None = None
    rungs: tuple[Rung, ...] = ()
    time_in_force: TimeInForce = TimeInForce.GTC
    valid_for: timedelta | None = None
    undo: timedelta = timedelta(0)
    trail: Decimal | None = None
    soft_stop: bool = False
    advice: tuple[Reason, ...] = ()
    source: str = ""
    posted: Price | None = None
    part: Decimal = Decimal(1)

    def variant(self, name: str) -> EntryPlan:
        """The same for half the size: [Half]. Rounded to the venue's step when it is carried out."""
        if name != "half":
            raise Bug(f"an entry has no variant {name!r}")
        return replace(self, part=self.part / 2)


def part_of(plan: EntryPlan, rules: Rules) -> EntryPlan:
    """The plan for the part of its size that was chosen, rounded down to the venue's step."""
    quantity = Quantity(to_step(plan.quantity * plan.part, rules.step, ROUND_DOWN))
    rungs = tuple(
        Rung(rung.price, Quantity(to_step(rung.quantity * plan.part, rules.step, ROUND_DOWN)))
        for rung in plan.rungs
    )
    if rungs:
        quantity = Quantity(sum((rung.quantity for rung in rungs), ZERO))
    risk = None if plan.stop is None else quantity * abs(plan.reference - plan.stop)
    return replace(plan, quantity=quantity, rungs=rungs, risk=risk, part=Decimal(1))


def trade_id(cause: str) -> str:
    """A trade's id, from what caused it. People see and type the first letters: `T-7K2Q`."""
    return f"T-{derived('trade', cause)[:16].upper()}"


def copy_cause(signal: str, person: str) -> str:
    """What causes a copy that goes out by itself."""
    return f"copy/{signal}/{person}"


def entry_rows(
    plan: EntryPlan, cause: str, chunk: str, installation: str, at: datetime
) -> tuple[Trade, tuple[Order, ...]]:
    """The trade and its entry orders, one for each rung of a ladder. Their ids follow from the cause, so a second
    run meets its own rows. With an undo window they are held until it is over."""
    trade = Trade(
        id=trade_id(cause),
        person=plan.person,
        account=plan.account,
        portfolio=plan.portfolio,
        symbol=plan.symbol,
        quote=plan.quote,
        side=plan.side,
        status=TradeStatus.PLANNED,
        planned=plan.quantity,
        reference=plan.reference,
        stop=plan.stop,
        targets=plan.targets,
        break_even_after=plan.break_even_after,
        risk=plan.risk,
        triggered_by=plan.triggered_by,
        signal=plan.signal,
        entered=Quantity(0),
        exited=Quantity(0),
        cost=ZERO,
        proceeds=ZERO,
        fees=ZERO,
        created_at=at,
        opened_at=None,
        closed_at=None,
        trail=plan.trail,
        soft_stop=plan.soft_stop,
        watched=plan.soft_stop or plan.trail is not None,
    )
    sent_at = at + plan.undo
    single = new_order(
        trade,
        order_id=derived("entry", trade.id),
        side=plan.side,
        kind=plan.type,
        purpose=Purpose.ENTRY,
        quantity=plan.quantity,
        limit_price=plan.limit_price,
        stop_price=plan.trigger,
        chunk=chunk,
        installation=installation,
        at=at,
        send_before=None if plan.send_before is None else plan.send_before + plan.undo,
        time_in_force=plan.time_in_force,
        expires_at=_ends(plan, sent_at),
        hold_until=sent_at if plan.undo else None,
    )
    if not plan.rungs:
        return trade, (single,)
    rungs = enumerate(plan.rungs, start=1)
    return trade, tuple(_rung(trade, single, number, rung, installation) for number, rung in rungs)


def _ends(plan: EntryPlan, sent_at: datetime) -> datetime | None:
    """When what is unfilled is taken back. A day ends at 00:00 UTC, also where the venue forgets to."""
    ends = [] if plan.valid_for is None else [sent_at + plan.valid_for]
    if plan.time_in_force is TimeInForce.DAY:
        midnight = sent_at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        ends.append(midnight + timedelta(days=1))
    return min(ends, default=None)


def _rung(trade: Trade, single: Order, number: int, rung: Rung, installation: str) -> Order:
    id_ = derived("entry", trade.id, number)
    return replace(
        single,
        id=id_,
        client_order_id=client_order_id(installation, id_),
        type=OrderType.LIMIT,
        number=number,
        quantity=rung.quantity,
        limit_price=rung.price,
        stop_price=None,
    )


def exit_order(
    trade: Trade,
    place: Place,
    earlier: Sequence[Order],
    chunk: str,
    installation: str,
    at: datetime,
    *,
    held: bool = False,
) -> Order:
    """The order of a planned exit. It is told apart from earlier ones of its kind by their count. Held, it waits
    for another one to leave."""
    version = sum(1 for order in earlier if (order.purpose, order.number) == (place.purpose, place.number))
    return new_order(
        trade,
        order_id=derived("exit", trade.id, place.purpose, place.number, version),
        side=trade.side.opposite,
        kind=order_type(place.purpose, place.price),
        purpose=place.purpose,
        number=place.number,
        quantity=place.quantity,
        limit_price=place.price if place.purpose is Purpose.TARGET else None,
        stop_price=place.price if place.purpose is Purpose.STOP else None,
        replaces=place.replaces.id if place.replaces else None,
        chunk=chunk,
        installation=installation,
        at=at,
        held=held,
    )


def close_order(
    trade: Trade,
    quantity: Quantity,
    cause: str,
    chunk: str,
    installation: str,
    at: datetime,
    *,
    held: bool = False,
) -> Order:
    """Sell (or buy back) now, at market, at most what is held; or, held, once the stop is out of the way."""
    return new_order(
        trade,
        order_id=derived("close", trade.id, cause),
        side=trade.side.opposite,
        kind=OrderType.MARKET,
        purpose=Purpose.CLOSE,
        quantity=quantity,
        chunk=chunk,
        installation=installation,
        at=at,
        held=held,
    )


def again(
    order: Order,
    quantity: Quantity,
    limit_price: Price,
    cause: str,
    installation: str,
    at: datetime,
    *,
    held: bool = True,
) -> Order:
    """The same entry at another limit or for less. Held, it waits until the one before it is gone."""
    id_ = derived("entry", order.trade, cause)
    return replace(
        order,
        id=id_,
        client_order_id=client_order_id(installation, id_),
        quantity=quantity,
        limit_price=limit_price,
        chunk=derived("chunk", id_),
        status=OrderStatus.HELD if held else OrderStatus.PLANNED,
        evidence="waits for the one before" if held else "planned",
        hold_until=None,
        lease_owner=None,
        lease_until=None,
        created_at=at,
    )


def new_order(
    trade: Trade,
    *,
    order_id: str,
    side: Side,
    kind: OrderType,
    purpose: Purpose,
    quantity: Quantity,
    chunk: str,
    installation: str,
    at: datetime,
    limit_price: Price | None = None,
    stop_price: Price | None = None,
    number: int = 0,
    replaces: str | None = None,
    send_before: datetime | None = None,
    time_in_force: TimeInForce = TimeInForce.GTC,
    expires_at: datetime | None = None,
    hold_until: datetime | None = None,
    held: bool = False,
) -> Order:
    """A planned order of this trade, or a held one. Everything but an entry only ever reduces."""
    return Order(
        id=order_id,
        client_order_id=client_order_id(installation, order_id),
        person=trade.person,
        account=trade.account,
        portfolio=trade.portfolio,
        trade=trade.id,
        symbol=trade.symbol,
        side=side,
        type=kind,
        purpose=purpose,
        number=number,
        quantity=quantity,
        limit_price=limit_price,
        stop_price=stop_price,
        reduce_only=purpose is not Purpose.ENTRY,
        replaces=replaces,
        triggered_by=trade.triggered_by,
        chunk=chunk,
        status=OrderStatus.HELD if held or hold_until is not None else OrderStatus.PLANNED,
        evidence="undo window" if hold_until is not None else ("waits for the stop" if held else "planned"),
        lease_owner=None,
        lease_until=None,
        created_at=at,
        send_before=send_before,
        time_in_force=time_in_force,
        expires_at=expires_at,
        hold_until=hold_until,
    )
