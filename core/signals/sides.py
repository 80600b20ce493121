"""Which side a word gives, and which one is hidden inside a longer word for an entry."""

from __future__ import annotations

from functools import lru_cache

from core.signals.cues import Cue
from core.signals.lexicon import lexicon
from core.signals.reading import Direction

DIRECTIONS = {
    Cue.LONG: Direction.LONG, Cue.BUY: Direction.LONG, Cue.BTO: Direction.LONG, Cue.BUY_STOP: Direction.LONG,
    Cue.SHORT: Direction.SHORT, Cue.SELL: Direction.SHORT, Cue.STO: Direction.SHORT, Cue.SELL_STOP: Direction.SHORT,
}  # fmt: skip
_STEM_LEAST = 4


@lru_cache(5_000)
def side_within(words: str) -> Direction | None:
    """The side that a phrase for an entry has in it: `منطقة الشراء`, `kaufzone`, `매수가`."""
    sides = set()
    for word in words.split(" "):
        for length in range(len(word), 1, -1):
            phrase = lexicon().match((word[:length],))
            if phrase is not None and phrase.cue in (Cue.BUY, Cue.SELL):
                sides.add(DIRECTIONS[phrase.cue])
                break
            if word.isascii() and length <= _STEM_LEAST:
                break
    return sides.pop() if len(sides) == 1 else None
