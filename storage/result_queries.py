"""Answers to questions about what trades brought. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, select

from core.analytics.closed import ClosedTrade
from core.orders.model import Side, Trade, TradeStatus
from core.ports.questions import ClosedTrades
from core.signals.model import Signal

Read = Callable[[Any], Any]
Answered = tuple[Select[Any], Read]

CLOSED = "id portfolio symbol quote side cost proceeds fees risk triggered_by created_at opened_at closed_at".split()


def closed_trades(query: ClosedTrades, tables: Any) -> Answered:
    trade, signal = tables.of(Trade).table, tables.of(Signal).table
    statement = select(*(trade.c[name] for name in CLOSED), signal.c.provider)
    statement = statement.outerjoin_from(trade, signal, signal.c.id == trade.c.signal)
    statement = statement.where(
        trade.c.portfolio.in_(query.portfolios), trade.c.status == TradeStatus.CLOSED.value
    )
    if query.since is not None:
        statement = statement.where(trade.c.closed_at >= query.since)
    if query.until is not None:
        statement = statement.where(trade.c.closed_at < query.until)
    return statement.order_by(trade.c.closed_at, trade.c.id), _closed


def _closed(row: Any) -> ClosedTrade:
    return ClosedTrade(
        trade=row.id,
        portfolio=row.portfolio,
        symbol=row.symbol,
        quote=row.quote,
        profit=Side(row.side).sign * (row.proceeds - row.cost) - row.fees,
        cost=row.cost,
        risk=row.risk,
        triggered_by=row.triggered_by,
        provider=row.provider or "",
        opened_at=row.opened_at or row.created_at,
        closed_at=row.closed_at,
    )


ANSWERS: Mapping[type, Callable[[Any, Any], Answered]] = {ClosedTrades: closed_trades}
