"""What a picture shows, as data: figures, words that are written already, and what it says to who cannot see it.

A presenter gives one of these; `bot/drawing` makes a PNG of it, in another process, and whoever shows the card hangs
that below it. Words and numbers are the reader's (`bot/present/charts.py` writes them); what is drawn to scale is exact
numbers. No fact is in a picture alone. Nothing is in a plot that its reader may not see: what is left out here is
neither in the pixels nor in the file (rows AN-17, AN-18, CA-05; storyboard, sections 8 and 16).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Theme(StrEnum):
    """On what ground it stands."""

    DARK = "dark"
    LIGHT = "light"


class Trend(StrEnum):
    """Which colour a figure has; its sign says the same in words."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across a scale: where it stands, and what is written there."""

    at: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word below the time axis: the number of its point, counted from 0, and the word."""

    at: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What every picture has: a file name without its ending, words for who cannot see it, LIVE or PAPER, its ground,
    and a line above it: what it is, and the one figure that matters."""

    name: str
    alt: str
    mode: str
    title: str
    figure: str = ""
    trend: Trend = Trend.FLAT
    theme: Theme = Theme.DARK


@dataclass(frozen=True, slots=True)
class Notch:
    """Money that was paid in, or taken out, at a point of the curve. It is no profit."""

    at: int
    paid_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityPlot(Plot):
    """Equity over time with its falls below: `values` are amounts, or an index where no amounts are shown.

    `falls` are shares below the highest point before, 0 or less, one for each value. `against` is another course to
    compare with, drawn thin on the same scale; empty where there is none. `places` say how far along the time axis each
    value stands (days since the first); empty where they are evenly spaced.
    """

    values: tuple[Decimal, ...]
    falls: tuple[Decimal, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    deepest: str
    places: tuple[int, ...] = ()
    notches: tuple[Notch, ...] = ()
    against: tuple[Decimal, ...] = ()
    against_name: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: `part` of 1, what is written beside it, and how much of the whole is wanted."""

    name: str
    part: Decimal
    label: str
    target: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationPlot(Plot):
    """What a portfolio is made of, largest first."""

    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A candle."""

    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


class LevelKind(StrEnum):
    """What a price means to a trade."""

    ENTRY = "entry"
    STOP = "stop"
    TARGET = "target"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Level:
    """A price that means something: its word on the line, the price at the right edge. `done`: it was reached."""

    kind: LevelKind
    price: Decimal
    word: str
    label: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A fill: the candle in which it happened, its price, and whether it bought."""

    at: int
    price: Decimal
    bought: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CandlePlot(Plot):
    """An instrument's candles with the levels of a trade and what was filled."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    levels: tuple[Level, ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A month: its name, its return as a share (None: there is none), and the same written."""

    name: str
    value: Decimal | None
    label: str


@dataclass(frozen=True, slots=True)
class HeatYear:
    """A year: its twelve months, and the year's own figure."""

    name: str
    label: str
    months: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatPlot(Plot):
    """Returns month by month, the newest year first."""

    years: tuple[HeatYear, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One place of a board. `beside` are more columns, as many in each row; `moved` is by how many places they rose
    since the last board, None for who is new."""

    rank: int
    name: str
    figure: str
    trend: Trend
    beside: tuple[str, ...] = ()
    moved: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPlot(Plot):
    """A leaderboard: rows as they are ranked, and lines below them."""

    rows: tuple[BoardRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePlot(Plot):
    """What a link unfurls to, 1200 x 630: whose it is, the figures that are shown there, and the curve's course.

    `values` are an index and never amounts; empty where the curve is not shown. `facts` are written already.
    """

    facts: tuple[str, ...] = ()
    values: tuple[Decimal, ...] = ()
    foot: str = ""


# By the names under which they travel in a letter and to whoever draws.
PLOTS: dict[str, type[Plot]] = {
    kind.__name__: kind for kind in (EquityPlot, AllocationPlot, CandlePlot, HeatPlot, BoardPlot, SharePlot)
}
