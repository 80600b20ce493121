"""What the command of hooks answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HookLine:
    """One address, without its secret."""

    source: str
    made_at: datetime
    heard_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HookCard:
    """A provider's addresses. `address` is there once, when it was made; `revoked` names one that works no more."""

    provider: str
    hooks: tuple[HookLine, ...]
    address: str = ""
    made: str = ""
    revoked: str = ""
