"""One option for every period there is (LB-09)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.analytics.model import Period
from core.analytics.periods import begins, last_whole

WEDNESDAY = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "first"),
    [
        (Period.DAILY, date(2026, 11, 18)),
        (Period.WEEKLY, date(2026, 11, 16)),
        (Period.THIRTY_DAYS, date(2026, 10, 20)),
        (Period.MONTHLY, date(2026, 11, 1)),
        (Period.ALL_TIME, None),
    ],
)
def test_a_period_begins_on_its_day(period: Period, first: date | None):
    assert begins(period, WEDNESDAY) == first


@pytest.mark.parametrize(
    ("period", "first", "until"),
    [
        (Period.DAILY, date(2026, 11, 17), date(2026, 11, 18)),
        (Period.WEEKLY, date(2026, 11, 9), date(2026, 11, 16)),
        (Period.THIRTY_DAYS, date(2026, 10, 19), date(2026, 11, 18)),
        (Period.MONTHLY, date(2026, 10, 1), date(2026, 11, 1)),
        (Period.ALL_TIME, None, date(2026, 11, 18)),
    ],
)
def test_the_newest_period_that_is_over(period: Period, first: date | None, until: date):
    assert last_whole(period, WEDNESDAY) == (first, until)
