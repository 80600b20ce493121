"""The live market's pulse: what moved is published, so that whatever waits for a price hears of it.

Nobody announces live prices, so those that matter are looked at: of everything that is held or has an order at work, at
any venue. Resting paper orders trade by what is published here, watched stops and brakes go by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from core.context import World
from core.market.model import Instrument, Quote
from core.paper.model import PriceMoved
from core.ports.market import ORDER_AGE
from core.ports.questions import TradedNow

BEAT = timedelta(seconds=2)


class Watched(Protocol):
    """A market whose prices are asked for."""

    async def refresh(self, instruments: Sequence[Instrument]) -> Mapping[str, Quote]:
        """Present prices of these, by symbol; what nobody says is left out."""
        ...


class Pulse:
    """Remembers what was published last; a start publishes everything once."""

    def __init__(self, market: Watched) -> None:
        self._market = market
        self._told: dict[str, Decimal] = {}

    async def beat(self, world: World) -> None:
        """Look at all prices that matter, and publish those that moved. A price that is too old for an order moves
        nothing."""
        symbols = sorted({row.symbol for row in await world.view.ask(TradedNow())})
        found = [world.market.table.get(symbol) for symbol in symbols]
        quotes = await self._market.refresh([one for one in found if one is not None])
        now = world.clock.now()
        fresh = {symbol: quote for symbol, quote in quotes.items() if now - quote.at <= ORDER_AGE}
        # What nobody says for a while is published anew when somebody does: orders may have come in meanwhile.
        self._told = {symbol: last for symbol, last in self._told.items() if symbol in fresh}
        moved = [quote for symbol, quote in sorted(fresh.items()) if self._told.get(symbol) != quote.last]
        if not moved:
            return
        async with world.store.unit() as unit:
            unit.record(*(PriceMoved(quote.symbol, quote.revision) for quote in moved))
        self._told |= {quote.symbol: quote.last for quote in moved}
