"""A line of text as it is set: pieces of one font and one direction each, in the order in which they stand on the line.

Done here and not by the library that fills the pixels: it shapes a whole line in the font of its first piece and then
exchanges glyph by glyph, which breaks where letters join (usvg 0.48: it stops at "ann" beside an Arabic name), and of
two scripts that the first font lacks it draws boxes. The direction follows the Unicode Bidirectional Algorithm without
its marks and brackets, which no name here has: `bot/drawing/fonts.py:readable` takes the marks out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.drawing.fonts import JOINERS, Font, font_for
from bot.drawing.measure import advance

# Levels of the algorithm in a line that runs to the right: so does 0, 1 runs to the left, 2 are figures inside of that.
ONWARD, BACKWARD, FIGURES = 0, 1, 2
MORE = "…"
KEPT = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one font, and how wide it is at size 1."""

    family: str
    text: str
    width: float


@lru_cache(maxsize=KEPT)
def pieces(text: str, *, bold: bool = False) -> tuple[Piece, ...]:
    """A readable text, from left to right."""
    return tuple(
        Piece(font.family, run, advance(font.family, run, bold=bold))
        for font, run in _ordered(_runs(text))
        if run
    )


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a readable text is."""
    return size * sum(piece.width for piece in pieces(text, bold=bold))


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """As much of a readable text as there is room for, with `…` where something is missing."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(f"{text[:middle]}{MORE}", size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    kept = text[:low]
    while kept and (kept[-1] == " " or kept[-1] in JOINERS or _is_mark(text[len(kept) : len(kept) + 1])):
        kept = kept[:-1]
    return f"{kept}{MORE}"


def wrapped(text: str, size: float, room: float, lines: int) -> list[str]:
    """A readable text over at most so many lines, broken at its blanks; the last one is cut where more would follow."""
    words, made = text.split(), list[str]()
    while words and len(made) < lines:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size) <= room:
            count += 1
        last = len(made) == lines - 1
        made.append(shortened(" ".join(words if last else words[:count]), size, room))
        words = words[count:]
    return made


def _is_mark(letter: str) -> bool:
    return bool(letter) and (letter in JOINERS or unicodedata.category(letter) in ("Mn", "Mc", "Sk"))


@dataclass(frozen=True, slots=True)
class _Letter:
    letter: str
    font: Font
    level: int


def _runs(text: str) -> list[tuple[int, Font, str]]:
    """Neighbours of one level and one font."""
    letters: list[_Letter] = []
    font: Font | None = None
    for letter, level in zip(text, _levels(text), strict=True):
        font = font_for(letter, font)
        letters.append(_Letter(letter, font, level))
    return [
        (level, font_, "".join(one.letter for one in group))
        for (level, font_), group in groupby(letters, key=lambda one: (one.level, one.font))
    ]


def _ordered(runs: Sequence[tuple[int, Font, str]]) -> Iterator[tuple[Font, str]]:
    """As they stand on the line: what runs to the left is turned around, figures in it turned back."""
    for onward, group in groupby(runs, key=lambda run: run[0] == ONWARD):
        stretch = list(group)
        if not onward:
            stretch = [run for _, inner in _figures(stretch) for run in inner][::-1]
        yield from ((font, text) for _, font, text in stretch)


def _figures(stretch: Sequence[tuple[int, Font, str]]) -> Iterator[tuple[bool, list[tuple[int, Font, str]]]]:
    """The same runs; figures side by side the wrong way round, so that turned with the rest they are right."""
    for figures, group in groupby(stretch, key=lambda run: run[0] == FIGURES):
        inner = list(group)
        yield figures, inner[::-1] if figures else inner


def _kinds(text: str) -> list[str]:
    """What each letter is to the algorithm; signs that belong to a figure are part of it (rules W4 and W5)."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    for place in range(1, len(kinds) - 1):
        before, after = kinds[place - 1], kinds[place + 1]
        if kinds[place] in ("CS", "ES") and before == after == "EN":
            kinds[place] = "EN"
        elif kinds[place] == "CS" and before == after == "AN":
            kinds[place] = "AN"
    for places in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = -1 if places.step > 0 else 1
        for place in places:
            if kinds[place] == "ET" and kinds[place + step] == "EN":
                kinds[place] = "EN"
    return kinds


def _levels(text: str) -> list[int]:
    """The level of each letter."""
    found: list[int | None] = []
    strong = ONWARD
    for kind in _kinds(text):
        if kind == "L":
            strong = ONWARD
            found.append(ONWARD)
        elif kind in ("R", "AL"):
            strong = BACKWARD
            found.append(BACKWARD)
        elif kind in ("EN", "AN"):
            found.append(ONWARD if strong == ONWARD and kind == "EN" else FIGURES)
        elif kind in ("NSM", "BN") and found:
            found.append(found[-1])
        else:
            found.append(None)
    return _between(found)


def _between(found: Sequence[int | None]) -> list[int]:
    """What has no direction of its own takes that of both its neighbours, or the line's where they differ."""
    levels: list[int] = []
    for place, level in enumerate(found):
        if level is not None:
            levels.append(level)
            continue
        before = next((one for one in reversed(found[:place]) if one is not None), ONWARD)
        after = next((one for one in found[place:] if one is not None), ONWARD)
        levels.append(BACKWARD if before and after else ONWARD)
    return levels
