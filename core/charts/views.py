"""Reads behind charts: a portfolio's curve, the candles around a trade."""

from __future__ import annotations

from datetime import timedelta

from core.analytics.curve import Curve
from core.analytics.model import Period
from core.analytics.periods import begins
from core.analytics.views import curve_of
from core.charts.figures import bars_of
from core.charts.results import ChartBar
from core.context import World
from core.kernel.errors import Unavailable
from core.orders.results import TradeCard
from core.portfolio.model import Portfolio

# As many candles as a phone can tell apart.
BARS_MOST, BARS_LEAST = 90, 12
SHORTEST = timedelta(hours=1)
# Where the candles of a short trade are too long for it, it is shown within its days.
AROUND = timedelta(days=2)


async def curve_over(world: World, portfolio: Portfolio, period: Period) -> Curve:
    """A portfolio's curve in a period, up to the present."""
    return await curve_of(world, portfolio, begins(period, world.clock.now()))


async def bars_around(world: World, card: TradeCard) -> tuple[ChartBar, ...]:
    """The candles of a trade's time, with as much before it and up to as much after. None where nobody has any now."""
    instrument = world.market.table.get(card.symbol)
    if world.history is None or instrument is None:
        return ()
    now = world.clock.now()
    first = card.opened_at or card.created_at
    last = min(card.closed_at or now, now)
    long = max(last - first, SHORTEST)
    for around in (long, max(long, AROUND)):
        until = min(last + around / 2, now)
        try:
            series = await world.history.candles(instrument, first - around, until)
        except Unavailable:
            return ()
        if series is not None and len(series) >= BARS_LEAST:
            return bars_of(series, BARS_MOST)
    return ()
