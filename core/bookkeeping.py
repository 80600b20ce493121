"""Rows that keep the house in order: what was caused, what was offered, what waits to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.values import quick


@dataclass(frozen=True, slots=True)
class Spent:
    """A cause that was carried out: a message, a tap, a webhook's event, a (job, slot). Unique, for ever."""

    cause: str
    at: datetime


@quick
@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Events of one class that were committed together. `number` is given by the database."""

    number: int
    event: str
    body: str
    at: datetime


class DeliveryState(StrEnum):
    """Where one reaction stands with one outbox row. Done means the row is gone."""

    DUE = "due"
    DEAD = "dead"


@quick
@dataclass(frozen=True, slots=True)
class Delivery:
    """One reaction owes one outbox row its work. Written in the transaction that recorded the events.

    A reaction that is added later therefore starts from now, and what is still owed is a small table.
    """

    reaction: str
    number: int
    state: DeliveryState
    attempts: int
    due_at: datetime
    lease_until: datetime | None
    error: str | None
    lease_owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process at work on a database that several share; its row goes when its beats no longer come.

    `id` is what its leases are filed under. `build` tells two programs apart, `revision` what they take the tables
    for. `seen_at` is the database's own time: no two machines' clocks are compared.
    """

    id: str
    role: str
    build: str
    revision: str
    since: datetime
    seen_at: datetime


# What the place of a card begins with that was shown in private; the person's id comes after it.
PRIVATE_TALK = "person:"


@quick
@dataclass(frozen=True, slots=True)
class Offer:
    """The buttons of one card: what each does, for whom, until when. An action is JSON text.

    `actor` None means anybody may press. `plan` is what [Confirm] carries out; it is spent once. `again` is the
    call that makes the card anew when it is too old.
    """

    id: str
    actor: str | None
    place: str
    labels: tuple[str, ...]
    actions: tuple[str, ...]
    plan: str | None
    again: str | None
    made_at: datetime
    expires_at: datetime | None
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A line that lacks an option: somebody's next plain line in that chat completes it, unless it comes too late.

    `chat` and `external` are the platform's own ids. One at a time for each person and chat.
    """

    platform: str
    chat: str
    external: str
    line: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Setting:
    """One fact about this installation: its id, the schema's epoch, the clock's offset."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Something that a platform handed over, kept before it is told that we have it (row CH-02).

    `number` is the platform's own. It stays for a day after it was `done`, without its words, so that the same number
    is the same thing; until then it is carried out again at every start.
    """

    platform: str
    number: int
    body: str
    at: datetime
    done: bool = False
