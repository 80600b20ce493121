"""Closed trades and what is counted of them: win rate, profit factor, R, expectancy (AN-01 to AN-10). Exact, pure.

A trade's profit is after all its fees. It belongs to the moment it was closed (DF-05). Rates are fractions of 0 to 1
(DF-07). A `Tally` is a sum over trades: adding one costs the same however many are in it, and two make one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from core.analytics.lack import Lack
from core.kernel.money import ZERO, to_step
from core.kernel.values import quick

# An R has so many places, so that sums of them are the same in any order.
MULTIPLE_DIGITS = Decimal("1E-12")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedTrade:
    """A trade of which all units were given back.

    `profit` is after fees and `cost` what was paid (for a short: received) at entry, both in `quote`. `risk` is what
    its stop put at risk, frozen at entry (DF-35); None without a stop. `provider` is empty where no signal made it.
    """

    trade: str
    portfolio: str
    symbol: str
    quote: str
    profit: Decimal
    cost: Decimal
    risk: Decimal | None
    triggered_by: str
    provider: str
    opened_at: datetime
    closed_at: datetime

    @property
    def r_multiple(self) -> Decimal | None:
        """Profit over the risk frozen at entry (AN-09, DF-35)."""
        if not self.risk:
            return None
        return to_step(self.profit / self.risk, MULTIPLE_DIGITS, ROUND_HALF_EVEN)

    @property
    def share(self) -> Decimal | None:
        """Profit as a share of what was paid."""
        return self.profit / self.cost if self.cost else None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Closed trades added up. `gained` and `lost` are both zero or more; `measured` counts those with a stop, whose R
    add up to `multiples`, those of the winners among them to `multiples_won`."""

    trades: int = 0
    won: int = 0
    gained: Decimal = ZERO
    losing: int = 0
    lost: Decimal = ZERO
    measured: int = 0
    multiples: Decimal = ZERO
    measured_won: int = 0
    multiples_won: Decimal = ZERO
    measured_lost: int = 0
    multiples_lost: Decimal = ZERO
    best: Decimal = ZERO
    worst: Decimal = ZERO

    @property
    def even(self) -> int:
        """Trades that ended at nothing: neither won nor lost (AN-03)."""
        return self.trades - self.won - self.losing

    @property
    def profit(self) -> Decimal:
        """What all of them brought, after fees (AN-05)."""
        return self.gained - self.lost

    @property
    def unmeasured(self) -> int:
        """Trades without a stop: they have no R and are left out of its mean (AN-09)."""
        return self.trades - self.measured


NONE = Tally()


def tally(trades: Iterable[ClosedTrade]) -> Tally:
    """All of these added up."""
    total = NONE
    for trade in trades:
        total = added(total, trade.profit, trade.r_multiple)
    return total


def added(to: Tally, profit: Decimal, multiple: Decimal | None) -> Tally:
    """One trade more. The cost does not depend on how many there are."""
    wins, loses = profit > 0, profit < 0
    one, r = (0, ZERO) if multiple is None else (1, multiple)
    return Tally(
        trades=to.trades + 1,
        won=to.won + wins,
        gained=to.gained + profit if wins else to.gained,
        losing=to.losing + loses,
        lost=to.lost - profit if loses else to.lost,
        measured=to.measured + one,
        multiples=to.multiples + r,
        measured_won=to.measured_won + one * wins,
        multiples_won=to.multiples_won + r if wins else to.multiples_won,
        measured_lost=to.measured_lost + one * loses,
        multiples_lost=to.multiples_lost + r if loses else to.multiples_lost,
        best=max(to.best, profit),
        worst=min(to.worst, profit),
    )


def together(one: Tally, other: Tally) -> Tally:
    """Two sums as one."""
    return Tally(
        trades=one.trades + other.trades,
        won=one.won + other.won,
        gained=one.gained + other.gained,
        losing=one.losing + other.losing,
        lost=one.lost + other.lost,
        measured=one.measured + other.measured,
        multiples=one.multiples + other.multiples,
        measured_won=one.measured_won + other.measured_won,
        multiples_won=one.multiples_won + other.multiples_won,
        measured_lost=one.measured_lost + other.measured_lost,
        multiples_lost=one.multiples_lost + other.multiples_lost,
        best=max(one.best, other.best),
        worst=min(one.worst, other.worst),
    )


def win_rate(of: Tally) -> Decimal | Lack:
    """Winning trades over all trades, 0 to 1 (AN-04)."""
    return Decimal(of.won) / of.trades if of.trades else Lack.TRADES


def profit_factor(of: Tally) -> Decimal | Lack:
    """What the winners gained over what the losers lost (AN-06)."""
    if not of.trades:
        return Lack.TRADES
    return of.gained / of.lost if of.lost else Lack.LOSSES


def average_win(of: Tally) -> Decimal | Lack:
    """What a winning trade gained, on average (AN-07)."""
    return of.gained / of.won if of.won else Lack.WINS if of.trades else Lack.TRADES


def average_loss(of: Tally) -> Decimal | Lack:
    """What a losing trade lost, on average, as a number above zero (AN-08)."""
    return of.lost / of.losing if of.losing else Lack.LOSSES if of.trades else Lack.TRADES


def average_multiple(of: Tally) -> Decimal | Lack:
    """The mean R of the trades that had a stop (AN-09)."""
    if of.measured:
        return of.multiples / of.measured
    return Lack.STOPS if of.trades else Lack.TRADES


def average_multiple_won(of: Tally) -> Decimal | Lack:
    """The mean R of the winners that had a stop."""
    return of.multiples_won / of.measured_won if of.measured_won else Lack.STOPS if of.won else Lack.WINS


def average_multiple_lost(of: Tally) -> Decimal | Lack:
    """The mean R of the losers that had a stop: below zero."""
    return (
        of.multiples_lost / of.measured_lost if of.measured_lost else Lack.STOPS if of.losing else Lack.LOSSES
    )


def expectancy(of: Tally) -> Decimal | Lack:
    """What a trade brings on average: win rate x average win - loss rate x average loss (AN-10)."""
    if not of.trades:
        return Lack.TRADES
    # The rates are over all trades, the means over winners and losers: what is left is profit over trades, exactly.
    return of.profit / of.trades


def exposure(held: Iterable[tuple[datetime, datetime]], since: datetime, until: datetime) -> Decimal:
    """The share of the time in which at least one trade was open, 0 to 1. `held` is from when to when each was."""
    spans = sorted((min(max(begun, since), until), min(over, until)) for begun, over in held)
    covered, reached = ZERO, since
    for begun, over in spans:
        if over > reached:
            covered += Decimal((over - max(begun, reached)).total_seconds())
            reached = over
    whole = Decimal((until - since).total_seconds())
    return covered / whole if whole > 0 else ZERO
