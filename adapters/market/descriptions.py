"""What instruments are, from the sources that say so: the first that knows one is believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from adapters.market.source import Describing, Guard, Source, SourceFailed
from core.kernel.errors import Unavailable
from core.kernel.time import Clock
from core.market.model import Description, Instrument


class LiveDescriptions:
    """Names, sectors, industries and exchanges."""

    def __init__(self, clock: Clock, sources: Sequence[Source]) -> None:
        self._guards = [Guard(source, clock) for source in sources if describes(source)]

    async def describe(self, instrument: Instrument) -> Description | None:
        """What the first source says that knows it. Raises `Unavailable` when those that may know it fail."""
        failed = False
        for guard in self._guards:
            if not guard.source.serves(instrument, order=False):
                continue
            try:
                await guard.ready()
                said = await guard.describe(instrument)
            except SourceFailed:
                failed = True
                continue
            if said is not None:
                return said
        if failed:
            raise Unavailable(f"nobody says what {instrument.symbol} is now")
        return None


def describes(source: Source) -> TypeGuard[Describing]:
    """Whether a source says what instruments are."""
    return hasattr(source, "describe")
