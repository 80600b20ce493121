"""What somebody owns: the book of one account, its lots, positions and cash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.accounts.model import PAPER, Mode
from core.kernel.money import ZERO, Money, Price, Quantity
from core.kernel.values import quick
from core.orders.model import Side


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The book of one account in one currency. Trades, lots, positions and cash belong to it and to nothing else
    (PF-01)."""

    id: str
    person: str
    account: str
    mode: Mode
    currency: str
    opened_at: datetime
    venue: str = PAPER


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Units bought (or sold short) by one fill and not yet given back: FIFO consumes the oldest.

    `fee` is what these units cost beyond quantity x price: the part of the fill's fee that still belongs to
    them, and what the rounding of a split left. The cost of a lot is therefore exact.
    """

    id: str
    portfolio: str
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    fee: Decimal
    opened_at: datetime
    sequence: int


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """All lots of one instrument together. `quantity` is signed, `cost` includes the fees paid to get there.

    A short's cost is negative: what was received for it, less the fees. `unvalued` counts fees whose worth in
    the quote currency is not known: while there are any, cost and profit are not known either.
    """

    portfolio: str
    symbol: str
    quote: str
    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    realized: Decimal = ZERO
    fees: Decimal = ZERO
    fills: int = 0
    unvalued: int = 0

    @property
    def average_price(self) -> Decimal | None:
        """Cost of what remains per unit, fees in (DF-21)."""
        return self.cost / self.quantity if self.quantity else None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """Free money of a portfolio in one currency."""

    portfolio: str
    currency: str
    amount: Decimal


class FlowKind(StrEnum):
    """Why cash came or went, apart from trading."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    CORRECTION = "correction"
    FUNDING = "funding"
    INTEREST = "interest"
    CHARGE = "charge"

    @property
    def earned(self) -> bool:
        """Whether it is part of the result. What was put in, taken out or put right never is."""
        return self in (FlowKind.FUNDING, FlowKind.INTEREST, FlowKind.CHARGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlow:
    """Cash that came (above zero) or went (below): put in, taken out, or paid for holding `symbol`.

    `before` is what the whole portfolio was worth just before, in its currency; None where nobody knows.
    Returns are measured between flows by it (`core/analytics/days.py`).
    """

    id: str
    portfolio: str
    kind: FlowKind
    money: Money
    at: datetime
    symbol: str | None = None
    before: Decimal | None = None


class ChangeKind(StrEnum):
    """What happens to units without an order of ours."""

    SPLIT = "split"
    RENAME = "rename"
    TRANSFER = "transfer"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Units of an instrument that changed by themselves: a fact beside the fills, in the same order of events.

    split     `new` units stand for each `old` units, at the same cost in all
    rename    the instrument is called `renamed` from here on
    transfer  `units` came in (above zero) or went out at `price` without money: an in-kind deposit, never profit
    outside   `units` were bought or sold at `price` by the owner elsewhere, for money of this account
    """

    id: str
    portfolio: str
    kind: ChangeKind
    symbol: str
    quote: str
    at: datetime
    new: int = 1
    old: int = 1
    renamed: str | None = None
    units: Decimal = ZERO
    price: Price | None = None
    fee: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one unit of `base` was worth in `quote` when something was valued, and by whose word.

    `subject` is what was valued: a fill whose fee was taken in another currency. `source` is the path over the
    market's own pairs: `BNB/USDT`, or `EUR/USD, BTC/USD, BTC/USDT`.
    """

    subject: str
    base: str
    quote: str
    rate: Decimal
    source: str
    at: datetime


class EntryKind(StrEnum):
    """Which table the fact of an entry is in."""

    FILL = "fill"
    CHANGE = "change"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The place of one fact in the order in which a portfolio's facts were booked; numbered by the database.

    From the facts in this order everything else follows: lots, positions, cash and profit (rows PF-03, TG-09).
    Cash flows need no place: they add up the same in any order.
    """

    number: int
    portfolio: str
    kind: EntryKind
    fact: str


@dataclass(frozen=True, slots=True)
class FeeUnvalued:
    """A fee was taken in a currency that is neither side of its instrument: its worth has to be looked up."""

    fill: str
