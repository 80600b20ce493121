"""The bell: a hint that there is work. Losing one costs latency, never work."""

from __future__ import annotations

from typing import Protocol


class Bell(Protocol):
    """Rung after a commit; whoever waits looks into the database, which alone knows."""

    @property
    def generation(self) -> int:
        """How often it was rung here. Read it before looking for work, and wait with what was read."""
        ...

    def ring(self) -> None:
        """Count one up and wake who waits, here and (where the bell reaches) in other processes. Never blocks."""
        ...

    async def wait(self, seen: int, seconds: float) -> None:
        """Return when the generation is no longer `seen`, or after this many seconds."""
        ...
