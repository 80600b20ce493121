"""The market's past: what an instrument cost, as candles."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.market.candles import Series
from core.market.model import Instrument


class History(Protocol):
    """Candles of one source."""

    @property
    def simulated(self) -> bool:
        """Whether prices are made here."""
        ...

    async def candles(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        """Every candle that opens at `since` or later and is over at `until`, of the shortest span that the source
        keeps so far back and that does not make too many of them. None when it has fewer than two of them, or does
        not know the instrument.

        Asked again for the same, it says the same. Raises `Unavailable` when the source does not answer in time.
        """
        ...

    async def daily(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        """The same in candles of whole days: closes of days are compared with each other."""
        ...
