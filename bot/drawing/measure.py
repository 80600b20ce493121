"""How wide a run of text is once it is shaped: Arabic joins, Indic letters change places, emoji melt into one.

Figures and Latin, Greek and Cyrillic letters are summed up from what the fonts say, which is most of what is drawn;
only for the rest the library that shapes text is loaded.
"""

from __future__ import annotations

import json
import os
import tempfile
from functools import cache, lru_cache
from typing import Any

from bot.drawing.fonts import BOLD, COVERAGE, FAMILY, FOLDER, PLAIN, file_of

UNIT = 1000
KEPT = 4096
HOME = "MPLCONFIGDIR"


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
    font.set_text(text, flags=_shaper().LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / UNIT


@cache
def _font(file: str) -> Any:
    font = _shaper().FT2Font(str(FOLDER / file))
    font.set_size(UNIT, 72)
    return font


@cache
def _shaper() -> Any:
    """FreeType and HarfBuzz, as matplotlib brings them. It would make itself a folder at home; it is given one here."""
    home = os.environ.get(HOME)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[HOME] = home or folder
        try:
            from matplotlib import ft2font
        finally:
            if home is None:
                del os.environ[HOME]
    return ft2font
