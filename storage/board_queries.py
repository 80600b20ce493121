"""Answers to questions about leaderboards. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, and_, bindparam, func, select

from core.boards.model import BoardRow
from core.kernel.money import ZERO
from core.orders.model import Trade
from core.portfolio.model import Portfolio
from core.ports.questions import CopiedLately, Counted, PlacesOf
from core.signals.model import Provider, Signal
from core.social.model import Follow

Read = Callable[[Any], Any]
Answered = tuple[Select[Any], Read]


def places_of(query: PlacesOf, tables: Any) -> tuple[Select[Any], Read, Mapping[str, Any]]:
    mapper = tables.of(BoardRow)
    return _places_of(mapper.table), mapper.from_row, {"board": query.rows, "of": query.persons}


@cache
def _places_of(table: Table) -> Select[Any]:
    # Without an order: to have the rows in that of their key, SQLite goes through the whole board.
    wanted = table.c.person.in_(bindparam("of", expanding=True))
    return select(table).where(table.c.rows == bindparam("board"), wanted)


def copied_lately(query: CopiedLately, tables: Any) -> Answered:
    trade, signal, provider = (tables.of(kind).table for kind in (Trade, Signal, Provider))
    follow, portfolio = tables.of(Follow).table, tables.of(Portfolio).table
    statement = (
        select(portfolio.c.mode, func.count(trade.c.person.distinct()))
        .select_from(provider)
        .join(signal, signal.c.provider == provider.c.id)
        .join(trade, trade.c.signal == signal.c.id)
        .join(portfolio, portfolio.c.id == trade.c.portfolio)
        .join(follow, and_(follow.c.provider == provider.c.id, follow.c.person == trade.c.person))
        .where(
            provider.c.person == query.person,
            trade.c.person != query.person,
            trade.c.created_at >= query.since,
            trade.c.entered != ZERO,
            follow.c.active.is_(True),
        )
    )
    return statement.group_by(portfolio.c.mode).order_by(portfolio.c.mode), lambda found: Counted(*found)


BOARD_ANSWERS: Mapping[type, Callable[[Any, Any], Any]] = {
    PlacesOf: places_of,
    CopiedLately: copied_lately,
}
