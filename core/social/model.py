"""Who copies whom, how, and what was decided about each signal for each follower."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.accounts.model import Limits
from core.signals.model import ProviderLine


class CopyMode(StrEnum):
    """What happens with a provider's signal: orders go out, a card asks, or the person is only told."""

    AUTO = "auto"
    CONFIRM = "confirm"
    NOTIFY = "notify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """One person copies one provider. The row is the relation: starting twice is one relation."""

    provider: str
    person: str
    mode: CopyMode
    active: bool
    since: datetime


# -- what is told -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkipTold:
    """A follower's copy was skipped."""

    decision: str


@dataclass(frozen=True, slots=True)
class AskTold:
    """A follower is asked whether to copy a signal."""

    signal: str
    person: str


@dataclass(frozen=True, slots=True)
class HeardTold:
    """A follower in notify mode is told of a signal."""

    signal: str
    person: str


# -- results ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOver:
    """A question whether to copy a signal may not be answered any more: its signal is over, or it lapsed."""

    provider: str
    number: int
    symbol: str
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPlan:
    """A follow about to start, with the limits that will hold."""

    provider: ProviderLine
    person: str
    mode: CopyMode
    paper: bool
    limits: Limits
    currency: str
    equity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowLine:
    """One follow as shown."""

    provider: str
    name: str
    mode: CopyMode
    active: bool
    since: datetime
    taken: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowList:
    """Whom somebody copies."""

    follows: tuple[FollowLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowStarted:
    """A follow began."""

    follow: FollowLine


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowStopped:
    """A follow ended; open positions keep their exits."""

    name: str
    open_trades: int
