"""Work for one of several: what is owed is handed to whoever is free. As the bell it is a hint; the database knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Work(Protocol):
    """Hands rows of the outbox to workers. One that is lost is found by looking; one that comes twice is done once."""

    @property
    def handing(self) -> bool:
        """Whether what is offered reaches a worker now. While it does not, everybody looks for themselves."""
        ...

    def offer(self, owed: Sequence[tuple[str, int]]) -> None:
        """After a commit: these reactions owe these outbox rows. Never blocks."""
        ...
