"""A trade that its own post takes back: somebody else's, only shown or discussed, or said not to be taken.

A whole trade reads the same whether it is meant or shown. The words around it tell: one such sign, and a person is
asked; two of different kinds, and nothing is asked. What a real signal says of itself at its foot (no advice, own
risk, for education only) is no such sign. Asked only of posts that would trade, so that talk costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from core.signals.reading import Reading, ReadingKind, Tier
from core.signals.words.disowning import DENIED, OTHERS, SHOWN
from core.signals.written import folded

REASON = "disowned"
LONGEST = 2_000  # characters of a post that is looked through; a longer one never trades by itself anyway
_CERTAIN = 2  # signs of different kinds

_KINDS = (DENIED, OTHERS, SHOWN)
# What is written in none of the letters of a language says nothing in it.
_SCRIPTS = (
    (re.compile("[а-я]"), ("ru", "uk")),
    (re.compile("[\u0621-\u064a]"), ("ar", "fa")),
    (re.compile("[\u3040-\u9fff]"), ("zh", "ja")),
    (re.compile("[\uac00-\ud7a3\u1100-\u11ff]"), ("ko",)),
)


def withheld(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a post, and none that trades by itself where the post takes it back."""
    opened = any(each.kind is ReadingKind.OPEN and each.tier is not Tier.IGNORE for each in readings)
    if not opened or len(text) > LONGEST:
        return tuple(readings)
    signs = signs_against(text)
    if not signs:
        return tuple(readings)
    certain = signs >= _CERTAIN and len(readings) == 1
    return tuple(_held(each, certain=certain) for each in readings)


def signs_against(text: str) -> int:
    """Of how many kinds the signs are that a post does not mean the trade it holds: 0 to 3."""
    told = folded(text.casefold())
    absent = {language for script, languages in _SCRIPTS if not script.search(told) for language in languages}
    return sum(
        any(pattern.search(told) for language, pattern in kind if language not in absent)
        for kind in _patterns()
    )


def _held(reading: Reading, *, certain: bool) -> Reading:
    if reading.kind is not ReadingKind.OPEN or reading.tier is Tier.IGNORE:
        return reading
    if certain:
        return Reading(
            kind=ReadingKind.NOTE,
            tier=Tier.IGNORE,
            confidence=reading.confidence,
            reasons=(f"says_{REASON}",),
        )
    return replace(reading, tier=Tier.CONFIRM, reasons=(*reading.reasons, f"says_{REASON}"))


@cache
def _patterns() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    """Each sign by itself: one pattern of all of them is searched three times as slowly."""
    return tuple(
        tuple((language, re.compile(folded(sign))) for language, signs in kind.items() for sign in signs)
        for kind in _KINDS
    )
