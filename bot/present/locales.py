"""How a language writes numbers, dates and cities: from Unicode's CLDR, as babel carries it, read once a language.

Only the data is taken. The formatting is our own (`bot/present/format.py`), exact at any length and quick.
English is written as the storyboard has it, and needs no data at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

ENGLISH = "en"
MINUS = "\u2212"
NO_BREAK = "\u00a0"
# CLDR's minimumGroupingDigits, which babel leaves out: 1234,50 but 12.345,00.
WHOLE_UP_TO_FOUR = frozenset({"es", "it", "pl", "pt"})
FOUR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Style:
    """How one language writes. `day` and `day_of_year` are CLDR's patterns with the names that `str %` fills.

    `groups_from` is the length of a whole number from which its thousands are parted.
    """

    group: str = ","
    point: str = "."
    groups_from: int = 4
    months: tuple[str, ...] = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
    days: tuple[str, ...] = tuple("Mon Tue Wed Thu Fri Sat Sun".split())
    day: str = "%(d)s %(MMM)s"
    day_of_year: str = "%(d)s %(MMM)s %(y)s"
    cities: Mapping[str, str] = field(default_factory=dict)
    # Of the catalogue, as CLDR has no word for the one and long ones for the others.
    units: tuple[str, ...] = ("d", "h", "min", "s")
    # Between a number and its unit, where renderers do not know the unit and would part them.
    gap: str = " "
    unknown: str = "n/a"

    def number(self, plain: str) -> str:
        """`-1,234.50` as this language writes it."""
        text = plain.replace("-", MINUS)
        if self.group == "," and self.point == ".":
            return text
        whole, point, rest = text.partition(".")
        bare = whole.replace(",", "")
        digits = len(bare.lstrip(MINUS))
        grouped = whole.replace(",", self.group) if digits >= self.groups_from else bare
        return f"{grouped}{self.point}{rest}" if point else grouped

    def city(self, zone: ZoneInfo) -> str:
        """`Berlin`, `Nueva York`: the city that a zone is named after."""
        return self.cities.get(zone.key) or zone.key.rsplit("/", 1)[-1].replace("_", " ")


IN_ENGLISH = Style()


def one_or_other(count: int) -> str:
    """English: `1 trade`, `0 trades`, `2 trades`."""
    return "one" if count == 1 else "other"


def plural_of(language: str) -> Callable[[int], str]:
    """Which form of a text a number takes (CLDR's plural rules)."""
    return one_or_other if language == ENGLISH else _data(language).plural_form


@cache
def style_of(language: str) -> Style:
    """How a language writes, but for the words of the catalogue."""
    if language == ENGLISH:
        return IN_ENGLISH
    data = _data(language)
    symbols = data.number_symbols[data.default_numbering_system]
    months, days = data.months["format"]["abbreviated"], data.days["format"]["abbreviated"]
    return Style(
        group=symbols["group"],
        point=symbols["decimal"],
        gap=NO_BREAK,
        groups_from=FOUR_DIGITS + (language in WHOLE_UP_TO_FOUR),
        # Without the point of an abbreviation: a column of a list has no room for it.
        months=tuple(months[number].rstrip(".") for number in range(1, 13)),
        days=tuple(days[number] for number in range(7)),
        day=data.datetime_skeletons["MMMd"].format,
        day_of_year=data.datetime_skeletons["yMMMd"].format,
        cities={name: known["city"] for name, known in data.time_zones.items() if "city" in known},
    )


@cache
def _data(language: str) -> Any:
    from babel import Locale  # a tenth of a second that no start in English pays

    return Locale(language)
