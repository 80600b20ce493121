"""At which of their accounts somebody trades: the one they name, the one they chose, else on paper (row BR-04)."""

from __future__ import annotations

from datetime import datetime

from core.accounts.model import PAPER, PAPER_CURRENCY, Account, TradingAccount
from core.kernel.errors import Refusal
from core.portfolio.opening import Book
from core.portfolio.views import load_book
from core.ports.store import Unit, View
from core.venues.credentials import Connection


async def alive(view: View, person: str) -> list[Connection]:
    """The accounts whose keys are here, by venue and name."""
    found = await view.all(Connection, person=person, ended_at=None)
    return sorted(found, key=lambda one: (one.venue, one.name, one.account))


def named(connection: Connection) -> str:
    """What an account is called where people type: its venue, with its owner's name for it or its label."""
    return f"{connection.venue} {connection.name or connection.label}".strip()


async def chosen_account(view: View, person: str) -> Account | None:
    """The account that somebody trades at; None for the paper one."""
    row = await view.get(TradingAccount, person)
    return None if row is None else await view.get(Account, row.account)


async def name_of(view: View, account: Account | None) -> str:
    """What an account is called; None is the paper one."""
    if account is None:
        return PAPER
    connection = await view.get(Connection, account.id)
    return account.venue if connection is None else named(connection)


async def account_named(view: View, person: str, typed: str) -> Account | None:
    """The account of this name: a venue, or a venue and its name or label there. None for the paper one.

    Raises the refusals `no_such_account`, and `which_account` where several are meant.
    """
    words = typed.casefold().replace("·", " ").split()
    if words == [PAPER]:
        return None
    linked = await alive(view, person)
    found = [one for one in linked if words and _fits(one, words)]
    account = await view.get(Account, found[0].account) if len(found) == 1 else None
    if account is not None:
        return account
    facts = {"typed": typed[:40], "accounts": ", ".join(map(named, found or linked)) or PAPER}
    raise Refusal("which_account", facts) if found else Refusal("no_such_account", facts)


def _fits(connection: Connection, words: list[str]) -> bool:
    """Whether each of these words is in what the account may be called."""
    called = f"{connection.venue} {connection.name} {connection.label}".casefold()
    return all(word in called for word in words)


async def home_of(view: View, person: str, account: Account | None, at: datetime) -> Book:
    """The book that the money of this account is told in; of the paper one where it is None."""
    if account is None:
        return await load_book(view, person, PAPER_CURRENCY, at, "")
    return await load_book(view, person, account.currency, at, account.id)


async def choose_default(unit: Unit, person: str, account: Account) -> bool:
    """Somebody's first account beside the paper one is where they trade from now on; True where this is it.

    What they follow stays where it is traded. Called once the connection is kept.
    """
    known = await unit.get(TradingAccount, person)
    if known is None and len(await alive(unit, person)) == 1:
        known = TradingAccount(person=person, account=account.id)
        await unit.put([known])
    return known is not None and known.account == account.id
