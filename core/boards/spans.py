"""Which days a board is about, and what it is called. Pure (row LB-09).

A period's board runs until its turn: a day's at each midnight (UTC), a month's on the first, all others on Monday.
What it was then is kept as a final board. Of 30 days and of all time, which never end, that is how they stood on
that Monday.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from core.accounts.model import Mode
from core.analytics.model import Period
from core.boards.model import Metric

DAY = timedelta(days=1)
MONTH = timedelta(days=30)
NOW = "now"


def midnight(at: datetime) -> datetime:
    """00:00 UTC of the day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def turn(period: Period, at: datetime) -> datetime:
    """The newest turn of a period that is not past `at`."""
    day = midnight(at)
    if period is Period.DAILY:
        return day
    if period is Period.MONTHLY:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday())


def turn_before(period: Period, until: datetime) -> datetime:
    """The turn before this one."""
    return turn(period, until - DAY)


def span_until(period: Period, until: datetime) -> datetime | None:
    """Where the days of a final board begin; None: at the beginning of everything."""
    if period is Period.ALL_TIME:
        return None
    return until - MONTH if period is Period.THIRTY_DAYS else turn_before(period, until)


def span_now(period: Period, now: datetime) -> datetime | None:
    """Where the days of the present board begin, which has today in it."""
    if period is Period.ALL_TIME:
        return None
    return midnight(now) - MONTH + DAY if period is Period.THIRTY_DAYS else turn(period, now)


def kept_until(period: Period, now: datetime) -> datetime | None:
    """Final boards that ended before this are no longer kept; None: all are."""
    if period in (Period.WEEKLY, Period.MONTHLY):
        return None
    return midnight(now) - 2 * MONTH


def board_id(mode: Mode, period: Period, metric: Metric, until: datetime | None) -> str:
    """The board's id: of the present one without `until`, else of the one that was final then."""
    end = NOW if until is None else until.date().isoformat()
    return f"{mode.value}/{period.value}/{metric.value}/{end}"
