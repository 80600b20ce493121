"""Decisions as they are shown."""

from __future__ import annotations

from core.context import World
from core.risk.model import Decision, WhyCard
from core.signals.model import Provider, Signal


async def why_card(world: World, decision: Decision) -> WhyCard:
    """A decision as it is shown."""
    source = "by hand"
    if decision.signal is not None:
        signal = await world.view.get(Signal, decision.signal)
        provider = None if signal is None else await world.view.get(Provider, signal.provider)
        if signal is not None and provider is not None:
            source = f"{provider.name} #{signal.number}"
    instrument = world.market.table.get(decision.symbol)
    return WhyCard(
        symbol=decision.symbol,
        source=source,
        taken=decision.code == "",
        trade=decision.trade,
        code=decision.code,
        reasons=decision.reasons,
        change=decision.change,
        currency="" if instrument is None else instrument.quote,
        paper=True,
        at=decision.at,
    )
