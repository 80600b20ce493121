"""An address of one source, known by a digest of its secret (row CH-03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """One source of alerts. What comes to its address counts as its provider's posts. The secret itself is nowhere.

    `heard_at` and `outcome` are of the last alert: its sender is told nothing, its owner is.
    """

    digest: str
    provider: str
    source: str
    made_at: datetime
    heard_at: datetime | None = None
    outcome: str = ""
