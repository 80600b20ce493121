"""Copies as they were entered, for what is measured of them (rows BX-03, BX-15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.kernel.money import Quantity
from core.kernel.values import quick
from core.orders.model import Side, TradeStatus


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEntered:
    """A copy of which at least a part was bought (or sold short): `opened_at` is its first fill."""

    trade: str
    person: str
    signal: str
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
    opened_at: datetime

    @property
    def average(self) -> Decimal:
        """The mean price of its entry."""
        return self.cost / self.entered
