"""A browser that is signed in, and the link that signs one in. Of both only a digest is kept (rows AC-01, AC-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# A link is opened at once or not at all; a browser stays signed in for a week, whatever it does meanwhile.
LINK_LASTS, SESSION_LASTS = timedelta(minutes=10), timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLink:
    """A link that signs its owner in, once."""

    digest: str
    person: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """A browser of somebody's. `seen_at` is when it last asked for something, to a quarter of an hour; `browser` is a
    word for it, so that its owner tells theirs apart."""

    id: str
    person: str
    digest: str
    browser: str
    made_at: datetime
    seen_at: datetime
    expires_at: datetime
