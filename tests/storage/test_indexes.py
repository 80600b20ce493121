"""Ranges over time are fast because an index answers them (row PF-07): SQLite says so itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, create_engine, select, text
from sqlalchemy.dialects import sqlite

from core.orders.model import Fill, Trade
from core.portfolio.model import CashFlow, Entry
from core.ports.questions import TradeCount, TradePage
from core.ports.store import Query
from storage.queries import ANSWERS
from storage.tables import TABLES, metadata

AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


def plan_of(statement: Select[Any], folder: Path) -> str:
    """How SQLite would answer the statement, on tables as the program makes them."""
    engine = create_engine(f"sqlite:///{folder / 'plan.db'}")
    metadata.create_all(engine)
    sql = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        steps = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
    engine.dispose()
    return "; ".join(steps)


def between(kind: type, owner: str) -> Select[Any]:
    table = TABLES.of(kind).table
    time = table.c.created_at if "created_at" in table.c else table.c.at
    return select(table).where(table.c[owner] == "mine", time >= AT).order_by(time)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (between(Fill, "account"), "ix_fill_account_at"),
        (between(Trade, "portfolio"), "ix_trade_portfolio_created_at"),
        (between(Trade, "person"), "ix_trade_person_created_at"),
        (between(CashFlow, "portfolio"), "ix_cash_flow_portfolio_at"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_range_of_time_is_read_from_its_index_and_not_sorted(
    tmp_path: Path, statement: Select[Any], index: str
):
    plan = plan_of(statement, tmp_path)

    assert f"USING INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan


def test_the_order_of_booking_is_read_from_its_index(tmp_path: Path):
    table = TABLES.of(Entry).table
    plan = plan_of(select(table).where(table.c.portfolio == "mine").order_by(table.c.number), tmp_path)

    assert "USING INDEX ix_book_entry_portfolio_number" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    "query",
    [
        TradePage(person="ann", size=8),
        TradePage(person="ann", size=8, at=AT, number=7),
        TradePage(person="ann", size=8, at=AT, number=7, newer=True),
        TradeCount(person="ann", at=AT, number=7),
    ],
    ids=["first", "older", "newer", "count"],
)
def test_a_page_of_trades_looks_at_one_person_only(tmp_path: Path, query: Query[Any]):
    statement, *_ = ANSWERS[type(query)](query, TABLES)

    plan = plan_of(statement, tmp_path)

    assert "SEARCH trade USING" in plan
    assert "ix_trade_person_created_at" in plan
    assert "SCAN" not in plan
