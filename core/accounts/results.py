"""What the commands of accounts answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.kernel.access import Level
from core.risk.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """The first card: what this is, and with how much play money to begin."""

    name: str
    mode: Mode
    currency: str
    equity: Decimal
    untouched: bool
    limits: Limits
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """A person as they see themselves."""

    name: str
    level: Level
    since: datetime
    identities: tuple[str, ...]
    mode: Mode
    currency: str
    equity: Decimal
    trades: int
    limits: Limits
    zone: str
    quiet: str
    language: str
