"""A person's accounts at venues as they stand: for the list of them, and before their keys are wiped."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from core.accounts.model import PAPER, Account, Mode, TradingAccount
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.money import ZERO, Money
from core.orders.lifecycle import FINAL
from core.orders.model import Order, OrderStatus
from core.portfolio.model import Portfolio, Position
from core.ports.broker import BrokerError
from core.venues.credentials import Connection
from core.venues.results import BrokerLine, Leaving
from core.venues.views import title_of

# Somebody waits for the list: a venue that is slower than this says nothing in it.
ASK_SECONDS = 4.0
ASKED_MOST = 8
UNFINISHED = tuple(status for status in OrderStatus if status not in FINAL)


async def broker_lines(world: World, person: str) -> tuple[BrokerLine, ...]:
    """Paper first, a line for each mode and venue; then what was connected, a line for each account."""
    accounts = sorted(
        await world.view.all(Account, person=person), key=lambda one: (one.opened_at, one.currency, one.id)
    )
    known = {one.account: one for one in await world.view.all(Connection, person=person)}
    chosen = await world.view.get(TradingAccount, person)
    paper = [one for one in accounts if one.venue == PAPER]
    lines = [_paper_line(paper)] if paper else []
    linked = [(one, known[one.id]) for one in accounts if one.id in known]
    balances = await _balances(world, [account for account, link in linked if link.ended_at is None])
    lines += [
        BrokerLine(
            venue=account.venue,
            mode=account.mode,
            currencies=(account.currency,),
            since=account.opened_at,
            title=title_of(world, account.venue),
            name=link.name,
            label=link.label,
            balance=balances.get(account.id),
            default=chosen is not None and chosen.account == account.id,
            until=link.until,
            ended=link.ended_at is not None,
        )
        for account, link in linked
    ]
    return tuple(lines)


def _paper_line(accounts: Sequence[Account]) -> BrokerLine:
    return BrokerLine(
        venue=PAPER,
        mode=Mode.PAPER,
        currencies=tuple(account.currency for account in accounts),
        since=accounts[0].opened_at,
        title=PAPER,
    )


async def _balances(world: World, accounts: Sequence[Account]) -> dict[str, Money]:
    """What each account holds of its currency, asked of its venue now; who does not say it in time is left out."""
    asked = accounts[:ASKED_MOST]
    found = await asyncio.gather(*(_balance(world, account) for account in asked))
    return {account.id: money for account, money in zip(asked, found, strict=True) if money is not None}


async def _balance(world: World, account: Account) -> Money | None:
    with suppress(BrokerError, Unavailable, TimeoutError):
        async with asyncio.timeout(ASK_SECONDS):
            broker = await world.brokers.of(account.id)
            held = await broker.balances()
        return next((one for one in held if one.currency == account.currency), Money(ZERO, account.currency))
    return None


async def leaving(world: World, connections: Sequence[Connection]) -> tuple[Leaving, ...]:
    """Accounts whose keys are to be wiped, each with what is open there."""
    return tuple([await _leaving(world, one) for one in connections])


async def _leaving(world: World, connection: Connection) -> Leaving:
    account = await world.view.get(Account, connection.account)
    books = {one.id for one in await world.view.all(Portfolio, account=connection.account)}
    held = await world.view.all(Position, portfolio=books) if books else ()
    orders = await world.view.all(Order, account=connection.account, status=UNFINISHED)
    return Leaving(
        account=connection.account,
        title=title_of(world, connection.venue),
        name=connection.name,
        label=connection.label,
        mode=Mode.LIVE if account is None else account.mode,
        positions=sum(bool(one.quantity) for one in held),
        orders=len(orders),
    )
