"""One day of one person from the days of their accounts and from their trades. Pure.

What is refused here is what people do to look better than they are: trades that risk nothing, the same trade over and
over, losses that stay open, a gain made with next to nothing (rows LB-02, BX-14, DF-06).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.analytics.closed import ClosedTrade
from core.analytics.model import EquityDay
from core.boards.model import BoardDay
from core.boards.rules import HELD_LEAST, SAME_MOST, STAKE_LEAST, WORTH_LEAST
from core.boards.standing import combined
from core.kernel.money import ZERO
from core.kernel.values import replace


@dataclass(frozen=True, slots=True)
class AccountDay:
    """The day of one portfolio, the one that was kept before it, and what a unit of its currency is worth in USDT."""

    before: EquityDay | None
    day: EquityDay
    rate: Decimal


def day_of(
    person: str,
    mode: Mode,
    begins_at: datetime,
    accounts: Sequence[AccountDay],
    trades: Collection[ClosedTrade],
    open_results: Sequence[Decimal],
    rates: Mapping[str, Decimal],
) -> BoardDay:
    """The day that began then. `trades` were closed on it; `open_results` is what each open trade would bring, in USDT.

    `rates` lead from the portfolios of these trades into USDT.
    """
    flat = BoardDay(person=person, mode=mode, begins_at=begins_at)
    parts = [_money(flat, one) for one in accounts]
    day = combined(parts) if parts else flat
    if day.worth + day.paid_in < WORTH_LEAST:
        day = replace(day, change=min(day.change, ZERO))
    under = [one for one in open_results if one < 0]
    counted = _traded(day, trades, rates)
    return replace(counted, under=len(under), under_by=-sum(under, ZERO))


def _money(flat: BoardDay, account: AccountDay) -> BoardDay:
    day, rate = account.day, account.rate
    start = ZERO if account.before is None else account.before.equity
    return replace(
        flat,
        change=day.change,
        worth=start * rate,
        paid_in=day.paid_in * rate,
        profit=(day.equity - start - day.paid_in + day.taken_out) * rate,
    )


def _traded(day: BoardDay, trades: Collection[ClosedTrade], rates: Mapping[str, Decimal]) -> BoardDay:
    """The day with its closed trades. A loss always counts; a gain only where something could be lost."""
    least = (day.worth + day.paid_in) * STAKE_LEAST
    traded = won = lost = even = 0
    gained = gave = ZERO
    same: dict[str, int] = {}
    for trade in sorted(trades, key=lambda one: (one.closed_at, one.trade)):
        rate = rates.get(trade.portfolio, ZERO)
        genuine = is_genuine(trade, least, rate)
        net = trade.profit * rate
        if genuine:
            same[trade.symbol] = same.get(trade.symbol, 0) + 1
            traded += same[trade.symbol] <= SAME_MOST
        if net < 0:
            lost, gave = lost + 1, gave - net
        elif not net:
            even += 1
        elif genuine:
            won, gained = won + 1, gained + net
    return replace(day, traded=traded, won=won, lost=lost, even=even, gained=gained, gave=gave)


def is_genuine(trade: ClosedTrade, least: Decimal, rate: Decimal) -> bool:
    """Whether a closed trade was large enough and held for long enough to lose something."""
    return trade.closed_at - trade.opened_at >= HELD_LEAST and trade.cost * rate >= least > 0
