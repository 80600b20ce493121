"""How numbers, money, shares of a whole and times look in every card. Reading what people type is not here.

A comma between thousands, a point before decimals, U+2212 as the minus sign (screen readers say "minus"),
a sign on every change and never on zero. What is not known is `n/a`, never 0. Rounding is half to even.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal
from zoneinfo import ZoneInfo

from core.kernel.money import ROUND_HALF_EVEN, exact
from core.kernel.time import utc
from core.market.symbols import FIAT, STABLE

MINUS = "\u2212"
UNKNOWN = "n/a"
COIN_PLACES = 8
# Under this many seconds a delay is told in seconds, so that it can be held against a limit in seconds.
LONGEST_IN_SECONDS = 600
FIGURE = re.compile(r"[+\-−~≤≥]? ?[\d.,]*\d(?: ?%| [A-Z]{1,6})?|n/a")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def number(value: Decimal | None, places: int) -> str:
    """`60,012.00`: so many places, a sign only when below zero."""
    return UNKNOWN if value is None else _written(value, places)


def price(value: Decimal | None, places: int) -> str:
    """`60,012.00`: a price with the places of its instrument's tick."""
    return number(value, places)


def money(value: Decimal | None, places: int = 2) -> str:
    """`19,999.80`: an amount, its currency known from its surroundings."""
    return number(value, places)


def amount(value: Decimal | None, currency: str) -> str:
    """`50.00 USDT`, `0.0125 BTC`: an amount with its currency; two places, for coins up to eight."""
    if value is None:
        return UNKNOWN
    text = money(value) if currency in FIAT or currency in STABLE else quantity(value)
    return f"{text} {currency}"


def quantity(value: Decimal | None) -> str:
    """`0.33333`, `1,250`: how many units, up to eight places, zeros at the end cut."""
    return UNKNOWN if value is None else _cut(_written(value, COIN_PLACES))


def change(value: Decimal | None, places: int = 2) -> str:
    """`+227.74`, `−50.02`, `0.00`: a profit, a loss, a difference."""
    return UNKNOWN if value is None else _signed(_written(value, places))


def percent(fraction: Decimal | None, *, signed: bool = True, places: int = 2) -> str:
    """`+2.50 %` from 0.025. Unsigned (`0.50 %`) for shares and limits, where up and down mean nothing."""
    if fraction is None:
        return UNKNOWN
    # Moving the point is exact at any length; a product by a hundred would be rounded by the context.
    text = _written(_hundredfold(exact(fraction)), places)
    return f"{_signed(text) if signed else text} %"


def multiple(value: Decimal | None) -> str:
    """`+1.41 R`: a result in units of what was at risk."""
    return UNKNOWN if value is None else f"{change(value)} R"


def points(value: Decimal | None) -> str:
    """`71.4`: points of a score, one place."""
    return number(value, 1)


def age(value: timedelta | None) -> str:
    """`134 s`: how old something is. In seconds below ten minutes, then as a length."""
    if value is None:
        return UNKNOWN
    seconds = _seconds(value)
    return f"{seconds} s" if seconds < LONGEST_IN_SECONDS else length(value)


def length(value: timedelta | None) -> str:
    """`1 min 52 s`, `7 h 9 min`, `6 d 4 h`: a length of time in its two largest units, the rest cut."""
    if value is None:
        return UNKNOWN
    rest, parts = _seconds(value), list[str]()
    for size, unit in UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}")
        elif parts:
            break
    return " ".join(parts[:2]) or "0 s"


def clock(at: datetime | None, zone: ZoneInfo | None = None, *, seconds: bool = False) -> str:
    """`14:03 UTC`, `15:03 Berlin`, `18:30:05 UTC`: the time of day with its zone."""
    if at is None:
        return UNKNOWN
    return f"{_local(at, zone):{'%H:%M:%S' if seconds else '%H:%M'}} {_city(zone)}"


def date(at: datetime | None, now: datetime, zone: ZoneInfo | None = None) -> str:
    """`17 Nov`, and the year when it is not the present one: `17 Nov 2025`."""
    if at is None:
        return UNKNOWN
    day = _local(at, zone)
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if day.year == _local(now, zone).year else f"{text} {day.year}"


def moment(at: datetime | None, now: datetime, zone: ZoneInfo | None = None) -> str:
    """`14:03 UTC` today, `17 Nov 14:03 UTC` on any other day."""
    if at is None:
        return UNKNOWN
    if _local(at, zone).date() == _local(now, zone).date():
        return clock(at, zone)
    return f"{date(at, now, zone)} {clock(at, zone)}"


def is_figure(text: str) -> bool:
    """Whether a text is a number with its sign and unit: those are never cut."""
    return bool(FIGURE.fullmatch(text))


def cut(text: str, width: int) -> str:
    """At most so many letters, the last of them `…` where something is missing."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def session(at: datetime, exchange: str) -> str:
    """`Thu 09:30 New York`: when an exchange opens, in its own city's time."""
    zone = ZoneInfo(exchange)
    local = _local(at, zone)
    return f"{DAYS[local.weekday()]} {local:%H:%M} {_city(zone)}"


def _written(value: Decimal, places: int) -> str:
    whole = exact(value)
    # Enough digits for any number: the thread's own precision must not make a long one unprintable.
    digits = Context(prec=max(whole.adjusted(), 0) + places + 2)
    rounded = whole.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=digits)
    if not rounded:
        rounded = abs(rounded)
    return f"{rounded:,f}".replace("-", MINUS)


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def _cut(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hundredfold(value: Decimal) -> Decimal:
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "exact() let a number through that is not finite"
    return Decimal((sign, digits, exponent + 2))


def _seconds(value: timedelta) -> int:
    """Whole seconds, cut; the future is no age."""
    return max(0, value // timedelta(seconds=1))


def _local(at: datetime, zone: ZoneInfo | None) -> datetime:
    return utc(at).astimezone(zone) if zone else utc(at)


def _city(zone: ZoneInfo | None) -> str:
    return zone.key.rsplit("/", 1)[-1].replace("_", " ") if zone else "UTC"
