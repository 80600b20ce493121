"""What somebody owns: the book of one account, its lots, positions and cash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.accounts.model import Mode
from core.kernel.money import ZERO, Money, Price, Quantity
from core.orders.model import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The book of one account. Trades, lots, positions and cash belong to it and to nothing else (PF-01)."""

    id: str
    person: str
    account: str
    mode: Mode
    currency: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Units bought (or sold short) by one fill and not yet given back: FIFO consumes the oldest.

    `cost` is quantity x price of what remains, `fee` the part of the fill's fee that still belongs to it.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """All lots of one instrument together. `quantity` is signed, `cost` includes the fees paid to get there.

    A short's cost is negative: what was received for it, less the fees.
    """

    portfolio: str
    symbol: str
    quote: str
    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    realized: Decimal = ZERO
    fees: Decimal = ZERO
    fills: int = 0

    @property
    def average_price(self) -> Decimal | None:
        """Cost of what remains per unit, fees in (DF-21)."""
        return self.cost / self.quantity if self.quantity else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """Free money of a portfolio in one currency."""

    portfolio: str
    currency: str
    amount: Decimal


class FlowKind(StrEnum):
    """Why cash came or went, apart from trading. Flows are never profit."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlow:
    """Money put in or taken out."""

    id: str
    portfolio: str
    kind: FlowKind
    money: Money
    at: datetime


# -- results: their field names are stable outside (DESIGN, section 2) ---------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine:
    """One position as it is shown. Unknown prices leave value and unrealized empty."""

    symbol: str
    quantity: Decimal
    average_price: Decimal | None
    price: Decimal | None
    value: Decimal | None
    realized: Decimal
    unrealized: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioView:
    """A portfolio at the prices of one moment."""

    mode: Mode
    currency: str
    cash: Decimal
    equity: Decimal
    realized: Decimal
    unrealized: Decimal
    positions: tuple[PositionLine, ...]
    priced_at: datetime
    deposits: Decimal
    stop_loss: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioReport:
    """All portfolios of a person, the first one opened as the main one. Currencies are never summed."""

    main: PortfolioView
    others: tuple[PortfolioView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionReport:
    """Positions of all portfolios."""

    portfolios: tuple[PortfolioView, ...]
