"""The rows of the simulated market and of the built-in paper venue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.kernel.money import ZERO, Price, Quantity
from core.orders.model import OrderStatus, OrderType, Side, TimeInForce


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedPrice:
    """Where the simulated market stands. `revision` counts its moves; `size` bounds what can trade here."""

    symbol: str
    last: Price
    size: Quantity | None
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedMove:
    """Where the simulated market went, and when: what its candles are made of from then on."""

    symbol: str
    revision: int
    last: Price
    at: datetime


@dataclass(frozen=True, slots=True)
class PriceMoved:
    """The simulated market moved: resting paper orders may trade."""

    symbol: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """An order as the paper venue keeps it. `triggered` says that the price it waited for has come: from then on
    a stop or a touch trades at market, and a stop-limit is a limit order like any other."""

    client_order_id: str
    account: str
    symbol: str
    side: Side
    type: OrderType
    quantity: Quantity
    limit_price: Price | None
    stop_price: Price | None
    reduce_only: bool
    status: OrderStatus
    filled: Quantity = Quantity(ZERO)
    reason: str = ""
    at: datetime
    time_in_force: TimeInForce = TimeInForce.GTC
    triggered: bool = False

    @property
    def remaining(self) -> Quantity:
        """Units not traded yet."""
        return Quantity(self.quantity - self.filled)

    @property
    def venue_order_id(self) -> str:
        """The venue's own id."""
        return f"paper-{self.client_order_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFill:
    """A trade at the paper venue."""

    id: str
    account: str
    client_order_id: str
    quantity: Quantity
    price: Price
    fee: Decimal
    fee_currency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBalance:
    """What an account holds of one currency or asset at the paper venue; below zero is a short."""

    account: str
    asset: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTape:
    """How much of a price's size was traded away since the market came there."""

    symbol: str
    revision: int
    used: Quantity
