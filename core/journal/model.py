"""What people write down about trades: notes, and plans without an order (row PF-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import ZERO, Price, Quantity
from core.orders.model import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the owner of a trade wrote about it. An edit is a new version; the earlier ones stay."""

    trade: str
    version: int
    text: str
    at: datetime


class IdeaStatus(StrEnum):
    """Whether a plan still waits for its end."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A trade on paper in the old sense: written down, never sent anywhere.

    `risk` and `reward` are what its stop and its target are away, for the whole size, frozen when it was written
    (DF-35). Closing writes `exit`, `profit` and `closed_at`, once.
    """

    id: str
    person: str
    symbol: str
    quote: str
    side: Side
    entry: Price
    stop: Price | None
    target: Price | None
    size: Quantity
    risk: Decimal | None
    reward: Decimal | None
    opened_at: datetime
    status: IdeaStatus = IdeaStatus.OPEN
    exit: Price | None = None
    profit: Decimal | None = None
    closed_at: datetime | None = None

    @property
    def profit_share(self) -> Decimal | None:
        """Profit as a part of what the size would have cost."""
        return None if self.profit is None else self.profit / (self.entry * self.size)

    @property
    def r_multiple(self) -> Decimal | None:
        """Profit in units of the risk that was written down."""
        return None if self.profit is None or not self.risk else self.profit / self.risk

    @property
    def win(self) -> bool | None:
        """Whether it ended above zero; None while it is open."""
        return None if self.profit is None else self.profit > ZERO
