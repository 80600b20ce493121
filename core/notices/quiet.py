"""Whether a notice is told now, with a ring or without, or waits, or is not wanted at all. Pure (row NT-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from core.notices.model import NoticeKind, Preferences, Waits, Way

ALWAYS = frozenset({NoticeKind.QUESTION, NoticeKind.ALARM})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Tell it (`until` None), hold it back until an instant, or drop it (not `wanted`)."""

    wanted: bool = True
    rings: bool = False
    until: datetime | None = None
    why: Waits | None = None


def judge(kind: NoticeKind, reason: str, wishes: Preferences, zone: tzinfo, now: datetime) -> Verdict:
    """What becomes of a new notice. `reason` is the code of a skip, empty for everything else."""
    if kind in ALWAYS:
        return Verdict(rings=True)
    if kind is NoticeKind.SUMMARY:
        return Verdict()
    way = way_of(kind.value, wishes)
    if reason and way_of(reason, wishes) is not Way.RING:
        way = way_of(reason, wishes)
    if way is Way.OFF:
        return Verdict(wanted=False)
    if way is Way.DIGEST:
        return Verdict(until=next_time(wishes.digest_at, zone, now), why=Waits.DIGEST)
    ends = quiet_ends(wishes, zone, now)
    if ends is not None:
        return Verdict(until=ends, why=Waits.QUIET)
    return Verdict(rings=way is Way.RING)


def way_of(word: str, wishes: Preferences) -> Way:
    """How a kind of notice, or a reason of skips, reaches this person."""
    for way, words in ((Way.OFF, wishes.off), (Way.DIGEST, wishes.digest), (Way.SILENT, wishes.silent)):
        if word in words:
            return way
    return Way.RING


def quiet_ends(wishes: Preferences, zone: tzinfo, now: datetime) -> datetime | None:
    """When the present quiet hours end; None when it is not quiet. They may go over midnight."""
    since, until = wishes.quiet_from, wishes.quiet_until
    if since is None or until is None or since == until:
        return None
    local = now.astimezone(zone)
    minute = local.hour * 60 + local.minute
    inside = since <= minute < until if since < until else minute >= since or minute < until
    return next_time(until, zone, now) if inside else None


def next_time(minute: int, zone: tzinfo, now: datetime) -> datetime:
    """The next instant after now at which clocks there show this minute of the day.

    On the night when the clock jumps over it, the instant that the jump lands on.
    """
    local = now.astimezone(zone)
    at = local.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0, fold=0)
    while at.astimezone(UTC) <= now:
        at += timedelta(days=1)
    return at.astimezone(UTC)
