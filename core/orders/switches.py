"""Kill switches, and holds that the program puts on itself: rows that the gate reads in the transaction that admits
an order. Exits never ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.access import Level
from core.kernel.values import quick
from core.portfolio.lots import base_of

EVERYONE = "everyone"
SERVER, PROVIDER, VENUE = "server", "provider", "venue"
HOLD = "hold:"


class Holding(StrEnum):
    """Why the program holds entries back by itself; also the code of the check and the evidence of the order."""

    SAFE = "safe_mode"
    """Everything: this may be an old copy, or the venue has orders of ours that are not in the books."""
    BOOKS = "books_differ"
    """One portfolio: what is kept is not what its facts come to."""
    POSITION = "position_differs"
    """One instrument of one account: the venue holds another amount."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """New orders are off for `scope`. The row's presence is the switch.

    The scope is everyone, one person (by id), or `server:`, `provider:` or `venue:` and an id. `level` is that of
    whoever pulled it: nobody below turns it on again. `seen` is the number of the newest step of any order then,
    so that what has left since can be counted.
    """

    scope: str
    by: str
    at: datetime
    level: Level = Level.TRADER
    seen: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry comes from and where it goes, as far as switches care."""

    provider: str | None = None
    server: str | None = None
    venue: str | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that this entry falls under, besides everyone's and the person's."""
        named = ((SERVER, self.server), (PROVIDER, self.provider), (VENUE, self.venue))
        return tuple(f"{kind}:{id_}" for kind, id_ in named if id_ is not None)


NOWHERE = Origin()


def server_of(channel: str) -> str:
    """The server that a channel belongs to, by the channel's id. The console is one server."""
    return channel.partition(":")[0]


def blocks(switches: Sequence[Switch], person: str, origin: Origin = NOWHERE) -> Switch | None:
    """The switch that stops this person's new order, the widest first."""
    if not switches:
        return None
    for scope in (EVERYONE, *origin.scopes, person):
        for switch in switches:
            if switch.scope == scope:
                return switch
    return None


def is_public(switch: Switch) -> bool:
    """Whether this is one of those who run the place, and not a person's own or the program's."""
    return switch.scope == EVERYONE or (":" in switch.scope and not switch.scope.startswith(HOLD))


def hold_scope(why: Holding, *whose: str) -> str:
    """The scope of a hold: `hold:safe_mode`, `hold:books_differ:PORTFOLIO`, `hold:position_differs:ACCOUNT:BTC`."""
    return HOLD + ":".join((why.value, *whose))


def held_back(switches: Sequence[Switch], portfolio: str, account: str, symbol: str) -> Switch | None:
    """The hold that an entry into this instrument falls under, the widest first."""
    if not switches:
        return None
    scopes = (
        hold_scope(Holding.SAFE),
        hold_scope(Holding.BOOKS, portfolio),
        hold_scope(Holding.POSITION, account, base_of(symbol)),
    )
    return next((switch for scope in scopes for switch in switches if switch.scope == scope), None)


def holding_of(switch: Switch) -> Holding:
    """Why a hold was put."""
    return Holding(switch.scope.removeprefix(HOLD).partition(":")[0])


def hold_words(
    switches: Sequence[Switch], portfolio: str, account: str, symbol: str
) -> tuple[str, str] | None:
    """Why an entry into this instrument is held back, and since when, as a check tells it."""
    hold = held_back(switches, portfolio, account, symbol)
    return None if hold is None else (holding_of(hold).value, f"{hold.at:%H:%M} UTC")
