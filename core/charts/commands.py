"""Charts that are asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from core.accounts.model import PAPER
from core.analytics.model import Period
from core.charts.figures import holdings_of, months_of
from core.charts.results import AllocationChart, EquityChart, MonthsChart, TradeChart
from core.charts.views import bars_around, curve_over
from core.command import AWord, Named, command
from core.context import Context
from core.kernel.errors import Refusal
from core.orders.model import TradeTold
from core.orders.views import find_trade, show_trade
from core.portfolio.model import Portfolio
from core.portfolio.views import owned_by, portfolio_views
from core.venues.choosing import account_named


class Drawing(StrEnum):
    """What of a portfolio is drawn."""

    EQUITY = "equity"
    ALLOCATION = "allocation"
    MONTHS = "months"


class Ground(StrEnum):
    """On what ground."""

    DARK = "dark"
    LIGHT = "light"


@command("portfolio chart")
async def chart(
    ctx: Context,
    what: Annotated[Drawing, "equity, allocation or months"] = Drawing.EQUITY,
    period: Annotated[Period, "daily, weekly, 30d, monthly or all-time"] = Period.THIRTY_DAYS,
    ground: Annotated[Ground, "dark or light"] = Ground.DARK,
    broker: Annotated[AWord | None, "which of your accounts: paper, kraken", Named(("on",))] = None,
    currency: Annotated[AWord | None, "the portfolio in this currency", Named(("in",))] = None,
) -> EquityChart | AllocationChart | MonthsChart:
    """Your portfolio drawn: its worth over time, what it is made of, its months."""
    place, portfolio = await _portfolio(ctx, broker, currency)
    now, light = ctx.world.clock.now(), ground is Ground.LIGHT
    if what is Drawing.ALLOCATION:
        view = (await portfolio_views(ctx.world, ctx.actor.person))[place]
        holdings, cash = holdings_of(view)
        return AllocationChart(
            mode=view.mode,
            currency=view.currency,
            equity=view.equity,
            holdings=holdings,
            cash=cash,
            unknown=view.unknown,
            light=light,
            at=now,
        )
    curve = await curve_over(ctx.world, portfolio, Period.ALL_TIME if what is Drawing.MONTHS else period)
    if what is Drawing.MONTHS:
        return MonthsChart(
            mode=portfolio.mode,
            currency=portfolio.currency,
            months=months_of(curve),
            total=curve.total,
            light=light,
            at=now,
        )
    return EquityChart(
        mode=portfolio.mode, currency=portfolio.currency, period=period, curve=curve, light=light, at=now
    )


async def _portfolio(ctx: Context, broker: str | None, currency: str | None) -> tuple[int, Portfolio]:
    """The portfolio that is meant, and its number among those of the person: the first that fits what is said."""
    owned = await owned_by(ctx.view, ctx.actor.person)
    account = None if broker is None else await account_named(ctx.view, ctx.actor.person, broker)
    fits = [
        (number, one)
        for number, one in enumerate(owned.portfolios)
        if (broker is None or (one.venue == PAPER if account is None else one.account == account.id))
        and (currency is None or one.currency == currency.upper())
    ]
    if not fits:
        raise Refusal("no_portfolio_there", {"what": " ".join(filter(None, (broker, currency)))[:40]})
    return fits[0]


@command("trade chart")
async def trade_chart(
    ctx: Context,
    trade: Annotated[AWord, "a trade (T-7K2Q) or a symbol"],
    ground: Annotated[Ground, "dark or light"] = Ground.DARK,
) -> TradeChart:
    """One trade on its candles: entry, stop, targets, what was filled."""
    found = await find_trade(ctx.world, ctx.actor.person, trade)
    card = await show_trade(ctx.world, TradeTold(found.id))
    if card is None:
        raise Refusal("no_such_trade", {"typed": trade[:40]})
    return TradeChart(
        card=card,
        bars=await bars_around(ctx.world, card),
        simulated=ctx.world.history is not None and ctx.world.history.simulated,
        light=ground is Ground.LIGHT,
        at=ctx.world.clock.now(),
    )
