"""Fills into lots, first in first out, and what was earned by it (rows PF-03, PF-04, DF-21).

A lot's cost includes its buying fee; a sale consumes the oldest lots; realized profit = proceeds - selling
fee - cost of the consumed lots. Shorts are the mirror image. Nothing is rounded but the part of a fee that
goes with a part of a lot, and what that rounding leaves stays with the rest of the lot: sums are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.errors import Bug
from core.kernel.money import ZERO, Quantity, to_step
from core.orders.model import Fill
from core.portfolio.model import Lot, Position

FEE_DIGITS = Decimal("1E-18")


@dataclass(frozen=True, slots=True)
class Booked:
    """A position after one fill, its remaining lots (oldest first), and the profit which that fill realized."""

    position: Position
    lots: tuple[Lot, ...]
    realized: Decimal
    cash: Decimal


def book(position: Position, lots: Sequence[Lot], fill: Fill) -> Booked:
    """Apply one fill. `lots` are the open lots of this position, oldest first."""
    if fill.fee_currency != position.quote:
        raise Bug(f"a fee in {fill.fee_currency} on a position kept in {position.quote}")
    remaining = list(lots)
    left, fee_left, realized = Decimal(fill.quantity), fill.fee, ZERO
    while left and remaining and remaining[0].side is not fill.side:
        lot = remaining.pop(0)
        quantity = min(left, Decimal(lot.quantity))
        closing_fee = _part(fee_left, quantity, left)
        opening_fee = _part(lot.fee, quantity, Decimal(lot.quantity))
        realized += lot.side.sign * quantity * (fill.price - lot.price) - opening_fee - closing_fee
        left, fee_left = left - quantity, fee_left - closing_fee
        if quantity < lot.quantity:
            rest = Quantity(lot.quantity - quantity)
            remaining.insert(0, replace(lot, quantity=rest, fee=lot.fee - opening_fee))
    if left:
        remaining.append(_lot(position, fill, left, fee_left))
    return Booked(_after(position, remaining, fill, realized), tuple(remaining), realized, cash_moved(fill))


def cash_moved(fill: Fill) -> Decimal:
    """What the fill did to free money in the quote currency: a purchase takes, a sale gives, a fee takes."""
    return -fill.side.sign * fill.quantity * fill.price - fill.fee


def _part(whole: Decimal, quantity: Decimal, of: Decimal) -> Decimal:
    if quantity == of:
        return whole
    return to_step(whole * quantity / of, FEE_DIGITS, ROUND_HALF_EVEN)


def _lot(position: Position, fill: Fill, quantity: Decimal, fee: Decimal) -> Lot:
    return Lot(
        id=fill.id,
        portfolio=position.portfolio,
        symbol=position.symbol,
        side=fill.side,
        quantity=Quantity(quantity),
        price=fill.price,
        fee=fee,
        opened_at=fill.at,
        sequence=position.fills + 1,
    )


def _after(position: Position, lots: Sequence[Lot], fill: Fill, realized: Decimal) -> Position:
    quantity = sum((lot.side.sign * lot.quantity for lot in lots), ZERO)
    cost = sum((lot.side.sign * lot.quantity * lot.price + lot.fee for lot in lots), ZERO)
    return replace(
        position,
        quantity=quantity,
        cost=cost,
        realized=position.realized + realized,
        fees=position.fees + fill.fee,
        fills=position.fills + 1,
    )


def rebuild(
    portfolio: str, symbol: str, quote: str, fills: Sequence[Fill]
) -> tuple[Position, tuple[Lot, ...]]:
    """Position and lots from nothing but the fills, in the order in which they happened."""
    position: Position = Position(portfolio=portfolio, symbol=symbol, quote=quote)
    lots: tuple[Lot, ...] = ()
    for fill in fills:
        booked = book(position, lots, fill)
        position, lots = booked.position, booked.lots
    return position, lots
