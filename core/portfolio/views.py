"""Reads of portfolios that commands, copies and cards share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Account, Mode
from core.context import World
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Price
from core.market.exchange import told, way, worth
from core.orders.cards import working_stop
from core.orders.model import Order, Purpose, Trade, TradeStatus
from core.portfolio.model import Cash, CashFlow, Portfolio, PortfolioView, Position
from core.portfolio.opening import Book, open_paper
from core.portfolio.valuation import equity, portfolio_view
from core.ports.store import Unit, View


async def load_books(view: View, persons: Collection[str], currency: str, at: datetime) -> dict[str, Book]:
    """Everybody's paper book in this currency, in four reads; who has none yet gets the one they would open."""
    portfolios = await view.all(Portfolio, person=list(persons), mode=Mode.PAPER, currency=currency)
    ids = [portfolio.id for portfolio in portfolios]
    accounts = {a.id: a for a in await view.all(Account, id=[p.account for p in portfolios])} if ids else {}
    cash = (
        {c.portfolio: c.amount for c in await view.all(Cash, portfolio=ids, currency=currency)} if ids else {}
    )
    held: dict[str, list[Position]] = {}
    for position in await view.all(Position, portfolio=ids) if ids else ():
        held.setdefault(position.portfolio, []).append(position)
    books = {
        portfolio.person: Book(
            accounts[portfolio.account],
            portfolio,
            cash.get(portfolio.id, ZERO),
            tuple(held.get(portfolio.id, ())),
            None,
        )
        for portfolio in portfolios
    }
    for person in persons:
        if person not in books:
            opening = open_paper(person, currency, at)
            books[person] = Book(opening.account, opening.portfolio, opening.cash.amount, (), opening)
    return books


async def load_book(view: View, person: str, currency: str, at: datetime) -> Book:
    """One person's paper book in this currency."""
    return (await load_books(view, [person], currency, at))[person]


async def write_openings(unit: Unit, books: Collection[Book]) -> None:
    """Open the accounts that do not exist yet."""
    openings = [book.opening for book in books if book.opening is not None]
    for rows in zip(*(opening.rows for opening in openings), strict=True):
        await unit.add(rows, new_only=True)


async def prices_of(world: World, symbols: Collection[str]) -> dict[str, Decimal]:
    """Last prices by symbol; an instrument that nobody quotes is left out."""
    prices: dict[str, Decimal] = {}
    for symbol in sorted(set(symbols)):
        instrument = world.market.table.get(symbol)
        if instrument is not None:
            prices[symbol] = (await world.market.quote(instrument)).last
    return prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What one unit of `base` is worth in `quote`, over which of the market's pairs, and when."""

    base: str
    quote: str
    rate: Decimal
    source: str
    at: datetime


async def rate_between(world: World, base: str, quote: str) -> Rated | None:
    """The rate between two currencies by the market's own pairs; None when no way leads there."""
    legs = way(world.market.table, base, quote)
    if legs is None:
        return None
    quotes = [await world.market.quote(leg.instrument) for leg in legs]
    return Rated(
        base=base,
        quote=quote,
        rate=worth(legs, {one.symbol: one.last for one in quotes}),
        source=told(legs),
        at=min((one.at for one in quotes), default=world.clock.now()),
    )


async def book_equity(world: World, book: Book, prices: dict[str, Decimal]) -> Decimal:
    """What the book is worth now. `prices` is filled up with what was looked up."""
    missing = {position.symbol for position in book.positions if position.quantity} - prices.keys()
    if missing:
        prices |= await prices_of(world, missing)
    return equity(book.cash, [position for position in book.positions if position.quantity], prices)


async def portfolio_views(world: World, person: str) -> Sequence[PortfolioView]:
    """All portfolios of a person at present prices, the first one opened first."""
    portfolios = await world.view.all(Portfolio, person=person)
    if not portfolios:
        raise Refusal("no_portfolio")
    ids = [portfolio.id for portfolio in portfolios]
    positions = await world.view.all(Position, portfolio=ids)
    cash = await world.view.all(Cash, portfolio=ids)
    flows = await world.view.all(CashFlow, portfolio=ids)
    trades = await world.view.all(Trade, person=person, status=TradeStatus.OPEN)
    stops = await _stops(world, trades)
    prices = await prices_of(world, {position.symbol for position in positions if position.quantity})
    return [
        portfolio_view(
            portfolio,
            [row for row in cash if row.portfolio == portfolio.id],
            [position for position in positions if position.portfolio == portfolio.id],
            prices,
            deposits=sum((flow.money.amount for flow in flows if flow.portfolio == portfolio.id), ZERO),
            stop_loss=_if_stopped(
                [trade for trade in trades if trade.portfolio == portfolio.id], stops, prices
            ),
            at=world.clock.now(),
        )
        for portfolio in sorted(portfolios, key=lambda portfolio: (portfolio.opened_at, portfolio.id))
    ]


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
