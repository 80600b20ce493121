"""What you own."""

from __future__ import annotations

from core.command import command
from core.context import Context
from core.portfolio.model import PortfolioReport, PositionReport
from core.portfolio.views import portfolio_views


@command("portfolio show")
async def show(ctx: Context) -> PortfolioReport:
    """Your portfolio: what it is worth, what it holds, what it earned."""
    first, *others = await portfolio_views(ctx.world, ctx.actor.person)
    return PortfolioReport(main=first, others=tuple(others))


@command("portfolio positions")
async def positions(ctx: Context) -> PositionReport:
    """What you hold now."""
    views = await portfolio_views(ctx.world, ctx.actor.person)
    return PositionReport(portfolios=tuple(views))
