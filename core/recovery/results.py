"""Comparisons and safe mode, as they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.orders.model import Candidate, Purpose, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeModeCard:
    """Safe mode as owners hear of it; `left_at` once it is over."""

    why: str
    since: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """What the books hold of something and what the venue says, for an account that is told by its owner's name."""

    person: str
    venue: str
    asset: str
    books: Decimal
    at_venue: Decimal
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayLine:
    """An order of ours at a venue that is not in the books."""

    person: str
    venue: str
    symbol: str
    client_order_id: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareCard:
    """How the books stand against the venues. `safe_since` while safe mode is on; `silent` accounts did not answer."""

    accounts: int
    silent: int
    unproven: int
    taken_in: int
    differences: tuple[DifferenceLine, ...]
    strays: tuple[StrayLine, ...]
    safe_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCard:
    """The orders at a venue that an order in doubt may be: its owner says which."""

    trade: str
    mode: str
    symbol: str
    base: str
    venue: str
    purpose: Purpose
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlePlan:
    """An order in doubt about to be taken for this one at the venue; None: for none of them."""

    order: str
    card: SettleCard
    chosen: Candidate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePlan:
    """Safe mode about to be left, with what the comparison found."""

    compared: CompareCard
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeModeLeft:
    """New orders are on again."""

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceCard:
    """What the books and a venue hold of something; `ended_at` once both are equal again. `holds`: entries wait."""

    mode: str
    venue: str
    asset: str
    books: Decimal
    at_venue: Decimal
    since: datetime
    ended_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CameCard:
    """Money or units that came into an account (above zero) or went from it without a trade."""

    mode: str
    venue: str
    asset: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayCard:
    """An order of ours at a venue that is not in the books."""

    mode: str
    venue: str
    symbol: str
    base: str
    side: Side | None
    quantity: Decimal
    gone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedCard:
    """A position without its stop, or that this is over: a stop stands, it is watched here, or nothing is held."""

    trade: str
    mode: str
    venue: str
    symbol: str
    base: str
    quote: str
    held: Decimal
    bare: Decimal
    value: Decimal
    stop: Decimal | None
    why: str
    since: datetime
    fallback: str
    fell_back: bool
    hands_off: bool
    ended_at: datetime | None
    watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionCard:
    """What somebody chose for positions without a stop."""

    fallback: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCard:
    """Somebody traded at the venue, not through us. `stop` is where the stop of what is left stands, if anywhere."""

    mode: str
    venue: str
    symbol: str
    base: str
    side: Side
    quantity: Decimal
    price: Decimal
    before: Decimal
    after: Decimal
    at: datetime
    trades: tuple[str, ...]
    covered: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksCard:
    """For the person: their books are being checked, or are in order again."""

    mode: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCard:
    """For those who run the place: whether a night's copy is still missing. `why` is what was said when it failed."""

    night: datetime
    why: str
    missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenCard:
    """For those who run the place: what does not hold together."""

    what: str
    where: tuple[str, ...]
