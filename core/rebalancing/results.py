"""What rebalancing answers with. Shares are fractions of a portfolio, money is in its currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.kernel.errors import Bug
from core.kernel.money import Price, Quantity
from core.orders.model import Side
from core.rebalancing.model import RebalanceStatus, StepStatus
from core.rebalancing.restoring import Left

SELL = "sell"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One asset of a portfolio beside its target; `want` and `drift` are None where it has none."""

    asset: str
    name: str
    want: Decimal | None
    have: Decimal
    drift: Decimal | None
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """An asset and its share of a portfolio."""

    asset: str
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsPlan:
    """Targets about to be kept. `bound` is the most that one position may be by the person's own limits, where a
    target is above it; `replaces` names the money that the person's targets are for now, where that is another's."""

    person: str
    portfolio: str
    mode: Mode
    currency: str
    equity: Decimal
    mix: str
    shares: tuple[Share, ...]
    band: Decimal
    parts: tuple[PartLine, ...]
    bound: Decimal | None = None
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsCard:
    """Targets as they are kept. `unknown` are assets that nobody prices now: without them there are no shares.
    `met`: no order was found that would bring them closer."""

    mode: Mode
    currency: str
    equity: Decimal
    mix: str
    band: Decimal
    on: bool
    parts: tuple[PartLine, ...]
    unknown: tuple[str, ...] = ()
    saved: bool = False
    met: bool = False


@dataclass(frozen=True, slots=True)
class TargetsGone:
    """The targets of a portfolio were given up."""

    mode: Mode
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One order of a rebalance: `limit` is the most that a purchase pays, `trade` what a sale takes units of."""

    symbol: str
    name: str
    side: Side
    quantity: Quantity
    price: Price
    value: Decimal
    fee: Decimal
    limit: Price | None
    trade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """An asset that stays off its target by so much money, and why."""

    symbol: str
    name: str
    value: Decimal
    why: Left


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancePlan:
    """Orders that would restore the targets, to be sent one after the other.

    `after` are the shares that they lead to at present prices, `realized` the profit that the sales bring (FIFO, fees
    in); None where the cost of what is sold is not known.
    """

    person: str
    portfolio: str
    account: str
    venue: str
    mode: Mode
    currency: str
    equity: Decimal
    orders: tuple[OrderLine, ...]
    kept: tuple[KeptLine, ...]
    after: tuple[Share, ...]
    fees: Decimal
    realized: Decimal | None

    def variant(self, name: str) -> RebalancePlan:
        """The sales alone: [Only sell]."""
        if name != SELL:
            raise Bug(f"a rebalance has no variant {name!r}")
        return replace(self, orders=tuple(one for one in self.orders if one.side is Side.SELL))


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalanceTicket:
    """A rebalance was begun; each of its orders is told of as it fills, and its end."""

    id: str
    mode: Mode
    orders: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What would bring one asset back to its target, in money."""

    asset: str
    name: str
    side: Side
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftCard:
    """A portfolio that is off its targets: `asset` by most. `cash` is what would come to free money or leave it."""

    mode: Mode
    currency: str
    equity: Decimal
    asset: str
    name: str
    want: Decimal
    have: Decimal
    drift: Decimal
    band: Decimal
    wider: Decimal
    needed: tuple[Needed, ...]
    fees: Decimal
    cash: Decimal
    parts: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftPost:
    """The same for others: percent alone."""

    mode: Mode
    asset: str
    name: str
    want: Decimal
    have: Decimal
    drift: Decimal
    parts: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftSettings:
    """When somebody is told of drift. `channel` hears it too; `here` is its name where that is known."""

    mode: Mode
    currency: str
    band: Decimal
    on: bool
    quiet_until: datetime | None
    channel: str
    here: str
    muted: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One order of a rebalance as it stands: `filled` of `quantity`, at `average_price`."""

    symbol: str
    name: str
    side: Side
    quantity: Quantity
    filled: Decimal
    average_price: Decimal | None
    status: StepStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalanceCard:
    """A rebalance that came to its end, or stopped: `why` is the code, `facts` what its words need."""

    mode: Mode
    currency: str
    status: RebalanceStatus
    steps: tuple[StepLine, ...]
    why: str
    facts: dict[str, str]
    after: tuple[Share, ...]
