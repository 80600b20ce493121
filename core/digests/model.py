"""When somebody's next summary is due (row NT-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.kernel.values import quick

# The two summaries, as `/me notify` names them.
DAILY, WEEKLY = "daily", "weekly"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDue:
    """The next summary of one person, in order of time. Who never traded has none."""

    due_at: datetime
    person: str
