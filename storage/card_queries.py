"""Answers to questions about what somebody was shown. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, literal, select

from core.accounts.model import Person
from core.bookkeeping import PRIVATE_TALK, Offer
from core.orders.model import Trade
from core.ports.questions import LastOffers, LastShown, OnlyTrade, Shown

Answered = tuple[Select[Any], Callable[[Any], Any], Mapping[str, Any]]


def last_offers(query: LastOffers, tables: Any) -> Answered:
    mapper = tables.of(Offer)
    return _last_offers(mapper.table), mapper.from_row, {"of": query.place, "size": query.size}


@cache
def _last_offers(table: Table) -> Select[Any]:
    shown = select(table).where(table.c.place == bindparam("of"))
    return shown.order_by(table.c.shown.desc()).limit(bindparam("size"))


def last_shown(query: LastShown, tables: Any) -> Answered:
    person, offer = tables.of(Person).table, tables.of(Offer).table
    return _last_shown(person, offer), _shown, {"of": query.persons}


@cache
def _last_shown(person: Table, offer: Table) -> Select[Any]:
    # One look at the index for each of them, however many cards they were shown.
    place = literal(PRIVATE_TALK) + person.c.id
    newest = select(func.max(offer.c.shown)).where(offer.c.place == place).scalar_subquery()
    wanted = person.c.id.in_(bindparam("of", expanding=True))
    return select(person.c.id, func.coalesce(newest, 0)).where(wanted).order_by(person.c.id)


def _shown(row: Any) -> Shown:
    return Shown(row[0], row[1])


def only_trade(query: OnlyTrade, tables: Any) -> Answered:
    return _only_trade(tables.of(Person).table, tables.of(Trade).table), _first, {"of": query.persons}


@cache
def _only_trade(person: Table, trade: Table) -> Select[Any]:
    # A second one is enough to know: who has thousands is not counted.
    some = select(trade.c.id).where(trade.c.person == person.c.id).limit(2).correlate(person).subquery()
    number = select(func.count()).select_from(some).scalar_subquery()
    wanted = person.c.id.in_(bindparam("of", expanding=True))
    return select(person.c.id).where(wanted, number == 1).order_by(person.c.id)


def _first(row: Any) -> Any:
    return row[0]
