"""Fills into lots, and what was earned by it (rows PF-03, PF-04, DF-21).

A lot's cost includes its buying fee; a sale consumes the oldest lots; realized profit = proceeds - selling
fee - cost of the consumed lots. Shorts are the mirror image, and a fill through zero is both. Other methods
(`Method`) choose other lots and change nothing else. Nothing is rounded but the part of a fee that goes with a
part of a lot and the price of a pooled or split lot, and what that rounding leaves stays with the rest of the
lot: sums are exact. Whole portfolios, flows and changes without an order: `sheet.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from core.kernel.errors import Bug
from core.kernel.money import ZERO, Price, Quantity, to_step
from core.kernel.values import quick, replace
from core.orders.model import Fill, Side
from core.portfolio.model import Lot, Position

SMALLEST = Decimal("1E-18")


class Method(StrEnum):
    """Which lots are given back first. The books are kept by FIFO; the others are views of the same fills."""

    FIFO = "fifo"
    AVERAGE = "average"
    LIFO = "lifo"
    HIFO = "hifo"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What something does to the units of one instrument, `fee` in its quote currency."""

    id: str
    side: Side
    quantity: Decimal
    price: Price
    fee: Decimal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Units opened by one move and given back by another: a closed round trip (row PF-05)."""

    opened: str
    closed: str
    symbol: str
    side: Side
    quantity: Decimal
    entry_price: Price
    exit_price: Price
    opened_at: datetime
    closed_at: datetime
    cost: Decimal
    fees: Decimal
    realized: Decimal


@quick
@dataclass(frozen=True, slots=True)
class Booked:
    """A position after one move, its remaining lots (oldest first), what it realized and which lots gave it."""

    position: Position
    lots: tuple[Lot, ...]
    realized: Decimal
    matches: tuple[Match, ...]


def base_of(symbol: str) -> str:
    """What units of an instrument are units of: `BTC` of `BTC/USDT`, `AAPL` of `AAPL`."""
    return symbol.partition("/")[0]


def fee_value(fill: Fill, quote: str, rate: Decimal | None) -> Decimal | None:
    """A fill's fee in the quote currency. `rate` is what a unit of a third currency is worth; None: not known."""
    if fill.fee_currency == quote or not fill.fee:
        return fill.fee
    if fill.fee_currency == base_of(fill.symbol):
        return fill.fee * fill.price
    return None if rate is None else fill.fee * rate


def move_of(fill: Fill, quote: str, rate: Decimal | None = None) -> Move:
    """What a fill does to a position. A fee in units of the instrument leaves the position with them.

    Bought 1 with 0.001 of it kept as the fee: 0.999 came in, for the price of 1.
    """
    units = fill.side.sign * fill.quantity
    if fill.fee_currency == base_of(fill.symbol) != quote:
        units -= fill.fee
    return Move(
        id=fill.id,
        side=fill.side if not units else Side.BUY if units > 0 else Side.SELL,
        quantity=abs(units),
        price=fill.price,
        fee=fee_value(fill, quote, rate) or ZERO,
        at=fill.at,
    )


def cash_moved(fill: Fill, quote: str) -> dict[str, Decimal]:
    """What a fill did to free money, by currency: a purchase takes, a sale gives, a fee in money takes."""
    moved = {quote: -fill.side.sign * fill.quantity * fill.price}
    if fill.fee and fill.fee_currency != base_of(fill.symbol):
        moved[fill.fee_currency] = moved.get(fill.fee_currency, ZERO) - fill.fee
    return moved


def book(
    position: Position,
    lots: Sequence[Lot],
    fill: Fill,
    rate: Decimal | None = None,
    method: Method = Method.FIFO,
) -> Booked:
    """Apply one fill. `lots` are the open lots of this position, oldest first."""
    if fill.symbol != position.symbol:
        raise Bug(f"a fill of {fill.symbol} on a position in {position.symbol}")
    booked = apply(position, lots, move_of(fill, position.quote, rate), method)
    unvalued = fee_value(fill, position.quote, rate) is None
    return (
        replace(booked, position=replace(booked.position, unvalued=booked.position.unvalued + 1))
        if unvalued
        else booked
    )


def apply(position: Position, lots: Sequence[Lot], move: Move, method: Method = Method.FIFO) -> Booked:
    """Apply one move: it gives back lots of the other side, and what is left of it opens one."""
    remaining = list(lots)
    left, fee_left, matches = move.quantity, move.fee, list[Match]()
    while left and remaining and remaining[0].side is not move.side:
        at = _chosen(remaining, method)
        lot = remaining.pop(at)
        quantity = min(left, Decimal(lot.quantity))
        closing_fee = _part(fee_left, quantity, left)
        opening_fee = _part(lot.fee, quantity, Decimal(lot.quantity))
        matches.append(_match(lot, move, quantity, opening_fee, closing_fee))
        left, fee_left = left - quantity, fee_left - closing_fee
        if quantity < lot.quantity:
            rest = Quantity(lot.quantity - quantity)
            remaining.insert(at, replace(lot, quantity=rest, fee=lot.fee - opening_fee))
    realized = sum((match.realized for match in matches), ZERO)
    if left:
        remaining.append(_lot(position, move, left, fee_left))
    else:
        realized -= fee_left  # a fee that no unit carries: all that was bought went into it
    if method is Method.AVERAGE and len(remaining) > 1:
        remaining = [pooled(remaining)]
    return Booked(_after(position, remaining, move, realized), tuple(remaining), realized, tuple(matches))


def _chosen(lots: Sequence[Lot], method: Method) -> int:
    if method is Method.LIFO:
        return len(lots) - 1
    if method is Method.HIFO:
        return max(range(len(lots)), key=lambda at: (_unit_cost(lots[at]), -at))
    return 0


def _unit_cost(lot: Lot) -> Decimal:
    """What makes a lot dear to give back: the price paid for a long one, the price missed for a short one."""
    return lot.side.sign * lot.price + lot.fee / lot.quantity


def _match(lot: Lot, move: Move, quantity: Decimal, opening_fee: Decimal, closing_fee: Decimal) -> Match:
    return Match(
        opened=lot.id,
        closed=move.id,
        symbol=lot.symbol,
        side=lot.side,
        quantity=quantity,
        entry_price=lot.price,
        exit_price=move.price,
        opened_at=lot.opened_at,
        closed_at=move.at,
        cost=quantity * lot.price + lot.side.sign * opening_fee,
        fees=opening_fee + closing_fee,
        realized=lot.side.sign * quantity * (move.price - lot.price) - opening_fee - closing_fee,
    )


def _part(whole: Decimal, quantity: Decimal, of: Decimal) -> Decimal:
    if quantity == of:
        return whole
    return to_step(whole * quantity / of, SMALLEST, ROUND_HALF_EVEN)


def _lot(position: Position, move: Move, quantity: Decimal, fee: Decimal) -> Lot:
    return Lot(
        id=move.id,
        portfolio=position.portfolio,
        symbol=position.symbol,
        side=move.side,
        quantity=Quantity(quantity),
        price=move.price,
        fee=fee,
        opened_at=move.at,
        sequence=position.fills + 1,
    )


def pooled(lots: Sequence[Lot]) -> Lot:
    """All lots as one at their mean price; what its rounding leaves stays in `fee`, so that the cost is exact."""
    units = sum((lot.quantity for lot in lots), ZERO)
    value = sum((lot.quantity * lot.price for lot in lots), ZERO)
    return _priced(lots[0], units, value, sum((lot.fee for lot in lots), ZERO))


def _priced(lot: Lot, units: Decimal, value: Decimal, fee: Decimal) -> Lot:
    price = max(to_step(value / units, SMALLEST, ROUND_HALF_EVEN), SMALLEST)
    left = lot.side.sign * (value - units * price)
    return replace(lot, quantity=Quantity(units), price=Price(price), fee=fee + left)


def summed(position: Position, lots: Sequence[Lot]) -> Position:
    """The position with the quantity and cost of these lots."""
    quantity = sum((lot.side.sign * lot.quantity for lot in lots), ZERO)
    cost = sum((lot.side.sign * lot.quantity * lot.price + lot.fee for lot in lots), ZERO)
    return replace(position, quantity=quantity, cost=cost)


def _after(position: Position, lots: Sequence[Lot], move: Move, realized: Decimal) -> Position:
    return replace(
        summed(position, lots),
        realized=position.realized + realized,
        fees=position.fees + move.fee,
        fills=position.fills + 1,
    )


def split(position: Position, lots: Sequence[Lot], new: int, old: int) -> Booked:
    """`new` units for each `old`, at the same cost. Units are rounded down to 18 places, the sum of them too.

    Units that the rounding swallows whole (a reverse split of dust) leave their cost as a loss.
    """
    if new < 1 or old < 1:
        raise Bug(f"a split of {new} for {old}")
    after, before, done, orphaned = list[Lot](), ZERO, ZERO, ZERO
    for lot in lots:
        before += lot.quantity
        units = to_step(before * new / old, SMALLEST, ROUND_DOWN) - done
        done += units
        if units:
            after.append(_priced(lot, units, lot.quantity * lot.price, lot.fee))
        else:
            orphaned += lot.side.sign * lot.quantity * lot.price + lot.fee
    position = replace(summed(position, after), realized=position.realized - orphaned)
    return Booked(position, tuple(after), -orphaned, ())


def rebuild(
    portfolio: str,
    symbol: str,
    quote: str,
    fills: Sequence[Fill],
    rates: dict[str, Decimal] | None = None,
    method: Method = Method.FIFO,
) -> tuple[Position, tuple[Lot, ...]]:
    """Position and lots from nothing but the fills, in the order in which they were booked."""
    position: Position = Position(portfolio=portfolio, symbol=symbol, quote=quote)
    lots: tuple[Lot, ...] = ()
    for fill in fills:
        booked = book(position, lots, fill, (rates or {}).get(fill.id), method)
        position, lots = booked.position, booked.lots
    return position, lots
