"""How numbers and times look for one reader: ticks of instruments, the present, the zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.present import format as fmt
from bot.present.messages import ENGLISH, spoken
from core.context import World

# A name that is cut shorter says nothing any more.
SHORTEST_NAME = 8


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

    def price(self, symbol: str, value: Decimal | None) -> str:
        """A price of an instrument."""
        return fmt.price(value, self.places(symbol))

    def clock(self, at: datetime, *, seconds: bool = False) -> str:
        """The time of day, with its zone."""
        return fmt.clock(at, self.zone, seconds=seconds)

    def hour(self, at: datetime, *, seconds: bool = False) -> str:
        """The time of day in the reader's zone, which stands elsewhere on the card."""
        return fmt.clock(at, self.zone, seconds=seconds).split(" ")[0]

    def date(self, at: datetime) -> str:
        """`17 Nov`, as the reader's calendar has it."""
        return fmt.date(at, self.now, self.zone)

    def moment(self, at: datetime) -> str:
        """`14:03 UTC` today, `16 Nov 14:03 UTC` on any other day."""
        return fmt.moment(at, self.now, self.zone)

    def title(self, left: str, right: str = "") -> str:
        """A title whose number, or whose source, stands at the right of a phone's width. A long name is cut."""
        if not right:
            return left
        room = self.width - len(left) - 2
        if len(right) > room and not fmt.is_figure(right):
            right = fmt.cut(right, max(room, SHORTEST_NAME))
        return f"{left}{' ' * max(self.width - len(left) - len(right), 2)}{right}"


def mode_word(mode: str) -> str:
    """PAPER or LIVE, as it stands on every card that speaks of money."""
    return mode.upper()


def short(trade: str) -> str:
    """A trade's id as people see it: the first letters, which are enough to type."""
    return trade[:6]
