"""Which font has a letter, and which text can be drawn at all.

The fonts are shipped (`bot/drawing/fonts`, `docs/fonts/make.py`): a slim machine has none. What none of them has is
drawn as a dot, never as a box.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
COVERAGE = "coverage.json"
PLAIN, BOLD = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"
FAMILY = "Noto Sans"
UNKNOWN = "·"
# A letter with more marks than this over it is a prank that would run out of its line.
MARKS_MOST = 3
JOINERS = "\u200c\u200d"
# They say only in which style the letter before them is meant.
STYLES = frozenset(map(chr, range(0xFE00, 0xFE10)))
# Controls, marks that turn the direction, halves of letters, and what lies between lines.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Font:
    """A font's file and family, and where its ranges of letters begin and end."""

    file: str
    family: str
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def has(self, letter: str) -> bool:
        """Whether it has this letter."""
        place = bisect_right(self.firsts, ord(letter)) - 1
        return place >= 0 and ord(letter) <= self.lasts[place]


@cache
def fonts() -> Sequence[Font]:
    """All of them but the bold one, in the order in which a letter is looked for."""
    known = json.loads((FOLDER / COVERAGE).read_text(encoding="utf-8"))
    return tuple(
        Font(file, one["family"], tuple(r[0] for r in one["ranges"]), tuple(r[1] for r in one["ranges"]))
        for file, one in known.items()
        if file != BOLD
    )


def missing() -> list[str]:
    """Files of fonts that should have come with the program and are not there."""
    wanted = [BOLD, *(one.file for one in fonts())] if (FOLDER / COVERAGE).exists() else [COVERAGE]
    return [name for name in wanted if not (FOLDER / name).exists()]


def file_of(family: str) -> str:
    """The file of a family's ordinary letters."""
    return next(one.file for one in fonts() if one.family == family)


def files_of(families: Iterable[str]) -> list[str]:
    """The files that these families take. The plain ones are always among them: they are what is fallen back to."""
    wanted = {*families, FAMILY}
    return [str(FOLDER / BOLD), *(str(FOLDER / one.file) for one in fonts() if one.family in wanted)]


def readable(text: str) -> str:
    """The text as it can be drawn on one line: composed, without escapes, marks that turn the direction, and towers of
    accents; a dot for what no font has."""
    out: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        if letter in "\n\t":
            letter = " "
        if letter not in JOINERS and (unicodedata.category(letter) in UNSEEN or letter in STYLES):
            continue
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MARKS_MOST:
            continue
        if letter in JOINERS or any(font.has(letter) for font in fonts()):
            out.append(letter)
        elif not out or out[-1] != UNKNOWN:
            out.append(UNKNOWN)
    return "".join(out)


def font_for(letter: str, before: Font | None) -> Font:
    """The font of a readable letter. What belongs to the one before it stays with that one's."""
    if before is not None and _stays(letter, before):
        return before
    return next((one for one in fonts() if one.has(letter)), before or fonts()[0])


def _stays(letter: str, font: Font) -> bool:
    """Marks and joiners go with what stands before them."""
    return letter in JOINERS or (unicodedata.category(letter) in ("Mn", "Mc", "Sk") and font.has(letter))
