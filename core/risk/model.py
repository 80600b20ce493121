"""What is asked, what is true, and what came out: an entry before any order exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from core.kernel.errors import Reason
from core.kernel.money import Price, Quantity
from core.market.model import Quote, Rules
from core.orders.model import Side, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An entry somebody wants. `posted` is the price as written, `reference` the one that size is measured from:
    the same for an order that goes out by itself, the present price on a card that asks.

    `quantity` is set when a person named the size; otherwise risk decides it. `copied` marks signals of
    others: on those a stop must be there and age counts. `age` is how old the post is.
    """

    symbol: str
    side: Side
    posted: Price
    reference: Price
    stop: Price | None
    targets: tuple[Target, ...]
    copied: bool
    quantity: Quantity | None = None
    age: timedelta | None = None
    worst: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a decision looks at. Nothing is looked up later, so the same input gives the same answer."""

    now: datetime
    quote: Quote
    rules: Rules
    equity: Decimal
    cash: Decimal
    position_value: Decimal
    switch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Allowed, and how much. `worst` is the most that may be paid (the least that may be got, for a short)."""

    quantity: Quantity
    worst: Price
    risk: Decimal | None
    targets: tuple[Target, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not allowed: every check, failed ones first, and the smallest change of limits that would have passed."""

    code: str
    reasons: tuple[Reason, ...]
    change: dict[str, str] | None


# Codes of decisions that are neither taken nor refused.
ASKED = "asked"
TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one entry for one person, with every check (rows BX-04, RK-01).

    `code` is empty when all checks passed; `trade` is set when it was taken.
    """

    id: str
    person: str
    signal: str | None
    trade: str | None
    symbol: str
    mode: str
    source: str
    code: str
    reasons: tuple[Reason, ...]
    change: dict[str, str] | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyCard:
    """Every check about one entry, failed first, and the smallest change that would have passed."""

    symbol: str
    source: str
    taken: bool
    trade: str | None
    code: str
    reasons: tuple[Reason, ...]
    change: dict[str, str] | None
    currency: str
    mode: str
    at: datetime
