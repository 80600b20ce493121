"""What is known of an instrument besides its price: name, sector, industry, exchange."""

from __future__ import annotations

from typing import Protocol

from core.market.model import Description, Instrument


class Descriptions(Protocol):
    """Says what instruments are."""

    async def describe(self, instrument: Instrument) -> Description | None:
        """What is said of it; None when nobody knows it. Raises `Unavailable` when nobody answers in time."""
        ...
