"""What you own, what it earned, what came and went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.accounts.model import PAPER, PAPER_CURRENCY
from core.accounts.options import AFigure, Figure
from core.analytics.model import Period as CurvePeriod
from core.analytics.periods import begins
from core.analytics.views import curve_of
from core.command import AWord, command
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.kernel.money import ZERO, Money, plain
from core.market.model import Instrument
from core.market.options import AnInstrument
from core.market.symbols import FIAT, STABLE
from core.orders.model import Fill, Trade
from core.paper.model import PaperBalance
from core.portfolio.export import day_table, tables
from core.portfolio.lots import Method
from core.portfolio.model import Cash, CashFlow, FlowKind, Portfolio, Position, Rate
from core.portfolio.opening import first_deposit, open_paper
from core.portfolio.options import AYear
from core.portfolio.pnl import currencies, worked_out
from core.portfolio.record import book_flow, load_sheet
from core.portfolio.results import (
    CashReport,
    Export,
    FlowLine,
    PnlDetail,
    PnlReport,
    PortfolioReport,
    PositionReport,
    Purse,
)
from core.portfolio.taxlots import tax_year
from core.portfolio.valuation import equity, together
from core.portfolio.views import owned_by, portfolio_views, prices_of, rates_into
from core.ports.questions import DaysOf
from core.ports.store import Unit

FLOWS_SHOWN = 8
# Play money is free, but a figure that no card can show helps nobody.
LARGEST_DEPOSIT = Figure(100_000_000)


class Period(StrEnum):
    """How far back to count."""

    WEEK = "7d"
    MONTH = "30d"
    ALL = "all"

    def since(self, now: datetime) -> datetime | None:
        """Where it begins; None for the very beginning."""
        days = {Period.WEEK: 7, Period.MONTH: 30}.get(self)
        return None if days is None else now - timedelta(days=days)


class CashMove(StrEnum):
    """Play money in or out."""

    DEPOSIT = "deposit"
    WITHDRAW = "withdraw"


@command("portfolio show")
async def show(ctx: Context) -> PortfolioReport:
    """Your portfolio: what it is worth, what it holds, what it earned."""
    views = await portfolio_views(ctx.world, ctx.actor.person)
    first, *others = views
    foreign = {view.currency for view in others if view.mode is first.mode} - {first.currency}
    rates = await rates_into(ctx.world, first.currency, foreign)
    owned = await owned_by(ctx.view, ctx.actor.person)
    curve = await curve_of(
        ctx.world, owned.portfolios[0], begins(CurvePeriod.THIRTY_DAYS, ctx.world.clock.now())
    )
    return PortfolioReport(main=first, others=tuple(others), together=together(views, rates), curve=curve)


@command("portfolio positions")
async def positions(ctx: Context) -> PositionReport:
    """What you hold now."""
    views = await portfolio_views(ctx.world, ctx.actor.person)
    return PositionReport(portfolios=tuple(views))


@command("portfolio pnl")
async def pnl(
    ctx: Context,
    period: Annotated[Period, "7d, 30d or all"] = Period.ALL,
    method: Annotated[Method, "which lots go first: fifo, average, lifo, hifo"] = Method.FIFO,
    symbol: Annotated[AnInstrument | None, "one instrument: every fill behind its figures"] = None,
) -> PnlReport | PnlDetail:
    """Profit and loss by instrument and currency; of one instrument, how it is worked out."""
    if symbol is not None:
        return await _detail(ctx, period, symbol, method)
    owned = await owned_by(ctx.view, ctx.actor.person)
    now = ctx.world.clock.now()
    mode = owned.portfolios[0].mode
    prices = await prices_of(ctx.world, {one.symbol for one in owned.positions if one.quantity})
    sums = [
        one
        for portfolio in owned.portfolios
        if portfolio.mode is mode
        for one in currencies(
            await load_sheet(ctx.view, portfolio.id, method),
            owned.of(portfolio.id).flows,
            prices,
            period.since(now),
        )
    ]
    return PnlReport(
        mode=mode,
        period=period.value,
        since=period.since(now),
        method=method.value,
        currencies=tuple(sums),
        at=now,
    )


async def _detail(ctx: Context, period: Period, symbol: Instrument, method: Method) -> PnlDetail:
    owned = await owned_by(ctx.view, ctx.actor.person)
    since = period.since(ctx.world.clock.now())
    for portfolio in owned.portfolios:
        sheet = await load_sheet(ctx.view, portfolio.id, method)
        position = sheet.positions.get(symbol.symbol)
        if position is None:
            continue
        prices = await prices_of(ctx.world, [symbol.symbol])
        flows = owned.of(portfolio.id).flows
        lines = [line for one in currencies(sheet, flows, prices, since) for line in one.lines]
        line = next((line for line in lines if line.symbol == symbol.symbol), None)
        return PnlDetail(
            mode=portfolio.mode,
            symbol=symbol.symbol,
            quote=position.quote,
            period=period.value,
            method=method.value,
            steps=worked_out(sheet, symbol.symbol, since),
            realized=ZERO if line is None else line.realized,
            unrealized=ZERO if line is None else line.unrealized,
            fees=ZERO if line is None else line.fees,
            held=position.quantity,
            average_price=None if position.unvalued else position.average_price,
            price=prices.get(symbol.symbol),
        )
    raise Refusal("never_traded", {"symbol": symbol.symbol})


@command("portfolio cash")
async def cash(
    ctx: Context,
    move: Annotated[CashMove | None, "deposit or withdraw play money; your cash when left out"] = None,
    amount: Annotated[AFigure | None, "how much, such as 5000"] = None,
    currency: Annotated[AWord | None, "of which currency; USDT when left out"] = None,
) -> CashReport:
    """Free money, and what came and went. Paper accounts may deposit and withdraw; neither is profit."""
    if move is None:
        return await _cash_report(ctx, None)
    if amount is None or not amount:
        raise Refusal("how_much", {"move": move.value})
    code = (currency or PAPER_CURRENCY).upper()
    if code not in FIAT and code not in STABLE:
        raise Refusal("no_such_currency", {"typed": code[:12]})
    if amount > LARGEST_DEPOSIT:
        raise Refusal("too_much_play", {"limit": plain(LARGEST_DEPOSIT)})
    prices = await _prices_of_paper(ctx, code)
    async with ctx.unit() as unit:
        flow = await _move(ctx, unit, move, amount, code, prices)
    return await _cash_report(ctx, flow)


async def _prices_of_paper(ctx: Context, currency: str) -> Mapping[str, Decimal]:
    """What costs what is held in the paper account of this currency: returns are measured between flows."""
    books = await ctx.view.all(Portfolio, person=ctx.actor.person, currency=currency, venue=PAPER)
    held = await ctx.view.all(Position, portfolio=[book.id for book in books]) if books else ()
    return await prices_of(ctx.world, {position.symbol for position in held if position.quantity})


async def _worth(unit: Unit, portfolio: str, prices: Mapping[str, Decimal], currency: str) -> Decimal:
    cash = await unit.get(Cash, portfolio, currency)
    held = [one for one in await unit.all(Position, portfolio=portfolio) if one.quantity]
    return equity(ZERO if cash is None else cash.amount, held, prices)


async def _move(
    ctx: Context, unit: Unit, move: CashMove, amount: Figure, currency: str, prices: Mapping[str, Decimal]
) -> CashFlow:
    """Play money in or out of the paper account in this currency; a deposit opens the account that is missing."""
    now = ctx.world.clock.now()
    found = await unit.all(Portfolio, person=ctx.actor.person, currency=currency)
    paper = next((portfolio for portfolio in found if portfolio.venue == PAPER), None)
    if found and paper is None:
        raise Refusal("real_money", {"currency": currency})
    if paper is None:
        if move is CashMove.WITHDRAW:
            raise Refusal("not_so_much", {"currency": currency, "free": "0", "asked": plain(amount)})
        opening = open_paper(ctx.actor.person, currency, now, amount)
        for row in opening.rows:
            await unit.add([row])
        return first_deposit(opening.portfolio.id, Money(amount, currency), now)
    await unit.hold(Portfolio, {paper.id})
    await unit.hold(PaperBalance, {(paper.account, currency)})
    balance = await unit.get(PaperBalance, paper.account, currency)
    free = ZERO if balance is None else balance.amount
    if move is CashMove.WITHDRAW and amount > free:
        raise Refusal("not_so_much", {"currency": currency, "free": plain(free), "asked": plain(amount)})
    by = amount if move is CashMove.DEPOSIT else -amount
    flow = CashFlow(
        id=derived("flow", paper.id, ctx.cause.key),
        portfolio=paper.id,
        kind=FlowKind.DEPOSIT if move is CashMove.DEPOSIT else FlowKind.WITHDRAWAL,
        money=Money(by, currency),
        at=now,
        before=await _worth(unit, paper.id, prices, currency),
    )
    await book_flow(unit, flow)
    await unit.put([PaperBalance(account=paper.account, asset=currency, amount=free + by)])
    return flow


async def _cash_report(ctx: Context, moved: CashFlow | None) -> CashReport:
    owned = await owned_by(ctx.view, ctx.actor.person)
    # What an account opened with comes before all else of its instant.
    first = {derived("deposit", portfolio.id) for portfolio in owned.portfolios}
    newest = sorted(owned.flows, key=lambda flow: (flow.at, flow.id not in first, flow.id), reverse=True)
    books = [(portfolio, owned.of(portfolio.id)) for portfolio in owned.portfolios]
    purses = [
        Purse(
            mode=portfolio.mode,
            account=portfolio.account,
            currency=row.currency,
            amount=row.amount,
            put_in=rows.deposits(row.currency),
            earned=rows.earned(row.currency),
        )
        for portfolio, rows in books
        for row in rows.cash
        if row.currency == portfolio.currency or row.amount
    ]
    return CashReport(
        mode=owned.portfolios[0].mode,
        purses=tuple(purses),
        flows=tuple(_flow_line(flow) for flow in newest[:FLOWS_SHOWN]),
        total_flows=len(newest),
        moved=None if moved is None else _flow_line(moved),
    )


def _flow_line(flow: CashFlow) -> FlowLine:
    return FlowLine(
        at=flow.at,
        kind=flow.kind.value,
        amount=flow.money.amount,
        currency=flow.money.currency,
        symbol=flow.symbol,
        profit=flow.kind.earned,
    )


@command("portfolio export")
async def export(
    ctx: Context,
    method: Annotated[Method, "which lots go first: fifo, average, lifo, hifo"] = Method.FIFO,
    year: Annotated[AYear | None, "a tax year: every lot that was closed in it, such as 2026"] = None,
) -> Export:
    """Fills, lots and cash flows as CSV files, for a table program or a tax adviser."""
    owned = await owned_by(ctx.view, ctx.actor.person)
    books = [
        (portfolio, await load_sheet(ctx.view, portfolio.id, method), owned.of(portfolio.id).flows)
        for portfolio in owned.portfolios
    ]
    fills = {fact.id for _, sheet, _ in books for fact, _ in sheet.steps if isinstance(fact, Fill)}
    rates = {row.subject: row.rate for row in await ctx.view.all(Rate, subject=fills)} if fills else {}
    trades = await ctx.view.all(Trade, person=ctx.actor.person)
    days = await ctx.view.ask(DaysOf(tuple(portfolio.id for portfolio in owned.portfolios), None))
    mode = owned.portfolios[0].mode
    same = [(portfolio, sheet) for portfolio, sheet, _ in books if portfolio.mode is mode]
    return Export(
        mode=mode,
        method=method.value,
        at=ctx.world.clock.now(),
        tables=(
            *tables(books, rates, {trade.id: trade.triggered_by for trade in trades}),
            day_table(owned.portfolios, days),
        ),
        tax=None if year is None else tax_year(same, year, method.value),
    )
