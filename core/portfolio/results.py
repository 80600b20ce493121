"""What the portfolio's commands answer with. Field names are stable outside (DESIGN, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.analytics.curve import Curve
from core.kernel.money import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class RateUsed:
    """One unit of `base` was counted as `rate` units of `quote`, by these pairs, at this time."""

    base: str
    quote: str
    rate: Decimal
    source: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine:
    """One position as it is shown. What is not known (a price, a fee's worth) is left empty, never 0.

    `cost` is what was paid for what is held, fees in; `share` is unrealized over it, as a fraction (PF-08).
    """

    symbol: str
    quantity: Decimal
    average_price: Decimal | None
    price: Decimal | None
    value: Decimal | None
    realized: Decimal | None
    unrealized: Decimal | None
    cost: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCash:
    """Money of a portfolio in a currency that it is not kept in; `value` in its own by `rate`, if there is one."""

    currency: str
    amount: Decimal
    value: Decimal | None
    rate: RateUsed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioView:
    """A portfolio at the prices of one moment, all of it in `currency`.

    `profit` is realized and unrealized together; what was paid in or taken out is no part of it (PF-08).
    `today` is what it gained since 00:00 UTC, money paid in or out left aside; None when what it was worth then
    is not known. `unknown` names what could not be counted: instruments without a price, currencies without a
    rate.
    """

    mode: Mode
    currency: str
    cash: Decimal
    equity: Decimal
    realized: Decimal | None
    unrealized: Decimal | None
    positions: tuple[PositionLine, ...]
    priced_at: datetime
    deposits: Decimal
    stop_loss: Decimal | None
    today: Decimal | None = None
    earned: Decimal = Decimal(0)
    other_cash: tuple[OtherCash, ...] = ()
    unknown: tuple[str, ...] = ()
    profit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Several portfolios of one mode in one currency, with every rate that was used; None when one is missing."""

    currency: str
    equity: Decimal | None
    rates: tuple[RateUsed, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioReport:
    """All portfolios of a person, the first one opened as the main one; a sum only with its rates. `curve` is the
    main one's over the last 30 days."""

    main: PortfolioView
    others: tuple[PortfolioView, ...]
    together: Together | None
    curve: Curve | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionReport:
    """Positions of all portfolios."""

    portfolios: tuple[PortfolioView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlLine:
    """What one instrument brought. `fees` are inside realized and unrealized already; `earned` is beside them."""

    symbol: str
    realized: Decimal | None
    unrealized: Decimal | None
    fees: Decimal | None
    earned: Decimal
    trips: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlCurrency:
    """What all instruments quoted in one currency brought."""

    currency: str
    realized: Decimal | None
    unrealized: Decimal | None
    fees: Decimal | None
    earned: Decimal
    lines: tuple[PnlLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlReport:
    """Profit and loss since a moment, by this method."""

    mode: Mode
    period: str
    since: datetime | None
    method: str
    currencies: tuple[PnlCurrency, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlStep:
    """One fact behind a figure: `fee` in quote currency, `held` and `cost` as they were after it."""

    at: datetime
    what: str
    quantity: Decimal
    price: Price | None
    fee: Decimal
    realized: Decimal
    held: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlDetail:
    """How the figures of one instrument are worked out: every fill and change, and what comes out."""

    mode: Mode
    symbol: str
    quote: str
    period: str
    method: str
    steps: tuple[PnlStep, ...]
    realized: Decimal | None
    unrealized: Decimal | None
    fees: Decimal | None
    held: Decimal
    average_price: Decimal | None
    price: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """Money that came or went without a trade."""

    at: datetime
    kind: str
    amount: Decimal
    currency: str
    symbol: str | None
    profit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """Free money of one portfolio in one currency. `put_in` is what was paid in less what was taken out."""

    mode: Mode
    account: str
    currency: str
    amount: Decimal
    put_in: Decimal
    earned: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CashReport:
    """All free money, and what came and went; `moved` is set when money was moved just now."""

    mode: Mode
    purses: tuple[Purse, ...]
    flows: tuple[FlowLine, ...]
    total_flows: int
    moved: FlowLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """One table of an export: `name` of its file, column names, rows as plain text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """What was sold of one instrument in a year, in one currency; fees in."""

    symbol: str
    currency: str
    sold: int
    proceeds: Decimal
    cost: Decimal
    gain: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """A year of closed lots: a line for each instrument, all rows as a table. `unvalued` are instruments of which a fee
    has no worth yet."""

    year: int
    lines: tuple[TaxLine, ...]
    table: ExportTable
    unvalued: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Fills, lots and cash flows of a person, for a table program; `method` says how lots were given back."""

    mode: Mode
    method: str
    at: datetime
    tables: tuple[ExportTable, ...]
    tax: TaxYear | None = None
