"""Answers to questions about what is held and what was booked. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select

from core.accounts.model import Account
from core.kernel.money import ZERO
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Order, Side
from core.portfolio.model import Entry, EntryKind, Portfolio, Position
from core.ports.questions import BookedFill, BookedFills, TradedNow, TradedThere

Answered = tuple[Select[Any], Callable[[Any], Any]]


def traded_now(_query: TradedNow, tables: Any) -> Answered:
    order, account = tables.of(Order).table, tables.of(Account).table
    position, portfolio = tables.of(Position).table, tables.of(Portfolio).table
    ordered = (
        select(account.c.venue, order.c.symbol, order.c.account)
        .join_from(order, account, account.c.id == order.c.account)
        .where(order.c.status.in_([status.value for status in LIVE]))
    )
    held = (
        select(account.c.venue, position.c.symbol, portfolio.c.account)
        .join_from(position, portfolio, portfolio.c.id == position.c.portfolio)
        .join(account, account.c.id == portfolio.c.account)
        .where(position.c.quantity != ZERO)
    )
    every = ordered.union(held).subquery()
    venue, symbol, some = every.c
    statement = select(venue, symbol, func.min(some)).group_by(venue, symbol).order_by(venue, symbol)
    return statement, lambda row: TradedThere(*row)


def booked_fills(query: BookedFills, tables: Any) -> Answered:
    entry, fill = tables.of(Entry).table, tables.of(Fill).table
    columns = [fill.c[name] for name in ("id", "symbol", "side", "quantity", "fee", "fee_currency")]
    statement = select(entry.c.number, *columns).join_from(entry, fill, fill.c.id == entry.c.fact)
    statement = statement.where(
        entry.c.portfolio == query.portfolio,
        entry.c.kind == EntryKind.FILL.value,
        fill.c.symbol.in_(query.symbols),
    )
    if query.before is not None:
        statement = statement.where(entry.c.number < query.before)
    return statement.order_by(entry.c.number.desc()).limit(query.size), _booked_fill


def _booked_fill(row: Any) -> BookedFill:
    number, id_, symbol, side, quantity, fee, currency = row
    return BookedFill(number, id_, symbol, side == Side.BUY.value, quantity, fee, currency)
