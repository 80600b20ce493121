"""What came of it, asked for: statistics, where a result came from, how holdings move together (storyboard, scene
8)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.accounts.model import PAPER, Account
from core.analytics.attribution import By, Part, parts
from core.analytics.closed import tally
from core.analytics.gathering import closes_of, measures_in, record_of, stats_of
from core.analytics.model import Period
from core.analytics.periods import begins
from core.analytics.results import (
    About,
    AttributionReport,
    CorrelationReport,
    PartLine,
    StatsReport,
)
from core.analytics.stats import correlations
from core.analytics.views import curve_of
from core.command import AWord, Named, command
from core.context import Context
from core.kernel.errors import Refusal
from core.portfolio.model import Portfolio, Position
from core.portfolio.views import home_book, prices_of
from core.signals.model import Provider
from core.venues.choosing import account_named, home_of

# Ninety days of closes say how things move together now; a table of more than six is not read on a phone.
CORRELATED_OVER = timedelta(days=90)
NAMES_MOST = 6


class Shown(StrEnum):
    """What of the statistics is shown."""

    BRIEF = "brief"
    ALL = "all"
    EXPLAIN = "explain"
    SYMBOL = "symbol"
    PROVIDER = "provider"
    CAUSE = "cause"
    HOUR = "hour"
    ATTRIBUTION = "attribution"
    CORRELATION = "correlation"


@command("portfolio stats")
async def stats(
    ctx: Context,
    period: Annotated[Period, "daily, weekly, 30d, monthly or all-time"] = Period.THIRTY_DAYS,
    show: Annotated[
        Shown, "brief, all, explain; attribution by symbol, provider, cause or hour; correlation"
    ] = Shown.BRIEF,
    broker: Annotated[AWord | None, "which of your accounts: paper, kraken", Named(("on",))] = None,
    currency: Annotated[AWord | None, "which currency of it, such as USD; its main one when left out"] = None,
) -> StatsReport | AttributionReport | CorrelationReport:
    """Your return, risk and trades in figures; where they came from, and how each is worked out."""
    portfolio = await _portfolio(ctx, broker, currency)
    if show is Shown.CORRELATION:
        return await _correlation(ctx, portfolio)
    if show in (Shown.BRIEF, Shown.ALL, Shown.EXPLAIN):
        curve = await curve_of(ctx.world, portfolio, begins(period, ctx.world.clock.now()))
        return StatsReport(About(show.value), await stats_of(ctx.world, portfolio, period), curve)
    by = By.SYMBOL if show is Shown.ATTRIBUTION else By(show.value)
    return await _attribution(ctx, portfolio, period, by)


async def _portfolio(ctx: Context, broker: str | None, currency: str | None) -> Portfolio:
    """The book of the account that is named, else of the one they trade at, in its main currency or another."""
    now, person = ctx.world.clock.now(), ctx.actor.person
    if broker is None:
        book = await home_book(ctx.view, person, now)
    else:
        account: Account | None = await account_named(ctx.view, person, broker)
        book = await home_of(ctx.view, person, account, now)
    if currency is not None and currency.upper() != book.portfolio.currency:
        same = await ctx.view.all(Portfolio, person=person, account=book.portfolio.account)
        same = (
            same
            if book.portfolio.venue != PAPER
            else await ctx.view.all(Portfolio, person=person, venue=PAPER)
        )
        found = [one for one in same if one.currency == currency.upper()]
        if not found:
            there = ", ".join(sorted({one.currency for one in same}))
            raise Refusal("no_such_book", {"typed": currency[:12], "choices": there})
        return found[0]
    if book.opening is not None:
        raise Refusal("no_portfolio")
    return book.portfolio


async def _attribution(ctx: Context, portfolio: Portfolio, period: Period, by: By) -> AttributionReport:
    record = await record_of(ctx.world, portfolio, begins(period, ctx.world.clock.now()))
    found = parts(record.closed, by)
    names = await _provider_names(ctx, found) if by is By.PROVIDER else {}
    return AttributionReport(
        mode=portfolio.mode,
        currency=portfolio.currency,
        period=period,
        by=by,
        lines=tuple(
            PartLine(word=part.word, name=names.get(part.word, ""), tally=part.tally) for part in found
        ),
        total=tally(record.closed),
        unvalued=tuple(sorted({trade.symbol for trade in record.closed} & set(record.unvalued))),
    )


async def _provider_names(ctx: Context, found: tuple[Part, ...]) -> dict[str, str]:
    ids = [part.word for part in found if part.word]
    return {one.id: one.name for one in await ctx.view.all(Provider, id=ids)} if ids else {}


async def _correlation(ctx: Context, portfolio: Portfolio) -> CorrelationReport:
    """What is held, the largest first, and the benchmarks beside it."""
    world, until = ctx.world, ctx.world.clock.now()
    held = [one for one in await ctx.view.all(Position, portfolio=portfolio.id) if one.quantity]
    prices = await prices_of(world, [one.symbol for one in held])
    worth = {one.symbol: abs(one.quantity * prices.get(one.symbol, Decimal(0)) or one.cost) for one in held}
    largest = sorted(worth, key=lambda symbol: (-worth[symbol], symbol))
    measures = measures_in(portfolio.currency)
    shown = largest[: NAMES_MOST - len(measures)]
    beside = (measure.symbols[0] for measure in measures)
    wanted = [*shown, *(symbol for symbol in beside if symbol not in shown)]
    instruments = [one for one in map(world.market.table.get, wanted) if one is not None]
    told = await asyncio.gather(
        *(closes_of(world, instrument, until - CORRELATED_OVER, until) for instrument in instruments)
    )
    closes: dict[str, Mapping[date, Decimal]] = {
        instrument.symbol: own for instrument, own in zip(instruments, told, strict=True) if own is not None
    }
    return CorrelationReport(
        mode=portfolio.mode,
        days=CORRELATED_OVER.days,
        names=tuple(closes),
        table=correlations(closes),
        silent=tuple(symbol for symbol in wanted if symbol not in closes),
        more=len(largest) - len(shown),
        simulated=world.history is not None and world.history.simulated,
    )
