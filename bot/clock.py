"""The one clock of a process: real, or virtual for scripts. Both can be put forward by `clock:`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

STORY_BEGINS = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


class RealClock:
    """The system's time, plus what `clock:` added."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The present."""
        return datetime.now(UTC) + self.offset

    def advance(self, by: timedelta) -> None:
        """Time passes at once."""
        self.offset += by


class VirtualClock:
    """Stands still until it is put forward: the same script sees the same times."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The present of the script."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Time passes."""
        self._now += by
