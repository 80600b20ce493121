"""What teaching and testing answer with. Field names are stable outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.signals.lessons import Choice
from core.signals.model import ReadingItem
from core.signals.profile import Template
from core.signals.trial import Line, Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachCard:
    """A lesson as it stands. `step` is `post` while a post is awaited, else what is asked about the last one.

    `known` are the answers so far as (step, words of the post). `code` with `facts` says why the words just given
    were not taken, or why the posts make no template (`step` `failed`), or that it may not be switched on (`harm`).
    """

    provider: str
    name: str
    draft: str
    at: str
    step: str
    number: int
    needed: int
    text: str
    known: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    can_part: bool
    item: ReadingItem | None
    until: datetime
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    trial: Trial | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachPlan:
    """A learned template about to be used, with what it does to the channel's last posts."""

    provider: str
    name: str
    draft: str
    template: Template
    trial: Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUsed:
    """A template was switched on."""

    name: str
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachEnded:
    """A lesson was thrown away; nothing changed."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialCard:
    """Posts that a trial points at. `new`: those that only the template reads, else those that need a look."""

    name: str
    new: bool
    posts: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HowRead:
    """How a text would be read: with the provider's profile, and with the template too. `right`: see settings."""

    name: str
    text: str
    before: tuple[ReadingItem, ...]
    after: tuple[ReadingItem, ...]
    right: int | None
