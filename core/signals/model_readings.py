"""What a language model was asked to read and what became of it: the record of every call, and its daily budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.money import Price
from core.signals.reading import Direction


class Fate(StrEnum):
    """What became of a post that looked like a trade and was not read."""

    ASKED = "asked"  # the model was asked, and has not answered yet
    OFFERED = "offered"  # its provider is asked whether to trade it
    NO_TRADE = "no_trade"  # the model says that it is none
    NOT_GROUNDED = "not_grounded"  # what it says does not stand in the post
    DIFFERS = "differs"  # the reader made out something else: both are shown, neither is traded
    REPEATED = "repeated"  # the same trade stands already
    FAILED = "failed"  # no answer that could be looked at
    NO_PRICE = "no_price"  # the market does not say what it costs, so nothing could be held against it
    LOST = "lost"  # the program ended while the model was asked; it is not asked again
    CHANGED = "changed"  # edited or deleted meanwhile, or its provider no longer posts
    TOO_OLD = "too_old"  # nobody would enter by it any more
    OVER_BUDGET = "over_budget"  # the day's calls are spent


# Fates of posts for which nobody was asked, so that no call was counted.
NOT_ASKED = (Fate.CHANGED, Fate.TOO_OLD, Fate.OVER_BUDGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReading:
    """One post and one call at most, whatever comes twice: written before the model is asked.

    `text_hash` is SHA-256 of the post's text in hexadecimal, `output` what the model answered (bounded), `why` what was
    dropped of it, where it differs, or how it failed. `counted` says whether it took one of the day's calls.
    """

    id: str
    day: str
    channel: str
    message: str
    provider: str
    model: str
    text_hash: str
    asked_at: datetime
    fate: Fate
    counted: bool
    answered_at: datetime | None = None
    output: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDay:
    """How many calls a day (`2026-11-21`, UTC) has had, and how many posts found none left."""

    day: str
    calls: int
    refused: int


@dataclass(frozen=True, slots=True)
class PostUnread:
    """A post of a provider is on record, looks like a trade and was not read."""

    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class ModelDiffersTold:
    """A provider hears that the reader and the model read a post differently."""

    reading: str


@dataclass(frozen=True, slots=True)
class BudgetSpentTold:
    """The owners hear that a day's calls are spent."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoReadings:
    """Each field as the reader made it out, and as the model says. None: not made out, or not in the post."""

    symbol: tuple[str | None, str | None]
    side: tuple[Direction | None, Direction | None]
    entry: tuple[Price | None, Price | None]
    stop: tuple[Price | None, Price | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDiffersCard:
    """Two readings of one post, and the fields in which they differ."""

    text: str
    both: TwoReadings
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSpentCard:
    """The calls of a day are spent."""

    day: str
    calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLine:
    """One post that a model was to read, as those who run the place see it: no text, only its hash."""

    at: datetime
    provider: str
    text_hash: str
    model: str
    output: str
    fate: Fate
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """How reading by a language model goes: today's calls, how they ended, and the newest ones.

    `name` is empty while it is off; `most` is the most calls of a day.
    """

    name: str
    day: str
    calls: int
    most: int
    refused: int
    fates: tuple[tuple[str, int], ...]
    newest: tuple[ModelLine, ...]
