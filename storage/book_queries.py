"""Answers to questions about what is held and what was booked. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, select

from core.accounts.model import Account
from core.kernel.money import ZERO, Quantity
from core.lookback.model import CopyEntered
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Order, OrderStatus, Purpose, Side, Trade, TradeStatus
from core.portfolio.model import Entry, EntryKind, Portfolio, Position
from core.ports.questions import (
    BookedFill,
    BookedFills,
    CopiesEntered,
    ExitsComing,
    TradedNow,
    TradedThere,
)
from core.signals.model import Signal

Read = Callable[[Any], Any]
Answered = tuple[Select[Any], Read]


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


def exits_coming(query: ExitsComing, tables: Any) -> tuple[Select[Any], Read, Mapping[str, Any]]:
    statement = _exits_coming(tables.of(Trade).table, tables.of(Order).table)
    return statement, _first, {"of": query.trades}


@cache
def _exits_coming(trade: Table, order: Table) -> Select[Any]:
    stop = order.alias()
    short = select(stop.c.id).where(
        stop.c.trade == trade.c.id,
        stop.c.purpose == Purpose.STOP.value,
        stop.c.status.in_([status.value for status in LIVE]),
        stop.c.quantity != trade.c.entered,
    )
    coming = select(order.c.id).where(
        order.c.trade == trade.c.id,
        order.c.purpose != Purpose.ENTRY.value,
        order.c.status.in_([OrderStatus.PLANNED.value, OrderStatus.SUBMITTING.value]),
    )
    wanted = trade.c.id.in_(bindparam("of", expanding=True))
    found = select(trade.c.id).where(wanted, trade.c.exited == ZERO, coming.exists(), ~short.exists())
    return found.order_by(trade.c.id)


def _first(row: Any) -> Any:
    return row[0]


COPY = "person signal symbol quote side status entered exited cost proceeds fees created_at opened_at".split()


def copies_entered(query: CopiesEntered, tables: Any) -> Answered:
    trade, signal = tables.of(Trade).table, tables.of(Signal).table
    statement = select(trade.c.id, *(trade.c[name] for name in COPY))
    statement = statement.join_from(trade, signal, signal.c.id == trade.c.signal)
    statement = statement.where(signal.c.provider == query.provider, trade.c.opened_at.is_not(None))
    if query.person is not None:
        statement = statement.where(trade.c.person == query.person)
    ordered = statement.where(trade.c.entered != ZERO).order_by(trade.c.created_at.desc(), trade.c.id)
    return ordered.limit(query.size), _copy_entered


def _copy_entered(row: Any) -> CopyEntered:
    values = {name: getattr(row, name) for name in COPY}
    values |= {"side": Side(row.side), "status": TradeStatus(row.status)}
    values |= {"entered": Quantity(row.entered), "exited": Quantity(row.exited)}
    return CopyEntered(trade=row.id, **values)
