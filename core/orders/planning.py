"""From a sized decision to the rows that carry it out: a trade, its entry order, its exits, its closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from core.kernel.errors import Reason
from core.kernel.ids import client_order_id, derived
from core.kernel.money import ZERO, Price, Quantity
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


def trade_id(cause: str) -> str:
    """A trade's id, from what caused it. People see and type the first letters: `T-7K2Q`."""
    return f"T-{derived('trade', cause)[:16].upper()}"


def entry_rows(
    plan: EntryPlan, cause: str, chunk: str, installation: str, at: datetime
) -> tuple[Trade, Order]:
    """The trade and its entry order. Their ids follow from the cause, so a second run meets its own rows."""
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
    )
    order = new_order(
        trade,
        order_id=derived("entry", trade.id),
        side=plan.side,
        kind=plan.type,
        purpose=Purpose.ENTRY,
        quantity=plan.quantity,
        price=plan.limit_price,
        chunk=chunk,
        installation=installation,
        at=at,
        send_before=plan.send_before,
    )
    return trade, order


def exit_order(
    trade: Trade, place: Place, earlier: Sequence[Order], chunk: str, installation: str, at: datetime
) -> Order:
    """The order of a planned exit. It is told apart from earlier ones of its kind by their count."""
    version = sum(1 for order in earlier if (order.purpose, order.number) == (place.purpose, place.number))
    return new_order(
        trade,
        order_id=derived("exit", trade.id, place.purpose, place.number, version),
        side=trade.side.opposite,
        kind=order_type(place.purpose),
        purpose=place.purpose,
        number=place.number,
        quantity=place.quantity,
        price=place.price,
        replaces=place.replaces.id if place.replaces else None,
        chunk=chunk,
        installation=installation,
        at=at,
    )


def close_order(
    trade: Trade, quantity: Quantity, cause: str, chunk: str, installation: str, at: datetime
) -> Order:
    """Sell (or buy back) now, at market, at most what is held."""
    return new_order(
        trade,
        order_id=derived("close", trade.id, cause),
        side=trade.side.opposite,
        kind=OrderType.MARKET,
        purpose=Purpose.CLOSE,
        quantity=quantity,
        price=None,
        chunk=chunk,
        installation=installation,
        at=at,
    )


def new_order(
    trade: Trade,
    *,
    order_id: str,
    side: Side,
    kind: OrderType,
    purpose: Purpose,
    quantity: Quantity,
    price: Price | None,
    chunk: str,
    installation: str,
    at: datetime,
    number: int = 0,
    replaces: str | None = None,
    send_before: datetime | None = None,
) -> Order:
    """A planned order of this trade. Everything but an entry only ever reduces."""
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
        limit_price=price if kind is OrderType.LIMIT else None,
        stop_price=price if kind is OrderType.STOP else None,
        reduce_only=purpose is not Purpose.ENTRY,
        replaces=replaces,
        triggered_by=trade.triggered_by,
        chunk=chunk,
        status=OrderStatus.PLANNED,
        evidence="planned",
        lease_owner=None,
        lease_until=None,
        created_at=at,
        send_before=send_before,
    )
