"""Answers to questions about leaderboards. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, and_, bindparam, func, select

from core.accounts.model import Profile
from core.boards.model import BoardDay, BoardMember, BoardRow
from core.kernel.money import ZERO
from core.orders.model import Trade
from core.portfolio.model import Portfolio
from core.ports.questions import BoardDaysOf, BoardEntries, BoardEntry, CopiedLately, Counted
from core.signals.model import Provider, Signal
from core.social.model import Follow

Read = Callable[[Any], Any]
Answered = tuple[Select[Any], Read]


def board_days_of(query: BoardDaysOf, tables: Any) -> Answered:
    mapper = tables.of(BoardDay)
    table = mapper.table
    statement = select(table).where(
        table.c.person.in_(query.persons), table.c.mode == query.mode.value, table.c.begins_at < query.until
    )
    if query.since is not None:
        statement = statement.where(table.c.begins_at >= query.since)
    return statement.order_by(table.c.person, table.c.begins_at), mapper.from_row


def board_entries(query: BoardEntries, tables: Any) -> tuple[Select[Any], Read, Mapping[str, Any]]:
    row, profile, member = (tables.of(kind).table for kind in (BoardRow, Profile, BoardMember))
    from_row = tables.of(BoardRow).from_row
    values = {"of": query.rows, "in_mode": query.mode.value, "after": query.after, "size": query.size}

    def read(found: Any) -> BoardEntry:
        left = not found.on_boards or found.joined_at is None or found.left_at is not None
        alias = None if left else found.alias
        return BoardEntry(from_row(found), alias, bool(found.public) and not left, left)

    return _board_entries(row, profile, member), read, values


@cache
def _board_entries(row: Table, profile: Table, member: Table) -> Select[Any]:
    others = (profile.c.alias, profile.c.on_boards, profile.c.public, member.c.joined_at, member.c.left_at)
    joined = row.outerjoin(profile, profile.c.person == row.c.person).outerjoin(
        member, and_(member.c.person == row.c.person, member.c.mode == bindparam("in_mode"))
    )
    statement = select(row, *others).select_from(joined).where(row.c.rows == bindparam("of"))
    statement = statement.where(row.c.number > bindparam("after")).order_by(row.c.number)
    return statement.limit(bindparam("size"))


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
    BoardDaysOf: board_days_of,
    BoardEntries: board_entries,
    CopiedLately: copied_lately,
}
