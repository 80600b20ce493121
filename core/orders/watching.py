"""Prices are looked at for trades whose exits are watched here: trailing and soft stops, and what a venue cannot rest.

Protection of this kind stops when the program stops: cards say so. After a start, and every few seconds where
prices do not announce themselves, a job looks at all of them.
"""

from __future__ import annotations

from collections.abc import Collection

from core.context import World
from core.kernel.faults import faultpoint
from core.kernel.money import Price
from core.orders.model import Trade, TradeStatus
from core.orders.steering import watch_trades
from core.portfolio.views import prices_now

AT_ONCE = 200


async def watch_all(world: World) -> None:
    """Look at every price that something is watched at."""
    trades = await world.view.all(Trade, watched=True, status=TradeStatus.OPEN)
    await watch(world, {trade.symbol for trade in trades})


async def watch(world: World, symbols: Collection[str]) -> None:
    """Look at the prices of these instruments for all who hold something that is watched."""
    for symbol, price in (await prices_now(world, symbols)).items():
        after: tuple[object, ...] = ()
        while page := await world.view.page(
            Trade, symbol=symbol, watched=True, status=TradeStatus.OPEN, after=after, size=AT_ONCE
        ):
            async with world.store.unit() as unit:
                await watch_trades(world, unit, [trade.id for trade in page], Price(price))
            faultpoint("price.watched")
            after = (page[-1].id,)
