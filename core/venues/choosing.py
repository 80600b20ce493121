"""At which of their accounts somebody trades: the one they name, the one they chose, else on paper (row BR-04)."""

from __future__ import annotations

from datetime import datetime

from core.accounts.model import PAPER, PAPER_CURRENCY, Account, TradingAccount
from core.kernel.errors import Refusal
from core.portfolio.opening import Book
from core.portfolio.views import load_book
from core.ports.store import Unit, View


def named(account: Account) -> str:
    """What an account is called where people type: its venue, with its label where it has one."""
    return f"{account.venue} {account.label}".strip()


async def accounts_of(view: View, person: str) -> list[Account]:
    """Somebody's accounts at venues, the built-in paper one left out, the first opened first."""
    found = [one for one in await view.all(Account, person=person) if one.venue != PAPER]
    return sorted(found, key=lambda one: (one.opened_at, one.id))


async def chosen_account(view: View, person: str) -> Account | None:
    """The account that somebody trades at; None for the paper one."""
    row = await view.get(TradingAccount, person)
    return None if row is None else await view.get(Account, row.account)


async def account_named(view: View, person: str, typed: str) -> Account | None:
    """The account of this name: a venue, or a venue and what stands in the label. None for the paper one.

    Raises the refusals `no_such_account`, and `which_account` where several are meant.
    """
    words = typed.casefold().replace("·", " ").split()
    if words == [PAPER]:
        return None
    accounts = await accounts_of(view, person)
    found = [one for one in accounts if words and all(word in named(one).casefold() for word in words)]
    if len(found) == 1:
        return found[0]
    facts = {"typed": typed[:40], "accounts": ", ".join(map(named, found or accounts)) or PAPER}
    raise Refusal("which_account", facts) if found else Refusal("no_such_account", facts)


async def home_of(view: View, person: str, account: Account | None, at: datetime) -> Book:
    """The book that the money of this account is told in; of the paper one where it is None."""
    if account is None:
        return await load_book(view, person, PAPER_CURRENCY, at, "")
    return await load_book(view, person, account.currency, at, account.id)


async def choose_default(unit: Unit, person: str, account: Account) -> bool:
    """Somebody's first account beside the paper one is where they trade from now on. False: they had chosen before.

    What they follow stays where it is traded.
    """
    if await unit.get(TradingAccount, person) is not None or len(await accounts_of(unit, person)) > 1:
        return False
    await unit.put([TradingAccount(person=person, account=account.id)])
    return True
