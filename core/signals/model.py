"""Posts as they arrive, the first-seen record of them, and the signals read in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import Price
from core.orders.model import Target
from core.signals.reading import Direction, EntryType, ReadingKind, Span, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody wrote in a channel, as the platform handed it over.

    `message` is the platform's id of it; `version` counts its edits from 0; `reply_to` is the message it
    answers. `author` is the platform's id of who wrote it, never a name.
    """

    platform: str
    channel: str
    message: str
    version: int
    author: str
    author_name: str
    text: str
    posted_at: datetime
    reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel we were shown. `id` is `platform:external`."""

    id: str
    platform: str
    external: str
    name: str
    seen_at: datetime


class ProviderStatus(StrEnum):
    """Whether a provider's posts are acted upon."""

    LIVE = "live"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Somebody whose posts in one channel are read as signals. `authors` are the platform ids that count."""

    id: str
    name: str
    person: str
    channel: str
    authors: tuple[str, ...]
    default_quote: str
    status: ProviderStatus
    signals: int
    registered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of a channel's first-seen record: never changed, sealed onto the one before (row BX-02)."""

    chain: str
    number: int
    message: str
    version: int
    author: str
    text: str
    prices: tuple[tuple[str, Decimal], ...]
    posted_at: datetime
    seen_at: datetime
    previous: str
    seal: str


class SignalStatus(StrEnum):
    """How far a signal is, for its card."""

    OPEN = "open"
    WAITING = "waiting"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """An entry read in a post, as first seen. Edits are recorded; they never re-open or widen it."""

    id: str
    provider: str
    number: int
    channel: str
    message: str
    item: int
    author: str
    symbol: str | None
    base: str | None
    quote: str | None
    direction: Direction
    entry_type: EntryType
    entries: tuple[Price, ...]
    stop: Price | None
    targets: tuple[Target, ...]
    tier: Tier
    confidence: Decimal
    reasons: tuple[str, ...]
    spans: tuple[Span, ...]
    status: SignalStatus
    notes: tuple[str, ...]
    posted_at: datetime
    seen_at: datetime


# -- events and what is told -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignalAccepted:
    """A signal was read well enough to be carried to its followers."""

    signal: str


@dataclass(frozen=True, slots=True)
class SignalTold:
    """The public card of a signal is due, or has changed."""

    signal: str


@dataclass(frozen=True, slots=True)
class FollowUpTold:
    """A provider's post that asks for something which is recorded and not carried out."""

    provider: str
    message: str
    read: str


# -- results ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPlan:
    """A provider about to go live in a channel."""

    name: str
    person: str
    channel: str
    channel_name: str
    authors: tuple[str, ...]
    default_quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    """A provider as shown: the record, not the claim."""

    id: str
    name: str
    channel: str
    status: ProviderStatus
    signals: int
    posts: int
    followers: int
    since: datetime
    head: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderList:
    """All providers."""

    providers: tuple[ProviderLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRegistered:
    """A provider went live."""

    provider: ProviderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCard:
    """A signal with what became of it, for everybody: prices, percent and counts, nobody's money."""

    signal: str
    provider: str
    number: int
    symbol: str
    direction: Direction
    tier: Tier
    entry_type: EntryType
    entries: tuple[Price, ...]
    stop: Price | None
    targets: tuple[Target, ...]
    spans: tuple[Span, ...]
    reasons: tuple[str, ...]
    price: Price | None
    followers: int
    taken: int
    filled: int
    skipped: int
    skips: tuple[tuple[str, int], ...]
    typical_entry: Decimal | None
    targets_hit: tuple[int, ...]
    closed: bool
    notes: tuple[str, ...]
    seen_at: datetime
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCard:
    """What a provider is told about a post that is recorded and not carried out."""

    read: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingItem:
    """One item of a post, as it was read."""

    kind: ReadingKind
    tier: Tier
    symbol: str | None
    direction: Direction | None
    entry_type: EntryType | None
    entries: tuple[Price, ...]
    stop: Price | None
    targets: tuple[Price, ...]
    reasons: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCard:
    """How a post was read."""

    items: tuple[ReadingItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingRead:
    """No trade was seen in a text."""

    text: str
    reasons: tuple[str, ...]
