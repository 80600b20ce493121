"""How somebody stands over a span of days, and the value of each metric. Pure; one rule a function.

return         I = product of (1 + change of the day); I - 1. Time-weighted: money paid in or out changes nothing
(DF-37)
roi            profit / (worth when the span began + what was paid in since)
amount         profit in USDT, by the rates of each day
winrate        won / (won + lost + even + open trades below zero)
consistency    standard deviation of the daily changes, the lower the better (AN-19)
profitability  gained / (gave + what open trades are below zero), 10 at most
followers      people whose copies of theirs were filled
risk           return / the deepest fall, which counts as 1 % at least (BX-14)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from core.analytics.ratios import deviation
from core.boards.model import BoardDay, Metric
from core.boards.rules import DAYS_LEAST, FACTOR_MOST, FALL_LEAST, GAIN_LEAST, TRADES_LEAST
from core.kernel.money import ZERO, to_step
from core.kernel.values import quick, replace

# Values are kept and compared to so many places: a share of 0.0000000001 is nobody's lead.
SMALLEST = Decimal("1E-10")
ONE = Decimal(1)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one person's days come to. `sampled` and `sampled_days` decide whether they are ranked at all."""

    person: str
    days: int
    change: Decimal
    fall: Decimal
    deviation: Decimal | None
    profit: Decimal
    put_in: Decimal
    won: int
    decided: int
    gained: Decimal
    gave: Decimal
    trades: int
    sampled: int
    sampled_days: int
    followers: int = 0
    amounts: bool = False


def combined(days: Sequence[BoardDay]) -> BoardDay:
    """One day from those of several accounts, or of several people who turned out to be one.

    Each is weighed by what was there when the day began; where nothing was anywhere, by what was paid in.
    """
    if len(days) == 1:
        return days[0]
    worth = sum((one.worth for one in days), ZERO)
    weights = [max(one.worth if worth > 0 else one.paid_in, ZERO) for one in days]
    weighed = sum((one.change * weight for one, weight in zip(days, weights, strict=True)), ZERO)
    whole = sum(weights, ZERO)
    return replace(
        days[0],
        change=weighed / whole if whole > 0 else ZERO,
        worth=worth,
        paid_in=sum((one.paid_in for one in days), ZERO),
        profit=sum((one.profit for one in days), ZERO),
        traded=sum(one.traded for one in days),
        won=sum(one.won for one in days),
        lost=sum(one.lost for one in days),
        even=sum(one.even for one in days),
        gained=sum((one.gained for one in days), ZERO),
        gave=sum((one.gave for one in days), ZERO),
        under=sum(one.under for one in days),
        under_by=sum((one.under_by for one in days), ZERO),
    )


def standing(
    person: str,
    days: Sequence[BoardDay],
    sample: Sequence[BoardDay],
    *,
    followers: int = 0,
    amounts: bool = False,
) -> Standing:
    """How these days, oldest first, add up. `sample` are the days whose trades decide whether anybody is ranked."""
    index, peak, fall = ONE, ONE, ZERO
    for one in days:
        index *= ONE + one.change
        peak = max(peak, index)
        fall = min(fall, index / peak - ONE)
    last_under = days[-1].under if days else 0
    last_under_by = days[-1].under_by if days else ZERO
    won = sum(one.won for one in days)
    closed = won + sum(one.lost + one.even for one in days)
    return Standing(
        person=person,
        days=len(days),
        change=kept(index - ONE),
        fall=kept(fall),
        deviation=unevenness([one.change for one in days]),
        profit=sum((one.profit for one in days), ZERO),
        put_in=put_in(days),
        won=won,
        decided=closed + last_under,
        gained=sum((one.gained for one in days), ZERO),
        gave=sum((one.gave for one in days), last_under_by),
        trades=closed,
        sampled=sum(one.traded for one in sample),
        sampled_days=sum(one.traded > 0 for one in sample),
        followers=followers,
        amounts=amounts,
    )


def put_in(days: Sequence[BoardDay]) -> Decimal:
    """What worked in the span: the worth it began with, and what was paid in."""
    return days[0].worth + sum((one.paid_in for one in days), ZERO) if days else ZERO


def unevenness(changes: Sequence[Decimal]) -> Decimal | None:
    """Standard deviation of the daily changes; None for fewer than three of them (AN-19)."""
    if len(changes) < DAYS_LEAST:
        return None
    return kept(Decimal(repr(deviation([float(one) for one in changes]))))


def kept(value: Decimal) -> Decimal:
    """A value to the places that are kept."""
    return to_step(value, SMALLEST, ROUND_HALF_EVEN)


def missing(metric: Metric, one: Standing) -> str | None:
    """Why somebody has no place by this metric, by name; None when they have one if there is a value at all."""
    if metric is Metric.FOLLOWERS:
        return None if one.followers else "no_followers"
    if not one.days:
        return "begins"
    if one.sampled < TRADES_LEAST:
        return "few_trades"
    if one.sampled_days < DAYS_LEAST:
        return "few_days"
    if metric is Metric.AMOUNT and not one.amounts:
        return "hidden_amounts"
    if metric is Metric.CONSISTENCY and (one.change < GAIN_LEAST or one.deviation is None):
        return "small_gain"
    return None


def value(metric: Metric, one: Standing) -> Decimal | None:
    """What a board ranks by; None where it cannot be said."""
    match metric:
        case Metric.RETURN:
            return one.change
        case Metric.ROI:
            return kept(one.profit / one.put_in) if one.put_in > 0 else None
        case Metric.AMOUNT:
            return kept(one.profit)
        case Metric.WINRATE:
            return kept(Decimal(one.won) / one.decided) if one.decided else None
        case Metric.CONSISTENCY:
            return one.deviation
        case Metric.PROFITABILITY:
            return factor(one)
        case Metric.FOLLOWERS:
            return Decimal(one.followers)
        case Metric.RISK:
            return kept(one.change / max(-one.fall, FALL_LEAST))


def factor(one: Standing) -> Decimal | None:
    """Profit factor: what was gained for each unit that was given; without a loss, the most that counts."""
    if one.gave <= 0:
        return FACTOR_MOST if one.gained > 0 else None
    return min(kept(one.gained / one.gave), FACTOR_MOST)
