"""Posts as they arrive, the first-seen record of them, and the signals read in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import Price
from core.orders.model import Target
from core.signals.profile import Dash, Decimals, Template
from core.signals.reading import Action, Direction, EntryType, ReadingKind, Span, Tier


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
    """A channel we were shown. `id` is `platform:external`; `community` is that of the server or group that it is in,
    empty until that is known."""

    id: str
    platform: str
    external: str
    name: str
    seen_at: datetime
    community: str = ""


class ProviderStatus(StrEnum):
    """Whether a provider's posts are acted upon."""

    LIVE = "live"
    PAUSED = "paused"
    REMOVED = "removed"


class EditsPolicy(StrEnum):
    """What an edited post may change: stops may be tightened, or nothing at all."""

    TIGHTEN = "tighten"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Somebody whose posts in one channel are read as signals. `authors` are the platform ids that count.

    `right` counts the readings of `template` that were called right in a row. `leverage` is what a post asks that
    names none, of anything but shares and options.
    """

    id: str
    name: str
    person: str
    channel: str
    authors: tuple[str, ...]
    default_quote: str
    status: ProviderStatus
    signals: int
    registered_at: datetime
    dash: Dash = Dash.ZONE
    split: tuple[Decimal, ...] = ()  # shares of the first targets; empty: equal parts
    edits: EditsPolicy = EditsPolicy.TIGHTEN
    decimals: Decimals = Decimals.BY_POST
    language: str = ""
    template: Template | None = None
    right: int = 0
    leverage: Decimal | None = None


class EntryKind(StrEnum):
    """What a line of the record tells: words that were posted or edited, or that they are gone."""

    POST = "post"
    EDIT = "edit"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of a channel's first-seen record: never changed, sealed onto the one before (row BX-02).

    A deletion is a line too: its text is empty, its version is one past the last that was seen.
    """

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
    kind: EntryKind = EntryKind.POST
    reply_to: str | None = None


class SignalStatus(StrEnum):
    """How far a signal is.

    `open` may be copied and followed up; `waiting` asks its provider first; the rest is over: `lapsed` was never
    answered, `dropped` was no signal after all, `completed` is told in full by its next post and signal, `canceled`
    before it was entered, `closed` after.
    """

    OPEN = "open"
    WAITING = "waiting"
    LAPSED = "lapsed"
    DROPPED = "dropped"
    COMPLETED = "completed"
    CANCELED = "canceled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """An entry read in a post. Its post stands in the record as first seen; edits never re-open or widen it.

    `stop` and `targets` are as posted, `stop_now` and `targets_now` as its provider's updates left them: what a
    follower who enters now would get. `updates` counts those. `posted_at` is the instant that age counts from:
    that of the post, or of the provider's word when a number was in doubt (`confirmed_at`). `adds_to` names the
    signal that this one adds to, `size_share` the part of a usual size that was asked for. Once `entries_over`,
    nobody enters by it any more; its open trades go on. `leverage` is the most that the post asks for. `taught`: only
    the provider's template could read it.
    """

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
    posted_at: datetime
    seen_at: datetime
    stop_now: Price | None
    targets_now: tuple[Target, ...]
    updates: int = 0
    entries_over: bool = False
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    adds_to: str | None = None
    size_share: Decimal | None = None
    leverage: Decimal | None = None
    taught: bool = False


class UpdateSource(StrEnum):
    """Where an update of a signal comes from."""

    REPLY = "reply"
    EDIT = "edit"
    DELETED = "deleted"
    COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalUpdate:
    """What a provider (or moderator) changed about a signal, once: the `number`-th of this signal.

    `actions` are carried out for followers, in the order written; `noted` were read in an edit and are on record
    only. The levels are the signal's before and after. `by` is the person, `price` the market's at that moment.
    """

    id: str
    signal: str
    number: int
    channel: str
    message: str
    version: int
    source: UpdateSource
    by: str
    actions: tuple[Action, ...]
    noted: tuple[Action, ...]
    stop_was: Price | None
    stop_now: Price | None
    targets_was: tuple[Target, ...]
    targets_now: tuple[Target, ...]
    price: Price | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOutcome:
    """What one action of an update did to one trade: written in the transaction that did it, so it is done once.

    `index` is the action's place in the update. `code` is `applied`, or why nothing was changed.
    """

    update: str
    index: int
    trade: str
    person: str
    code: str
    at: datetime


class QuestionKind(StrEnum):
    """What a provider is asked about a post."""

    WHICH = "which"  # a follow-up could be about several signals
    SURE = "sure"  # instructions in prose: is that what followers should do?
    REPORT = "report"  # closed at 61200: should followers close too?
    NUMBER = "number"  # 64.2: did you mean 64,200?
    REPEAT = "repeat"  # the same trade again: add to it, or only a repeat?
    LATE = "late"  # an edit made a signal of what was chat
    TAUGHT = "taught"  # only the provider's template could read it: is it right?
    MODEL = "model"  # a language model read a trade in what we could not read


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalQuestion:
    """Something a provider is asked about a post. Answered once; past `until` it lapses and nothing happened.

    `signals` are what could be meant: the standing ones of a follow-up, or the signal in doubt. `scale` is the
    factor by which the numbers in doubt would make sense.
    """

    id: str
    kind: QuestionKind
    provider: str
    asked: str
    channel: str
    message: str
    version: int
    actions: tuple[Action, ...]
    signals: tuple[str, ...]
    scale: Decimal | None
    asked_at: datetime
    until: datetime
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


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
class SignalUpdated:
    """A signal's update is on record and has to be carried out for its followers."""

    update: str


@dataclass(frozen=True, slots=True)
class FollowUpTold:
    """A follow-up that changed nothing, and why (`code`). `signal` is the one it is about, if any."""

    channel: str
    message: str
    version: int
    code: str
    signal: str | None


@dataclass(frozen=True, slots=True)
class QuestionTold:
    """A provider is asked about a post, in private."""

    question: str


@dataclass(frozen=True, slots=True)
class HeldBackTold:
    """A follower's stop was not widened: it would risk more than they allow."""

    update: str
    index: int
    trade: str


@dataclass(frozen=True, slots=True)
class PostGoneTold:
    """A follower hears that the post which they copied was deleted."""

    signal: str
    trade: str


@dataclass(frozen=True, slots=True)
class ProviderLeftTold:
    """A follower hears that a provider left."""

    provider: str
    name: str


class ThreadKind(StrEnum):
    """What a line in a signal's thread tells."""

    UPDATE = "update"
    TARGET = "target"
    STOP = "stop"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class ThreadTold:
    """A line in a signal's thread: an update was carried out, a target or the stop was reached, it is over."""

    signal: str
    kind: ThreadKind
    number: int


# -- results ---------------------------------------------------------------------------------------------


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
class Score:
    """What a signal brought: a share of the entry, and in units of what was risked (None: no stop was posted)."""

    share: Decimal
    multiple: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateLine:
    """One thing that was changed about a signal, or noted, with how many it was done for.

    `kept_own` moved their stop themselves, `held_back` would risk more than they allow, for `unchanged` there was
    nothing to do: a target that has paid, a stop that is nearer already.
    """

    number: int
    at: datetime
    source: UpdateSource
    action: Action | None
    noted: bool
    stop_was: Price | None
    targets_was: tuple[Target, ...]
    applied: int
    kept_own: int
    held_back: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """What a signal's provider is asked about it on its card."""

    question: str
    kind: QuestionKind
    answer: str | None
    until: datetime
    answered_at: datetime | None
    text: str
    meant: tuple[Price, ...]  # the prices as they would make sense, in the order written
    earlier: int | None  # the number of the signal that it repeats
    same_text: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCard:
    """A signal with what became of it, for everybody: prices, percent and counts, nobody's money.

    `live` and `paper` count those who are or were in it; `typical` and `middle` are over closed trades of `mode`,
    `fill` and `delay` (seconds from post to fill) over all of them.
    """

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
    stop_now: Price | None
    targets_now: tuple[Target, ...]
    spans: tuple[Span, ...]
    reasons: tuple[str, ...]
    status: SignalStatus
    price: Price | None
    followers: int
    taken: int
    waiting: int
    filled: int
    live: int
    paper: int
    out: int
    skipped: int
    skips: tuple[tuple[str, int], ...]
    typical_entry: Decimal | None
    delay: Decimal | None
    targets_hit: tuple[tuple[int, datetime], ...]
    stop_hit: datetime | None
    closed: bool
    as_posted: Score | None
    mode: str
    typical: Score | None
    middle: tuple[Decimal, Decimal] | None
    held: Decimal | None
    updates: tuple[UpdateLine, ...]
    question: QuestionLine | None
    confirmed_at: datetime | None
    adds_to: int | None
    cut: Decimal | None
    seen_at: datetime
    closed_at: datetime | None
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """One line in a signal's thread."""

    signal: str
    provider: str
    number: int
    symbol: str
    direction: Direction
    kind: ThreadKind
    target: int
    at_break_even: int
    as_posted: Score | None
    updates: tuple[UpdateLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCard:
    """What somebody is told about a follow-up that changed nothing: `code` says why."""

    code: str
    text: str
    symbol: str
    direction: Direction | None
    number: int | None
    price: Price | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalName:
    """A signal as it is named on a button."""

    signal: str
    number: int
    symbol: str
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """What a provider is asked about a post, in private."""

    question: str
    kind: QuestionKind
    text: str
    actions: tuple[Action, ...]
    signals: tuple[SignalName, ...]
    choices: tuple[str, ...]
    answer: str | None
    until: datetime
    read: ReadingItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBackCard:
    """A follower's stop was not widened, and why."""

    provider: str
    number: int
    trade: str
    symbol: str
    mode: str
    asked: Price
    stop: Price | None
    risk: Decimal
    allowed: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGoneCard:
    """The post that a follower copied was deleted."""

    provider: str
    number: int
    trade: str
    symbol: str
    mode: str
    stop: Price | None


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
class NothingRead:
    """No trade was seen in a text."""

    text: str
    reasons: tuple[str, ...]
