"""What happens to curves because time passes: each day's end is kept."""

from __future__ import annotations

from datetime import timedelta

from core.analytics.views import days_now, last_days, prices_for
from core.context import World
from core.portfolio.model import Portfolio
from core.risk.today import midnight

PAGE = 200
DAY = timedelta(days=1)


async def keep_days(world: World) -> None:
    """At 00:00 UTC: the day that is over, for every portfolio. A second run changes nothing.

    Prices are looked up first; then worth and flows are read as one, so that nothing that is paid in meanwhile is taken
    for a profit.
    """
    after: tuple[object, ...] = ()
    while portfolios := await world.view.page(Portfolio, after=after, size=PAGE):
        after = (portfolios[-1].id,)
        begins_at = midnight(world.clock.now()) - DAY
        last = await last_days(world.view, portfolios)
        due = [
            portfolio
            for portfolio in portfolios
            if portfolio.opened_at < begins_at + DAY
            and (portfolio.id not in last or last[portfolio.id].begins_at < begins_at)
        ]
        if not due:
            continue
        prices = await prices_for(world, due)
        async with world.store.unit() as unit:
            await unit.hold(Portfolio, [portfolio.id for portfolio in due])
            now = world.clock.now()
            await unit.add(await days_now(unit, due, prices, begins_at=begins_at, now=now), new_only=True)
