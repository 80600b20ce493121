"""A link to somebody's portfolio: what it shows, to whom, until when. Its address is known by a digest (row SO-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# The letters of an id that people see and type.
REFERENCE_LETTERS = 6


class Visibility(StrEnum):
    """Who may open a link: only its owner, whoever has it, or also whoever looks at the owner's profile."""

    PRIVATE = "private"
    LINK = "link"
    PUBLIC = "public"


class SharePeriod(StrEnum):
    """How much time a page shows, up to now; the whole time when nothing is asked for."""

    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "1y"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """How many days; None for all of them."""
        return {SharePeriod.MONTH: 30, SharePeriod.QUARTER: 90, SharePeriod.YEAR: 365}.get(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSettings:
    """What a link shows. `show_pnl`: return, curve and how trades ended; `show_holdings` and `show_trades` in percent
    only; `show_amounts` adds money and sizes to what is shown; `delayed`: as things stood 24 hours ago."""

    show_pnl: bool = True
    show_holdings: bool = True
    show_trades: bool = True
    show_amounts: bool = False
    show_notes: bool = False
    delayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One link to one portfolio, so that paper and live are never on one page.

    The address ends in `reference` and a secret; of both together only the digest is kept. A link that is not
    `is_active` was stopped by its owner and can go on; one that was revoked has no row any more.
    """

    id: str
    person: str
    portfolio: str
    digest: str
    visibility: Visibility
    is_active: bool
    settings: ShareSettings
    created_at: datetime
    expires_at: datetime | None

    @property
    def reference(self) -> str:
        """The first letters of the id: what the owner tells their links apart by."""
        return self.id[:REFERENCE_LETTERS]

    @property
    def is_public(self) -> bool:
        """Whether it stands on its owner's page, if they have one."""
        return self.visibility is Visibility.PUBLIC

    def is_over(self, now: datetime) -> bool:
        """Whether its time has run out."""
        return self.expires_at is not None and now >= self.expires_at

    def is_open(self, now: datetime) -> bool:
        """Whether somebody other than the owner may see it now."""
        return self.is_active and self.visibility is not Visibility.PRIVATE and not self.is_over(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareViews:
    """How often the page of a link was opened. Nothing of who opened it is kept."""

    share: str
    views: int
    last_at: datetime
