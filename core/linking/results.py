"""What the commands of linking answer with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.kernel.access import Level
from core.linking.model import LinkState, Side
from core.portfolio.results import PositionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an account holds that is to stay beside another: never shown to anybody but its owner."""

    mode: str
    currency: str
    equity: Decimal
    open: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPlan:
    """Two platforms' ids about to become one person: the question to one side. `stop`: they say no.

    `kept` is what the side that entered the code has of its own, for its own eyes; `has_book` is whether it has
    anything. `level` is the role that then holds on both.
    """

    link: str
    side: Side
    platform: str
    name: str
    other_platform: str
    other_name: str
    level: Level
    has_book: bool
    kept: Kept | None = None
    stop: bool = False

    def variant(self, name: str) -> JoinPlan:
        """`stop`: this is somebody else."""
        return replace(self, stop=name == "stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """How a code stands, for one side. `code` is there only when it was made just now.

    `address` opens the bot on Telegram with the code, where one is known and the code is for there.
    """

    link: str
    side: Side
    state: LinkState
    platform: str
    name: str
    other_platform: str
    other_name: str
    expires_at: datetime
    expired: bool
    has_book: bool = False
    code: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkPlan:
    """A platform's id about to leave an account. `person` is who it belongs to then."""

    platform: str
    external: str
    name: str
    owner: str
    person: str
    stays: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """A platform's id is on its own again."""

    platform: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCard:
    """An account that was somebody's own before they linked it: what it holds. Its buttons act in it."""

    book: str
    name: str
    report: PositionReport
    copies: int
