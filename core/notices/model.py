"""Notices: cards that somebody is told without asking. Each is a row, so none is lost with a process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.values import quick


class NoticeKind(StrEnum):
    """What a notice is to its reader. Questions and alarms always ring; the rest is as the person likes it."""

    QUESTION = "question"
    ALARM = "alarm"
    FILL = "fill"
    EXIT = "exit"
    SKIP = "skip"
    BOARD = "board"
    INFO = "info"
    SUMMARY = "summary"


class Way(StrEnum):
    """How a kind of notice reaches somebody."""

    RING = "ring"
    SILENT = "silent"
    DIGEST = "digest"
    OFF = "off"


class Waits(StrEnum):
    """Why a notice is held back for now."""

    QUIET = "quiet"
    DIGEST = "digest"
    CROWD = "crowd"  # so many wait for the same person already


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One card for one person or one channel. A higher `version` than `told` means: tell it (again).

    `subject` names what it is about (`TradeTold` ...); the words are made from the facts at the moment of
    telling, so a card that is late is still true. `rank` orders cards that are due together. `shown` says that
    the reader has the card itself: what is told again then takes its place, silently.
    """

    id: str
    person: str | None
    channel: str | None
    subject: str
    rank: int
    version: int
    told: int
    made_at: datetime
    kind: NoticeKind = NoticeKind.INFO
    shown: bool = False


@dataclass(frozen=True, slots=True)
class NoticesDue:
    """These notices have something new."""

    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """When and how somebody wants to hear of what (rows NT-05, AC-08). The defaults hold until they say otherwise.

    Hours are minutes of the day in `zone`, a name of the IANA list. `silent`, `digest` and `off` hold kinds of
    notices and codes of skips; what is in none of them rings. `copying` is how a new copy begins. `language` is the
    code of the one they chose; until then what their platform told last holds, which is `heard`.
    """

    person: str
    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None
    digest_at: int = 18 * 60
    silent: tuple[str, ...] = (NoticeKind.SKIP.value, NoticeKind.INFO.value)
    digest: tuple[str, ...] = (NoticeKind.BOARD.value,)
    off: tuple[str, ...] = ()
    copying: str = "auto"
    language: str = ""
    heard: str = ""

    @property
    def speaks(self) -> str:
        """The code of their language; nothing while nobody knows it."""
        return self.language or self.heard


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNotice:
    """A notice that waits for the end of somebody's quiet hours, or for their digest. In order of time."""

    due_at: datetime
    person: str
    notice: str
    why: Waits


@dataclass(frozen=True, slots=True)
class SummaryTold:
    """What was held back for somebody until an instant is told as one card."""

    person: str
    why: Waits
    at: datetime
    notices: tuple[str, ...]
