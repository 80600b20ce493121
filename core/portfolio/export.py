"""Fills, lots and cash flows as plain tables: one row a fill, times in UTC, a plain minus, nothing rounded. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from core.analytics.model import EquityDay
from core.kernel.ids import derived
from core.kernel.money import ZERO, plain
from core.kernel.time import utc
from core.orders.model import Fill
from core.portfolio.lots import Booked, Match, fee_value
from core.portfolio.model import CashFlow, Change, Lot, Portfolio
from core.portfolio.results import ExportTable
from core.portfolio.sheet import Sheet

Row = tuple[str, ...]


def tables(
    books: Sequence[tuple[Portfolio, Sheet, Sequence[CashFlow]]],
    rates: Mapping[str, Decimal],
    reasons: Mapping[str, str],
) -> tuple[ExportTable, ...]:
    """Three tables over all portfolios. `rates` of fees by fill, `reasons` what caused a trade."""
    method = books[0][1].method.value if books else "fifo"
    fills = [row for book, sheet, _ in books for row in _fill_rows(book, sheet, rates, reasons)]
    lots = [row for book, sheet, _ in books for row in _lot_rows(book, sheet)]
    cash = [row for book, _, flows in books for row in _flow_rows(book, flows)]
    return (
        ExportTable(name="fills", columns=_fill_columns(method), rows=tuple(fills)),
        ExportTable(name="lots", columns=_lot_columns(method), rows=tuple(lots)),
        ExportTable(name="cash", columns=CASH_COLUMNS, rows=tuple(cash)),
    )


def day_table(books: Sequence[Portfolio], days: Sequence[EquityDay]) -> ExportTable:
    """What each portfolio was worth at the end of each day, what came and went, and the return without it."""
    of = {book.id: book for book in books}
    rows = tuple(
        (
            f"{day.day:%Y-%m-%d}",
            of[day.portfolio].mode.value,
            of[day.portfolio].account,
            of[day.portfolio].currency,
            plain(day.equity),
            plain(day.paid_in),
            plain(day.taken_out),
            plain(day.change),
            plain(day.index),
            str(day.days),
        )
        for day in sorted(days, key=lambda one: (one.begins_at, one.portfolio))
    )
    return ExportTable(name="days", columns=DAY_COLUMNS, rows=rows)


DAY_COLUMNS = (
    *("day_utc", "mode", "account", "currency", "equity", "paid_in", "taken_out"),
    *("time_weighted_change", "index", "days"),
)


def _fill_columns(method: str) -> Row:
    return (
        *("time_utc", "mode", "account", "symbol", "side", "quantity", "price", "value", "currency"),
        *(
            "fee",
            "fee_currency",
            "fee_value",
            f"realized_{method}",
            "held_after",
            "trade",
            "order",
            "fill",
            "cause",
        ),
    )


def _lot_columns(method: str) -> Row:
    return (
        *(
            "mode",
            "account",
            "symbol",
            "side",
            "status",
            "opened_utc",
            "closed_utc",
            "quantity",
            "entry_price",
        ),
        *("exit_price", f"cost_{method}", "fees", f"realized_{method}", "currency", "opened_by", "closed_by"),
    )


CASH_COLUMNS = ("time_utc", "mode", "account", "kind", "amount", "currency", "symbol", "is_profit")


def _fill_rows(
    book: Portfolio, sheet: Sheet, rates: Mapping[str, Decimal], reasons: Mapping[str, str]
) -> list[Row]:
    return [
        _fill_row(book, fact, booked, rates, reasons)
        if isinstance(fact, Fill)
        else _change_row(book, fact, booked)
        for fact, booked in sheet.steps
    ]


def _fill_row(
    book: Portfolio, fill: Fill, booked: Booked, rates: Mapping[str, Decimal], reasons: Mapping[str, str]
) -> Row:
    quote = booked.position.quote
    worth = fee_value(fill, quote, rates.get(fill.id))
    return (
        _time(fill.at),
        book.mode.value,
        book.account,
        fill.symbol,
        fill.side.value,
        plain(fill.quantity),
        plain(fill.price),
        plain(fill.quantity * fill.price),
        quote,
        plain(fill.fee),
        fill.fee_currency,
        "" if worth is None else plain(worth),
        plain(booked.realized),
        plain(booked.position.quantity),
        fill.trade,
        fill.order,
        fill.id,
        reasons.get(fill.trade, ""),
    )


def _change_row(book: Portfolio, change: Change, booked: Booked) -> Row:
    """A change without an order stands among the fills, in the order in which it was booked."""
    price = change.price or ZERO
    return (
        _time(change.at),
        book.mode.value,
        book.account,
        change.symbol,
        change.kind.value.upper(),
        plain(change.units),
        "" if change.price is None else plain(change.price),
        plain(change.units * price),
        change.quote,
        plain(change.fee),
        change.quote,
        plain(change.fee),
        plain(booked.realized),
        plain(booked.position.quantity),
        "",
        "",
        change.id,
        change.kind.value,
    )


def _lot_rows(book: Portfolio, sheet: Sheet) -> list[Row]:
    closed = [_match_row(book, match, sheet.positions) for match in sheet.matches]
    held = [_held_row(book, lot, sheet) for _, lots in sorted(sheet.lots.items()) for lot in lots]
    return [*closed, *held]


def _match_row(book: Portfolio, match: Match, positions: Mapping[str, object]) -> Row:
    quote = getattr(positions.get(match.symbol), "quote", "")
    return (
        book.mode.value,
        book.account,
        match.symbol,
        match.side.value,
        "closed",
        _time(match.opened_at),
        _time(match.closed_at),
        plain(match.quantity),
        plain(match.entry_price),
        plain(match.exit_price),
        plain(match.cost),
        plain(match.fees),
        plain(match.realized),
        quote,
        match.opened,
        match.closed,
    )


def _held_row(book: Portfolio, lot: Lot, sheet: Sheet) -> Row:
    return (
        book.mode.value,
        book.account,
        lot.symbol,
        lot.side.value,
        "open",
        _time(lot.opened_at),
        "",
        plain(lot.quantity),
        plain(lot.price),
        "",
        plain(lot.quantity * lot.price + lot.side.sign * lot.fee),
        plain(lot.fee),
        "",
        sheet.positions[lot.symbol].quote,
        lot.id,
        "",
    )


def _flow_rows(book: Portfolio, flows: Sequence[CashFlow]) -> list[Row]:
    # What an account opened with comes before all else of its instant.
    first = derived("deposit", book.id)
    return [
        (
            _time(flow.at),
            book.mode.value,
            book.account,
            flow.kind.value,
            plain(flow.money.amount),
            flow.money.currency,
            flow.symbol or "",
            "yes" if flow.kind.earned else "no",
        )
        for flow in sorted(flows, key=lambda flow: (flow.at, flow.id != first, flow.id))
    ]


def _time(at: datetime) -> str:
    return f"{utc(at):%Y-%m-%dT%H:%M:%S.%f}Z"


def as_csv(table: ExportTable) -> str:
    """The table as a file: commas, a line feed after each row, the names of the columns first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return out.getvalue()
