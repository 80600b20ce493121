"""What is shown of a share: to its owner, and to everybody else. Field names are stable outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.orders.model import Side
from core.sharing.model import ShareSettings, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The end of a day: the return since the beginning of what is shown, as a fraction."""

    day: date
    change: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReturns:
    """How it went, as fractions without money: deposits and withdrawals are left out. `fall` is the deepest one."""

    total: Decimal | None
    fall: Decimal | None
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHolding:
    """One instrument as a part of all. `quantity` and `value` are there only where amounts are shown."""

    symbol: str
    share: Decimal | None
    quantity: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTrade:
    """One closed trade. `change` and `r_multiple` come with results, `profit` and `quantity` with amounts."""

    symbol: str
    side: Side
    closed_on: date
    change: Decimal | None = None
    r_multiple: Decimal | None = None
    profit: Decimal | None = None
    quantity: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTrades:
    """Closed trades, the newest first: `lines` of all `closed` ones."""

    closed: int
    lines: tuple[PublicTrade, ...]
    won: int | None = None
    average_r: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAmounts:
    """Money. `profit` is what was gained in the time that is shown; only with results."""

    currency: str
    equity: Decimal
    cash: Decimal
    profit: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicView:
    """All that others may see of a portfolio, and nothing else: what is hidden is not in it.

    Fractions are rounded to a hundredth of a percent and times to days, so that nothing can be worked back from them.
    """

    name: str
    mode: str
    since: date
    until: date
    period: str
    delayed: bool
    returns: PublicReturns | None = None
    holdings: tuple[PublicHolding, ...] | None = None
    trades: PublicTrades | None = None
    amounts: PublicAmounts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """One link for its owner. `address` is there whole once, when it was made; later there is `hint`, its beginning.

    `changed` names what was switched just now. `page` is where everybody finds one that is public, on its owner's page;
    `has_page` whether they have one.
    """

    reference: str
    mode: str
    address: str
    hint: str
    visibility: Visibility
    is_active: bool
    is_over: bool
    settings: ShareSettings
    created_at: datetime
    expires_at: datetime | None
    views: int
    seen_at: datetime | None
    changed: str = ""
    choosing: bool = False
    page: str = ""
    has_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareList:
    """All links of a person, the newest first."""

    shares: tuple[ShareCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLook:
    """A link as others see it, for its owner."""

    share: ShareCard
    view: PublicView


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareGone:
    """A link was revoked: its address leads nowhere from now on."""

    reference: str
    hint: str
    views: int
