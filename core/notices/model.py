"""Notices: cards that somebody is told without asking. Each is a row, so none is lost with a process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One card for one person or one channel. A higher `version` than `told` means: tell it (again).

    `subject` names what it is about (`TradeTold` ...); the words are made from the facts at the moment of
    telling, so a card that is late is still true. `rank` orders cards that are due together.
    """

    id: str
    person: str | None
    channel: str | None
    subject: str
    rank: int
    version: int
    told: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NoticesDue:
    """These notices have something new."""

    notices: tuple[str, ...]
