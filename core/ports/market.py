"""The market: which instruments exist and what they cost now."""

from __future__ import annotations

from typing import Protocol

from core.kernel.money import Price
from core.market.model import Instrument, Quote
from core.market.symbols import SymbolTable


class Market(Protocol):
    """Quotes and instruments of one source."""

    @property
    def simulated(self) -> bool:
        """Whether prices are made here."""
        ...

    @property
    def table(self) -> SymbolTable:
        """Every instrument this source knows, with its aliases."""
        ...

    def tick(self, instrument: Instrument) -> Price:
        """The step in which this source writes the instrument's price."""
        ...

    async def quote(self, instrument: Instrument) -> Quote:
        """What it costs now. Raises `Unavailable` when the source does not answer in time.

        The quote carries its own age; whoever prices an order looks at it.
        """
        ...
