"""Answers to questions about connected accounts. The others, and the list of all: `queries.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select

from core.accounts.model import Account
from core.ports.questions import AccountTally, Counted, CredentialTally, SignInsEnding
from core.venues.credentials import Connection, Credential

Answered = tuple[Select[Any], Callable[[Any], Any]]


def account_tally(_query: AccountTally, tables: Any) -> Answered:
    venue = tables.of(Account).table.c.venue
    return select(venue, func.count()).group_by(venue).order_by(venue), lambda row: Counted(*row)


def credential_tally(_query: CredentialTally, tables: Any) -> Answered:
    key = tables.of(Credential).table.c.key
    return select(key, func.count()).group_by(key).order_by(key), lambda row: Counted(*row)


def sign_ins_ending(query: SignInsEnding, tables: Any) -> Answered:
    connection = tables.of(Connection).table
    ends = connection.c.until.between(query.after, query.before)
    return select(connection.c.account).where(connection.c.ended_at.is_(None), ends), lambda row: row[0]
