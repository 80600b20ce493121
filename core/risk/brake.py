"""When the daily brake warns and when it stops new trades: pure (storyboard, scene 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.risk.limits import Limits
from core.risk.today import Today, change_of, midnight

WARNING = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Step:
    """The brake warns, or `halts`: the day's change and its limit, both as shares."""

    halts: bool
    change: Decimal
    limit: Decimal


def braked(today: Today, equity: Decimal, limits: Limits, now: datetime) -> Step | None:
    """What the brake does now, if anything: each step once a day."""
    change = change_of(equity, today)
    if change is None:
        return None
    day, begun = today.day_book, midnight(now)
    halted = day is not None and day.halted_at is not None and day.halted_at >= begun
    warned = day is not None and day.warned_at is not None and day.warned_at >= begun
    if change <= -limits.day_share:
        return None if halted else Step(True, change, limits.day_share)
    if change <= -limits.day_share * WARNING:
        return None if halted or warned else Step(False, change, limits.day_share)
    return None
