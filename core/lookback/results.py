"""What looking back answers with. Shares are fractions of an account or a price."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.accounts.model import Mode
from core.charts.results import ChartBar
from core.lookback.measured import Delays
from core.lookback.retelling import Moment
from core.orders.results import TradeCard


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfCard:
    """What copying a provider would have brought (BX-05): `as_posted` less what later fills, fees and rules took is
    `typical`, the middle of the replays; `low` and `high` bound the inner eight of ten.

    `skipped` are the reasons for which signals were not taken in the typical replay, with their counts; `without` are
    signals that could not be replayed. `delay` is the middle one of so many `measured` copies, in ms; `mirrored` says
    that a size that follows the leader was replayed by risk.
    """

    provider: str
    mode: Mode
    currency: str
    equity: Decimal
    days: int
    follows: bool
    as_posted: Decimal
    later: Decimal
    fees: Decimal
    rules: Decimal
    typical: Decimal
    low: Decimal
    high: Decimal
    replays: int
    fall: Decimal
    taken: int
    signals: int
    skipped: tuple[Skipped, ...]
    without: tuple[Skipped, ...]
    delay: int
    measured: int
    simulated: bool
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many signals for one reason."""

    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReport:
    """What the way from post to fill took and cost a follower with one provider (BX-03)."""

    provider: str
    mode: Mode
    currency: str
    delays: Delays | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeReplay:
    """A trade told again (BX-16): its card as it stands, its `bars` as far as there are candles of its time, and what
    happened; `more` moments in the middle are left out."""

    card: TradeCard
    bars: tuple[ChartBar, ...]
    moments: tuple[Moment, ...]
    more: int
