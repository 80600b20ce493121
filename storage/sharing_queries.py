"""What pages ask of closed trades and late fills: see `core/ports/page_questions.py` for what each means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from core.orders.model import Fill, Trade, TradeStatus
from core.ports.page_questions import ClosedCount, CountClosed, FillsAfter, NewestClosed

Read = Callable[[Any], Any]
Answered = tuple[Select[Any], Read]


def newest_closed(query: NewestClosed, tables: Any) -> Answered:
    mapper = tables.of(Trade)
    trade = mapper.table
    found = select(trade).where(_closed(query, trade))
    return found.order_by(trade.c.closed_at.desc(), trade.c.id.desc()).limit(query.size), mapper.from_row


def count_closed(query: CountClosed, tables: Any) -> Answered:
    trade = tables.of(Trade).table
    counted = select(func.count().label("count"), func.max(trade.c.closed_at).label("newest"))
    return counted.where(_closed(query, trade)), lambda row: ClosedCount(row.count, row.newest)


def _closed(query: NewestClosed | CountClosed, trade: Any) -> ColumnElement[bool]:
    wanted = [trade.c.portfolio == query.portfolio, trade.c.status == TradeStatus.CLOSED.value]
    if query.since is not None:
        wanted.append(trade.c.closed_at >= query.since)
    if query.until is not None:
        wanted.append(trade.c.closed_at <= query.until)
    return and_(*wanted)


def fills_after(query: FillsAfter, tables: Any) -> Answered:
    mapper = tables.of(Fill)
    fill = mapper.table
    mine = select(fill).where(fill.c.account == query.account, fill.c.at > query.after)
    return mine.where(fill.c.portfolio == query.portfolio).order_by(fill.c.at, fill.c.id), mapper.from_row


ANSWERS: Mapping[type, Callable[[Any, Any], Answered]] = {
    NewestClosed: newest_closed,
    CountClosed: count_closed,
    FillsAfter: fills_after,
}
