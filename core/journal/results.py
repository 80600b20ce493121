"""What the journal answers with. Field names are stable outside (DESIGN, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.orders.model import Side, TradeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLine:
    """One trade in a list."""

    trade: str
    symbol: str
    side: Side
    status: TradeStatus
    quantity: Decimal
    realized: Decimal | None
    triggered_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeList:
    """A page of trades, newest first; `older` continues it."""

    mode: str
    trades: tuple[TradeLine, ...]
    older: str | None
