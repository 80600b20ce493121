"""The worth of each portfolio at the end of each day, and how it got there apart from money paid in or out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.values import quick


class Period(StrEnum):
    """Which part of the time figures are about (row LB-09)."""

    DAILY = "daily"
    WEEKLY = "weekly"
    THIRTY_DAYS = "30d"
    MONTHLY = "monthly"
    ALL_TIME = "all-time"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class EquityDay:
    """One day (UTC) of one portfolio, all money in its currency (rows AN-11, AN-12, DF-02, DF-37).

    `begins_at` is 00:00 of that day, `marked_at` when its end was taken: just after the next 00:00, or the present for
    a day that is not over. `equity` is what it was worth then; `paid_in` and `taken_out` are what came and went without
    a trade since the mark before, in kind too, both at least zero. `change` is the time-weighted return since that mark
    as a fraction, with these taken out; `index` is the product of 1 + change since the portfolio was opened. Both have
    eighteen places, so that ratios of tiny changes are right to nine. `days` is how many days it stands for: more than
    one where nobody was here at a midnight in between.
    """

    portfolio: str
    begins_at: datetime
    marked_at: datetime
    equity: Decimal
    paid_in: Decimal
    taken_out: Decimal
    change: Decimal
    index: Decimal
    days: int = 1

    @property
    def day(self) -> date:
        """Which day it is."""
        return self.begins_at.date()
