"""One day of a portfolio from what it was worth and what came and went (rows AN-11, DF-02, DF-28).

The return of a day is time-weighted: it is the product over the spans between flows, so money that is paid in earns
nothing by coming and hides nothing (Bacon, Practical Portfolio Performance Measurement and Attribution, chapter 2).
Where nobody knows what a book was worth when money moved, what came in counts from the beginning of the span and what
went out until its end: the side on which a flow can never look like a profit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from core.analytics.model import EquityDay
from core.kernel.money import ZERO, to_step
from core.kernel.values import quick

PLACES = Decimal("1E-18")
ONE = Decimal(1)


@quick
@dataclass(frozen=True, slots=True)
class Flow:
    """Money or units that came (above zero) or went, in the portfolio's currency.

    `before` is what the portfolio was worth just before; None: not known.
    """

    at: datetime
    amount: Decimal
    before: Decimal | None = None


def change_over(start: Decimal, flows: Iterable[Flow], end: Decimal) -> Decimal:
    """The return from a worth of `start` to one of `end` as a fraction, flows taken out, to eighteen places.

    A span that begins with nothing at risk returns nothing. A book that falls to nothing or below has lost all: -1.
    """
    growth, base, came, went = ONE, start, ZERO, ZERO
    for same in _by_instant(flows):
        steps = _in_turn(same, base + came - went)
        if steps is not None:
            for before, amount in steps:
                growth *= _factor(base + came, before + went)
                base, came, went = before + amount, ZERO, ZERO
            continue
        came += sum((flow.amount for flow in same if flow.amount > 0), ZERO)
        went -= sum((flow.amount for flow in same if flow.amount < 0), ZERO)
    growth *= _factor(base + came, end + went)
    return to_step(growth - ONE, PLACES, ROUND_HALF_EVEN)


def _factor(base: Decimal, end: Decimal) -> Decimal:
    return ONE if base <= 0 else max(end / base, ZERO)


def _by_instant(flows: Iterable[Flow]) -> Iterable[Sequence[Flow]]:
    same: dict[datetime, list[Flow]] = {}
    for flow in sorted(flows, key=lambda one: one.at):
        same.setdefault(flow.at, []).append(flow)
    return same.values()


def _in_turn(same: Sequence[Flow], worth: Decimal) -> list[tuple[Decimal, Decimal]] | None:
    """What moved at one instant, one after the other: what was there before, and what came or went. None where it is
    not known of all of them.

    What was noted with one worth came together. Whose turn it was is not written down, and the growth over all of them
    is the same in any order that does not pass through nothing: so the next is the one that is nearest to what is
    there.
    """
    left: dict[Decimal, Decimal] = {}
    for flow in same:
        if flow.before is None:
            return None
        left[flow.before] = left.get(flow.before, ZERO) + flow.amount
    steps = list[tuple[Decimal, Decimal]]()
    while left:
        before = min(left, key=lambda one: (abs(one - worth), one))
        steps.append((before, left.pop(before)))
        worth = sum(steps[-1], ZERO)
    return steps


def day_of(
    portfolio: str,
    last: EquityDay | None,
    equity: Decimal,
    flows: Sequence[Flow],
    *,
    begins_at: datetime,
    marked_at: datetime,
) -> EquityDay:
    """A day from the one kept before it (None: the portfolio's first) and the flows since that one's mark."""
    change = change_over(ZERO if last is None else last.equity, flows, equity)
    index = (ONE if last is None else last.index) * (ONE + change)
    return EquityDay(
        portfolio=portfolio,
        begins_at=begins_at,
        marked_at=marked_at,
        equity=equity,
        paid_in=sum((flow.amount for flow in flows if flow.amount > 0), ZERO),
        taken_out=-sum((flow.amount for flow in flows if flow.amount < 0), ZERO),
        change=change,
        index=to_step(index, PLACES, ROUND_HALF_EVEN),
        days=1 if last is None else max((begins_at - last.begins_at).days, 1),
    )
