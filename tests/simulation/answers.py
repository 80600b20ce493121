"""Answers to the questions that have their own SQL, for the store in memory.

The few that the money path asks all the time are written out. Every other one runs its own statement from
`storage/queries.py` on a database that holds these rows for that one question: slow, and right without anybody's
doing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Engine, StaticPool, Table, create_engine, insert
from sqlalchemy.sql import visitors

from core.bookkeeping import Delivery, DeliveryState
from core.kernel.errors import Bug
from core.orders.model import Order, OrderStatus, Purpose
from core.ports.questions import Counted, DeliveryTally, OrdersDue, Owing
from storage.queries import ANSWERS
from storage.tables import TABLES


class Source(Protocol):
    """Where the rows come from."""

    def everything(self, kind: type) -> list[Any]: ...

    @property
    def kinds(self) -> Mapping[type, Any]: ...


def answer(query: Any, source: Source) -> Sequence[Any]:
    """The answer to a question, from these rows."""
    quick = QUICK.get(type(query))
    return by_statement(query, source) if quick is None else quick(query, source)


def owing(query: Owing, source: Source) -> Sequence[str]:
    """Names of the reactions that owe something now: due, and in nobody's hands."""
    names = {
        row.reaction
        for row in source.everything(Delivery)
        if row.state is DeliveryState.DUE
        and row.due_at <= query.now
        and (row.lease_until is None or row.lease_until <= query.now)
    }
    return sorted(names)


def delivery_tally(_query: DeliveryTally, source: Source) -> Sequence[Counted]:
    """What reactions still owe, by state."""
    rows = Counter(row.state.value for row in source.everything(Delivery))
    return [Counted(word, count) for word, count in sorted(rows.items())]


def orders_due(query: OrdersDue, source: Source) -> Sequence[Order]:
    """Entries of a status whose time has come, the first due first."""

    def due(order: Order) -> datetime | None:
        return order.hold_until if query.status is OrderStatus.HELD else order.expires_at

    timed = [
        (at, order.id, order)
        for order in source.everything(Order)
        if order.status is query.status
        and order.purpose is Purpose.ENTRY
        and (at := due(order)) is not None
        and at <= query.by
    ]
    return [order for _at, _id, order in sorted(timed, key=lambda one: one[:2])][: query.size]


QUICK: Mapping[type, Callable[[Any, Source], Sequence[Any]]] = {
    Owing: owing,
    DeliveryTally: delivery_tally,
    OrdersDue: orders_due,
}


def by_statement(query: Any, source: Source) -> Sequence[Any]:
    """Ask the real statement of a database that holds the tables it names, and nothing else."""
    known = ANSWERS.get(type(query))
    if known is None:
        raise Bug(f"nobody answers {type(query).__name__}")
    statement, read = known(query, TABLES)
    kinds = {mapper.table: kind for kind, mapper in TABLES.mappers.items()}
    tables = [part for part in visitors.iterate(statement) if isinstance(part, Table)]
    with scratch().connect() as connection:  # left without a commit: the next question finds it empty
        for table in dict.fromkeys(tables):
            mapper = TABLES.mappers[kinds[table]]
            rows = [mapper.to_row(row) for row in source.everything(kinds[table])]
            if rows:
                connection.execute(insert(table), rows)
        return [read(row) for row in connection.execute(statement).all()]


@cache
def scratch() -> Engine:
    """A database with every table and no rows, one a process: making tables costs more than any question."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    for mapper in TABLES.mappers.values():
        mapper.table.create(engine)
    return engine
