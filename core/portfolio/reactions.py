"""What happens to the books because something was booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.context import World
from core.kernel.money import ZERO, Quantity
from core.orders.advancing import advance
from core.orders.model import Fill, Trade
from core.portfolio.model import FeeUnvalued, Rate
from core.portfolio.record import value_fee
from core.portfolio.views import rate_between
from core.ports.store import Unit


async def value_fees(world: World, events: Sequence[FeeUnvalued]) -> None:
    """Outside(FeeUnvalued): look up what a fee in a third currency is worth, and book it. Safe to repeat.

    Where the market has no way to the quote currency, the fee stays without a worth and profit is shown as n/a.
    """
    for fill in await world.view.all(Fill, id={event.fill for event in events}):
        trade = await world.view.get(Trade, fill.trade)
        if trade is None:
            continue
        found = await rate_between(world, fill.fee_currency, trade.quote)
        if found is None:
            continue
        rate = Rate(
            subject=fill.id,
            base=fill.fee_currency,
            quote=trade.quote,
            rate=found.rate,
            source=found.source,
            at=found.at,
        )
        async with world.store.unit() as unit:
            if await value_fee(unit, fill, rate):
                await _retell(unit, fill.trade)


async def _retell(unit: Unit, trade_id: str) -> None:
    """The trade's sums anew from its fills, with what their fees turned out to be worth."""
    trade = await unit.get(Trade, trade_id)
    fills = sorted(await unit.all(Fill, trade=trade_id), key=lambda fill: (fill.at, fill.id))
    rates = {row.subject: row.rate for row in await unit.all(Rate, subject={fill.id for fill in fills})}
    if trade is None:
        return
    nothing = Quantity(0)
    trade = replace(
        trade, entered=nothing, exited=nothing, cost=ZERO, proceeds=ZERO, fees=ZERO, opened_at=None
    )
    for fill in fills:
        trade = advance(trade, fill, rates.get(fill.id))
    await unit.put([trade])
