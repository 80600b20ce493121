"""Safe mode, comparisons with venues, unprotected positions: their rows and what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import Price, Quantity
from core.orders.model import Side


class SafeReason(StrEnum):
    """Why safe mode was entered."""

    OLD_COPY = "old_copy"
    """The database is older than this installation: a backup was put back."""
    STRAY_ORDER = "stray_order"
    """A venue has an order of this installation that is not in the books."""


@dataclass(frozen=True, slots=True)
class SafeModeTold:
    """Safe mode was entered at this time; the same card says when it was left."""

    at: datetime


class Fallback(StrEnum):
    """What happens to a position that has no stop for a minute."""

    EXIT = "exit"
    """It is sold at market."""
    WATCH = "watch"
    """Its stop is watched here instead of resting at the venue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What somebody chose for positions without a stop. Without a row: sold at market."""

    person: str
    fallback: Fallback


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """When an account was held against its venue last. `fills_until` is the newest fill that was seen there;
    `silent_since` is set while the venue does not answer."""

    account: str
    due_at: datetime
    looked_at: datetime | None
    held_at: datetime | None
    fills_until: datetime | None
    silent_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """What the books and a venue hold differently. `confirmed` once it was seen twice: entries wait from then on.

    `asset` is units of an instrument, or the money of the account. `ended_at` is when both were equal again.
    """

    account: str
    asset: str
    person: str
    portfolio: str
    books: Decimal
    venue: Decimal
    first_at: datetime
    last_at: datetime
    looks: int
    confirmed: bool
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayOrder:
    """An order at a venue that is not in the books. `ours` says that it bears this installation's mark."""

    account: str
    client_order_id: str
    venue_order_id: str
    person: str
    symbol: str
    side: Side | None
    quantity: Quantity
    ours: bool
    first_at: datetime
    gone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFill:
    """A fill at a venue that no order of ours made: taken into the books once, marked as external.

    `id` is (account, the venue's trade id). `held_before` and `held_after` are the units of the account.
    """

    id: str
    account: str
    person: str
    portfolio: str
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    fee: Decimal
    fee_currency: str
    held_before: Decimal
    held_after: Decimal
    trades: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """A position whose stop is missing, or too small. `hands_off`: its owner takes care of it.

    `covered` is how much of it a stop stands over, `why` what became of the newest stop. `fell_back_at` is when the
    fallback began, `ended_at` when a stop stood again or nothing was held any more.
    """

    trade: str
    person: str
    since: datetime
    covered: Decimal
    why: str
    told_at: datetime | None
    tried_at: datetime | None
    fell_back_at: datetime | None
    ended_at: datetime | None
    hands_off: bool


# -- what is told


@dataclass(frozen=True, slots=True)
class DifferenceTold:
    """The books and a venue hold different amounts of something."""

    account: str
    asset: str


@dataclass(frozen=True, slots=True)
class StrayTold:
    """A venue has an order of ours that the books do not know."""

    account: str
    client_order_id: str


@dataclass(frozen=True, slots=True)
class CameTold:
    """Money or units that came into an account at its venue, or went from it, without a trade."""

    account: str
    asset: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OutsideTold:
    """Somebody traded at the venue, not through us."""

    fill: str


@dataclass(frozen=True, slots=True)
class ExposedTold:
    """A position without a stop, from the first alarm to its end."""

    trade: str


@dataclass(frozen=True, slots=True)
class BooksTold:
    """A portfolio's books do not follow from its facts."""

    portfolio: str


@dataclass(frozen=True, slots=True)
class BackupTold:
    """For those who run the place: a night brought no copy of the database."""

    night: datetime


@dataclass(frozen=True, slots=True)
class BrokenTold:
    """For those who run the place: records that do not hold together, and where."""

    what: str
    where: tuple[str, ...]
