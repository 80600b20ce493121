"""A lesson that is going on: which posts a provider gave, and what was tapped in them so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.signals.lessons import Lesson, Step

OPEN_FOR = timedelta(hours=2)  # after the last answer


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachDraft:
    """One provider's lesson, at most one at a time. `id` tells its cards from those of an earlier one.

    Past `until` it is over: its buttons do nothing, and its person's words mean what they always mean.
    """

    provider: str
    id: str
    person: str
    lessons: tuple[Lesson, ...]
    until: datetime

    @property
    def at(self) -> str:
        """Where it stands: `2.entry`, or `3` while the third post is awaited."""
        if self.step is None:
            return str(len(self.lessons) + 1)
        return f"{len(self.lessons)}.{self.step.value}"

    @property
    def step(self) -> Step | None:
        """What is asked about the last post; None: the next post is awaited, or there are enough."""
        return self.lessons[-1].step if self.lessons else None
