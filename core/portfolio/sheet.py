"""A whole portfolio from nothing but its facts: fills, changes and cash flows, folded in the order of booking.

What is kept in the database (lots, positions, cash) must equal this fold to the last digit: a test rebuilds it
(rows PF-03, TG-09). Views by another method and figures of a part of the time come from the same fold.

For every quote currency, always:
    cash = flows + earned + realized - cost + in kind + fees paid elsewhere - fees paid here for others
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.kernel.errors import Bug
from core.kernel.money import ZERO, Price
from core.kernel.values import replace
from core.orders.model import Fill, Side
from core.portfolio.lots import (
    Booked,
    Match,
    Method,
    Move,
    apply,
    base_of,
    book,
    cash_moved,
    fee_value,
    pooled,
    split,
    summed,
)
from core.portfolio.model import CashFlow, Change, ChangeKind, Lot, Position

Fact = Fill | Change


@dataclass(slots=True)
class Sheet:
    """What a portfolio comes to. `steps` has, for each fact, what it did to its position.

    `in_kind` is the worth of units that came without money, `foreign` the worth in quote currency of fees that
    were paid from another currency's cash.
    """

    portfolio: str
    method: Method = Method.FIFO
    positions: dict[str, Position] = field(default_factory=dict)
    lots: dict[str, tuple[Lot, ...]] = field(default_factory=dict)
    cash: dict[str, Decimal] = field(default_factory=dict)
    flows: dict[str, Decimal] = field(default_factory=dict)
    earned: dict[str, Decimal] = field(default_factory=dict)
    in_kind: dict[str, Decimal] = field(default_factory=dict)
    foreign: dict[str, Decimal] = field(default_factory=dict)
    steps: list[tuple[Fact, Booked]] = field(default_factory=list)

    @property
    def matches(self) -> Iterable[Match]:
        """Closed round trips in the order in which they were closed."""
        return (match for _, booked in self.steps for match in booked.matches)

    def move_cash(self, currency: str, by: Decimal) -> None:
        """Free money changes."""
        _add(self.cash, currency, by)

    def held(self, symbol: str, quote: str) -> tuple[Position, tuple[Lot, ...]]:
        """The position in an instrument, flat when there never was one."""
        flat = Position(portfolio=self.portfolio, symbol=symbol, quote=quote)
        return self.positions.get(symbol, flat), self.lots.get(symbol, ())

    def keep(self, fact: Fact, booked: Booked) -> None:
        """What a fact made of its position."""
        self.positions[booked.position.symbol] = booked.position
        self.lots[booked.position.symbol] = booked.lots
        self.steps.append((fact, booked))


def fold(
    portfolio: str,
    facts: Sequence[Fact],
    flows: Sequence[CashFlow],
    quotes: Mapping[str, str],
    rates: Mapping[str, Decimal],
    method: Method = Method.FIFO,
) -> Sheet:
    """Fold facts, in the order in which they were booked. `quotes` by symbol, `rates` of fees by fill."""
    sheet = Sheet(portfolio, method)
    for flow in flows:
        flowed(sheet, flow)
    for fact in facts:
        if isinstance(fact, Fill):
            filled(sheet, fact, quotes[fact.symbol], rates.get(fact.id))
        else:
            changed(sheet, fact)
    return sheet


def filled(sheet: Sheet, fill: Fill, quote: str, rate: Decimal | None) -> None:
    """Apply one fill to a sheet."""
    position, lots = sheet.held(fill.symbol, quote)
    sheet.keep(fill, book(position, lots, fill, rate, sheet.method))
    for currency, by in cash_moved(fill, quote).items():
        sheet.move_cash(currency, by)
    if fill.fee_currency not in (quote, base_of(fill.symbol)):
        _add(sheet.foreign, quote, fee_value(fill, quote, rate) or ZERO)
        _add(sheet.foreign, fill.fee_currency, -fill.fee)


def flowed(sheet: Sheet, flow: CashFlow) -> None:
    """Apply one cash flow to a sheet."""
    into = sheet.earned if flow.kind.earned else sheet.flows
    _add(into, flow.money.currency, flow.money.amount)
    sheet.move_cash(flow.money.currency, flow.money.amount)


def changed(sheet: Sheet, change: Change) -> None:
    """Apply one change to a sheet."""
    if change.kind is ChangeKind.RENAME:
        _rename(sheet, change)
        return
    position, lots = sheet.held(change.symbol, change.quote)
    if change.kind is ChangeKind.SPLIT:
        sheet.keep(change, split(position, lots, change.new, change.old))
        return
    if not change.units or change.price is None:
        raise Bug(f"{change.kind} {change.id} needs units and a price")
    value = change.units * change.price
    if change.kind is ChangeKind.TRANSFER:
        _add(sheet.in_kind, change.quote, value)
    else:
        sheet.move_cash(change.quote, -value - change.fee)
    sheet.keep(change, apply(position, lots, _move(change, change.price), sheet.method))


def _move(change: Change, price: Price) -> Move:
    return Move(
        id=change.id,
        side=Side.BUY if change.units > 0 else Side.SELL,
        quantity=abs(change.units),
        price=price,
        fee=change.fee if change.kind is ChangeKind.OUTSIDE else ZERO,
        at=change.at,
    )


def _rename(sheet: Sheet, change: Change) -> None:
    """All of an instrument goes on under its new name; what is held under that name already is older or younger."""
    name = change.renamed
    if not name or name == change.symbol:
        raise Bug(f"rename {change.id} needs a new name")
    position, lots = sheet.held(change.symbol, change.quote)
    there, others = sheet.held(name, change.quote)
    both = sorted((*lots, *others), key=lambda lot: (lot.opened_at, lot.sequence, lot.id))
    if len({lot.side for lot in both}) > 1:
        raise Bug(f"{change.symbol} is held on one side and {name} on the other")
    renamed = [replace(lot, symbol=name, sequence=number) for number, lot in enumerate(both, start=1)]
    if sheet.method is Method.AVERAGE and renamed:
        renamed = [pooled(renamed)]
    merged = replace(
        there,
        realized=there.realized + position.realized,
        fees=there.fees + position.fees,
        fills=max(there.fills + position.fills, len(renamed)),
        unvalued=there.unvalued + position.unvalued,
    )
    sheet.positions.pop(change.symbol, None)
    sheet.lots.pop(change.symbol, None)
    sheet.keep(change, Booked(summed(merged, renamed), tuple(renamed), ZERO, ()))


def _add(sums: dict[str, Decimal], name: str, by: Decimal) -> None:
    sums[name] = sums.get(name, ZERO) + by
