"""Reads of portfolios that commands, copies and cards share."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import PAPER, PAPER_CURRENCY, Account, TradingAccount
from core.context import World
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Price
from core.market.exchange import told, ways, worth
from core.market.model import Instrument, Quote
from core.orders.cards import working_stop
from core.orders.model import Order, Purpose, Trade, TradeStatus
from core.portfolio.model import Cash, CashFlow, Change, ChangeKind, Portfolio, Position
from core.portfolio.opening import Book, open_paper, open_there
from core.portfolio.results import PortfolioView, RateUsed
from core.portfolio.valuation import equity, portfolio_view
from core.ports.market import NoPrice
from core.ports.store import Unit, View
from core.risk.model import DayBook


async def load_books(
    view: View,
    persons: Collection[str],
    currency: str,
    at: datetime,
    accounts: Mapping[str, str] | None = None,
) -> dict[str, Book]:
    """Everybody's book in this currency: of the account that is named for them in `accounts` (empty: the paper one),
    else of the one they chose, else of the paper account. Who has no such book yet gets the one they would open."""
    open_to_choice = [person for person in persons if person not in (accounts or {})]
    rows = await view.all(TradingAccount, person=open_to_choice) if open_to_choice else ()
    chosen = {row.person: row.account for row in rows}
    chosen |= {person: account for person, account in (accounts or {}).items() if account}
    there = list(chosen.values())
    portfolios = list(await view.all(Portfolio, account=there, currency=currency)) if there else []
    on_paper = [person for person in persons if person not in chosen]
    if on_paper:
        portfolios += await view.all(Portfolio, person=on_paper, venue=PAPER, currency=currency)
    books = {book.portfolio.person: book for book in await books_of(view, portfolios)}
    missing = {chosen[person] for person in persons if person in chosen and person not in books}
    known = {one.id: one for one in await view.all(Account, id=missing)} if missing else {}
    for person in persons:
        if person not in books:
            account = known.get(chosen.get(person, ""))
            opening = (
                open_paper(person, currency, at) if account is None else open_there(account, currency, at)
            )
            books[person] = Book(opening.account, opening.portfolio, opening.cash.amount, (), opening)
    return books


async def books_of(view: View, portfolios: Sequence[Portfolio]) -> Sequence[Book]:
    """The books of these portfolios, in three reads."""
    ids = [portfolio.id for portfolio in portfolios]
    if not ids:
        return ()
    accounts = {a.id: a for a in await view.all(Account, id=[p.account for p in portfolios])}
    cash = {(row.portfolio, row.currency): row.amount for row in await view.all(Cash, portfolio=ids)}
    held: dict[str, list[Position]] = {}
    for position in await view.all(Position, portfolio=ids):
        held.setdefault(position.portfolio, []).append(position)
    return [
        Book(
            accounts[portfolio.account],
            portfolio,
            cash.get((portfolio.id, portfolio.currency), ZERO),
            tuple(held.get(portfolio.id, ())),
            None,
        )
        for portfolio in portfolios
    ]


async def load_book(view: View, person: str, currency: str, at: datetime, account: str | None = None) -> Book:
    """One person's book in this currency, of this account or of the one they trade at."""
    return (await load_books(view, [person], currency, at, {} if account is None else {person: account}))[
        person
    ]


async def home_book(view: View, person: str, at: datetime) -> Book:
    """The book that somebody's money is told in: the main currency of the account they trade at."""
    chosen = await view.get(TradingAccount, person)
    account = None if chosen is None else await view.get(Account, chosen.account)
    return await load_book(view, person, PAPER_CURRENCY if account is None else account.currency, at)


async def write_openings(unit: Unit, books: Collection[Book]) -> None:
    """Open the accounts that do not exist yet."""
    rows: dict[type, list[object]] = {}
    for book in books:
        for row in () if book.opening is None else book.opening.rows:
            rows.setdefault(type(row), []).append(row)
    for same in rows.values():
        await unit.add(same, new_only=True)


async def open_book(unit: Unit, account: Account, currency: str, at: datetime) -> Portfolio:
    """The book of one currency of an account at a venue, opened with nothing in it where there is none yet."""
    opening = open_there(account, currency, at)
    await unit.add([opening.portfolio], new_only=True)
    await unit.add([opening.cash], new_only=True)
    return opening.portfolio


async def rate_between(world: World, base: str, quote: str) -> RateUsed | None:
    """The rate between two currencies by the market's own pairs; None when no way leads there.

    Raises `NoPrice` when there is a way, and none whose pairs are quoted now.
    """
    known = False
    for legs in ways(world.market.table, base, quote):
        known = True
        quotes = await asyncio.gather(*(world.market.shown(leg.instrument) for leg in legs))
        found = [one for one in quotes if one is not None]
        if len(found) == len(legs):
            return RateUsed(
                base=base,
                quote=quote,
                rate=worth(legs, {one.symbol: one.last for one in found}),
                source=told(legs),
                at=min((one.at for one in found), default=world.clock.now()),
            )
    if known:
        raise NoPrice("price_silent", f"{base}/{quote}")
    return None


async def book_equity(world: World, book: Book, prices: dict[str, Decimal]) -> Decimal:
    """What the book is worth now. `prices` is filled up with what was looked up."""
    missing = {position.symbol for position in book.positions if position.quantity} - prices.keys()
    if missing:
        prices |= await prices_of(world, missing)
    return equity(book.cash, [position for position in book.positions if position.quantity], prices)


@dataclass(frozen=True, slots=True)
class Owned:
    """The rows of all portfolios of a person, the first one opened first."""

    portfolios: Sequence[Portfolio]
    positions: Sequence[Position]
    cash: Sequence[Cash]
    flows: Sequence[CashFlow]
    changes: Sequence[Change]

    def of(self, portfolio: str) -> Owned:
        """The rows of one of them."""
        return Owned(
            [one for one in self.portfolios if one.id == portfolio],
            [one for one in self.positions if one.portfolio == portfolio],
            [one for one in self.cash if one.portfolio == portfolio],
            [one for one in self.flows if one.portfolio == portfolio],
            [one for one in self.changes if one.portfolio == portfolio],
        )

    def deposits(self, currency: str) -> Decimal:
        """What was paid in less what was taken out, in kind too. None of it is profit."""
        money = [f.money.amount for f in self.flows if f.money.currency == currency and not f.kind.earned]
        kind = [
            one.units * one.price
            for one in self.changes
            if one.kind is ChangeKind.TRANSFER and one.quote == currency and one.price is not None
        ]
        return sum((*money, *kind), ZERO)

    def earned(self, currency: str) -> Decimal:
        """What was paid for holding: funding, interest, charges."""
        paid = [f.money.amount for f in self.flows if f.money.currency == currency and f.kind.earned]
        return sum(paid, ZERO)


async def owned_by(view: View, person: str) -> Owned:
    """All portfolios of a person. Raises `no_portfolio` when there is none."""
    portfolios = await view.all(Portfolio, person=person)
    if not portfolios:
        raise Refusal("no_portfolio")
    ids = [portfolio.id for portfolio in portfolios]
    return Owned(
        sorted(portfolios, key=lambda one: (one.opened_at, one.currency != PAPER_CURRENCY, one.id)),
        await view.all(Position, portfolio=ids),
        await view.all(Cash, portfolio=ids),
        await view.all(CashFlow, portfolio=ids),
        await view.all(Change, portfolio=ids),
    )


async def portfolio_views(world: World, person: str) -> Sequence[PortfolioView]:
    """All portfolios of a person at present prices, the first one opened first."""
    owned = await owned_by(world.view, person)
    trades = await world.view.all(Trade, person=person, status=TradeStatus.OPEN)
    stops = await _stops(world, trades)
    held = {position.symbol for position in owned.positions if position.quantity}
    quotes = await quotes_of(world, held)
    prices: dict[str, Decimal] = {symbol: quote.last for symbol, quote in quotes.items()}
    priced_at = min((quote.at for quote in quotes.values()), default=world.clock.now())
    views = []
    for portfolio in owned.portfolios:
        rows, currency = owned.of(portfolio.id), portfolio.currency
        foreign = {row.currency for row in rows.cash if row.amount} - {currency}
        own_trades = [trade for trade in trades if trade.portfolio == portfolio.id]
        views.append(
            portfolio_view(
                portfolio,
                rows.cash,
                rows.positions,
                prices,
                deposits=rows.deposits(currency),
                earned=rows.earned(currency),
                day_began_with=await _day_began_with(world, portfolio, rows),
                rates=await rates_into(world, currency, foreign),
                stop_loss=_if_stopped(own_trades, stops, prices),
                at=priced_at,
            )
        )
    return views


async def _day_began_with(world: World, portfolio: Portfolio, rows: Owned) -> Decimal | None:
    """What a portfolio was worth at 00:00 UTC, with what was paid in since; None when nobody noted it."""
    midnight = world.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    if portfolio.opened_at >= midnight:
        return rows.deposits(portfolio.currency)
    day = await world.view.get(DayBook, portfolio.id)
    if day is None or day.marked_at < midnight:
        return None
    since = [
        flow.money.amount
        for flow in rows.flows
        if flow.money.currency == portfolio.currency and not flow.kind.earned and flow.at > day.marked_at
    ]
    return sum(since, day.mark)


async def rates_into(world: World, currency: str, others: Collection[str]) -> dict[str, RateUsed]:
    """What other currencies are worth in this one; those of which nobody says it are left out."""
    found = {}
    for other in sorted(others):
        try:
            rate = await rate_between(world, other, currency)
        except NoPrice:
            continue
        if rate is not None:
            found[other] = rate
    return found


async def quotes_of(world: World, symbols: Collection[str]) -> dict[str, Quote]:
    """What these cost, to value what is held; an instrument that nobody quotes is left out."""
    instruments = _known(world, symbols)
    shown = await asyncio.gather(*(world.market.shown(instrument) for instrument in instruments))
    return {quote.symbol: quote for quote in shown if quote is not None}


async def prices_of(world: World, symbols: Collection[str]) -> dict[str, Decimal]:
    """Last prices by symbol, to value what is held; an instrument that nobody quotes is left out."""
    return {symbol: quote.last for symbol, quote in (await quotes_of(world, symbols)).items()}


async def prices_now(world: World, symbols: Collection[str]) -> dict[str, Decimal]:
    """Last prices by symbol, fit to decide about orders; an instrument without such a price now is left out."""
    instruments = _known(world, symbols)
    found = await asyncio.gather(*(_now(world, instrument) for instrument in instruments))
    return {quote.symbol: quote.last for quote in found if quote is not None}


async def _now(world: World, instrument: Instrument) -> Quote | None:
    try:
        return await world.market.quote(instrument)
    except NoPrice:
        return None


def _known(world: World, symbols: Collection[str]) -> list[Instrument]:
    found = (world.market.table.get(symbol) for symbol in sorted(set(symbols)))
    return [instrument for instrument in found if instrument is not None]


async def shown_price(world: World, symbol: str | None) -> Price | None:
    """What an instrument costs, for a card; None when nobody says."""
    instrument = None if symbol is None else world.market.table.get(symbol)
    quote = None if instrument is None else await world.market.shown(instrument)
    return None if quote is None else quote.last


async def _stops(world: World, trades: Sequence[Trade]) -> dict[str, Price]:
    """Where the working stop of each trade stands."""
    orders = await world.view.all(Order, trade=[trade.id for trade in trades], purpose=Purpose.STOP)
    stops = {trade.id: working_stop([o for o in orders if o.trade == trade.id]) for trade in trades}
    return {trade: stop for trade, stop in stops.items() if stop is not None}


def _if_stopped(
    trades: Sequence[Trade], stops: dict[str, Price], prices: dict[str, Decimal]
) -> Decimal | None:
    """What would change from here if every stop were hit; None when something is held without one."""
    if not trades or any(trade.id not in stops or trade.symbol not in prices for trade in trades):
        return None
    moves = (trade.side.sign * trade.held * (stops[trade.id] - prices[trade.symbol]) for trade in trades)
    return sum(moves, ZERO)
