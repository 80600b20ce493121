"""One piece of a normalised post: a word, a number, a symbol, a mark or the end of a line."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum, auto
from typing import NamedTuple

from core.market.model import Instrument
from core.signals.cues import Cue


class Kind(StrEnum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    SYMBOL = auto()
    MARK = auto()
    BREAK = auto()
    MOMENT = auto()  # a date or a time of day


# The same by themselves: every token of every post is asked what it is, and a member of a class is looked up slowly.
WORD, NUMBER, SYMBOL, MARK, BREAK, MOMENT = Kind


class Strength(StrEnum):
    """How surely a token is a symbol: marked or a pair; a known name; a word that needs the slot beside the side."""

    STRONG = auto()
    NAME = auto()
    SLOT = auto()


class Token(NamedTuple):
    """One piece of the text, `start` and `end` in the normalised text."""

    kind: Kind
    text: str
    start: int
    end: int
    word: str = ""
    cue: Cue | None = None
    language: str = ""
    value: Decimal | None = None
    unit: str = ""  # "", x, %, r, pips, frame, ordinal, index, id, sats
    money: bool = False  # written with a currency sign
    sign: str = ""
    thousand: bool = False  # written with k
    instrument: Instrument | None = None
    base: str = ""
    quote: str | None = None
    strength: Strength | None = None
    glued: bool = False  # nothing between this token and the one before

    def meaning(self, cue: Cue, language: str) -> Token:
        """The same word with what it means. `_replace` takes four times as long, and every word of a post has one."""
        return tuple.__new__(Token, (*self[:5], cue, language, *self[7:]))

    def after_none(self) -> Token:
        """The same with nothing between it and the token before."""
        return tuple.__new__(Token, (*self[:-1], True))

    @property
    def is_price(self) -> bool:
        """A number that could be a price."""
        return self.kind is NUMBER and self.unit == "" and self.value is not None and self.value > 0
