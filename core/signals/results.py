"""What commands about signals and providers answer with. Field names are stable outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.kernel.errors import Bug
from core.kernel.money import Price
from core.lookback.measured import Earned
from core.signals.model import ProviderLine, ReadingItem, Score, SignalName, SignalStatus
from core.signals.profile import Dash, Decimals
from core.signals.reading import Action
from core.signals.trial import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing about a draft: `code` says what, `facts` fill its words. `blocks`: nobody would trade this."""

    code: str
    facts: tuple[tuple[str, str], ...]
    blocks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCard:
    """A draft as it would be read, with what stands against it (row BX-09)."""

    text: str
    findings: tuple[Finding, ...]
    items: tuple[ReadingItem, ...]
    ratio: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A signal went out through the bot, as if it had been posted in the channel."""

    provider: str
    channel: str
    signals: tuple[SignalName, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTicket:
    """An update of a signal is on record and on its way to those who copied it."""

    signal: SignalName
    provider: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """One signal in a list."""

    provider: str
    name: SignalName
    status: SignalStatus
    entry: Price | None
    as_posted: Score | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalList:
    """Signals, newest first."""

    signals: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of a post as it is on record."""

    number: int
    version: int
    kind: str
    text: str
    seen_at: datetime
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstVersion:
    """A signal's post as first seen, and what came after it."""

    provider: str
    name: SignalName
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A channel's record, every seal worked out anew. `broken` is the first entry that does not fit."""

    provider: str
    entries: int
    since: datetime | None
    head: str | None
    broken: int | None
    broken_at: datetime | None
    signal: SignalName | None
    own: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRecord:
    """A provider by what is on record: first-seen posts and real fills, never the provider's word (row SG-03).

    `earned` is what followers' accounts really made with these copies (BX-15). `late` is what a later fill costs in the
    middle, as a share of the posted price (above zero is worse), `delay` how long it takes in ms (BX-03).
    """

    provider: ProviderLine
    open: int
    won: int
    lost: int
    even: int
    canceled: int
    as_posted: Score | None
    average_multiple: Decimal | None
    followers_typical: Decimal | None
    middle: tuple[Decimal, Decimal] | None
    copies: int
    edited: int
    deleted: int
    tightened: int
    unbroken: bool
    earned: Earned | None = None
    late: Decimal | None = None
    delay: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPlan:
    """A provider about to go live in a channel. `trial` is what the channel's recorded posts say, if there are any.

    `teach`: registered but paused, so that the form of the posts can be taught first.
    """

    name: str
    person: str
    channel: str
    channel_name: str
    authors: tuple[str, ...]
    default_quote: str
    trial: Trial | None = None
    teach: bool = False
    community: str = ""

    def variant(self, name: str) -> ProviderPlan:
        """The same with the button [Teach my format]."""
        if name != "teach":
            raise Bug(f"a registration has no variant {name!r}")
        return replace(self, teach=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """How a provider is read. `right` is None without a template, else how often it was right in a row."""

    name: str
    channel: str
    default_quote: str
    dash: Dash
    split: tuple[Decimal, ...]
    edits: str
    status: str
    changed: tuple[str, ...]
    decimals: Decimals
    language: str
    leverage: Decimal | None
    right: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePlan:
    """A provider about to leave."""

    provider: str
    name: str
    followers: int
    standing: int
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRemoved:
    """A provider left; the record stays."""

    name: str
    followers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLeft:
    """What a follower is told when a provider left: their open trades go on."""

    name: str
