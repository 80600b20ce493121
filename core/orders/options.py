"""How amounts, distances, times and choices of positions are typed by people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from core.command import Kind, Named, plain_kind
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import Price, plain
from core.kernel.time import parse_length
from core.market.options import read_number, read_price
from core.orders.amount import Amount, Unit
from core.orders.choice import Choice, Only
from core.orders.model import TimeInForce


def read_amount(text: str) -> Amount | None:
    """An amount above zero as typed; None for anything else."""
    number = read_number(text.removesuffix("%"))
    if not number:
        return None
    if text.endswith("%"):
        return Amount(Unit.SHARE, number) if not text.startswith("$") and number <= 100 else None
    return Amount(Unit.MONEY if text.startswith("$") else Unit.UNITS, number)


def write_amount(amount: Amount) -> str:
    """The amount as it would be typed."""
    number = plain(amount.value)
    return {Unit.UNITS: number, Unit.MONEY: f"${number}", Unit.SHARE: f"{number}%"}[amount.unit]


AnAmount = Annotated[Amount, plain_kind(Amount, read_amount, write=write_amount)]


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long an order waits: a word of the venue, or a length after which the rest is taken back."""

    time_in_force: TimeInForce
    length: timedelta | None = None


def read_lasting(text: str) -> Lasting | None:
    """`day`, `gtc`, `ioc`, `fok`, `15min`, `2h`, `3d`; None for anything else, and for no time at all."""
    word = text.strip().lower()
    if word in {one.value for one in TimeInForce}:
        return Lasting(TimeInForce(word))
    length = parse_length(word)
    return Lasting(TimeInForce.GTC, length) if length else None


def write_lasting(lasting: Lasting) -> str:
    """As it would be typed."""
    if lasting.length is None:
        return lasting.time_in_force.value
    seconds = lasting.length // timedelta(seconds=1)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a stop trails, as a share of the price."""

    share: Decimal


def read_distance(text: str) -> Distance | None:
    """`1.5%`: above 0 and below 100."""
    number = read_number(text.strip().removesuffix("%").strip()) if text.strip().endswith("%") else None
    return Distance(number / 100) if number and number < 100 else None


def write_distance(distance: Distance) -> str:
    """As it would be typed."""
    return f"{plain(distance.share * 100)}%"


@dataclass(frozen=True, slots=True)
class StopAt:
    """Where a stop is wanted: at a price, or (None) where the rest ends at nothing after fees."""

    price: Price | None


def read_stop(text: str) -> StopAt | None:
    """A price, or `be` for break-even."""
    if text.strip().lower() in ("be", "b/e", "breakeven", "break-even"):
        return StopAt(None)
    price = read_price(text)
    return None if price is None else StopAt(price)


def write_stop(stop: StopAt) -> str:
    """As it would be typed."""
    return "be" if stop.price is None else plain(stop.price)


AStop = Annotated[StopAt, plain_kind(StopAt, read_stop, write=write_stop)]
ALasting = Annotated[Lasting, plain_kind(Lasting, read_lasting, write=write_lasting)]
ADistance = Annotated[Distance, plain_kind(Distance, read_distance, write=write_distance)]
TRIGGER_WORDS = Named(("above", "below"))
LASTING_WORDS = Named(("for", "tif"))
TRAIL_WORDS = Named(("trailing",))
SOFT_WORDS = Named(("softstop",))
STOP_WORDS = Named(("sl", "stoploss"))
TARGET_WORDS = Named(("tp", "target"))

PARTS = {"half": Decimal(50), "third": Decimal(100) / 3, "quarter": Decimal(25)}
ONLY = {"winners": Only.WINNERS, "winner": Only.WINNERS, "losers": Only.LOSERS, "loser": Only.LOSERS}
ALL = frozenset({"all"})
FILLERS = frozenset({"of", "the", "my"})
EXAMPLE = "all, losers, half btc, from Northlight, older than 3d"


def read_choice(text: str) -> Choice:
    """The choice that these words make. Raises `which_positions` for what cannot be read."""
    words = text.split()
    found = Choice()
    while words:
        word = words.pop(0).strip(",")
        low = word.lower()
        if low == "from" and words:
            found = _with(found, text, source=words.pop(0))
        elif low == "older" and words:
            words = words[1:] if words[0].lower() == "than" else words
            found = _with(found, text, older=parse_length(words.pop(0)) if words else None)
        elif low in ALL or low in FILLERS:
            continue
        elif low in ONLY:
            found = _with(found, text, only=ONLY[low])
        elif low in PARTS:
            found = _with(found, text, amount=Amount(Unit.SHARE, PARTS[low]))
        elif (amount := read_amount(word)) is not None:
            found = _with(found, text, amount=amount)
        else:
            found = _with(found, text, what=word)
    return found


def _with(found: Choice, text: str, **parts: object) -> Choice:
    """The choice with one more part. Said twice, or not understood, it is refused."""
    [(name, value)] = parts.items()
    if value is None or getattr(found, name):
        raise Refusal("which_positions", {"typed": text[:40], "near": EXAMPLE})
    return replace(found, **parts)  # type: ignore[arg-type]  # names and values are paired just above


async def _choice(ctx: Context, text: str) -> Choice:
    return read_choice(text)


AChoice = Annotated[Choice, Kind(Choice, _choice, lambda text: True, wire="whole")]
