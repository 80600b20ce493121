#!/usr/bin/env python3
"""Makes the fonts that pictures are drawn with, `bot/drawing/fonts`: `python docs/fonts/make.py ORIGINALS`.

ORIGINALS is a folder that has, at any depth, the Noto fonts as Debian packages them in fonts-noto-core and
fonts-noto-cjk, and NotoEmoji_400Regular.ttf as the npm package @expo-google-fonts/noto-emoji has it. All of them are
under the SIL Open Font License 1.1, which stands beside what is made here. fontTools must be installed.

Names are in any script, and whoever runs this has no fonts of their own. What is left out: hints, which nothing of
this size needs; of Chinese, Japanese and Korean what the common character sets of their countries do not have (GB 2312,
Big5, cp932, KS X 1001; all syllables of Hangul are there). What is added: the minus sign, which Noto Sans has not, as
the bar of its plus.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

MADE = Path(__file__).parents[2] / "bot" / "drawing" / "fonts"
COVERAGE = "coverage.json"
# Which of the faces of the collection: simplified Chinese.
CJK, CJK_FACE = "NotoSansCJK-Regular.ttc", 2
CHARSETS = ("gb2312", "big5", "cp932", "euc_kr")
MEASURED, MEASURED_UP_TO = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), 0x530
MINUS = 0x2212
MEASURED_TOO = (*range(0x2010, 0x2040), MINUS, 0x20AC, 0x20BF)
EVERYTHING = (0, 0x10FFFF)
MATHEMATICS = ((0x2070, 0x22FF), (0x27C0, 0x27EF), (0x1D400, 0x1D7FF))
# In the order in which a letter is looked for.
WHOLE = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGujarati-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansTelugu-Regular.ttf",
    "NotoSansKannada-Regular.ttf",
    "NotoSansMalayalam-Regular.ttf",
    "NotoSansSinhala-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansLao-Regular.ttf",
    "NotoSansKhmer-Regular.ttf",
    "NotoSansMyanmar-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansCherokee-Regular.ttf",
    "NotoSansCanadianAboriginal-Regular.ttf",
    "NotoSansMongolian-Regular.ttf",
)
AFTER = ("NotoEmoji_400Regular.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansSymbols2-Regular.ttf")


def main(originals: Path) -> None:
    """All of them, and what each of them has."""
    coverage: dict[str, dict[str, object]] = {}
    for old in MADE.glob("*.[ot]tf"):
        old.unlink()
    for name in WHOLE:
        coverage[name] = make(find(originals, name), name, range(EVERYTHING[1]))
    name = "NotoSansCJK-Regular.otf"
    coverage[name] = make(find(originals, CJK), name, common_cjk(), face=CJK_FACE, features=["ccmp"])
    for name in AFTER:
        coverage[name] = make(find(originals, name), name, range(EVERYTHING[1]))
    name = "NotoSansMath-Regular.ttf"
    wanted = chain.from_iterable(range(first, last + 1) for first, last in MATHEMATICS)
    coverage[name] = make(find(originals, name), name, wanted, features=["ccmp"])
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(has)}" for name, has in coverage.items())
    (MADE / COVERAGE).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    sys.stdout.write(f"{sum(one.stat().st_size for one in MADE.iterdir()):,} bytes in {MADE}\n")


def find(originals: Path, name: str) -> Path:
    """The one of this name."""
    return next(originals.rglob(name))


def make(
    source: Path, name: str, wanted: Iterable[int], *, face: int = -1, features: list[str] | None = None
) -> dict[str, object]:
    """One font; its family, the letters that it has, and how wide those are that most names and all figures are of."""
    font = TTFont(source, fontNumber=face, lazy=False)
    if name in MEASURED:
        add_minus(font)
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13]
    options.layout_features = features or ["*"]
    options.drop_tables += ["DSIG", "MATH", "STAT", "vhea", "vmtx", "VORG"]
    has = font.getBestCmap().keys()
    kept = sorted(has & set(wanted))
    one = subset.Subsetter(options)
    one.populate(unicodes=kept)
    one.subset(font)
    font.save(MADE / name)
    letters, em = font.getBestCmap(), font["head"].unitsPerEm
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    told: dict[str, object] = {"family": family, "ranges": ranges(letters.keys())}
    if name in MEASURED:
        measured = sorted(code for code in letters if code < MEASURED_UP_TO or code in MEASURED_TOO)
        told["widths"] = [[code, round(1000 * font["hmtx"][letters[code]][0] / em)] for code in measured]
    return told


def add_minus(font: TTFont) -> None:
    """U+2212 as the bar of the plus, as wide as that."""
    plus = font.getBestCmap()[ord("+")]
    points = font["glyf"][plus].coordinates
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = sorted({y for x, y in points if x == left})
    pen = TTGlyphPen(None)
    pen.moveTo((left, low))
    for corner in ((left, high), (right, high), (right, low)):
        pen.lineTo(corner)
    pen.closePath()
    name = "minus"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (font["hmtx"][plus][0], left)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[MINUS] = name


def common_cjk() -> set[int]:
    """What the countries' common character sets have, all of Hangul, and the marks and wide letters between."""
    letters: set[int] = set()
    for code in chain(range(0x3400, 0xA000), range(0xF900, 0xFB00)):
        if any(has(chr(code), charset) for charset in CHARSETS):
            letters.add(code)
    marks = chain(range(0x3000, 0x3400), range(0xFE30, 0xFE50), range(0xFF00, 0xFFF0), range(0x2460, 0x2600))
    return letters.union(range(0xAC00, 0xD7A4), range(0x1100, 0x1200), marks)


def has(letter: str, charset: str) -> bool:
    """Whether a character set has this letter."""
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def ranges(codes: Iterable[int]) -> list[list[int]]:
    """First and last of each run."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
