"""How words, numbers and times look for one reader: their language, ticks of instruments, the present, the zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from bot.present import format as fmt
from bot.present.locales import ENGLISH, Style
from bot.present.locales import style_of as written_in
from bot.present.messages import spoken
from core.context import World

# A name that is cut shorter says nothing any more.
SHORTEST_NAME = 8


# How facts call a trade that no signal made.
BY_HAND = frozenset({"by hand", "manual"})
UNITS = ("day", "hour", "minute", "second")


@cache
def style_of(language: str) -> Style:
    """How a language writes numbers and times, with its words for units and for what is not known."""
    words = spoken(language)
    units = tuple(words.say(f"common.unit_{unit}") for unit in UNITS)
    return replace(written_in(words.language), units=units, unknown=words.say("common.unknown"))


@dataclass(frozen=True, slots=True)
class Look:
    """What presenters need besides the result itself."""

    world: World
    now: datetime
    width: int = 40
    language: str = ENGLISH
    zone: ZoneInfo | None = None

    def say(self, key: str, /, **values: str | int) -> str:
        """The text of a key in the reader's language; see `bot/present/messages.py`."""
        return spoken(self.language).say(key, **values)

    def knows(self, key: str) -> bool:
        """Whether there are words under this key."""
        return key in spoken(ENGLISH).messages

    def takes(self, key: str) -> frozenset[str]:
        """The names of the values that `say` wants for a key."""
        return spoken(ENGLISH).messages[key].parameters

    def named(self, key: str, code: str) -> str:
        """A stable code as people read it: `stale signal`. What has no words is said as it is."""
        return self.say(key) if self.knows(key) else code.replace("_", " ")

    def reason(self, code: str) -> str:
        """Why something was passed over, or what was in doubt about a post."""
        return self.named(f"reasons.{code}", code)

    def source(self, source: str) -> str:
        """What made a trade: `Northlight #86`, or `by hand` in words."""
        return self.say("trades.by_hand") if source in BY_HAND else source

    def either(self, parts: Sequence[str]) -> str:
        """`a`, `a or b`."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("common.or", first=", ".join(parts[:-1]), last=parts[-1])

    def help(self, path: str, english: str, option: str = "") -> str:
        """What a command, or an option of it, is for."""
        return spoken(self.language).help(path, option, english)

    def join(self, parts: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("common.and", first=", ".join(parts[:-1]), last=parts[-1])

    def places(self, symbol: str) -> int:
        """Decimal places of an instrument's price: those of its tick."""
        instrument = self.world.market.table.get(symbol)
        if instrument is None:
            return 2
        exponent = self.world.market.tick(instrument).normalize().as_tuple().exponent
        return max(-exponent, 0) if isinstance(exponent, int) else 2

    @property
    def style(self) -> Style:
        """How the reader's language writes numbers and times."""
        return style_of(self.language)

    @property
    def unknown(self) -> str:
        """`n/a`."""
        return self.style.unknown

    def price(self, symbol: str, value: Decimal | None) -> str:
        """A price of an instrument."""
        return fmt.price(value, self.places(symbol), self.style)

    def number(self, value: Decimal | int | None, places: int = 0) -> str:
        """`1,204`, `60,012.00`: see `bot/present/format.py` for this one and those below."""
        return fmt.number(Decimal(value) if isinstance(value, int) else value, places, self.style)

    def money(self, value: Decimal | None, places: int = 2) -> str:
        """`19,999.80`."""
        return fmt.money(value, places, self.style)

    def exact(self, value: Decimal) -> str:
        """`58,500.50`: every digit that it has, as it was written."""
        return self.style.number(f"{value:,f}")

    def amount(self, value: Decimal | None, currency: str) -> str:
        """`50.00 USDT`."""
        return fmt.amount(value, currency, self.style)

    def quantity(self, value: Decimal | None) -> str:
        """`0.33333`."""
        return fmt.quantity(value, self.style)

    def change(self, value: Decimal | None, places: int = 2) -> str:
        """`+227.74`."""
        return fmt.change(value, places, self.style)

    def percent(self, fraction: Decimal | None, *, signed: bool = True, places: int = 2) -> str:
        """`+2.50 %` from 0.025."""
        return fmt.percent(fraction, signed=signed, places=places, style=self.style)

    def multiple(self, value: Decimal | None) -> str:
        """`+1.41 R`."""
        return fmt.multiple(value, self.style)

    def points(self, value: Decimal | None) -> str:
        """`71.4`."""
        return fmt.points(value, self.style)

    def age(self, value: timedelta | None) -> str:
        """`134 s`."""
        return fmt.age(value, self.style)

    def length(self, value: timedelta | None) -> str:
        """`1 min 52 s`."""
        return fmt.length(value, self.style)

    def session(self, at: datetime, exchange: str) -> str:
        """`Thu 09:30 New York`."""
        return fmt.session(at, exchange, self.style)

    def clock(self, at: datetime, *, seconds: bool = False) -> str:
        """The time of day, with its zone."""
        return fmt.clock(at, self.zone, seconds=seconds, style=self.style)

    def clock_in(self, at: datetime, zone: ZoneInfo | None) -> str:
        """The time of day in a zone that is not the reader's."""
        return fmt.clock(at, zone, style=self.style)

    def hour(self, at: datetime, *, seconds: bool = False) -> str:
        """The time of day in the reader's zone, which stands elsewhere on the card."""
        return self.clock(at, seconds=seconds).split(" ")[0]

    def date(self, at: datetime) -> str:
        """`17 Nov`, as the reader's calendar has it."""
        return fmt.date(at, self.now, self.zone, self.style)

    def day(self, day: dt.date) -> str:
        """`17 Nov`: a day of universal time, whatever the reader's zone."""
        return fmt.date(datetime(day.year, day.month, day.day, tzinfo=UTC), self.now, None, self.style)

    def moment(self, at: datetime) -> str:
        """`14:03 UTC` today, `16 Nov 14:03 UTC` on any other day."""
        return fmt.moment(at, self.now, self.zone, self.style)

    def title(self, left: str, right: str = "") -> str:
        """A title whose number, or whose source, stands at the right of a phone's width. A long name is cut."""
        if not right:
            return left
        room = self.width - len(left) - 2
        if len(right) > room and not fmt.is_figure(right, self.style):
            right = fmt.cut(right, max(room, SHORTEST_NAME))
        return f"{left}{' ' * max(self.width - len(left) - len(right), 2)}{right}"


def mode_word(mode: str) -> str:
    """PAPER or LIVE, as it stands on every card that speaks of money."""
    return mode.upper()


def short(trade: str) -> str:
    """A trade's id as people see it: the first letters, which are enough to type."""
    return trade[:6]
