"""People, how each platform knows them, and their accounts at venues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.access import Level
from core.kernel.values import quick

PAPER = "paper"
PAPER_CURRENCY = "USDT"
PAPER_DEPOSIT = Decimal("100000")


class Mode(StrEnum):
    """Play money or real money. They never mix."""

    PAPER = "paper"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody. `name` is what others see; `level` is what they may do (row AC-06).

    `joined_to` is who speaks for this account since its owner linked it: everything in it stays as it is.
    """

    id: str
    name: str
    level: Level
    created_at: datetime
    joined_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """How one platform knows a person: by its own id, never by a name."""

    platform: str
    external: str
    person: str
    name: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's account at a venue. Accounts of the built-in paper venue hold one currency each; others hold what they
    hold, and have a book for each currency that is traded in. `mode` tells play money from real, wherever it lies: a
    venue may have paper accounts of its own."""

    id: str
    person: str
    venue: str
    mode: Mode
    currency: str
    opened_at: datetime


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TradingAccount:
    """Where a person trades unless they say otherwise (row BR-04). Without a row: at the built-in paper venue."""

    person: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody lets others see of them (rows SO-02, LB-01, SO-07). Without a row: nothing.

    `alias` is the only name that is shown on boards and pages; `folded` is it without case and look-alike letters, so
    that nobody takes another's name. `on_boards`: they joined the boards. `public`: their page may be looked at.
    """

    person: str
    alias: str | None = None
    folded: str | None = None
    on_boards: bool = False
    public: bool = False
    since: datetime
