"""What was read in a post. Only what was written is here: an absent field was not written, and stays None."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import Price
from core.market.model import AssetClass, Instrument


class ReadingKind(StrEnum):
    """What a post does. `result` and `note` ask for nothing."""

    OPEN = "open"
    UPDATE = "update"
    CLOSE = "close"
    CANCEL = "cancel"
    RESULT = "result"
    NOTE = "note"


# About a trade that stands already.
FOLLOW_UPS = (ReadingKind.UPDATE, ReadingKind.CLOSE, ReadingKind.CANCEL)


class Tier(StrEnum):
    """What may happen without a person: everything, a question, nothing."""

    AUTO = "auto"
    CONFIRM = "confirm"
    IGNORE = "ignore"


class Direction(StrEnum):
    """The side of a position."""

    LONG = "long"
    SHORT = "short"

    @property
    def opposite(self) -> Direction:
        """The other side."""
        return Direction.SHORT if self is Direction.LONG else Direction.LONG


class EntryType(StrEnum):
    """How the entry is asked for."""

    MARKET = "market"
    LIMIT = "limit"
    ZONE = "zone"
    LADDER = "ladder"
    STOP = "stop"


class Do(StrEnum):
    """One thing an update asks for."""

    BREAKEVEN = "breakeven"
    MOVE_STOP = "move_stop"
    CLOSE_PART = "close_part"
    ADD = "add"
    SET_TARGET = "set_target"
    SET_TARGETS = "set_targets"
    SET_ENTRY = "set_entry"
    TRAIL_STOP = "trail_stop"
    REENTER = "reenter"
    CLOSE = "close"
    CANCEL = "cancel"
    REPLACE = "replace"  # of an edit: another trade stands there now, or none


@dataclass(frozen=True, slots=True)
class Span:
    """Where a field was written: `text` is `post[start:end]` of the original post."""

    field: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One instruction about a position, with the numbers that were written for it."""

    do: Do
    stop: Decimal | None = None
    price: Decimal | None = None
    pct: Decimal | None = None
    size_pct: Decimal | None = None
    qty: Decimal | None = None
    index: int | None = None
    entries: tuple[Decimal, ...] = ()
    targets: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionContract:
    """An option as written. `expiry` is MM-DD, YYYY-MM-DD, 0DTE, weekly, or None when it was left out."""

    right: str | None
    strike: Decimal | None = None
    expiry: str | None = None
    strategy: str | None = None
    strikes: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One item of a post.

    `reasons` are stable codes: why the tier is not auto, or which rule had to be left out. `instrument` is
    what the symbol resolved to under the profile; `base` and `quote` are what was written, normalised.
    """

    kind: ReadingKind
    tier: Tier
    confidence: Decimal
    reasons: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
    instrument: Instrument | None = None
    base: str | None = None
    quote: str | None = None
    asset_class: AssetClass | None = None
    direction: Direction | None = None
    entry_type: EntryType | None = None
    entries: tuple[Price, ...] = ()
    targets: tuple[Price, ...] = ()
    target_shares: tuple[Decimal, ...] = ()
    entry_shares: tuple[Decimal, ...] = ()
    stop: Price | None = None
    leverage: tuple[Decimal, ...] = ()  # one number, or lowest and highest
    margin_mode: str | None = None
    size_pct: tuple[Decimal, ...] = ()  # one number, or lowest and highest
    size_usd: Decimal | None = None
    risk_pct: Decimal | None = None
    qty: Decimal | None = None
    targets_pct: tuple[Decimal, ...] = ()
    stop_pct: Decimal | None = None
    targets_pips: tuple[Decimal, ...] = ()
    stop_pips: Decimal | None = None
    trailing_pct: Decimal | None = None
    rr: Decimal | None = None
    open_target: bool = False
    stop_condition: str | None = None
    be_after_target: int | None = None
    unit: str | None = None
    side_inferred: bool = False
    option: OptionContract | None = None
    actions: tuple[Action, ...] = ()
    scope: str | None = None  # of a close: position or all
    price: Decimal | None = None  # of a close
    taught: bool = False  # only the provider's template could read it
