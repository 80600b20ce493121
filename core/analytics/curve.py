"""A portfolio's way through a part of the time: what it made in all, and how deep it fell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property

from core.analytics.days import ONE, PLACES
from core.analytics.model import EquityDay
from core.kernel.money import ZERO, to_step


@dataclass(frozen=True, slots=True)
class Fall:
    """The deepest fall from a peak: a fraction of the peak, at most 0, and the days on which it began and was deepest.

    `days` is how long it took from the peak until that was reached again, or until now (rows AN-12, DF-02).
    """

    share: Decimal
    peak: date | None = None
    bottom: date | None = None
    days: int = 0


NO_FALL = Fall(ZERO)


@dataclass(frozen=True)
class Curve:
    """Days of one portfolio, oldest first, the last one perhaps not over yet. `before` is the day before the first:
    what the span began with; None where it begins with the portfolio itself."""

    before: EquityDay | None
    days: tuple[EquityDay, ...]

    @property
    def began(self) -> Decimal:
        """What it was worth when the span began."""
        return ZERO if self.before is None else self.before.equity

    @property
    def changes(self) -> Sequence[Decimal]:
        """The return of each day as a fraction, oldest first."""
        return [day.change for day in self.days]

    @property
    def total(self) -> Decimal:
        """The time-weighted return of the whole span as a fraction; 0 where there is no day in it."""
        if not self.days:
            return ZERO
        first = ONE if self.before is None else self.before.index
        return to_step(self.days[-1].index / first - ONE, PLACES, ROUND_HALF_EVEN) if first else -ONE

    @property
    def gained(self) -> Decimal:
        """The money that was made: what is there now, less what was there and what was paid in, plus what was taken."""
        if not self.days:
            return ZERO
        flows = sum((day.paid_in - day.taken_out for day in self.days), ZERO)
        return self.days[-1].equity - self.began - flows

    @property
    def money_fall(self) -> Decimal:
        """The most that was ever lost from a peak in money, flows taken out; at most 0 (DF-02)."""
        gained = peak = deepest = ZERO
        worth = self.began
        for day in self.days:
            gained += day.equity - worth - day.paid_in + day.taken_out
            worth, peak = day.equity, max(peak, gained)
            deepest = min(deepest, gained - peak)
        return deepest

    @cached_property
    def fall(self) -> Fall:
        """The deepest fall of the index in this span from the highest point before it (DF-02, DF-03)."""
        points = [(day.day, day.index) for day in self.days]
        if self.before is not None:
            points.insert(0, (self.before.day, self.before.index))
        elif points:
            # What was paid in on the first day is where it begins.
            points.insert(0, (points[0][0], ONE))
        deepest, top, peak, height = NO_FALL, ZERO, None, ZERO
        for day, index in points:
            if index >= top:
                top, peak = index, day
                continue
            share = to_step(index / top - ONE, PLACES, ROUND_HALF_EVEN)
            if share < deepest.share:
                deepest, height = Fall(share, peak, day), top
        return _measured(deepest, height, points)


def _measured(fall: Fall, height: Decimal, points: Sequence[tuple[date, Decimal]]) -> Fall:
    """The fall with how long it lasted: until its height was reached again, or until the last day."""
    if fall.bottom is None or fall.peak is None:
        return fall
    after = (day for day, index in points if day > fall.bottom and index >= height)
    return Fall(fall.share, fall.peak, fall.bottom, (next(after, points[-1][0]) - fall.peak).days)
