"""Orders, what a venue says of them, and the trades they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import ZERO, Money, Price, Quantity
from core.kernel.values import quick


class Side(StrEnum):
    """Which way an order goes. Upper case on every outside surface (row EX-04)."""

    BUY = "BUY"
    SELL = "SELL"

    @property
    def opposite(self) -> Side:
        """The side that undoes this one."""
        return Side.SELL if self is Side.BUY else Side.BUY

    @property
    def sign(self) -> int:
        """+1 when it adds units, -1 when it takes them away."""
        return 1 if self is Side.BUY else -1


class OrderType(StrEnum):
    """How an order asks for its price (row EX-07).

    `stop` trades at market once the price went past `stop_price` against its side (a protecting sale below, a
    breakout above); `stop_limit` does so at `limit_price` at worst; `take_profit` trades at market once the
    price touched `stop_price` on the good side.
    """

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"
    TAKE_PROFIT = "take_profit"


class TimeInForce(StrEnum):
    """How long an order waits: until canceled, until the day ends (00:00 UTC where a market never closes), what
    trades at once and no more, all at once or nothing."""

    GTC = "gtc"
    DAY = "day"
    IOC = "ioc"
    FOK = "fok"


# What caused an order that was never ours: somebody traded at the venue.
OUTSIDE = "outside"


class OrderStatus(StrEnum):
    """The twelve words of an order's life. Legal moves between them: `lifecycle.py`."""

    PLANNED = "planned"
    HELD = "held"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    OPEN = "open"
    PARTIALLY_FILLED = "partially_filled"
    PENDING_CANCEL = "pending_cancel"
    FILLED = "filled"
    CANCELED = "canceled"
    EXPIRED = "expired"
    REJECTED = "rejected"
    ABSENT = "absent"


class Purpose(StrEnum):
    """What an order is for. Entries may be refused; exits never are."""

    ENTRY = "entry"
    STOP = "stop"
    TARGET = "target"
    CLOSE = "close"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order: what was decided (never changed) and how far it is (`status`, by compare-and-set only).

    `number` tells targets apart (1, 2, ...). `replaces` names the order that this one takes the place of at
    the venue. `chunk` groups orders that were planned together. `lease_until` is set while it is being sent:
    past it, whoever looks may call it `unknown`. `hold_until` is when a held order goes by itself (None: it
    waits for something else); `expires_at` is when what is still unfilled is taken back.
    """

    id: str
    client_order_id: str
    person: str
    account: str
    portfolio: str
    trade: str
    symbol: str
    side: Side
    type: OrderType
    purpose: Purpose
    number: int
    quantity: Quantity
    limit_price: Price | None
    stop_price: Price | None
    reduce_only: bool
    replaces: str | None
    triggered_by: str
    chunk: str
    status: OrderStatus
    evidence: str
    lease_owner: str | None
    lease_until: datetime | None
    created_at: datetime
    send_before: datetime | None
    time_in_force: TimeInForce = TimeInForce.GTC
    hold_until: datetime | None = None
    expires_at: datetime | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The venue's own id of an order, written once. Many orders can therefore move in one statement."""

    order: str
    account: str
    venue_order_id: str | None
    at: datetime


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAudit:
    """One step of an order's life, written in the transaction that made it. Numbered by the database.

    `seal` chains it to the step before (`chain.py`); `fills` are the ids of the fills that came with it, one a line. A
    fill that changes nothing else has a row of its own, from a status to the same.
    """

    number: int
    order: str
    was: OrderStatus | None
    now: OrderStatus
    evidence: str
    at: datetime
    fills: str = ""
    seal: str = ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A part of an order that happened: the only source of quantity and money.

    `id` is (account, the venue's trade id): a fill that is told twice is one fill.
    """

    id: str
    order: str
    account: str
    portfolio: str
    trade: str
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    fee: Decimal
    fee_currency: str
    at: datetime


class TradeStatus(StrEnum):
    """How far a trade is: nothing filled yet, something held, all given back, or never began."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    UNFILLED = "unfilled"


@quick
@dataclass(frozen=True, slots=True)
class Target:
    """A price to sell at and the share of the position that goes there (0 to 1)."""

    price: Price
    share: Decimal


class Mover(StrEnum):
    """Who moved a trade's exits, or takes part of it back: the plan itself, the provider, the owner."""

    PLAN = "plan"
    PROVIDER = "provider"
    OWNER = "owner"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One idea carried out in one portfolio: an entry and its exits (rows PF-02, PF-06).

    It belongs to a portfolio, never to a bot or a provider; `triggered_by` says in words what caused it.
    `risk` is what its stop puts at risk, frozen at entry (DF-35). `bought` and `sold` are sums of its fills
    in the direction of the trade: `entered`/`exited` in units, `cost`/`proceeds` in quote currency.

    `trail` is a share of the price (0.015): the stop follows `high_water`, the best price since, at that
    distance; `stop_reached` is how far break-even brought it. A `soft_stop` rests at no venue; the program watches
    it, as it watches whatever a venue cannot rest: such trades are `watched`. `stop_by` is who moved the stop last: a
    provider's moves keep off an owner's. `entries_over` says that nothing more is bought into it.
    """

    id: str
    person: str
    account: str
    portfolio: str
    symbol: str
    quote: str
    side: Side
    status: TradeStatus
    planned: Quantity
    reference: Price
    stop: Price | None
    targets: tuple[Target, ...]
    break_even_after: int
    risk: Decimal | None
    triggered_by: str
    signal: str | None
    entered: Quantity
    exited: Quantity
    cost: Decimal
    proceeds: Decimal
    fees: Decimal
    created_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    stop_by: Mover = Mover.PLAN
    break_even_asked: bool = False
    trail: Decimal | None = None
    high_water: Price | None = None
    stop_reached: Price | None = None
    soft_stop: bool = False
    watched: bool = False
    entries_over: bool = False

    @property
    def began_at(self) -> datetime:
        """When its first unit came, or when it was planned while none has."""
        return self.opened_at or self.created_at

    @property
    def held(self) -> Quantity:
        """Units that are still in the position.

        None while an exit's fill is known before the entry's: a venue may tell them in any order.
        """
        return Quantity(max(self.entered - self.exited, ZERO))

    @property
    def average_entry(self) -> Decimal | None:
        """Mean price of the entry fills, fees left out; None before the first fill."""
        return self.cost / self.entered if self.entered else None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRequest:
    """An order as a venue is asked for it. Sizes are in base units."""

    client_order_id: str
    symbol: str
    side: Side
    type: OrderType
    quantity: Quantity
    limit_price: Price | None = None
    stop_price: Price | None = None
    reduce_only: bool = False
    time_in_force: TimeInForce = TimeInForce.GTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An order that may be one of ours at a venue that knows no ids of ours. `at` is when it was entered."""

    venue_order_id: str
    status: OrderStatus
    quantity: Quantity
    filled: Quantity
    at: datetime | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An order as it was sent: what a venue is asked by. Some know our id, some want the symbol beside it, and some
    know only what was asked for and when.

    `at` is the moment before which it was not sent; `venue_order_id` the venue's own id, where it has told one.
    """

    request: OrderRequest
    at: datetime
    venue_order_id: str | None = None

    @property
    def client_order_id(self) -> str:
        """The id that it was sent under."""
        return self.request.client_order_id


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class VenueFill:
    """A fill as the venue tells it. Many know the order by their own id only: `client_order_id` is then empty."""

    venue_trade_id: str
    client_order_id: str
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    fee: Money
    at: datetime
    venue_order_id: str = ""


def fill_id(account: str, venue_trade_id: str) -> str:
    """The id that a fill is booked under: a venue's trade ids are its own only within one account."""
    return f"{account}:{venue_trade_id}"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSnapshot:
    """What a venue says of one order now. It drives status only; money comes from fills."""

    venue_order_id: str
    client_order_id: str
    symbol: str
    status: OrderStatus
    quantity: Quantity
    filled: Quantity = Quantity(ZERO)
    fills: tuple[VenueFill, ...] = ()
    reason: str = ""
    side: Side | None = None


# -- events ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChunkPlanned:
    """Orders of this chunk are planned and may be sent."""

    chunk: str


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """These orders of one account are `pending_cancel` and the venue has to be told."""

    account: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VenueReported:
    """A venue told us, unasked, how orders of ours are now. Kept until it is booked."""

    account: str
    snapshots: tuple[OrderSnapshot, ...]


@quick
@dataclass(frozen=True, slots=True)
class TradeRecorded:
    """Fills were booked into a portfolio. `order` is the one that filled; `fills` are the new ones."""

    trade: str
    person: str
    portfolio: str
    symbol: str
    order: str
    purpose: Purpose
    number: int
    fills: tuple[str, ...]
    quantity: Quantity
    done: bool
    signal: str | None


@quick
@dataclass(frozen=True, slots=True)
class OrderSettled:
    """An order came to rest without (further) fills: open at the venue, refused, canceled, unknown ..."""

    order: str
    trade: str
    person: str
    purpose: Purpose
    status: OrderStatus
    evidence: str
    signal: str | None


# -- what is told ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TradeTold:
    """The card of a trade is due, or has changed."""

    trade: str


@dataclass(frozen=True, slots=True)
class ExitTold:
    """Fills of an exit order are told: a new card for each exit."""

    trade: str
    order: str


@dataclass(frozen=True, slots=True)
class EntryOverTold:
    """A trade's entry ended before all of it was bought."""

    trade: str


@dataclass(frozen=True, slots=True)
class ProblemTold:
    """An order did not go as it should."""

    order: str
    status: OrderStatus
    evidence: str
