"""Codes that link two platforms' ids to one person, and how far each has come (row AC-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkState(StrEnum):
    """How far a code has come. Only the first three can still lead anywhere."""

    OPEN = "open"  # shown to who asked for it
    ENTERED = "entered"  # typed on the other side, which is asked whether it is the same person
    AGREED = "agreed"  # the other side said yes; who asked for the code has the last word
    JOINED = "joined"
    STOPPED = "stopped"
    CANCELED = "canceled"


class Side(StrEnum):
    """Who of the two a card is for: who asked for the code, or who entered it."""

    ISSUER = "issuer"
    REDEEMER = "redeemer"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """One code. The code itself is nowhere: `digest` is what entering it is held against. Works once, until it expires.

    `platform` and `name` are how who asked for it is known there; `other_*` are of who entered it.
    """

    id: str
    digest: str
    person: str
    platform: str
    name: str
    made_at: datetime
    expires_at: datetime
    state: LinkState
    other: str | None = None
    other_platform: str = ""
    other_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How often somebody has tried something since a moment; what lies further back than the window is forgotten."""

    person: str
    what: str
    since: datetime
    count: int


@dataclass(frozen=True, slots=True)
class LinkTold:
    """How a code stands, for one of the two sides."""

    link: str
    side: Side


@dataclass(frozen=True, slots=True)
class UnlinkTold:
    """A platform's id was taken out of somebody's account at an instant."""

    platform: str
    name: str
    at: datetime
