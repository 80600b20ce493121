"""Kill switches: rows that the gate reads in the transaction that admits an order. Exits never ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """New orders are off for `scope`: everyone, or one person (by id). The row's presence is the switch."""

    scope: str
    by: str
    at: datetime


def blocks(switches: Sequence[Switch], person: str) -> Switch | None:
    """The switch that stops this person's new orders, the widest first."""
    for scope in (EVERYONE, person):
        for switch in switches:
            if switch.scope == scope:
                return switch
    return None
