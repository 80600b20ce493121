"""What the chart commands answer with: figures, no pixels. Field names are stable outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.analytics.curve import Curve
from core.analytics.model import Period
from core.orders.results import TradeCard


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityChart:
    """A portfolio's worth day by day, money that came and went told apart from what was made (row AN-17)."""

    mode: Mode
    currency: str
    period: Period
    curve: Curve
    light: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """One part of a portfolio: an instrument or a currency's free money, what it is worth, and its share of all."""

    symbol: str
    value: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationChart:
    """What a portfolio is made of, the largest part first. `cash` is the share of free money in its own currency,
    and may be below zero; `unknown` names what has no price and is not in it."""

    mode: Mode
    currency: str
    equity: Decimal
    holdings: tuple[Holding, ...]
    cash: Holding
    unknown: tuple[str, ...]
    light: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class MonthReturn:
    """The time-weighted return of a calendar month (UTC), as a fraction."""

    year: int
    month: int
    change: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsChart:
    """Returns month by month, oldest first (row AN-18). `total` is all of them together."""

    mode: Mode
    currency: str
    months: tuple[MonthReturn, ...]
    total: Decimal
    light: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A candle, from `at` on."""

    at: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeChart:
    """A trade on the candles of its time. `simulated`: these candles were made up. No bars: nobody has any now."""

    card: TradeCard
    bars: tuple[ChartBar, ...]
    simulated: bool
    light: bool
    at: datetime
