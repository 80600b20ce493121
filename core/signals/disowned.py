"""A trade that its own post takes back: somebody else's, only shown or discussed, or said not to be taken.

A whole trade reads the same whether it is meant or shown. The words around it tell: one such sign, and a person is
asked; two of different kinds, and nothing is asked. What a real signal says of itself at its foot (no advice, own
risk, for education only) is no such sign. Asked only of posts that would trade, so that talk costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from core.signals.reading import Reading, ReadingKind, Tier
from core.signals.words.disowning import DENIED, OTHERS, SHOWN

REASON = "disowned"
_CERTAIN = 2  # signs of different kinds

_KINDS = (DENIED, OTHERS, SHOWN)
_ONE_FORM = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "ı": "i", "ی": "ي", "ک": "ك", "ة": "ه", "đ": "d", "ß": "ss", "\u00a0": " "}
)


def withheld(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a post, and none that trades by itself where the post takes it back."""
    if not any(each.kind is ReadingKind.OPEN and each.tier is not Tier.IGNORE for each in readings):
        return tuple(readings)
    signs = signs_against(text)
    if not signs:
        return tuple(readings)
    certain = signs >= _CERTAIN and len(readings) == 1
    return tuple(_held(each, certain=certain) for each in readings)


def signs_against(text: str) -> int:
    """Of how many kinds the signs are that a post does not mean the trade it holds: 0 to 3."""
    told = _folded(text.casefold())
    return sum(pattern.search(told) is not None for pattern in _patterns())


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
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(_folded("|".join(sign for signs in kind.values() for sign in signs))) for kind in _KINDS
    )


def _folded(text: str) -> str:
    """Letters without their accents and in one form each; apostrophes and spaces of one kind."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", text) if unicodedata.category(each) not in ("Mn", "Cf")
    )
    return plain.translate(_ONE_FORM)
