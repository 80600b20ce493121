"""When last week's boards are posted where: Mondays at nine by the community's clock, once the week is over. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from core.boards.spans import DAY

AT = time(9)
WEEK = 7 * DAY
# East of Greenwich Monday's nine may be before the week is over; it is, and its days are kept, this long after.
SETTLED = timedelta(minutes=5)


def due_at(until: datetime, zone: tzinfo) -> datetime:
    """When the week that ended then is posted: `until` is Monday, 00:00 UTC."""
    there = datetime.combine(until.date(), AT, zone)
    return max(there.astimezone(UTC), until + SETTLED)
