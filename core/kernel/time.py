"""Instants and lengths of time. Every instant is aware and in UTC; only `Clock.now` makes new ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol

from core.kernel.errors import Bug

UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
LENGTH = re.compile(r"(\d{1,9})\s*(s|min|m|h|d)")


class Clock(Protocol):
    """The one source of the present. Two clocks in one process would disagree: there is one."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


def utc(value: datetime) -> datetime:
    """The same instant in UTC. A naive datetime is a Bug: nobody knows what it means."""
    if value.tzinfo is None:
        raise Bug(f"an instant without a zone: {value!r}")
    return value.astimezone(UTC)


def parse_length(text: str) -> timedelta | None:
    """`90s`, `5m`, `+2h`, `1d 6h` as a length of time; None when the text is something else."""
    rest = text.strip().lower().removeprefix("+").replace(" ", "")
    if not rest or LENGTH.sub("", rest):
        return None
    seconds = sum(int(number) * UNITS[unit] for number, unit in LENGTH.findall(rest))
    return timedelta(seconds=seconds) if seconds <= 366 * 86400 * 10 else None
