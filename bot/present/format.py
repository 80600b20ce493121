"""How numbers, money, shares of a whole and times look in every card. Reading what people type is not here.

Separators, months and cities are those of a `Style`, the reader's language: English unless one is given. Everywhere
U+2212 is the minus sign (screen readers say "minus"), a sign stands on every change and never on zero. What is not
known is `n/a`, never 0. Rounding is half to even.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal
from zoneinfo import ZoneInfo

from bot.present.locales import IN_ENGLISH, MINUS, Style
from core.kernel.money import ROUND_HALF_EVEN, exact
from core.kernel.time import utc
from core.market.symbols import FIAT, STABLE

COIN_PLACES = 8
# Under this many seconds a delay is told in seconds, so that it can be held against a limit in seconds.
LONGEST_IN_SECONDS = 600
# The last are the blanks that part thousands in many languages.
FIGURE = re.compile(r"[+\-−~≤≥]? ?[\d.,\u00a0\u202f]*\d(?: ?%| [A-Z]{1,6})?")
# Seconds in a day, an hour, a minute, a second: a style's units are their names.
SIZES = (86400, 3600, 60, 1)


def number(value: Decimal | None, places: int, style: Style = IN_ENGLISH) -> str:
    """`60,012.00`: so many places, a sign only when below zero."""
    return style.unknown if value is None else _written(value, places, style)


def price(value: Decimal | None, places: int, style: Style = IN_ENGLISH) -> str:
    """`60,012.00`: a price with the places of its instrument's tick."""
    return number(value, places, style)


def money(value: Decimal | None, places: int = 2, style: Style = IN_ENGLISH) -> str:
    """`19,999.80`: an amount, its currency known from its surroundings."""
    return number(value, places, style)


def amount(value: Decimal | None, currency: str, style: Style = IN_ENGLISH) -> str:
    """`50.00 USDT`, `0.0125 BTC`: an amount with its currency; two places, for coins up to eight."""
    if value is None:
        return style.unknown
    text = money(value, 2, style) if currency in FIAT or currency in STABLE else quantity(value, style)
    return f"{text} {currency}"


def quantity(value: Decimal | None, style: Style = IN_ENGLISH) -> str:
    """`0.33333`, `1,250`: how many units, up to eight places, zeros at the end cut."""
    return style.unknown if value is None else _cut(_written(value, COIN_PLACES, style), style)


def change(value: Decimal | None, places: int = 2, style: Style = IN_ENGLISH) -> str:
    """`+227.74`, `−50.02`, `0.00`: a profit, a loss, a difference."""
    return style.unknown if value is None else _signed(_written(value, places, style))


def percent(
    fraction: Decimal | None, *, signed: bool = True, places: int = 2, style: Style = IN_ENGLISH
) -> str:
    """`+2.50 %` from 0.025. Unsigned (`0.50 %`) for shares and limits, where up and down mean nothing."""
    if fraction is None:
        return style.unknown
    # Moving the point is exact at any length; a product by a hundred would be rounded by the context.
    text = _written(_hundredfold(exact(fraction)), places, style)
    return f"{_signed(text) if signed else text} %"


def multiple(value: Decimal | None, style: Style = IN_ENGLISH) -> str:
    """`+1.41 R`: a result in units of what was at risk."""
    return style.unknown if value is None else f"{change(value, 2, style)} R"


def points(value: Decimal | None, style: Style = IN_ENGLISH) -> str:
    """`71.4`: points of a score, one place."""
    return number(value, 1, style)


def age(value: timedelta | None, style: Style = IN_ENGLISH) -> str:
    """`134 s`: how old something is. In seconds below ten minutes, then as a length."""
    if value is None:
        return style.unknown
    seconds = _seconds(value)
    return f"{seconds}{style.gap}{style.units[-1]}" if seconds < LONGEST_IN_SECONDS else length(value, style)


def length(value: timedelta | None, style: Style = IN_ENGLISH) -> str:
    """`1 min 52 s`, `7 h 9 min`, `6 d 4 h`: a length of time in its two largest units, the rest cut."""
    if value is None:
        return style.unknown
    rest, parts = _seconds(value), list[str]()
    for size, unit in zip(SIZES, style.units, strict=True):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{style.gap}{unit}")
        elif parts:
            break
    return " ".join(parts[:2]) or f"0{style.gap}{style.units[-1]}"


def clock(
    at: datetime | None, zone: ZoneInfo | None = None, *, seconds: bool = False, style: Style = IN_ENGLISH
) -> str:
    """`14:03 UTC`, `15:03 Berlin`, `18:30:05 UTC`: the time of day with its zone."""
    if at is None:
        return style.unknown
    return f"{_local(at, zone):{'%H:%M:%S' if seconds else '%H:%M'}} {_city(zone, style)}"


def date(at: datetime | None, now: datetime, zone: ZoneInfo | None = None, style: Style = IN_ENGLISH) -> str:
    """`17 Nov`, and the year when it is not the present one: `17 Nov 2025`."""
    if at is None:
        return style.unknown
    day = _local(at, zone)
    pattern = style.day if day.year == _local(now, zone).year else style.day_of_year
    return pattern % {"d": day.day, "MMM": style.months[day.month - 1], "y": day.year}


def moment(
    at: datetime | None, now: datetime, zone: ZoneInfo | None = None, style: Style = IN_ENGLISH
) -> str:
    """`14:03 UTC` today, `17 Nov 14:03 UTC` on any other day."""
    if at is None:
        return style.unknown
    if _local(at, zone).date() == _local(now, zone).date():
        return clock(at, zone, style=style)
    return f"{date(at, now, zone, style)} {clock(at, zone, style=style)}"


def is_figure(text: str, style: Style = IN_ENGLISH) -> bool:
    """Whether a text is a number with its sign and unit, or says that there is none: those are never cut."""
    return text == style.unknown or bool(FIGURE.fullmatch(text))


def cut(text: str, width: int) -> str:
    """At most so many letters, the last of them `…` where something is missing."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def session(at: datetime, exchange: str, style: Style = IN_ENGLISH) -> str:
    """`Thu 09:30 New York`: when an exchange opens, in its own city's time."""
    zone = ZoneInfo(exchange)
    local = _local(at, zone)
    return f"{style.days[local.weekday()]} {local:%H:%M} {_city(zone, style)}"


def _written(value: Decimal, places: int, style: Style) -> str:
    whole = exact(value)
    # Enough digits for any number: the thread's own precision must not make a long one unprintable.
    digits = Context(prec=max(whole.adjusted(), 0) + places + 2)
    rounded = whole.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=digits)
    if not rounded:
        rounded = abs(rounded)
    return style.number(f"{rounded:,f}")


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def _cut(text: str, style: Style) -> str:
    return text.rstrip("0").rstrip(style.point) if style.point in text else text


def _hundredfold(value: Decimal) -> Decimal:
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "exact() let a number through that is not finite"
    return Decimal((sign, digits, exponent + 2))


def _seconds(value: timedelta) -> int:
    """Whole seconds, cut; the future is no age."""
    return max(0, value // timedelta(seconds=1))


def _local(at: datetime, zone: ZoneInfo | None) -> datetime:
    return utc(at).astimezone(zone) if zone else utc(at)


def _city(zone: ZoneInfo | None, style: Style) -> str:
    return style.city(zone) if zone else "UTC"
