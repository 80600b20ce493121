"""The life of an order: every legal move is a row of this table, and nothing else changes a status.

The diagram in docs/architecture.md is drawn from `LEGAL`. `absent` is not final for 24 hours: a venue that
shows the order late re-opens it. Terms follow brokers' usage; the table was checked for dead ends.
"""

from __future__ import annotations

from core.kernel.errors import Bug
from core.orders.model import OrderStatus as S

LEGAL: dict[S, frozenset[S]] = {
    S.PLANNED: frozenset({S.HELD, S.SUBMITTING, S.CANCELED, S.EXPIRED, S.REJECTED}),
    S.HELD: frozenset({S.PLANNED, S.CANCELED, S.EXPIRED}),
    S.SUBMITTING: frozenset(
        {S.OPEN, S.PARTIALLY_FILLED, S.FILLED, S.CANCELED, S.EXPIRED, S.REJECTED, S.UNKNOWN}
    ),
    S.UNKNOWN: frozenset(
        {S.OPEN, S.PARTIALLY_FILLED, S.FILLED, S.CANCELED, S.EXPIRED, S.REJECTED, S.ABSENT, S.PENDING_CANCEL}
    ),
    S.OPEN: frozenset({S.PARTIALLY_FILLED, S.FILLED, S.PENDING_CANCEL, S.CANCELED, S.EXPIRED, S.REJECTED}),
    S.PARTIALLY_FILLED: frozenset({S.FILLED, S.PENDING_CANCEL, S.CANCELED, S.EXPIRED}),
    # Asked for until it is proven: that an order worked, or filled in part, is no answer, and may be older news.
    S.PENDING_CANCEL: frozenset({S.CANCELED, S.FILLED, S.EXPIRED}),
    # A fill may be told after the order was called over: quantity and money win over words.
    S.CANCELED: frozenset({S.FILLED}),
    S.EXPIRED: frozenset({S.FILLED}),
    S.ABSENT: frozenset({S.OPEN, S.PARTIALLY_FILLED, S.FILLED, S.CANCELED}),
    S.FILLED: frozenset(),
    S.REJECTED: frozenset(),
}

FINAL = frozenset({S.FILLED, S.CANCELED, S.EXPIRED, S.REJECTED, S.ABSENT})
# What the venue holds or may hold for us: it counts against limits and must be watched.
WORKING = frozenset({S.SUBMITTING, S.UNKNOWN, S.OPEN, S.PARTIALLY_FILLED, S.PENDING_CANCEL})
LIVE = WORKING | {S.PLANNED, S.HELD}


def may_move(was: S, now: S) -> bool:
    """Whether this move is a row of the table. Staying is not a move."""
    return now in LEGAL[was]


def sources(now: S) -> tuple[S, ...]:
    """The states from which an order may come to `now`: what a compare-and-set compares with."""
    return tuple(was for was in S if now in LEGAL[was])


def check(was: S, now: S) -> None:
    """Raise a Bug for a move that is not in the table."""
    if not may_move(was, now):
        raise Bug(f"an order cannot go from {was} to {now}")
