"""What is kept of a connected account: its secrets, sealed; what its venue said of them; and how it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.money import Money
from core.venues.model import Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One secret of an account, sealed (row BR-16). `key` names the key that it was sealed with."""

    account: str
    field: str
    sealed: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An account at a venue as it was connected. Its records stay when it has `ended_at`; its secrets do not.

    `label` is how its venue and people tell it apart (`··4F2Q`), `name` what its owner calls a second one there.
    `until` is when the sign-in ends, where it does. `balances` are what was there when it was last checked.
    """

    account: str
    person: str
    venue: str
    label: str
    rights: Rights
    checked_at: datetime
    balances: tuple[Money, ...] = ()
    name: str = ""
    until: datetime | None = None
    ended_at: datetime | None = None


class TicketState(StrEnum):
    """How far asking for a key has come."""

    OPEN = "open"
    OPENED = "opened"  # on the page, which opens once
    DONE = "done"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A key is asked for. The address of its page is nowhere: `digest` is what opening it is held against.

    `form` is the digest of what the browser that opened the page shows with its form. `account` is whose new key it
    is, empty for an account that is yet to be. `platform` and `who` are how whoever asks is known there. `tries` counts
    forms sent in, and `why` is the code of what was wrong with the last one.
    """

    id: str
    digest: str
    person: str
    platform: str
    who: str
    venue: str
    name: str
    account: str
    made_at: datetime
    expires_at: datetime
    state: TicketState = TicketState.OPEN
    form: str = ""
    tries: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class ConnectTold:
    """How asking for a key stands, for whoever asked."""

    ticket: str


@dataclass(frozen=True, slots=True)
class ReloginTold:
    """A sign-in that ends at an instant, or has: told at each stage (hours before it) once."""

    account: str
    stage: int
    until: datetime


@dataclass(frozen=True, slots=True)
class KeysTold:
    """Secrets that the key file does not open, for those who run the place: told once for each key."""

    key: str
