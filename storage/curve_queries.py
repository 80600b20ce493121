"""Answers to questions about what came, what went, and the days that were kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from core.analytics.model import EquityDay
from core.portfolio.model import CashFlow, FlowKind
from core.ports.questions import DaysOf, LastDays, PaidInto
from core.risk.model import PaidIn

Read = Callable[[Any], Any]
Answered = tuple[Select[Any], Read]


def last_days(query: LastDays, tables: Any) -> Answered:
    mapper = tables.of(EquityDay)
    table = mapper.table
    newest = (
        select(table.c.portfolio, func.max(table.c.begins_at).label("begins_at"))
        .where(table.c.portfolio.in_(query.portfolios))
        .group_by(table.c.portfolio)
        .subquery()
    )
    same = and_(table.c.portfolio == newest.c.portfolio, table.c.begins_at == newest.c.begins_at)
    return select(table).join(newest, same), mapper.from_row


def days_of(query: DaysOf, tables: Any) -> Answered:
    mapper = tables.of(EquityDay)
    table = mapper.table
    statement = select(table).where(table.c.portfolio.in_(query.portfolios))
    if query.since is not None:
        since = datetime.combine(query.since, time(), UTC)
        older = table.alias()
        newest = (
            select(func.max(older.c.begins_at))
            .where(older.c.portfolio == table.c.portfolio, older.c.begins_at < since)
            .scalar_subquery()
        )
        statement = statement.where(or_(table.c.begins_at >= since, table.c.begins_at == newest))
    return statement.order_by(table.c.portfolio, table.c.begins_at), mapper.from_row


def paid_into(query: PaidInto, tables: Any) -> Answered:
    table = tables.of(CashFlow).table
    # Funding, interest and charges are part of the result: they are paid, not paid in.
    paid_in = [kind.value for kind in FlowKind if not kind.earned]
    statement = select(table.c.portfolio, table.c.money, table.c.at, table.c.before).where(
        table.c.portfolio.in_(query.portfolios), table.c.kind.in_(paid_in)
    )
    if query.since is not None:
        statement = statement.where(table.c.at >= query.since)
    return statement, _paid_in


def _paid_in(row: Any) -> PaidIn:
    return PaidIn(row.portfolio, row.money, row.at, row.before)


CURVE_ANSWERS: Mapping[type, Callable[[Any, Any], Answered]] = {
    PaidInto: paid_into,
    LastDays: last_days,
    DaysOf: days_of,
}
