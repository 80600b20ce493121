"""What the commands of notices answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.digests.results import Digest
from core.notices.model import NoticeKind, Preferences, Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyCard:
    """How somebody hears of what, and which of it was changed just now."""

    wishes: Preferences
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneCard:
    """Somebody's time zone, and the present."""

    zone: str
    now: datetime
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCard:
    """Somebody's language as a code, nothing while their platform decides, and those that there are."""

    language: str
    heard: str
    known: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTitle:
    """One card that was held back, by its title."""

    title: str
    kind: NoticeKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was held back, told as one. `more` are those beyond the ones that are named; `digest` is the summary of the
    day, and on Mondays of the week."""

    why: Waits
    at: datetime
    titles: tuple[HeldTitle, ...]
    more: int
    digest: Digest | None = None
