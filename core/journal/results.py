"""What the journal answers with. Field names are stable outside (DESIGN, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.journal.model import Idea
from core.kernel.money import Price
from core.orders.model import Purpose, Side, TradeStatus
from core.orders.results import TradeCard


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """Units that one fill opened and another gave back, first in first out (row PF-05)."""

    symbol: str
    side: Side
    quantity: Decimal
    entry_price: Price
    exit_price: Price
    entry_time: datetime
    exit_time: datetime
    status: str
    profit_loss: Decimal
    profit_loss_percentage: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastExit:
    """How units of a trade were given back last; `share` of all that was bought, `whole` when nothing is left."""

    purpose: Purpose
    number: int
    share: Decimal
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLine:
    """One trade in a list."""

    trade: str
    symbol: str
    side: Side
    status: TradeStatus
    quantity: Decimal
    realized: Decimal | None
    triggered_by: str
    created_at: datetime
    closed_at: datetime | None
    last_exit: LastExit | None
    round_trips: tuple[RoundTrip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeList:
    """A page of trades, newest first: numbers `first` to `last` of `total`. `older` and `newer` lead on.

    `filter` and `about` are what was asked for, to go on with.
    """

    mode: str
    trades: tuple[TradeLine, ...]
    first: int
    last: int
    total: int
    older: str | None
    newer: str | None
    filter: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Why a trade exists: `provider` and `number` of the signal, how sure it was read, how it was copied."""

    provider: str | None
    number: int | None
    tier: str | None
    copied: str | None
    risk: Decimal | None
    triggered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One moment of a trade: `post`, `planned`, `sent`, `filled`, or an exit by its purpose and number."""

    at: datetime
    what: str
    number: int
    break_even: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note as it stood from `at` on."""

    version: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCard:
    """One trade in full: the trade itself, why it exists, what happened, what its owner wrote."""

    card: TradeCard
    origin: Origin
    steps: tuple[Step, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note was written; `before` is what stood there."""

    trade: str
    symbol: str
    mode: str
    text: str
    before: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaCard:
    """One plan, and what the market says now."""

    idea: Idea
    profit_share: Decimal | None
    r_multiple: Decimal | None
    win: bool | None
    price: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaList:
    """Plans, open ones first, newest first within; `total` of them."""

    ideas: tuple[IdeaCard, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What venues were asked for and what was new: `venues` that answered, `silent` ones that did not."""

    mode: str
    venues: tuple[str, ...]
    silent: tuple[str, ...]
    orders: int
    settled: int
    fills: int
    at: datetime
