"""What the commands of accounts answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.accounts.model import Mode
from core.analytics.closed import Tally
from core.kernel.access import Level
from core.risk.limits import Limits


class Step(StrEnum):
    """How far somebody's arrival has come: three taps, then it is over."""

    DEPOSIT = "deposit"
    RISK = "risk"
    READY = "ready"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderHere:
    """Somebody who posts signals, and where."""

    name: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """The first card, tap by tap: with how much play money, at what risk, and what holds then.

    `risks` are the choices of the second tap, as shares of the account.
    """

    step: Step

    name: str
    mode: Mode
    currency: str
    equity: Decimal
    untouched: bool
    limits: Limits
    providers: tuple[ProviderHere, ...]
    zone: str
    risks: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerNow:
    """Somebody runs this installation from now on."""

    name: str
    platform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """A person as they see themselves. `record` is of what was closed at the account that they trade at, worked out
    from its trades each time: nothing is counted up (AN-22)."""

    name: str
    level: Level
    since: datetime
    identities: tuple[str, ...]
    mode: Mode
    currency: str
    equity: Decimal
    trades: int
    record: Tally
    last_trade_at: datetime | None
    limits: Limits
    zone: str
    quiet: str
    language: str
