"""Old posts as an export hands them over, and what became of the signals in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import ZERO, Price
from core.signals.reading import Direction, EntryType, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPost:
    """A post of an export. Of an edited one only its last words are left, and nobody knows what they replaced.

    `author` is the platform's id of who wrote it, or the name where the export has no id.
    """

    id: str
    posted_at: datetime
    text: str
    author: str
    author_name: str
    edited_at: datetime | None = None
    reply_to: str | None = None
    forwarded: bool = False

    @property
    def known_at(self) -> datetime:
        """When these words were there for certain: an edited post counts from its last edit, never from before."""
        return self.posted_at if self.edited_at is None else max(self.posted_at, self.edited_at)

    @property
    def place(self) -> tuple[datetime, datetime, int, str]:
        """Its place among the others, whatever their order in the file: by time, then by number."""
        return self.known_at, self.posted_at, len(self.id), self.id


class Passed(StrEnum):
    """Why a message of an export is no post."""

    SERVICE = "service"  # somebody joined, something was pinned
    EMPTY = "empty"  # a picture without words
    UNREADABLE = "unreadable"  # without an id or a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a record is computed.

    `valid` is how long an entry may wait. `fee` is a share of each fill's value (0.001). After `break_even_after`
    paid targets the stop goes to the entry, as copies do it; 0 leaves it to what the channel says.
    """

    valid: timedelta = timedelta(days=7)
    fee: Decimal = ZERO
    break_even_after: int = 0


class Outcome(StrEnum):
    """What became of a signal. The first three were traded to the end, and they alone make the figures."""

    TARGET = "target"  # the last of it was sold at a target
    STOP = "stop"  # ... at the stop, wherever that stood by then
    CLOSED = "closed"  # ... by the channel's word
    UNRESOLVED = "unresolved"  # the candles end while it waits or is open
    EXPIRED = "expired"  # never filled while it was valid
    CANCELED = "canceled"  # taken back by the channel before it was filled
    PASSED = "passed"  # the price was through the stop before it was entered
    NO_CANDLES = "no_candles"
    NO_SYMBOL = "no_symbol"  # nothing that is known under that name
    OPTION = "option"  # its premium is not in the candles
    DOUBT = "doubt"  # a number in doubt: its provider would have been asked
    REPEAT = "repeat"  # the same trade again within ten minutes
    JOINED = "joined"  # an alert whose levels came a moment later: the second post is the signal
    INCONSISTENT = "inconsistent"  # levels on the wrong side of each other


CLOSED_OUTCOMES = frozenset({Outcome.TARGET, Outcome.STOP, Outcome.CLOSED})


class FollowUpFate(StrEnum):
    """What became of one follow-up."""

    APPLIED = "applied"
    DECLINED = "declined"  # could not be meant, or changed nothing
    AMBIGUOUS = "ambiguous"  # about two signals or more: asked, never guessed
    UNTIED = "untied"  # about none that stood
    EARLY = "early"  # answers a post whose words are known only from a later edit
    REPORT = "report"  # tells what the poster did; obeyed by nobody without a yes
    UNREAD = "unread"  # a part of it was not understood
    ADD = "add"  # asks for a further entry, whose size it leaves to each follower


class ExitReason(StrEnum):
    """What ended a part of a trade."""

    STOP = "stop"
    TARGET = "target"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A part of a trade that was given back. `share` is of all that was entered."""

    at: datetime
    price: Price
    share: Decimal
    reason: ExitReason
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One signal of the record. Absent is None, never 0.

    `entry` is the mean of its fills, `stop` as posted. `share` is what it brought, as a share of what was paid at
    the entry, fees off; `multiple` the same in units of what the stop put at risk at the entry (R), None where no
    stop stood then. Of an unresolved one both are at the last known close, and no figure counts them.
    """

    number: int
    message: str
    item: int
    author: str
    author_name: str
    posted_at: datetime
    known_at: datetime
    edited: bool
    forwarded: bool
    symbol: str
    direction: Direction
    tier: Tier
    reasons: tuple[str, ...]
    entry_type: EntryType
    entries: tuple[Price, ...]
    stop: Price | None
    targets: tuple[Price, ...]
    outcome: Outcome
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    entry: Decimal | None = None
    exits: tuple[Exit, ...] = ()
    share: Decimal | None = None
    multiple: Decimal | None = None
    follow_ups: int = 0

    @property
    def held(self) -> timedelta | None:
        """Time in the trade, for one that is over."""
        return None if self.opened_at is None or self.closed_at is None else self.closed_at - self.opened_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a replay found: every signal in the order in which it was known, and what became of the posts."""

    posts: int
    edited: int
    forwarded: int
    lines: tuple[Line, ...]
    follow_ups: dict[FollowUpFate, int] = field(default_factory=dict)
    declined: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    first_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a group of signals came to. R figures are over trades that were closed and had a stop; None: none did.

    `expectancy` spreads the same sum over every signal that could have been entered, those that never filled too.
    `fall` is the deepest fall of the summed R from its highest point, in the order in which trades closed.
    """

    signals: int
    filled: int
    closed: int
    won: int
    measured: int
    win_rate: Decimal | None
    average: Decimal | None
    total: Decimal
    expectancy: Decimal | None
    profit_factor: Decimal | None
    fall: Decimal
    held: timedelta | None
    share: Decimal | None
