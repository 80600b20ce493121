"""What a summary holds. Money is in the currency of its book, shares are fractions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days of one book, from 00:00 UTC of the first until 00:00 UTC of the last.

    Its time-weighted return and the money it made are both without what was paid in or out; `fall` is its deepest one;
    `closed` trades brought `profit` after fees.
    """

    since: datetime
    until: datetime
    change: Decimal
    gained: Decimal
    fall: Decimal
    closed: int
    won: int
    profit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestBook:
    """One portfolio in a summary: what it is worth, its day, what is open, and its week where that is told."""

    mode: Mode
    currency: str
    equity: Decimal
    day: Span | None
    open_positions: int
    unrealized: Decimal | None
    week: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A summary of the portfolios of which there is something to tell."""

    at: datetime
    books: tuple[DigestBook, ...]
