"""What the command of sign-ins answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One browser that is signed in."""

    reference: str
    browser: str
    made_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginsCard:
    """Browsers that are signed in. `address` is there once, of a link that was just made and opens until `expires_at`;
    `ended` counts browsers that were signed out just now."""

    sessions: tuple[SessionLine, ...]
    address: str = ""
    expires_at: datetime | None = None
    ended: int | None = None
