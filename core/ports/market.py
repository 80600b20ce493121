"""The market: which instruments exist and what they cost now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from core.kernel.errors import Unavailable
from core.kernel.money import Price
from core.market.model import Instrument, Quote, SourceState
from core.market.symbols import SymbolTable

# How old a price may be that an order goes by, and one that is only shown (CA-02).
ORDER_AGE = timedelta(seconds=5)
SHOWN_AGE = timedelta(seconds=60)


class NoPrice(Unavailable):
    """Nobody quotes an instrument now as freshly as it takes.

    `code` says why: `price_old` (the newest is too old; `facts` have its `age` in seconds and its `source`),
    `price_silent` (no source answers) or `price_nobody` (no source that is set quotes it).
    """

    def __init__(self, code: str, symbol: str, **facts: str) -> None:
        super().__init__(" ".join((code, symbol, *facts.values())))
        self.code = code
        self.facts = {"symbol": symbol, **facts}


class Market(Protocol):
    """Quotes and instruments of one source, or of several that stand in for each other."""

    @property
    def simulated(self) -> bool:
        """Whether prices are made here."""
        ...

    @property
    def table(self) -> SymbolTable:
        """Every instrument this source knows, with its aliases."""
        ...

    @property
    def sources(self) -> Sequence[SourceState]:
        """How the sources behind it stand, the first that is asked first. None where prices are made here."""
        ...

    def tick(self, instrument: Instrument) -> Price:
        """The step in which this source writes the instrument's price."""
        ...

    async def quote(self, instrument: Instrument) -> Quote:
        """What it costs now, for whoever decides by it: at most `ORDER_AGE` old.

        Raises `NoPrice` when nobody says so in time. The quote carries its own age and its source.
        """
        ...

    async def shown(self, instrument: Instrument) -> Quote | None:
        """What it costs, for eyes and for what is held: asked at most `SHOWN_AGE` ago, and as old as its source has it
        where a market is closed. No order goes by it. None when nobody says.
        """
        ...
