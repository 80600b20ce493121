"""What orders' commands and cards answer with. Field names are stable outside (DESIGN, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from core.kernel.money import Price, Quantity
from core.orders.model import OrderStatus, OrderType, Purpose, Side, Target, TradeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FillView:
    """One fill, as it is told outside."""

    id: str
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    fee: Decimal
    fee_currency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """One order, as it is told outside."""

    id: str
    symbol: str
    side: Side
    type: OrderType
    purpose: Purpose
    number: int
    status: OrderStatus
    quantity: Quantity
    filled: Decimal
    price: Price | None
    average_price: Decimal | None
    fills: tuple[FillView, ...]
    trigger: Price | None = None
    hold_until: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTicket:
    """An order was taken and is on its way; the trade's card follows in its place."""

    trade: str
    symbol: str
    side: Side
    quantity: Quantity
    mode: str
    order: OrderView


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeCard:
    """One trade as its owner sees it: what was paid, what protects it, how it stands."""

    trade: str
    mode: str
    symbol: str
    base: str
    quote: str
    side: Side
    status: TradeStatus
    quantity: Decimal
    planned: Decimal
    average_price: Decimal | None
    paid: Decimal
    fee: Decimal
    held: Decimal
    price: Price | None
    unrealized: Decimal | None
    realized: Decimal | None
    realized_share: Decimal | None
    r_multiple: Decimal | None
    reference: Price
    stop: Price | None
    exits: tuple[OrderView, ...]
    targets: tuple[Target, ...]
    order: OrderView
    orders: tuple[OrderView, ...]
    fills: tuple[FillView, ...]
    triggered_by: str
    source: str
    created_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    history: tuple[TradeStep, ...]
    first: bool
    copied: bool = False
    entries: tuple[OrderView, ...] = ()
    watched_stop: Price | None = None
    trail: Decimal | None = None
    timing: Timing | None = None
    cut: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """From a post to its fill: when it was posted, sent and filled, and what the way cost (the fill against the
    posted price; above zero is worse)."""

    posted_at: datetime
    sent_at: datetime
    filled_at: datetime
    cost: Decimal
    cost_share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeStep:
    """One moment in a trade's life."""

    at: datetime
    what: str
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCard:
    """Part or all of a position was given back.

    `limited_by` names who besides the person set limits that held for this copy, where that is on record: checks
    are, the share that a size was made from is not.
    """

    trade: str
    mode: str
    symbol: str
    base: str
    quote: str
    side: Side
    purpose: Purpose
    number: int
    quantity: Decimal
    share: Decimal
    price: Decimal
    realized: Decimal
    held: Decimal
    stop: Price | None
    break_even: bool
    closed: bool
    total: Decimal
    total_share: Decimal | None
    r_multiple: Decimal | None
    fees: Decimal
    source: str
    fills: tuple[FillView, ...]
    lines: tuple[ExitLine, ...]
    copy: str = ""
    limited_by: tuple[str, ...] = ()
    equity: Decimal | None = None
    closed_at: datetime | None = None
    proceeds: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitLine:
    """One exit in the story of a closed trade."""

    purpose: Purpose
    number: int
    at: datetime
    price: Decimal
    realized: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOverCard:
    """An entry ended before all of it was bought: its time was up, or the venue ended it.

    `why` is time_up, ioc, fok, day or another reason of the venue; `after` is how long it had waited.
    """

    trade: str
    mode: str
    symbol: str
    base: str
    quote: str
    side: Side
    planned: Decimal
    filled: Decimal
    average_price: Decimal | None
    why: str
    after: timedelta
    copied: bool
    stop: Price | None
    targets: tuple[Target, ...]
    fills: tuple[FillView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCard:
    """An order did not go as it should: refused, unknown, absent, expired or stopped."""

    trade: str
    mode: str
    symbol: str
    venue: str
    purpose: Purpose
    status: OrderStatus
    evidence: str
    quantity: Decimal
    stop: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePart:
    """What is closed of one trade, and what that brings: `value` at the last price, before `fee` and `spread`.

    A position that was sold short costs its value. `profit` is as the position stands, its entry fee in. While nobody
    says what it costs, all that hangs on the price is None: it can be closed all the same.
    """

    trade: str
    account: str
    symbol: str
    quote: str
    side: Side
    quantity: Quantity
    held: Decimal
    price: Price | None
    value: Decimal | None
    fee: Decimal | None
    spread: Decimal | None
    profit: Decimal | None
    profit_share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """A position that is not closed, and how it stands."""

    symbol: str
    profit: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePlan:
    """Positions about to be closed at market, and those that stay."""

    person: str
    mode: str
    only: str
    parts: tuple[ClosePart, ...]
    open_positions: int
    panic: bool
    staying: tuple[Staying, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTicket:
    """Closing orders were taken and are on their way, one for each trade."""

    mode: str
    symbols: tuple[str, ...]
    trades: tuple[str, ...]
    orders: tuple[str, ...]
    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchState:
    """Whether somebody's new orders are off, since when, and what was taken back with it."""

    off: bool
    since: datetime | None
    by: str
    canceled: int
