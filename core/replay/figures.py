"""What a record comes to: plain sums over its lines, exact until they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from core.kernel.money import ZERO
from core.replay.model import CLOSED_OUTCOMES, Figures, Line, Outcome
from core.signals.outcome import middle

# Signals that could have been entered: the candles of their time are there and nothing about them was in doubt.
ENTERABLE = CLOSED_OUTCOMES | {Outcome.EXPIRED, Outcome.CANCELED, Outcome.PASSED}
_SECOND = timedelta(seconds=1)


def figures_of(lines: Sequence[Line]) -> Figures:
    """The figures of these signals. A trade that ends at exactly nothing is neither won nor lost."""
    closed = [line for line in lines if line.outcome in CLOSED_OUTCOMES]
    measured = [line.multiple for line in in_order(closed) if line.multiple is not None]
    won = sum(1 for line in closed if line.share is not None and line.share > 0)
    total = sum(measured, ZERO)
    gains, losses = sum((r for r in measured if r > 0), ZERO), -sum((r for r in measured if r < 0), ZERO)
    # What has no stop has no R, filled or not: it cannot be in the count that R is spread over.
    spread = sum(1 for line in lines if line.outcome in ENTERABLE and _measurable(line))
    shares = [line.share for line in closed if line.share is not None]
    return Figures(
        signals=len(lines),
        filled=sum(1 for line in lines if line.opened_at is not None),
        closed=len(closed),
        won=won,
        measured=len(measured),
        win_rate=_per(Decimal(won), len(closed)),
        average=_per(total, len(measured)),
        total=total,
        expectancy=_per(total, spread),
        profit_factor=gains / losses if losses else None,
        fall=deepest_fall(measured),
        held=_middle_time(line.held for line in closed),
        share=_per(sum(shares, ZERO), len(shares)),
    )


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Closed trades in the order in which they closed; of one moment, in the order in which they were posted."""
    return sorted(lines, key=lambda line: (line.closed_at or line.known_at, line.number))


def deepest_fall(multiples: Iterable[Decimal]) -> Decimal:
    """How far the running sum fell below its highest point, which is at least the 0 that it began with."""
    total = highest = fall = ZERO
    for multiple in multiples:
        total += multiple
        highest = max(highest, total)
        fall = max(fall, highest - total)
    return fall


def _measurable(line: Line) -> bool:
    return line.multiple is not None if line.opened_at is not None else line.stop is not None


def _per(total: Decimal, count: int) -> Decimal | None:
    return total / count if count else None


def _middle_time(times: Iterable[timedelta | None]) -> timedelta | None:
    seconds = middle([Decimal(time // _SECOND) for time in times if time is not None])
    return None if seconds is None else int(seconds) * _SECOND
