"""Help and health, as they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One command in a list."""

    usage: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """Commands of a topic, or all of them; `options` explain one command, `words` the jargon."""

    topic: str
    lines: tuple[HelpLine, ...]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPart:
    """One part of the program: `ok`, or what is the matter with it."""

    name: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether this installation is well, part by part."""

    well: bool
    version: str
    parts: tuple[HealthPart, ...]
    at: datetime
