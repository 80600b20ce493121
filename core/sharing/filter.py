"""What others may see of a portfolio: made from what is allowed, so that nothing has to be hidden afterwards (DF-38).

A plain function from facts and settings to a `PublicView`. Fractions are rounded here: with all its digits, a share of
the whole would give away the amounts that it was worked out from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

from core.accounts.model import Mode
from core.kernel.money import ZERO, to_step
from core.orders.model import Side
from core.sharing.model import ShareSettings
from core.sharing.results import (
    CurvePoint,
    PublicAmounts,
    PublicHolding,
    PublicReturns,
    PublicTrade,
    PublicTrades,
    PublicView,
)

# A hundredth of a percent, and of an R.
SHARE, MULTIPLE = Decimal("0.0001"), Decimal("0.01")
CENT = Decimal("0.01")
# A page on a phone shows so many trades; how many there are in all is told beside them.
TRADES_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """Units that are held, below zero when sold short; `value` is None without a price."""

    symbol: str
    quantity: Decimal
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedFact:
    """A closed trade: `cost` of its entries, `profit` after fees, `risk` frozen at entry (DF-35)."""

    symbol: str
    side: Side
    closed_at: datetime
    quantity: Decimal
    cost: Decimal
    profit: Decimal
    risk: Decimal | None
    note: str

    @property
    def change(self) -> Decimal | None:
        """Profit as a part of what the entries cost."""
        return self.profit / self.cost if self.cost else None

    @property
    def r_multiple(self) -> Decimal | None:
        """Profit in units of the risk."""
        return self.profit / self.risk if self.risk else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A portfolio in full, for the time that is shown.

    `points` are the ends of days with the time-weighted index, `total` and `fall` fractions; `profit` what was gained
    in that time, in `currency`. `trades` are the newest of those that were closed in that time, the newest first; of
    all of them there were `closed`, of which `won` gained, with `average_r` where their risk is known.
    """

    name: str
    mode: Mode
    currency: str
    period: str
    since: date
    until: date
    points: Sequence[tuple[date, Decimal]]
    total: Decimal | None
    fall: Decimal | None
    profit: Decimal | None
    equity: Decimal
    cash: Decimal
    held: Sequence[HeldFact]
    trades: Sequence[ClosedFact]
    closed: int
    won: int
    average_r: Decimal | None


def public_view(facts: Facts, settings: ShareSettings) -> PublicView:
    """What these settings allow of these facts."""
    return PublicView(
        name=facts.name,
        mode=facts.mode.value,
        since=facts.since,
        until=facts.until,
        period=facts.period,
        delayed=settings.delayed,
        returns=_returns(facts) if settings.show_pnl else None,
        holdings=_holdings(facts, settings) if settings.show_holdings else None,
        trades=_trades(facts, settings) if settings.show_trades else None,
        amounts=_amounts(facts, settings) if settings.show_amounts else None,
    )


def _share(value: Decimal | None) -> Decimal | None:
    return None if value is None else to_step(value, SHARE, ROUND_HALF_EVEN)


def _returns(facts: Facts) -> PublicReturns:
    first = facts.points[0][1] if facts.points else ZERO
    points = [
        CurvePoint(day=day, change=to_step(index / first - 1, SHARE, ROUND_HALF_EVEN))
        for day, index in facts.points
        if first
    ]
    return PublicReturns(total=_share(facts.total), fall=_share(facts.fall), points=tuple(points))


def _holdings(facts: Facts, settings: ShareSettings) -> tuple[PublicHolding, ...]:
    """The largest first, which says no more than the shares do."""
    ordered = sorted(facts.held, key=lambda one: (-abs(one.value or ZERO), one.symbol))
    return tuple(
        PublicHolding(
            symbol=one.symbol,
            share=_share(one.value / facts.equity) if one.value is not None and facts.equity > 0 else None,
            quantity=one.quantity if settings.show_amounts else None,
            value=_cents(one.value) if settings.show_amounts else None,
        )
        for one in ordered
    )


def _trades(facts: Facts, settings: ShareSettings) -> PublicTrades:
    results = settings.show_pnl
    return PublicTrades(
        closed=facts.closed,
        lines=tuple(_trade(one, settings) for one in facts.trades[:TRADES_SHOWN]),
        won=facts.won if results else None,
        average_r=_multiple(facts.average_r) if results else None,
    )


def _trade(one: ClosedFact, settings: ShareSettings) -> PublicTrade:
    results, amounts = settings.show_pnl, settings.show_amounts
    return PublicTrade(
        symbol=one.symbol,
        side=one.side,
        closed_on=one.closed_at.date(),
        change=_share(one.change) if results else None,
        r_multiple=_multiple(one.r_multiple) if results else None,
        profit=_cents(one.profit) if results and amounts else None,
        quantity=one.quantity if amounts else None,
        note=one.note if settings.show_notes else "",
    )


def _amounts(facts: Facts, settings: ShareSettings) -> PublicAmounts:
    profit = _cents(facts.profit) if settings.show_pnl else None
    equity, cash = to_step(facts.equity, CENT, ROUND_HALF_EVEN), to_step(facts.cash, CENT, ROUND_HALF_EVEN)
    return PublicAmounts(currency=facts.currency, equity=equity, cash=cash, profit=profit)


def _multiple(value: Decimal | None) -> Decimal | None:
    return None if value is None else to_step(value, MULTIPLE, ROUND_HALF_EVEN)


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else to_step(value, CENT, ROUND_HALF_EVEN)
