"""The tax-lot report: every unit that was sold in a year, with what was paid for it and what came of it. Pure.

One row for each closed part of a lot, by any method (`lots.py`), which the header names. Both fees are in: the buying
fee in what it cost, the selling fee off what it brought, so that gain = proceeds - cost to the last digit. A short is
bought back after it was sold: its day of disposal is that of the purchase. Years and days are UTC. What a tax office
wants to have differs by country; this is the record it is made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.kernel.money import ZERO, plain
from core.kernel.time import utc
from core.orders.model import Side
from core.portfolio.lots import Match
from core.portfolio.model import Portfolio
from core.portfolio.results import ExportTable, TaxLine, TaxYear
from core.portfolio.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """Units that were given back. `gain` is `proceeds` less `cost`; both have their fees in."""

    account: str
    mode: str
    symbol: str
    currency: str
    side: Side
    acquired: datetime
    disposed: datetime
    quantity: Decimal
    proceeds: Decimal
    cost: Decimal
    fees: Decimal
    gain: Decimal

    @property
    def days_held(self) -> int:
        """Whole days between the two dates, UTC."""
        return (utc(self.disposed).date() - utc(self.acquired).date()).days


def disposals(books: Sequence[tuple[Portfolio, Sheet]], year: int) -> tuple[Disposal, ...]:
    """What was given back in a year, in the order in which it was."""
    return tuple(
        _disposal(book, match, sheet)
        for book, sheet in books
        for match in sheet.matches
        if utc(match.closed_at).year == year
    )


def _disposal(book: Portfolio, match: Match, sheet: Sheet) -> Disposal:
    # Of a short, `cost` is what was received at first, less its fee: the proceeds came before the cost.
    long = match.side is Side.BUY
    proceeds = match.cost + match.realized if long else match.cost
    position = sheet.positions.get(match.symbol)
    return Disposal(
        account=book.account,
        mode=book.mode.value,
        symbol=match.symbol,
        currency=book.currency if position is None else position.quote,
        side=match.side,
        acquired=match.opened_at,
        disposed=match.closed_at,
        quantity=match.quantity,
        proceeds=proceeds,
        cost=proceeds - match.realized,
        fees=match.fees,
        gain=match.realized,
    )


def tax_year(books: Sequence[tuple[Portfolio, Sheet]], year: int, method: str) -> TaxYear:
    """The year by instrument and currency, and its rows as a table."""
    found = disposals(books, year)
    sums: dict[tuple[str, str], list[Disposal]] = {}
    for one in found:
        sums.setdefault((one.currency, one.symbol), []).append(one)
    return TaxYear(
        year=year,
        lines=tuple(_line(symbol, currency, own) for (currency, symbol), own in sorted(sums.items())),
        table=ExportTable(name="tax", columns=columns(method), rows=tuple(_row(one) for one in found)),
        unvalued=tuple(sorted(_unvalued(books, {one.symbol for one in found}))),
    )


def _unvalued(books: Sequence[tuple[Portfolio, Sheet]], symbols: set[str]) -> set[str]:
    """Instruments of which a fee has no worth yet: their cost is too low by it."""
    return {
        one.symbol
        for _, sheet in books
        for one in sheet.positions.values()
        if one.unvalued and one.symbol in symbols
    }


def _line(symbol: str, currency: str, own: Sequence[Disposal]) -> TaxLine:
    return TaxLine(
        symbol=symbol,
        currency=currency,
        sold=len(own),
        proceeds=sum((one.proceeds for one in own), ZERO),
        cost=sum((one.cost for one in own), ZERO),
        gain=sum((one.gain for one in own), ZERO),
    )


def columns(method: str) -> tuple[str, ...]:
    """The header: what depends on the method has its name."""
    return (
        *("mode", "account", "symbol", "side", "acquired_utc", "disposed_utc", "days_held", "quantity"),
        *(f"proceeds_{method}", f"cost_{method}", "fees_included", f"gain_{method}", "currency"),
    )


def _row(one: Disposal) -> tuple[str, ...]:
    return (
        one.mode,
        one.account,
        one.symbol,
        one.side.value,
        f"{utc(one.acquired):%Y-%m-%dT%H:%M:%S}Z",
        f"{utc(one.disposed):%Y-%m-%dT%H:%M:%S}Z",
        str(one.days_held),
        plain(one.quantity),
        plain(one.proceeds),
        plain(one.cost),
        plain(one.fees),
        plain(one.gain),
        one.currency,
    )
