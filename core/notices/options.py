"""How hours, zones and kinds of notices are typed by people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Annotated

from core.command import Kind, plain_kind
from core.context import Context
from core.kernel.errors import Refusal
from core.notices.model import NoticeKind, Way
from core.notices.zones import find_zone, known_zones, near_zones

_HOUR = r"(\d{1,2})(?:[:.](\d\d))?"
OFF = ("off", "none")


class Hour(int):
    """A time of day in minutes, typed `18`, `18:30`."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Quiet hours in minutes of the day, typed `22-07`; `off` is none."""

    since: int | None
    until: int | None


class Language(str):
    """The code of a language that has words here: `es`."""

    __slots__ = ()


class Zone(str):
    """A time zone's name in the IANA list."""

    __slots__ = ()


def read_hour(text: str) -> Hour | None:
    """`18` or `18:30` as minutes of the day."""
    found = re.fullmatch(_HOUR, text.strip())
    if not found:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    return Hour(minute) if minute < 24 * 60 and int(found[2] or 0) < 60 else None


def write_hour(hour: int) -> str:
    """`18:00`."""
    return f"{hour // 60:02}:{hour % 60:02}"


def read_hours(text: str) -> Hours | None:
    """`22-07`, `22:30-7`, `off`."""
    if text.strip().lower() in OFF:
        return Hours(None, None)
    since, dash, until = text.replace("–", "-").partition("-")
    ends = read_hour(since), read_hour(until)
    if not dash or ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None
    return Hours(ends[0], ends[1])


def write_hours(hours: Hours) -> str:
    """The hours as they would be typed."""
    if hours.since is None or hours.until is None:
        return OFF[0]
    return f"{write_hour(hours.since)}-{write_hour(hours.until)}"


# What people call each kind. The last two always ring.
NOUNS = {
    "fills": NoticeKind.FILL,
    "exits": NoticeKind.EXIT,
    "skips": NoticeKind.SKIP,
    "boards": NoticeKind.BOARD,
    "news": NoticeKind.INFO,
    "questions": NoticeKind.QUESTION,
    "alarms": NoticeKind.ALARM,
}


class About(str):
    """A kind of notice (`skips`), or one reason of skips (`too_small`)."""

    __slots__ = ()


def read_about(text: str) -> About | None:
    """A kind by its noun, or a reason by its code."""
    word = text.strip().lower()
    kind = NOUNS.get(word) or NOUNS.get(f"{word}s")
    if kind is not None:
        return About(kind.value)
    # How it comes is no thing that comes.
    return (
        About(word)
        if word not in set(Way) and re.fullmatch(r"[a-z]{2,20}(_[a-z]{1,20}){0,3}", word)
        else None
    )


async def _read_zone(ctx: Context, text: str) -> Zone:
    if len(known_zones()) == 1:
        raise Refusal("no_zones")
    found = find_zone(text)
    if found is None:
        raise Refusal("no_such_zone", {"typed": text[:40], "near": ", ".join(near_zones(text))})
    return Zone(found)


AnHour = Annotated[Hour, plain_kind(Hour, read_hour, write=write_hour)]
# Whatever stands there is meant as hours, and is told what hours look like.
SomeHours = Annotated[
    Hours, replace(plain_kind(Hours, read_hours, write=write_hours), looks=lambda text: True)
]
AnAbout = Annotated[About, plain_kind(About, read_about)]
AZone = Annotated[Zone, Kind(Zone, _read_zone, lambda text: True, wire="whole")]


async def _read_language(ctx: Context, text: str) -> Language:
    code = text.strip().lower()
    if code in (*ctx.world.languages, *OFF):
        return Language(code)
    raise Refusal("no_such_language", {"typed": text[:40], "choices": ", ".join(ctx.world.languages)})


async def _suggest_languages(ctx: Context, text: str) -> list[str]:
    return [code for code in ctx.world.languages if code.startswith(text.strip().lower())]


ALanguage = Annotated[
    Language, Kind(Language, _read_language, lambda text: len(text) <= 3, suggest=_suggest_languages)
]
