"""What is held at a venue against what the books hold, by asset (brokers, 6.2; reliability, P9).

A difference of units that is seen twice holds back entries in them until both are equal again; nothing is ever ordered
to "correct" one. Somebody's own venue is theirs to use: money that came or went there, and units that came, are booked
as paid in or taken out, never as profit. What an account holds when it is linked is how its books begin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from core.accounts.model import PAPER, Account
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.ids import derived
from core.kernel.money import ZERO, Money, Price
from core.market.model import Instrument
from core.market.symbols import FIAT, STABLE, SymbolTable
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.model import Order, OrderStatus
from core.orders.record import newest_step
from core.orders.switches import Holding, Switch, hold_scope
from core.portfolio.lots import base_of
from core.portfolio.model import Cash, CashFlow, Change, ChangeKind, FlowKind, Portfolio, Position
from core.portfolio.record import book_change, book_flow
from core.portfolio.valuation import equity
from core.portfolio.views import open_book
from core.ports.store import Unit, View
from core.recovery.model import CameTold, DifferenceTold, Discrepancy

LOOKS_NEEDED = 2
ON_THE_WIRE = (OrderStatus.SUBMITTING, OrderStatus.UNKNOWN)
MONEY = FIAT | frozenset(STABLE)


async def compare_holdings(
    world: World, account: Account, held: Sequence[Money], *, first: bool = False
) -> None:
    """Units and money, ours against theirs, by asset. `first`: nobody has compared them before."""
    if await world.view.page(Order, size=1, account=account.id, status=ON_THE_WIRE):
        return  # what is not proven yet would look like a difference
    theirs = defaultdict[str, Decimal](Decimal)
    for money in held:
        theirs[money.currency] += money.amount
    prices = await _prices(world, account, theirs)
    async with world.store.unit() as unit:
        books = await unit.all(Portfolio, account=account.id)
        await unit.hold(Portfolio, {book.id for book in books})
        ours = await books_of(unit, books)
        rows = {row.asset: row for row in await unit.all(Discrepancy, account=account.id)}
        open_rows = {row.asset for row in rows.values() if row.ended_at is None}
        before = await _worths(unit, books, prices)
        look = _Look(world, unit, account, list(books), prices, before, first=first)
        for asset in sorted(ours.keys() | theirs.keys() | open_rows):
            await look.at(asset, ours.get(asset, ZERO), theirs[asset], rows.get(asset))


async def books_of(view: View, books: Sequence[Portfolio]) -> dict[str, Decimal]:
    """What these books hold of each asset: money, and units of instruments."""
    sums = defaultdict[str, Decimal](Decimal)
    ids = [book.id for book in books]
    for cash in await view.all(Cash, portfolio=ids) if ids else ():
        sums[cash.currency] += cash.amount
    for position in await view.all(Position, portfolio=ids) if ids else ():
        sums[base_of(position.symbol)] += position.quantity
    return dict(sums)


async def _worths(
    view: View, books: Sequence[Portfolio], prices: Mapping[str, tuple[Instrument, Price]]
) -> dict[str, Decimal | None]:
    """What each book is worth before anything is taken in; None where what it holds has no price."""
    ids, last = [book.id for book in books], {one.symbol: price for one, price in prices.values()}
    held = [one for one in await view.all(Position, portfolio=ids) if one.quantity] if ids else []
    found: dict[str, Decimal | None] = {}
    for book in books:
        cash = await view.get(Cash, book.id, book.currency)
        own = [one for one in held if one.portfolio == book.id]
        known = all(one.symbol in last for one in own)
        found[book.id] = equity(ZERO if cash is None else cash.amount, own, last) if known else None
    return found


def instrument_of(table: SymbolTable, asset: str, currency: str) -> Instrument | None:
    """What units of this asset are booked as in an account of this currency: its pair in it, else the usual one."""
    return table.get(f"{asset}/{currency}") or table.find(asset)


async def _prices(
    world: World, account: Account, held: Mapping[str, Decimal]
) -> dict[str, tuple[Instrument, Price]]:
    """What units at somebody's own venue are worth, where somebody says."""
    found: dict[str, tuple[Instrument, Price]] = {}
    if account.venue == PAPER:
        return found
    for asset in sorted(held.keys() - MONEY):
        instrument = instrument_of(world.market.table, asset, account.currency)
        if instrument is None:
            continue
        try:
            found[asset] = instrument, (await world.market.quote(instrument)).last
        except Unavailable:
            continue  # it is a difference until there is a price
    return found


class _Look:
    """One look at one account, in one transaction."""

    def __init__(
        self,
        world: World,
        unit: Unit,
        account: Account,
        books: list[Portfolio],
        prices: Mapping[str, tuple[Instrument, Price]],
        before: Mapping[str, Decimal | None],
        *,
        first: bool,
    ) -> None:
        self._world = world
        self._unit = unit
        self._account = account
        self._books = books
        self._prices = prices
        self._before = before
        self._first = first
        self._now: datetime = world.clock.now()

    async def at(self, asset: str, ours: Decimal, theirs: Decimal, row: Discrepancy | None) -> None:
        """One asset: equal, equal again, seen once, seen twice."""
        standing = row is not None and row.ended_at is None
        if ours == theirs:
            if row is not None and standing:
                ended = replace(row, books=ours, venue=theirs, last_at=self._now, ended_at=self._now)
                await self._equal_again(ended)
            return
        nameless = asset not in MONEY and asset not in self._prices and self._account.venue != PAPER
        if nameless and not ours and not standing:
            return  # what we have no name or price for is not ours to count
        same = row is not None and standing and row.books - row.venue == ours - theirs
        row = row if row is not None and standing else self._new(asset)
        looks = row.looks + 1 if same or not row.looks else 1
        row = replace(row, books=ours, venue=theirs, last_at=self._now, looks=looks)
        if (self._first or looks >= LOOKS_NEEDED) and await self._take_in(row):
            return
        confirmed = row.confirmed or looks >= LOOKS_NEEDED
        await self._unit.put([replace(row, confirmed=confirmed)])
        if confirmed and (not row.confirmed or not same):
            await self._hold(row)

    def _new(self, asset: str) -> Discrepancy:
        return Discrepancy(
            account=self._account.id,
            asset=asset,
            person=self._account.person,
            portfolio=self._books[0].id,
            books=ZERO,
            venue=ZERO,
            first_at=self._now,
            last_at=self._now,
            looks=0,
            confirmed=False,
            ended_at=None,
        )

    # -- what its owner did there

    async def _take_in(self, row: Discrepancy) -> bool:
        """Book money that came or went at somebody's own venue, and units that came. Units that are gone are not taken
        for granted: something of ours may have been sold that nobody told us of."""
        if self._account.venue == PAPER:
            return False
        by = row.venue - row.books
        id_ = derived(
            "came", row.account, row.asset, row.first_at.isoformat(), str(row.books), str(row.venue)
        )
        if row.asset in MONEY:
            book = await self._book(row.asset)
            kind = FlowKind.DEPOSIT if by > 0 else FlowKind.WITHDRAWAL
            flow = CashFlow(
                id=id_,
                portfolio=book.id,
                kind=kind,
                money=Money(by, row.asset),
                at=self._now,
                before=self._before.get(book.id, ZERO),
            )
            await book_flow(self._unit, flow)
        elif by > 0 and row.asset in self._prices:
            instrument, price = self._prices[row.asset]
            book = await self._book(instrument.quote)
            change = Change(
                id=id_,
                portfolio=book.id,
                kind=ChangeKind.TRANSFER,
                symbol=instrument.symbol,
                quote=instrument.quote,
                at=self._now,
                units=by,
                price=price,
            )
            await book_change(self._unit, change)
        else:
            return False
        if row.looks > 1 or row.confirmed:
            await self._equal_again(replace(row, books=row.venue, ended_at=self._now))
        if not self._first:
            told = CameTold(row.account, row.asset, by)
            await tell(self._unit, [notice(self._world, told, person=row.person, kind=NoticeKind.INFO)])
        return True

    async def _book(self, currency: str) -> Portfolio:
        """The book of this currency, opened where there is none yet."""
        for book in self._books:
            if book.currency == currency:
                return book
        book = await open_book(self._unit, self._account, currency, self._now)
        self._books.append(book)
        return book

    # -- what nobody explains

    async def _hold(self, row: Discrepancy) -> None:
        """Entries in this wait, and the person hears of it. Money alone holds back nothing: it moves for many
        reasons."""
        scope = hold_scope(Holding.POSITION, row.account, row.asset)
        is_money = row.asset in {book.currency for book in self._books}
        if not is_money and await self._unit.get(Switch, scope) is None:
            seen = await newest_step(self._unit)
            await self._unit.put([Switch(scope=scope, by=Holding.POSITION.value, at=self._now, seen=seen)])
        told = DifferenceTold(row.account, row.asset)
        await tell(self._unit, [notice(self._world, told, person=row.person, kind=NoticeKind.ALARM)])

    async def _equal_again(self, row: Discrepancy) -> None:
        if not row.confirmed:
            await self._unit.drop(Discrepancy, [(row.account, row.asset)])
            return
        await self._unit.put([row])
        await self._unit.drop(Switch, [hold_scope(Holding.POSITION, row.account, row.asset)])
        told = DifferenceTold(row.account, row.asset)
        await tell(self._unit, [notice(self._world, told, person=row.person)])
