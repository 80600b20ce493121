"""From which day on a period counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.analytics.model import Period

THIRTY_DAYS = timedelta(days=30)


def begins(period: Period, now: datetime) -> date | None:
    """The first day (UTC) of the period that `now` is in; None: from the very beginning (row LB-09).

    Daily is today, weekly the ISO week since Monday, monthly the calendar month, 30d today and the 29 days before.
    """
    today = now.date()
    if period is Period.DAILY:
        return today
    if period is Period.WEEKLY:
        return today - timedelta(days=today.weekday())
    if period is Period.MONTHLY:
        return today.replace(day=1)
    if period is Period.THIRTY_DAYS:
        return today - THIRTY_DAYS + timedelta(days=1)
    return None


def last_whole(period: Period, now: datetime) -> tuple[date | None, date]:
    """The newest period that is over: its first day and the day after its last. Of all time: until today."""
    today = now.date()
    if period in (Period.DAILY, Period.WEEKLY, Period.MONTHLY):
        until = begins(period, now) or today
        return begins(period, now - (today - until + timedelta(days=1))), until
    if period is Period.THIRTY_DAYS:
        return today - THIRTY_DAYS, today
    return None, today
