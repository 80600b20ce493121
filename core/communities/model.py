"""Servers and groups, their channels, and roles that hold in one of them only (rows AC-06, BX-19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.kernel.access import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A role of somebody in one community (`discord:123`), provider or moderator; elsewhere it is none."""

    community: str
    person: str
    level: Level
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A server or a group. Channels are `platform:external`; empty where there is none.

    `made` is what `/admin setup` created, in order, as `room:ID` or `role:ID`: what its undoing takes away again.
    `test` is the provider of the newest test signal.
    """

    id: str
    platform: str
    name: str
    since: datetime
    language: str = ""
    zone: str = "UTC"
    signals: str = ""
    results: str = ""
    desk: str = ""
    made: tuple[str, ...] = ()
    test: str = ""
    set_up_by: str = ""
