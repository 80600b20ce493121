"""What is told of switches, of letters that could not be delivered, and of bugs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SwitchTold:
    """New orders were stopped for a scope; the same card says when they were allowed again."""

    scope: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BugTold:
    """Something broke on our side while somebody waited. Told to the owners once, by its reference."""

    reference: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class DeadTold:
    """Letters are stuck. One card, whatever their number: what it says is looked up."""


@dataclass(frozen=True, slots=True)
class MixedTold:
    """Processes of different builds are at work; the same card says when they are alike again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class FrontTold:
    """A chat platform is not spoken to; the same card says when it is again."""

    platform: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AwayTold:
    """Posts of a channel were kept while the database was away, and are taken in now."""

    channel: str
    since: datetime
    until: datetime
    posts: int


@dataclass(frozen=True, slots=True)
class LetterDied:
    """A reaction gave up on an outbox row."""

    reaction: str
    number: int
