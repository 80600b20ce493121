"""A post as plain text with a way back: what is void or not text is gone, digits are digits, marks are few.

The order matters. Struck-through text is void before anything else is read. Subscript zeros are expanded
before folding, which would turn them into wrong numbers. Ids inside mentions and emoji are never numbers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.signals.lexicon import is_kana, lexicon

LONGEST = 4096

_STRUCK = re.compile(r"~~[^~\n]{1,400}~~|<(s|del|strike)>[^<]{0,400}</(?:s|del|strike)>", re.IGNORECASE)
_EMOJI = re.compile(r"<a?:(\w{1,40}):\d{1,25}>")
_GONE = re.compile(
    r"(?m:^>{1,3} )|(?m:^[ \t]{0,20}[→➡➜➔⟶⇒▶►⮕👉])|(?m:^[ \t]{0,20}[•▪▫◽◾◆◇●○◦‣·][\ufe0f]?[ \t]+)|"
    r"<[@#&!]{1,3}\d{1,25}>|<t:\d{1,20}(?::\w)?>|@(?:everyone|here)\b|https?://[^\s)>\]]{1,2000}|"
    r"\b(?:t\.me|discord\.gg|www\.)[^\s)>\]]{0,300}|:[a-z][a-z_]{2,30}:|</?(?:b|i|u|code|pre|strong|em|br)\s?/?>"
)
_SPACED = re.compile(r"(?<!\S)(?:[A-Za-z] ){2,30}[A-Za-z](?!\S)")
# Most posts: letters in their one form, and none of the marks that anything below takes away or changes.
_AS_IT_IS = re.compile(r"[ -~\nÀ-ÖØ-öø-ÿА-ЯЁа-яёіїєґІЇЄҐ]*")
_MARKED = re.compile(r"[~<>*`|_{@]|  |https?:|t\.me|discord\.gg|www\.|:[a-z]|[хХ]\d|\d[хХ]")
_SUBSCRIPTS = {chr(0x2080 + digit): digit for digit in range(10)}
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", range(10), strict=True))
_BRACED_ZEROS = re.compile(r"(?<![\d.,])0[.,]0\{(\d{1,2})\}(?=\d)")
_LISTED = {
    chr(first + number): f" {number + 1}) "
    for first, count in ((0x2460, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0x24F5, 10))
    for number in range(count)
}
_KEYCAP = "\u20e3"
_OVERLAY = "\u0335\u0336\u0337\u0338"

_MARKS = {
    **dict.fromkeys("‐‑‒–—―−➖﹣－ー﹘", "-"),
    **dict.fromkeys("～〜∼∽", "~"),
    **dict.fromkeys("→➡➜➔⟶⇒▶►⮕👉", ">"),
    **dict.fromkeys("’‘ʼ´＇", "'"),
    **dict.fromkeys("×✕✖", "x"),
    **dict.fromkeys("|│┃｜", "|"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("、،﹐，", ", "),
    **dict.fromkeys("。؛", ";"),
    **dict.fromkeys(
        "\u00a0\u202f\u2009\u2007", "\u00a0"
    ),  # a thousands separator between digits, else a space
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "ª": "th",  # 1ª, 2º: counted
    "º": "th",
    "İ": "i",
    "ı": "i",
    "ی": "ي",
    "ک": "ك",
    "ـ": "",
    "💲": "$",
}


@dataclass(frozen=True, slots=True)
class Plain:
    """Normalised text, and for each of its characters where it came from in the original."""

    text: str
    origin: tuple[int, ...]
    original: str
    cut: bool

    def slice(self, start: int, end: int) -> tuple[str, int, int]:
        """The original text behind a piece of the normalised one, with its offsets."""
        if end <= start:
            return "", 0, 0
        first, last = self.origin[start], self.origin[end - 1]
        return self.original[first : last + 1], first, last + 1


def normalise(text: str) -> Plain:
    """The post as plain text, at most `LONGEST` characters of it."""
    head = text[:LONGEST]
    if _AS_IT_IS.fullmatch(head) and not _MARKED.search(head) and not _SPACED.search(head):
        return Plain(head, tuple(range(len(head))), text, len(text) > LONGEST)
    source: list[tuple[str, int]] = [(_digit(char), at) for at, char in enumerate(head)]
    source = _void(source)
    source = _digits(source)
    folded = _fold(source)
    folded = _markdown(folded)
    folded = _joined(folded)
    return Plain(
        "".join(char for char, _ in folded), tuple(at for _, at in folded), text, len(text) > LONGEST
    )


Chars = list[tuple[str, int]]


def _digit(char: str) -> str:
    """The figure of another script as our own, before anything looks for figures."""
    if char.isascii() or not char.isdecimal():
        return char
    return str(unicodedata.decimal(char))


def _void(source: Chars) -> Chars:
    """Struck-through text, mentions, links and emoji ids are gone; an emoji keeps its name as a word."""
    chars = source
    for pattern in (_STRUCK, _EMOJI, _GONE):
        text = "".join(char for char, _ in chars)
        kept: Chars = []
        at = 0
        for match in pattern.finditer(text):
            kept += chars[at : match.start()]
            kept.append((" ", chars[match.start()][1]))
            if pattern is _EMOJI and lexicon().knows(match.group(1).casefold()):
                kept += [*chars[match.start(1) : match.end(1)], (" ", chars[match.end() - 1][1])]
            at = match.end()
        chars = kept + chars[at:] if at else chars
    struck = [place for place, (char, _) in enumerate(chars) if char in _OVERLAY]
    if not struck:
        return chars
    gone = {*struck, *(place - 1 for place in struck)}
    return [pair for place, pair in enumerate(chars) if place not in gone]


def _digits(chars: Chars) -> Chars:
    """Subscript zeros written out, superscripts and keycaps as list marks."""
    text = "".join(char for char, _ in chars)
    braced = {match.start(): match for match in _BRACED_ZEROS.finditer(text)}
    out: Chars = []
    place = 0
    while place < len(chars):
        char, at = chars[place]
        before = out[-1][0] if out else ""
        if place in braced:
            match = braced[place]
            out += [("0", at), (".", at), *[("0", at)] * int(match.group(1))]
            place = match.end()
            continue
        if char in _SUBSCRIPTS or char in _SUPERSCRIPTS:
            place = _small_digits(chars, place, out, before)
            continue
        if char.isascii() and char.isdigit() and _is_keycap(text, place):
            place = _keycaps(chars, text, place, out)
            continue
        out.append((char, at))
        place += 1
    return out


def _small_digits(chars: Chars, place: int, out: Chars, before: str) -> int:
    start, value = place, 0
    while place < len(chars) and (chars[place][0] in _SUBSCRIPTS or chars[place][0] in _SUPERSCRIPTS):
        char = chars[place][0]
        value = value * 10 + (_SUBSCRIPTS[char] if char in _SUBSCRIPTS else _SUPERSCRIPTS[char])
        place += 1
    at = chars[start][1]
    zeros = chars[start][0] in _SUBSCRIPTS and before == "0" and len(out) > 1 and out[-2][0] in ".,"
    if zeros and place < len(chars) and chars[place][0].isdigit():
        out += [("0", at)] * (min(value, 30) - 1)
    elif before.isalpha():
        out += [*[(digit, at) for digit in str(value)], (" ", at)]
    # A small digit after a number is a footnote, and elsewhere an ornament: never part of a price.
    return place


def _is_keycap(text: str, place: int) -> bool:
    return text[place + 1 : place + 2] == _KEYCAP or text[place + 1 : place + 3] == "\ufe0f" + _KEYCAP


def _keycaps(chars: Chars, text: str, place: int, out: Chars) -> int:
    digits: Chars = []
    while place < len(chars) and chars[place][0].isdigit() and _is_keycap(text, place):
        digits.append(chars[place])
        place += 3 if chars[place + 1][0] == "\ufe0f" else 2
    if len(digits) == 1:
        out += [(" ", digits[0][1]), digits[0], (")", digits[0][1]), (" ", digits[0][1])]
    else:
        out += digits
    return place


def _fold(chars: Chars) -> Chars:
    """One spelling for each character: NFKC, plain digits, few marks, nothing invisible."""
    out: Chars = []
    for char, at in chars:
        if char.isascii():
            out.append((char if char >= " " or char == "\n" else " " if char == "\t" else "", at))
            continue
        if char == "ー" and out and is_kana(out[-1][0]):
            out.append((char, at))  # a long vowel; elsewhere it is a dash
            continue
        if char in _MARKS:
            out += [(each, at) for each in _MARKS[char]]
            continue
        category = unicodedata.category(char)
        if category in ("Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"):
            if category == "Mn" and out:
                _combine(out, char)
            continue
        if category == "Zl" or category == "Zp":
            out.append(("\n", at))
            continue
        # ① and ❶ number a list, and are never part of a price.
        for each in _LISTED.get(char) or unicodedata.normalize("NFKC", char):
            out.append((_MARKS.get(each, each) or "", at))
    return [pair for pair in out if pair[0]]


def _combine(out: Chars, mark: str) -> None:
    """A combining mark belongs to the letter before it, where the two have one form."""
    merged = unicodedata.normalize("NFC", out[-1][0] + mark)
    if len(merged) == 1:
        out[-1] = (merged, out[-1][1])


def _markdown(chars: Chars) -> Chars:
    """Bold, code, spoiler and underline marks are gone; an underscore between digits stays a joiner."""
    text = "".join(char for char, _ in chars) + "\n"
    out: Chars = []
    for place, (char, at) in enumerate(chars):
        before, after = text[place - 1] if place else "\n", text[place + 1]
        if char in "*`":
            char = "" if char == "`" or after == "*" or before == "*" else " "
        elif char == "|" and (before == "|" or after == "|"):
            char = " "
        elif char == "_":
            char = _underscore(text, place)
        elif char in "хХ" and (
            (before.isdigit() and not after.isalpha()) or (after.isdigit() and not before.isalpha())
        ):  # Cyrillic, as in 10х and х8
            char = "x"
        elif char == "\u00a0":
            char = "\u00a0" if before.isdigit() and after.isdigit() else " "
        if char:
            out.append((char, at))
    return out


def _underscore(text: str, place: int) -> str:
    start, end = place, place
    while start and text[start - 1] == "_":
        start -= 1
        if place - start > 3:
            return " "
    while text[end] == "_":
        end += 1
        if end - place > 3:
            return " "
    if not (start and text[start - 1].isdigit() and text[end].isdigit()):
        return "_" if start and text[start - 1].isalnum() and text[end].isalnum() else " "
    return "_" if end - start == 1 else "~"


def _joined(chars: Chars) -> Chars:
    """One space where there were several, and letters set apart for show (L O N G) joined to words."""
    chars = [
        pair for place, pair in enumerate(chars) if pair[0] != " " or not place or chars[place - 1][0] != " "
    ]
    text = "".join(char for char, _ in chars)
    if not _SPACED.search(text):
        return chars
    gone: set[int] = set()
    for match in _SPACED.finditer(text):
        gone |= {place for place in range(match.start(), match.end()) if text[place] == " "}
    return [pair for place, pair in enumerate(chars) if place not in gone]
