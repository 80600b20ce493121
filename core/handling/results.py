"""What handling a standing trade answers with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.kernel.money import Price
from core.orders.model import Side, Target


@dataclass(frozen=True, slots=True)
class EditLine:
    """One thing that changes: `stop`, `target` (with its number), `limit`, `trail`, `soft`."""

    what: str
    number: int
    was: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPlan:
    """A change of a standing trade that puts more at risk: it is asked for first. `risk_*` None is all of it."""

    person: str
    trade: str
    mode: str
    symbol: str
    quote: str
    side: Side
    stop: Price | None
    break_even: bool
    soft: bool | None
    targets: tuple[Target, ...]
    trail: Decimal | None
    limit: Price | None
    lines: tuple[EditLine, ...]
    risk_was: Decimal | None
    risk_now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeEdited:
    """A standing trade was changed."""

    trade: str
    mode: str
    symbol: str
    quote: str
    lines: tuple[EditLine, ...]
    risk_was: Decimal | None
    risk_now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesCanceled:
    """Entries were taken back. `unsent` were never sent; `asked` are at the venue, where a fill may come first."""

    mode: str
    symbols: tuple[str, ...]
    trades: tuple[str, ...]
    unsent: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySent:
    """A held entry goes out now."""

    trade: str
    mode: str
    symbol: str
    side: Side
