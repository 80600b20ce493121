"""How wide a run of text is once it is shaped: Arabic joins, Indic letters change places, emoji melt into one.

Figures and Latin, Greek and Cyrillic letters are summed up from what the fonts say, which is most of what is drawn;
only for the rest the library that shapes text is loaded.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any

from bot.drawing.fonts import BOLD, COVERAGE, FAMILY, FOLDER, PLAIN, file_of

UNIT = 1000
KEPT = 4096


@cache
def _known(file: str) -> dict[str, float]:
    told = json.loads((FOLDER / COVERAGE).read_text(encoding="utf-8"))
    return {chr(code): width / UNIT for code, width in told[file]["widths"]}


@lru_cache(maxsize=KEPT)
def advance(family: str, text: str, *, bold: bool) -> float:
    """The width of a run of one font, for letters of size 1."""
    if family == FAMILY:
        known = _known(BOLD if bold else PLAIN)
        if all(letter in known for letter in text):
            return sum(known[letter] for letter in text)
    font = _font(BOLD if bold and family == FAMILY else file_of(family))
    shaper = _shaper()
    shaped = shaper.Buffer()
    shaped.add_str(text)
    shaped.guess_segment_properties()
    shaper.shape(font, shaped)
    return sum(float(place.x_advance) for place in shaped.glyph_positions) / float(font.face.upem)


@cache
def _font(file: str) -> Any:
    shaper = _shaper()
    return shaper.Font(shaper.Face(shaper.Blob.from_file_path(str(FOLDER / file))))


@cache
def _shaper() -> Any:
    import uharfbuzz

    return uharfbuzz
