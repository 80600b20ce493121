"""What is asked, what is true, and what came out: an entry before any order exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.kernel.errors import Reason
from core.kernel.money import ZERO, Price, Quantity
from core.kernel.values import quick
from core.market.model import ALWAYS_OPEN, Quote, Rules, Session
from core.orders.model import Side, Target, TradeStatus
from core.risk.limits import Bounds, Limits, Whose


class SizeMode(StrEnum):
    """How large a copied trade is (storyboard, scene 4). `risk` is what everybody begins with."""

    RISK = "risk"
    AMOUNT = "amount"
    FIXED = "fixed"
    PART = "part"
    MIRROR = "mirror"
    FACTOR = "factor"
    KELLY = "kelly"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """A size mode with its figure.

    `figure`: money that may be lost (amount), money per trade (fixed), a share of the account (part), a factor
    (factor); unused by the others. What the other modes need is a fact: `leader_share` is the share of their account
    that the leader put into this trade, `kelly_share` a quarter of Kelly's fraction; None where there is none, and
    `missing` says why.
    """

    mode: SizeMode = SizeMode.RISK
    figure: Decimal = ZERO
    leader_share: Decimal | None = None
    kelly_share: Decimal | None = None
    missing: str = ""


BY_RISK = Sizing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """What the followers of one signal together wanted, and the share that everybody keeps (row BX-10).

    `wanted` and `cap` are in the instrument's quote currency; `share` is 1 where nobody was cut. Written once, before
    the first order of the signal.
    """

    signal: str
    wanted: Decimal
    cap: Decimal
    share: Decimal
    people: int
    at: datetime


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An entry somebody wants. `posted` is the price as written, `reference` the one that size is measured from:
    the same for an order that goes out by itself, the present price on a card that asks.

    `quantity` is set when a person named the size; otherwise `sizing` decides it. `copied` marks signals of
    others: on those a stop must be there and age counts. `age` is how old the post is. `leverage` is what the post
    asks for, None where it says nothing. `stop_from` is the price from which the stop must lie on the losing side; None
    is the worse of the posted price and the last. `crowd` is set where all followers of a signal are cut alike.
    """

    symbol: str
    side: Side
    posted: Price
    reference: Price
    stop: Price | None
    targets: tuple[Target, ...]
    copied: bool
    quantity: Quantity | None = None
    age: timedelta | None = None
    worst: Price | None = None
    stop_from: Price | None = None
    sizing: Sizing = BY_RISK
    leverage: Decimal | None = None
    crowd: Footprint | None = None


@dataclass(frozen=True, slots=True)
class Opposite:
    """What an entry would take from instead of opening anything: an account nets what it holds of one instrument.

    `trade` is the trade of the other side, empty for units that no trade of ours holds; `waits` while none of it is
    filled.
    """

    trade: str
    side: Side
    waits: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a person's own books say about today, before this entry. All of it has a harmless value by default.

    `day` is the change of equity since 00:00 UTC as a share, `fall` the change from its peak, both without what was
    paid in or out; None is not known. `halted` is the brake's own word. `exposure` is the value of all positions and
    of entries that still work; `working` the part of it that works in this instrument. `copied_risk` is what open
    copies in this instrument and direction may still lose, `copied_from` whom they follow. `paused` is why copying is
    paused, with what the follow has lost and may lose, as shares. `opposite` is what stands the other way round in
    this instrument and account.
    """

    day: Decimal | None = None
    halted: bool = False
    fall: Decimal | None = None
    exposure: Decimal = ZERO
    working: Decimal = ZERO
    open_trades: int = 0
    orders_today: int = 0
    orders_this_minute: int = 0
    next_in: timedelta = timedelta(0)
    turnover: Decimal = ZERO
    copied_risk: Decimal = ZERO
    copied_from: tuple[str, ...] = ()
    paused: tuple[str, str, str] | None = None
    opposite: Opposite | None = None


NOTHING_YET = Facts()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a decision looks at. Nothing is looked up later, so the same input gives the same answer.

    `theirs` are the tightest values that the community or the provider set: a person cannot loosen past them.
    `whose` names the fields where those hold. `hold` is why the program holds entries back by itself, and since when.
    """

    now: datetime
    quote: Quote
    rules: Rules
    equity: Decimal
    cash: Decimal
    position_value: Decimal
    switch: str | None
    facts: Facts = NOTHING_YET
    hold: tuple[str, str] | None = None
    live: bool = False
    session: Session = ALWAYS_OPEN
    volume: Decimal | None = None
    whose: Mapping[str, Whose] = field(default_factory=dict)
    theirs: Mapping[str, Any] = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Allowed, and how much. `worst` is the most that may be paid (the least that may be got, for a short).

    `advice` are the checks that advise and do not forbid: the stop and risk limits of a trade by hand that it is
    beyond. They are no part of `reasons`.
    """

    quantity: Quantity
    worst: Price
    risk: Decimal | None
    targets: tuple[Target, ...]
    reasons: tuple[Reason, ...]
    advice: tuple[Reason, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not allowed: every check, failed ones first, and the smallest change of limits that would have passed."""

    code: str
    reasons: tuple[Reason, ...]
    change: dict[str, str] | None


# Codes of decisions that are neither taken nor refused.
ASKED = "asked"
TOLD = "told"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one entry for one person, with every check (rows BX-04, RK-01).

    `code` is empty when all checks passed; `trade` is set when it was taken.
    """

    id: str
    person: str
    signal: str | None
    trade: str | None
    symbol: str
    mode: str
    source: str
    code: str
    reasons: tuple[Reason, ...]
    change: dict[str, str] | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyStep:
    """How one order of the trade stands, and what stands behind that; a number tells targets apart."""

    purpose: str
    number: int
    status: str
    evidence: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyCard:
    """Every check about one entry, failed first, and the smallest change that would have passed.

    `steps` are the orders of it that did not simply go through, `hold` why new entries in the same wait now.
    """

    symbol: str
    source: str
    taken: bool
    trade: str | None
    code: str
    reasons: tuple[Reason, ...]
    change: dict[str, str] | None
    currency: str
    mode: str
    at: datetime
    steps: tuple[WhyStep, ...] = ()
    hold: tuple[str, str] | None = None


# -- what was true: rows and what questions answer with -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBook:
    """What a portfolio was worth when its day began (`mark`), the most it was ever worth, and how its brake stands.

    Both are in the money that was in it at `marked_at`: what is paid in or out later is added by whoever reads. A brake
    that was let go early measures from what the portfolio was worth then.
    """

    portfolio: str
    marked_at: datetime
    mark: Decimal
    peak: Decimal
    warned_at: datetime | None = None
    halted_at: datetime | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTrade:
    """As much of a trade that is open, or about to be, as a check needs. `provider` is set on copies."""

    id: str
    portfolio: str
    person: str
    symbol: str
    side: Side
    status: TradeStatus
    planned: Quantity
    entered: Quantity
    exited: Quantity
    cost: Decimal
    reference: Price
    stop: Price | None
    break_even_after: int
    signal: str | None
    provider: str | None
    provider_name: str | None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class RecentTrade:
    """When an entry was planned, and how large it was."""

    portfolio: str
    created_at: datetime
    status: TradeStatus
    planned: Quantity
    reference: Price


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedTrade:
    """As much of a copy as its result needs, and whose signal it followed."""

    trade: str
    person: str
    provider: str
    symbol: str
    quote: str
    side: Side
    status: TradeStatus
    entered: Quantity
    exited: Quantity
    cost: Decimal
    proceeds: Decimal
    fees: Decimal
    created_at: datetime


@quick
@dataclass(frozen=True, slots=True)
class PaidIn:
    """What was paid into a portfolio (below zero: out of it) at an instant, and what it was worth before, if known."""

    portfolio: str
    amount: Decimal
    at: datetime
    before: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChange:
    """A looser limit that a person said yes to: it holds from `due_at` on, and may be taken back until then.

    `scope` is empty for what a person allows in general, `follow:PROVIDER` for one follow, and `brake:PORTFOLIO` for
    a brake that is let go early. `value` is JSON text.
    """

    due_at: datetime
    person: str
    scope: str
    name: str
    value: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class LimitsTold:
    """Looser limits hold from `at` on."""

    person: str
    names: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BrakeTold:
    """The day has lost most of what it may, or all of it: told once a day each."""

    portfolio: str
    person: str
    mode: str
    halts: bool
    change: Decimal
    limit: Decimal
    marked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BrakeCard:
    """The daily brake as it is told: how much was lost when it spoke, of how much."""

    mode: str
    halts: bool
    change: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A looser limit that will hold at an instant."""

    name: str
    value: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsCard:
    """A person's limits, which of them were just changed, and which changes wait."""

    limits: Limits
    currency: str
    equity: Decimal
    changed: tuple[str, ...]
    waiting: tuple[WaitingLine, ...] = ()
    mode: str = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsPlan:
    """Limits about to be loosened: they hold in ten minutes, what is tightened with them at once."""

    limits: Limits
    before: Limits
    currency: str
    equity: Decimal
    mode: str = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeCard:
    """How much of something a risk pays for, what a target brings for it, and what Kelly would put at risk.

    `cut` says that the position limit made it smaller. `kelly` has the whole fraction, its half and its quarter, from
    `trades` closed trades of one's own, or from typed figures where `trades` is None; it is empty where there are too
    few trades.
    """

    mode: str
    symbol: str
    base: str
    quote: str
    entry: Price
    stop: Price
    target: Price | None
    risk: Decimal
    risk_share: Decimal | None
    commission: Decimal
    units: Decimal
    value: Decimal
    loss: Decimal
    cut: bool
    reward_risk: Decimal | None
    kelly: tuple[Decimal, ...]
    win_rate: Decimal | None
    payoff: Decimal | None
    trades: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLimits:
    """What a community bounds for everybody who copies its signals."""

    server: str
    bounds: Bounds
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrakePlan:
    """A daily brake about to be let go before midnight."""

    person: str
    portfolio: str
    mode: str
