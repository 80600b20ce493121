"""What the commands of analytics answer with, and what pages and boards are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.accounts.model import Mode
from core.analytics.attribution import By
from core.analytics.changes import as_fraction
from core.analytics.closed import Tally
from core.analytics.curve import Curve
from core.analytics.lack import Lack
from core.analytics.model import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or why it is not known: one of the two."""

    value: Decimal | None
    why: Lack | None = None


def figure(found: Decimal | float | Lack) -> Figure:
    """What a function of this slice found; a ratio to nine places."""
    if isinstance(found, Lack):
        return Figure(None, found)
    return Figure(found if isinstance(found, Decimal) else as_fraction(found))


class About(StrEnum):
    """Which card of the statistics is meant."""

    BRIEF = "brief"
    ALL = "all"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A portfolio held against a benchmark (AN-13): alpha of a year, beta, and the plain difference of returns.

    `symbol` is what stands for it; `proxy` that this is not the thing itself; empty where nobody tells its closes.
    `days` is over how many pairs of closes.
    """

    name: str
    symbol: str
    proxy: bool
    days: int
    alpha: Figure
    beta: Figure
    excess: Figure
    correlation: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Deepest:
    """The deepest fall: a fraction of the peak and in money, both at most 0; how many days it was from the peak
    until that was reached again, or until now (AN-12). `longest` is the longest time below a peak."""

    share: Decimal
    money: Decimal
    days: int
    longest: int
    peak_at: datetime | None
    bottom_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """What a portfolio returned over a time, from its daily worth (AN-11, AN-12, AN-14, AN-19, AI-05).

    `total` is time-weighted and `money_weighted` of the money itself, both of the whole time; `gained` is in money,
    flows taken out. `days` are whole days that ratios are over, `missing` those that nobody was here to note.
    `per_year` of them make a year.
    """

    since: datetime
    days: int
    missing: int
    per_year: int
    total: Figure
    money_weighted: Figure
    gained: Decimal
    fall: Deepest
    average: Figure
    consistency: Figure
    volatility: Figure
    sharpe: Figure
    sortino: Figure
    calmar: Figure
    risk: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Trades:
    """What closed trades brought, by when they were closed (AN-01 to AN-10, DF-05, DF-32). Rates are 0 to 1,
    `average_loss` above zero, `kelly` whole, half and quarter. `unvalued` are instruments of which a fee has no
    worth yet."""

    tally: Tally
    win_rate: Figure
    profit: Figure
    profit_factor: Figure
    average_win: Figure
    average_loss: Figure
    average_multiple: Figure
    average_multiple_won: Figure
    average_multiple_lost: Figure
    expectancy: Figure
    exposure: Decimal
    kelly: tuple[Decimal, ...]
    kelly_why: Lack | None
    unvalued: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """All figures of one portfolio over one period. Paper and live, and two currencies, are never one."""

    portfolio: str
    mode: Mode
    venue: str
    currency: str
    period: Period
    at: datetime
    returns: Returns
    trades: Trades
    against: tuple[Against, ...]
    risk_free: Decimal
    simulated: bool


@dataclass(frozen=True, slots=True)
class StatsReport:
    """The statistics as one of their cards, and the curve that they are of."""

    about: About
    stats: Stats
    curve: Curve | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """The trades that share a word, with what that word stands for to people: a provider's name."""

    word: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionReport:
    """Where the result came from (AN-16). An attribution, not ownership: every trade belongs to the portfolio."""

    mode: Mode
    currency: str
    period: Period
    by: By
    lines: tuple[PartLine, ...]
    total: Tally
    unvalued: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationReport:
    """How what is held moves together, and with the benchmarks (AN-15). `table[i][j]` is of `names[i]` and `names[j]`.

    `silent` are those held of which nobody tells enough closes.
    """

    mode: Mode
    days: int
    names: tuple[str, ...]
    table: tuple[tuple[Figure, ...], ...]
    silent: tuple[str, ...]
    more: int
    simulated: bool
