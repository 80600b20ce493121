"""Targets and their band, rebalances and their steps, and what is told of them (rows AL-04, DF-36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from core.accounts.model import Mode
from core.kernel.money import Price, Quantity
from core.kernel.values import quick
from core.orders.model import Side

# How free money is called among the targets of a portfolio.
CASH = "cash"
# Percentage points of the portfolio, as a share (DF-36).
BAND = Decimal("0.05")
# Somebody is told at most so often, whatever the market does.
APART = timedelta(days=1)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancingTarget:
    """The share of a portfolio that one asset should have, 0 to 1 (AL-04).

    `asset` is a symbol, or `cash`. `alerted_at` is when its owner was told that it is outside its band: it is not told
    again until it was back inside. `place` keeps the order in which the targets were named.
    """

    portfolio: str
    asset: str
    person: str
    share: Decimal
    place: int
    alerted_at: datetime | None = None
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftWatch:
    """When the owner of a portfolio is told of its drift: `band` in points of the portfolio, as a share.

    `on` is whether at all; `quiet_until` is until when not, and `told_at` when it was done last. `channel` also hears,
    in percent alone; empty for none.
    """

    portfolio: str
    person: str
    band: Decimal = BAND
    on: bool = True
    told_at: datetime | None = None
    quiet_until: datetime | None = None
    channel: str = ""


class RebalanceStatus(StrEnum):
    """Whether a rebalance goes on, came to its end, or stopped before it."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class StepStatus(StrEnum):
    """How far one order of a rebalance is. What was not sent when it stopped never is."""

    WAITING = "waiting"
    SENT = "sent"
    FILLED = "filled"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebalance:
    """Orders that somebody confirmed, to be sent one after the other: each once the one before it has filled.

    `why` is the code for which it stopped, `facts` what its words need.
    """

    id: str
    person: str
    portfolio: str
    account: str
    mode: Mode
    currency: str
    status: RebalanceStatus
    began_at: datetime
    ended_at: datetime | None = None
    why: str = ""
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalanceStep:
    """One order of a rebalance.

    `price` is what it cost when it was confirmed, `limit` the most that a purchase pays; `trade` is the one that a sale
    takes units of, or the one that a purchase began; `order` is set once it was sent, `until` when it must have filled.
    """

    rebalance: str
    number: int
    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    status: StepStatus
    limit: Price | None = None
    trade: str = ""
    order: str = ""
    sent_at: datetime | None = None
    until: datetime | None = None


# -- events ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RebalanceDue:
    """The next order of a rebalance may be due."""

    rebalance: str


# -- what is told ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DriftTold:
    """A portfolio drifted off its targets: its owner is told."""

    portfolio: str
    assets: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class DriftPosted:
    """The same for a channel that its owner named: percent alone."""

    portfolio: str
    assets: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class RebalanceTold:
    """A rebalance came to its end, or stopped."""

    rebalance: str
