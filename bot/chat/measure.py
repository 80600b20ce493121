"""How long a text is for a chat platform, and where it may be cut: both count UTF-16 units and show clusters.

A cluster is what a reader sees as one letter or one emoji. The rules are those of Unicode Annex 29, made coarser where
that only keeps more together: nothing that it joins is ever cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

MORE = "…"
_JOINER = "\u200d"
_SKIN = ("\U0001f3fb", "\U0001f3ff")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_VIRAMA = 9


def units(text: str) -> int:
    """UTF-16 units: two for whatever lies beyond the basic plane."""
    return len(text) + sum(char > "\uffff" for char in text)


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that must not be cut."""
    start, flags = 0, 0
    for at, (one, two) in enumerate(pairwise(text), 1):
        flags = flags + 1 if _FLAGS[0] <= one <= _FLAGS[1] else 0
        if not _joined(one, two, flags):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _joined(one: str, two: str, flags: int) -> bool:
    if two < "\u0300":
        return one == "\r" and two == "\n"
    if two == _JOINER or unicodedata.category(two)[0] == "M" or _SKIN[0] <= two <= _SKIN[1]:
        return True
    if one == _JOINER or unicodedata.combining(one) == _VIRAMA:
        return True
    if _FLAGS[0] <= two <= _FLAGS[1]:
        return flags % 2 == 1
    return _is_one_syllable(one, two)


def _is_one_syllable(one: str, two: str) -> bool:
    """Korean that is spelled in single sounds."""
    if "\u1160" <= two <= "\u11ff":
        return True
    return "\u1100" <= one <= "\u115f" and ("\u1100" <= two <= "\u115f" or "\uac00" <= two <= "\ud7a3")


def cut(text: str, most: int) -> str:
    """The text in at most `most` units, ending in `…` where something is missing."""
    if units(text) <= most:
        return text
    kept, room = "", most - 1
    for piece in clusters(text):
        room -= units(piece)
        if room < 0:
            break
        kept += piece
    return f"{kept.rstrip()}{MORE}" if most > 0 else ""
