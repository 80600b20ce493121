"""Whether a post looks like a trade that we could not read: the one case in which a language model is asked.

Positive evidence is needed: a side, and levels or a symbol with figures enough for all of them. Talk, results,
follow-ups, conditions,
denials, questions, examples and words that give orders to a machine are never handed on (reference: signals, 5.1).
"""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.numbers import NUMBER
from core.signals.reading import Reading, ReadingKind, Tier

LEVELS_LEAST = 3  # figures that an entry, a stop and a target need, where no word names any of them
TEXT_MOST = 2_000  # a trade is told in far fewer characters; what is longer is an article
ASKS = frozenset("?？؟")  # whoever asks gives no trade
_NEVER = frozenset({"unknown_symbol", "option", "several_symbols", "both_sides", "cut"})


def looks_unread(text: str, readings: Sequence[Reading]) -> bool:
    """Whether these readings of a text left a trade unread."""
    if len(readings) != 1 or len(text) > TEXT_MOST or not ASKS.isdisjoint(text):
        return False
    (reading,) = readings
    if reading.kind is ReadingKind.OPEN:
        return not opens(reading) and reading.direction is not None and not _spoilt(reading)
    return reading.kind is ReadingKind.NOTE and not _spoilt(reading) and _evident(text, reading)


def opens(reading: Reading) -> bool:
    """Whether a reading goes on its way by itself: what it names is known, and so is its side."""
    known = reading.instrument is not None and reading.direction is not None
    return reading.kind is ReadingKind.OPEN and reading.tier is not Tier.IGNORE and known


def _spoilt(reading: Reading) -> bool:
    """Whether a word takes back what the rest says, or a thing is named that no reading helps with."""
    return any(reason.startswith("says_") or reason in _NEVER for reason in reading.reasons)


def _evident(text: str, reading: Reading) -> bool:
    """A side always: it must stand in the post, and what the reader did not find there no model can add."""
    symbol, side, levels = (f"no_{name}" not in reading.reasons for name in ("symbol", "side", "levels"))
    return side and (levels or (symbol and len(NUMBER.findall(text)) >= LEVELS_LEAST))
