"""Which mark is the decimal one, decided once for a whole post, and what each written number then is.

`3.480,50` proves the comma, `0.462` and `24.10` prove the point. One proof decides for every number of the
post. When nothing proves anything, numbers like `61.500` are ambiguous and that is said, not settled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = re.compile(r"\d[\d.,'_\u00a0]*\d|\d|(?<![\w.,])[.,]\d+")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|\d{4}-\d\d-\d\d)(?!\d)")
_PARTED = re.compile(r"\d \d{3}")  # what every number with a space in it has
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_PROVES_SPACES = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})* 0\d\d(?![\d.,]?\d)")
# One thousand and decimals (`2 386,20`), where no word that counts (`TP 1 150,50`) stands before.
_SPACED_DECIMALS = re.compile(r"([^\W\d_]*)[ :.]{0,2}(?<![\d.,])(\d{1,3}) \d{3}[.,]\d{1,2}(?![\d.,]?\d)")
DIGITS_MAX = 30


@dataclass(frozen=True, slots=True)
class Style:
    """How this post writes numbers. `proven` is False when the numbers leave it open."""

    comma: bool
    proven: bool
    spaces: bool
    open_dots: bool  # numbers like 61.500 are here, and nothing decides them
    figures: bool = True  # there is a number at all


_FIGURE = re.compile(r"\d")
_NONE = Style(False, False, False, False, figures=False)


def style_of(text: str) -> Style:
    """The style that the numbers of this text prove."""
    if not _FIGURE.search(text):
        return _NONE
    comma = point = open_dots = False
    for raw in NUMBER.findall(_DATE.sub(" ", text)):
        mark = _proof(raw)
        comma |= mark == ","
        point |= mark == "."
        open_dots |= mark == "?"
    return Style(
        comma and not point,
        comma != point,
        _spaces(text),
        open_dots and not (comma or point),
    )


def _spaces(text: str) -> bool:
    """Whether thousands are written with a space here: `98 000`, or two numbers of one size (`7 412 ... 7 368`).

    A count of targets before prices (`TP1 150 TP2 180`) never begins twice with the same number.
    """
    if not _PARTED.search(text):
        return False
    if _PROVES_SPACES.search(text):
        return True
    if any(not word.isalpha() or len(lead) > 1 for word, lead in _SPACED_DECIMALS.findall(text)):
        return True
    found = [match.group() for match in _SPACED.finditer(text)]
    leads = [each.split(" ")[0] for each in found if each.count(" ") == 1]
    return len(leads) > len(set(leads))


def _proof(raw: str) -> str:
    """The decimal mark this number proves: a comma, a point, `?` for an open case, or nothing."""
    dots, commas = raw.count("."), raw.count(",")
    if dots and commas:
        if dots > 1 and commas > 1:
            return ""
        last = "," if raw.rfind(",") > raw.rfind(".") else "."
        return (
            last
            if (raw.count(last) == 1 and _tail(raw, last) != 3)
            or (raw.count(last) == 1 and dots + commas > 2)
            else ""
        )
    if dots == 1 or commas == 1:
        mark = "." if dots else ","
        head = raw.split(mark)[0]
        if mark == "," and len(head) > 3 and len(head) == _tail(raw, mark):
            return ""  # 1464,1450: two prices
        if _tail(raw, mark) != 3 or head in ("0", "") or len(head) > 3:
            return mark
        return "?" if mark == "." else ""
    if dots > 1:
        return "," if all(len(part) == 3 for part in raw.split(".")[1:]) else ""
    if commas > 1:
        return (
            "." if all(len(part) == 3 for part in raw.split(",")[1:]) and len(raw.split(",")[0]) <= 2 else ""
        )
    return ""


def _tail(raw: str, mark: str) -> int:
    return len(raw) - raw.rfind(mark) - 1


def join_spaces(text: str, style: Style) -> str:
    """Thousands written with spaces get a joiner, where a group such as 000 shows that they are meant."""
    if not style.spaces:
        return text
    return _SPACED.sub(lambda match: match.group().replace(" ", "\u00a0"), text)


def values(raw: str, style: Style, dots_are_thousands: bool) -> tuple[Decimal, ...]:
    """What a written number is. More than one where it can only be a list without spaces."""
    clean = raw.replace("'", "").replace("_", "").replace("\u00a0", "")
    if len(clean) > DIGITS_MAX + 10:
        return ()
    head, _, tail = clean.partition(",")
    listed = len(head) > 3 and len(head) == len(tail) and clean.replace(",", "", 1).isdigit()
    one = None if listed else _one(clean, style, dots_are_thousands)
    if one is not None:
        return (one,)
    parts = [_one(part, style, dots_are_thousands) for part in clean.split(",")]
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def _one(clean: str, style: Style, dots_are_thousands: bool) -> Decimal | None:
    decimal, group = (",", ".") if style.comma else (".", ",")
    head, mark, tail = clean.rpartition(decimal)
    if not mark:
        head, tail = clean, ""
    if decimal in head:  # 1.234.567 under a point style: only groups make sense of it
        return _grouped(clean, decimal)
    if mark and decimal == "." and dots_are_thousands and len(tail) == 3 and head.isdigit() and head != "0":
        return Decimal(head + tail)
    if group in tail:
        return None
    if group in head:
        whole = _grouped(head, group)
        if whole is None and not mark and group == "." and head.count(".") == 1:
            return Decimal(head)  # 1.5 in a post that otherwise writes commas
        if whole is None and not mark and group == "," and head.count(",") == 1 and not style.proven:
            return Decimal(head.replace(",", "."))
        return None if whole is None else Decimal(f"{whole}.{tail or 0}") if tail else whole
    return Decimal(f"{head or 0}.{tail}" if tail else head or "0")


def _grouped(text: str, mark: str) -> Decimal | None:
    first, *rest = text.split(mark)
    if 1 <= len(first) <= 3 and all(len(part) in (2, 3) for part in rest) and len(rest[-1]) == 3:
        return Decimal(first + "".join(rest))
    return None
