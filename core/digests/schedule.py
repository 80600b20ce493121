"""At which instant somebody's next summary is due. Pure."""

from __future__ import annotations

from datetime import datetime

from core.digests.model import DigestDue
from core.notices.model import Preferences
from core.notices.quiet import next_time
from core.notices.zones import clock_of

MONDAY = 0


def next_digest_of(wishes: Preferences, person: str, now: datetime) -> DigestDue:
    """The next time after now at which their own clock shows their hour."""
    return DigestDue(due_at=next_time(wishes.digest_at, clock_of(wishes.zone), now), person=person)


def is_weekly(at: datetime) -> bool:
    """Whether the week is told with the day: with the first summary after the week ended, which is at Monday 00:00
    UTC."""
    return at.weekday() == MONDAY
