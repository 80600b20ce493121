"""What the commands about accounts at venues answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAccount:
    """One paper account as it stands: what is in it, what is open in it."""

    currency: str
    equity: Decimal
    cash: Decimal
    deposited: Decimal
    trades: int
    open_trades: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCard:
    """Every paper account of a person."""

    accounts: tuple[PaperAccount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPlan:
    """A paper account about to begin anew: its cash is set, its records stay."""

    person: str
    portfolio: str
    currency: str
    before: Decimal
    after: Decimal
    trades: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetDone:
    """A paper account began anew. `flow` is what came in, or went out below zero: never a profit."""

    currency: str
    cash: Decimal
    flow: Decimal
    trades: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeCard:
    """In which mode a person trades, and how a new copy begins."""

    mode: Mode
    copying: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerLine:
    """One venue that a person has accounts at."""

    venue: str
    mode: Mode
    currencies: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerList:
    """The venues that a person has accounts at."""

    brokers: tuple[BrokerLine, ...]
