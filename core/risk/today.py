"""What a person's books say about today: loss since midnight, fall from the peak, what is open and what was done.

Pure. The day is the day in UTC. Money paid in or out is no profit and no loss: it moves what a day is measured from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from core.kernel.money import ZERO, to_step
from core.orders.model import Side, TradeStatus
from core.portfolio.opening import Book
from core.risk.model import DayBook, Facts, OpenTrade, Opposite, RecentTrade

MINUTE = timedelta(minutes=1)
SHARE_DIGITS = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The rows behind the facts of one portfolio. `flows` is what was paid in, less what was paid out, since the
    mark of its day book; without a day book, since it was opened."""

    day_book: DayBook | None = None
    flows: Decimal = ZERO
    open_trades: Sequence[OpenTrade] = ()
    open_elsewhere: int = 0
    recent: Sequence[RecentTrade] = field(default_factory=tuple)


UNTOUCHED = Today()


def midnight(at: datetime) -> datetime:
    """00:00 UTC of the day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def base_of(today: Today) -> Decimal:
    """What the day is measured from: the mark of midnight and what was paid in since."""
    return (ZERO if today.day_book is None else today.day_book.mark) + today.flows


def change_of(equity: Decimal, today: Today) -> Decimal | None:
    """Profit or loss of the day as a share of what it began with, rounded to 0.0001 %; None where that is nothing."""
    base = base_of(today)
    return None if base <= 0 else to_step((equity - base) / base, SHARE_DIGITS, ROUND_HALF_UP)


def peak_of(equity: Decimal, today: Today) -> Decimal:
    """The most the account was ever worth, in the money that is in it now."""
    peak = ZERO if today.day_book is None else today.day_book.peak
    return max(peak + today.flows, base_of(today), equity)


def fall_of(equity: Decimal, today: Today) -> Decimal | None:
    """How far below its peak the account is, as a share of the peak."""
    peak = peak_of(equity, today)
    return None if peak <= 0 else to_step((equity - peak) / peak, SHARE_DIGITS, ROUND_HALF_UP)


def facts_of(
    today: Today,
    book: Book,
    equity: Decimal,
    prices: Mapping[str, Decimal],
    symbol: str,
    side: Side,
    now: datetime,
    paused: tuple[str, str, str] | None = None,
    adding_to: str | None = None,
) -> Facts:
    """Everything about this person's today that a check of this entry looks at.

    `adding_to` names the provider who adds to a trade of theirs: that one is no second leader in the same thing.
    """
    waiting = [trade for trade in today.open_trades if trade.status is TradeStatus.PLANNED]
    working = sum((trade.planned * trade.reference for trade in waiting), ZERO)
    held = sum((abs(p.quantity) * prices.get(p.symbol, ZERO) for p in book.positions if p.quantity), ZERO)
    copies = [
        trade
        for trade in today.open_trades
        if trade.provider not in (None, adding_to) and (trade.symbol, trade.side) == (symbol, side)
    ]
    minute = sorted(trade.created_at for trade in today.recent if now - trade.created_at < MINUTE)
    day_began = midnight(now)
    of_today = [trade for trade in today.recent if trade.created_at >= day_began]
    if book.opening is not None:
        today = Today(flows=book.cash)
    return Facts(
        day=change_of(equity, today),
        halted=is_halted(today.day_book, now),
        fall=fall_of(equity, today),
        exposure=held + working,
        working=sum((trade.planned * trade.reference for trade in waiting if trade.symbol == symbol), ZERO),
        open_trades=len(today.open_trades) + today.open_elsewhere,
        orders_today=len(of_today),
        orders_this_minute=len(minute),
        next_in=minute[0] + MINUTE - now if minute else timedelta(0),
        turnover=sum(
            (t.planned * t.reference for t in of_today if t.status is not TradeStatus.UNFILLED), ZERO
        ),
        copied_risk=sum((risk_left(trade) for trade in copies), ZERO),
        copied_from=tuple(dict.fromkeys(trade.provider_name or "" for trade in copies)),
        paused=paused,
        opposite=opposite_of(today, book, symbol, side),
    )


def opposite_of(today: Today, book: Book, symbol: str, side: Side) -> Opposite | None:
    """What stands the other way round: a trade with units before one that waits, a trade before units from outside.

    The books know one position for an instrument (PF-01), and a venue that nets holds one: an entry against it would
    sell what a trade protects, and its own stop would find nothing to reduce.
    """
    against = [one for one in today.open_trades if one.symbol == symbol and one.side is side.opposite]
    if against:
        first = min(against, key=lambda one: one.status is TradeStatus.PLANNED)
        return Opposite(first.id, first.side, first.status is TradeStatus.PLANNED)
    held = ZERO if (position := book.position(symbol)) is None else position.quantity
    return Opposite("", side.opposite) if held * side.sign < 0 else None


def is_halted(day_book: DayBook | None, now: datetime) -> bool:
    """Whether the brake was pulled today and not let go."""
    return day_book is not None and day_book.halted_at is not None and day_book.halted_at >= midnight(now)


def risk_left(trade: OpenTrade) -> Decimal:
    """What an open trade may still lose at its stop; all of it where it has none; nothing once the stop is paid for.

    After the target that brings the stop to break-even the rest of a trade ends at 0.00 in the worst case.
    """
    units = trade.planned if trade.status is TradeStatus.PLANNED else trade.entered - trade.exited
    price = trade.cost / trade.entered if trade.entered else trade.reference
    if trade.stop is None:
        return units * price
    if trade.exited and trade.break_even_after:
        return ZERO
    return units * max(trade.side.sign * (price - trade.stop), ZERO)
