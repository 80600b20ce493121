"""What pages ask of closed trades and of fills that came late; answered in `storage/sharing_queries.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.orders.model import Fill, Trade
from core.ports.store import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestClosed(Query[Trade]):
    """A portfolio's trades of which all was given back, at `since` or later and not past `until`, the newest first."""

    portfolio: str
    size: int
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClosedCount:
    """How many trades were closed, and when the last of them was."""

    count: int
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClosed(Query[ClosedCount]):
    """One answer: of the trades that `NewestClosed` would give."""

    portfolio: str
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FillsAfter(Query[Fill]):
    """Fills of a portfolio past an instant."""

    account: str
    portfolio: str
    after: datetime
