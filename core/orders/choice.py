"""Which positions a person means: `half btc`, `losers`, `from Northlight older than 3d`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.orders.amount import Amount


class Only(StrEnum):
    """Positions by how they stand."""

    WINNERS = "winners"
    LOSERS = "losers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen. `what` is a symbol or a trade, empty for all; every part narrows it down."""

    what: str = ""
    amount: Amount | None = None
    only: Only | None = None
    source: str | None = None
    older: timedelta | None = None
