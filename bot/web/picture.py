"""What a shared link unfurls to in a chat: a picture of what the page shows, and of nothing else."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look
from bot.present.plots import SharePlot, Trend
from bot.web.drawing import thinned
from bot.web.sharepage import SharePage
from core.kernel.money import ZERO
from core.sharing.results import PublicView

HELD_MOST = 3


def share_plot(view: PublicView, page: SharePage, look: Look) -> SharePlot:
    """The plot of a page. Its curve is an index that begins at 1; where results are hidden there is none."""
    returns = view.returns
    total = None if returns is None else returns.total
    facts = []
    if returns is not None:
        facts.append(look.say("web.fall_said", fall=look.percent(returns.fall)))
    if page.trades is not None:
        facts.append(page.trades.summary)
    # A third line would stand in the curve.
    if view.holdings and returns is None:
        held = [f"{one.symbol} {look.percent(one.share, signed=False)}" for one in view.holdings[:HELD_MOST]]
        facts.append(look.say("web.holds_said", what=", ".join(held)))
    points = () if returns is None else thinned([Decimal(1) + one.change for one in returns.points])
    return SharePlot(
        name="card",
        alt=page.description,
        mode=page.mode,
        title=page.heading,
        figure="" if total is None else look.percent(total),
        trend=Trend.FLAT if not total else Trend.UP if total > ZERO else Trend.DOWN,
        facts=tuple(facts),
        values=tuple(points),
        foot=f"{page.span} · {look.say('web.promise')}",
    )
