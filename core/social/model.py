"""Who copies whom, how, and what was decided about each signal for each follower."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import ZERO, Price
from core.kernel.values import quick
from core.orders.model import Side
from core.risk.limits import Bounds, Limits
from core.risk.model import SizeMode
from core.signals.model import ProviderLine


class CopyMode(StrEnum):
    """What happens with a provider's signal: orders go out, a card asks, or the person is only told."""

    AUTO = "auto"
    CONFIRM = "confirm"
    NOTIFY = "notify"


class OnLoss(StrEnum):
    """What becomes of a follow that lost what it may: it waits for a word, its positions are closed as well, or it
    ends and its positions keep their stops."""

    PAUSE = "pause"
    CLOSE = "close"
    KEEP = "keep"


class Paused(StrEnum):
    """Why a follow brings no new trades for now."""

    NO = ""
    BY_YOU = "you"
    BY_LOSS = "loss"


NO_BOUNDS = Bounds()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CopySettings:
    """What a person chose for one follow: how large, within which limits of its own, and how much it may lose.

    `figure` belongs to the size mode (`core/risk/model.py:Sizing`). `loss_share` is of what the account was worth when
    the follow began, or was taken up again.
    """

    size: SizeMode = SizeMode.RISK
    figure: Decimal = ZERO
    bounds: Bounds = NO_BOUNDS
    loss_share: Decimal = Decimal("0.1")
    on_loss: OnLoss = OnLoss.PAUSE


PLAIN = CopySettings()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """One person copies one provider. The row is the relation: starting twice is one relation.

    Its result is counted `counted_from` on: what its copies brought in `currency` beyond `earned_before`, against
    `base`, what the account was worth then. `account` is where its copies are traded; empty: at the paper venue.
    `settings` None are those that everybody begins with. `paused_at_loss` is the result, as a share, at which it was
    stopped.
    """

    provider: str
    person: str
    mode: CopyMode
    active: bool
    since: datetime
    settings: CopySettings | None = None
    counted_from: datetime | None = None
    base: Decimal = ZERO
    earned_before: Decimal = ZERO
    currency: str = ""
    paused: Paused = Paused.NO
    paused_at_loss: Decimal = ZERO
    warned_at: datetime | None = None
    account: str = ""

    @property
    def chosen(self) -> CopySettings:
        """The settings that hold."""
        return self.settings or PLAIN


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLossTold:
    """A follow has lost most of what it may, or all of it."""

    provider: str
    person: str
    stopped: bool
    change: Decimal
    limit: Decimal
    at: datetime


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
    """A follow about to start, or to be changed, with the limits that will hold and whose they are (BX-07)."""

    provider: ProviderLine
    person: str
    mode: CopyMode
    paper: bool
    account: str
    venue: str
    settings: CopySettings
    limits: Limits
    whose: dict[str, str]
    target_shares: tuple[Decimal, ...] | None
    currency: str
    equity: Decimal
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLine:
    """What one size mode comes to in the example; None says why in `missing`."""

    size: SizeMode
    figure: Decimal
    value: Decimal | None
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizesCard:
    """Every size mode with the same example trade."""

    provider: str
    mode: CopyMode
    symbol: str
    entry: Price
    stop: Price
    lines: tuple[SizeLine, ...]
    position_share: Decimal
    position_most: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowChanged:
    """What became of a follow: changed, paused, resumed. `waiting` names what holds in ten minutes."""

    name: str
    what: str
    plan: FollowPlan | None
    paper: bool
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPlan:
    """A follow about to end, and what becomes of the positions that were copied from it."""

    provider: str
    person: str
    name: str
    positions: OnLoss
    trades: tuple[str, ...]
    value: Decimal
    currency: str
    paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLossCard:
    """What a follow earned, as a share of what it began with, and what it may lose."""

    name: str
    stopped: bool
    on_loss: OnLoss
    change: Decimal
    limit: Decimal
    paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """One thing that several leaders are in: what it is worth together, and what may be lost of what is allowed.

    `value` is None while nobody says what it costs."""

    symbol: str
    side: Side
    names: tuple[str, ...]
    value: Decimal | None
    risk: Decimal
    most: Decimal


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
    paused: Paused
    size: SizeMode
    figure: Decimal
    change: Decimal | None
    paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowList:
    """Whom somebody copies."""

    follows: tuple[FollowLine, ...]
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowStarted:
    """A follow began."""

    follow: FollowLine


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowStopped:
    """A follow ended; open positions keep their exits, or are being closed."""

    name: str
    open_trades: int
    closing: bool = False
