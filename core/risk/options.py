"""How limits are typed by people, and which option of `/me limits` each one is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

from core.command import plain_kind
from core.kernel.money import plain
from core.market.options import read_number
from core.risk.limits import Bounds, Limits

OFF = frozenset({"off", "none"})
UNDO_MOST = timedelta(seconds=30)
SYMBOL = re.compile(r"[A-Z0-9]{1,15}([/-][A-Z0-9]{1,10})?")
COUNT = re.compile(r"\d{1,6}")


class OnOff(Enum):
    """A limit that is either kept or not."""

    ON = "on"
    OFF = "off"


class Count(int):
    """How many."""

    __slots__ = ()


class Factor(Decimal):
    """How many times: `3x`."""

    __slots__ = ()


class Cap(Decimal):
    """An amount of money that may be `off`, which is zero."""

    __slots__ = ()


class Pace(str):
    """Orders a day, and a minute behind a stroke: `500/60`."""

    __slots__ = ()


class SymbolWord(str):
    """A symbol or what it is of: `BTC/USDT`, `DOGE`; `all` and `none` clear a list."""

    __slots__ = ()


def read_count(text: str) -> Count | None:
    """A whole number."""
    return Count(text) if COUNT.fullmatch(text) else None


def read_factor(text: str) -> Factor | None:
    """`3x`, `3`."""
    number = read_number(text.lower().removesuffix("x"))
    return None if number is None or number > 1000 else Factor(number)


def read_cap(text: str) -> Cap | None:
    """`2000`, `2k`, `off`."""
    number = Decimal(0) if text.lower() in OFF else read_number(text)
    return None if number is None else Cap(number)


def read_pace(text: str) -> Pace | None:
    """`500`, `500/60`."""
    parts = text.split("/")
    return Pace(text) if len(parts) <= 2 and all(COUNT.fullmatch(part) for part in parts) else None


def read_symbol_word(text: str) -> SymbolWord | None:
    """A symbol as it is kept: upper case, a stroke between."""
    word = text.upper().replace("-", "/")
    return SymbolWord(word) if SYMBOL.fullmatch(word) else None


def write_cap(cap: Cap) -> str:
    """The cap as it would be typed."""
    return plain(cap) if cap else "off"


ACount = Annotated[Count, plain_kind(Count, read_count)]
AFactor = Annotated[Factor, plain_kind(Factor, read_factor, write=lambda one: f"{plain(one)}x")]
ACap = Annotated[Cap, plain_kind(Cap, read_cap, write=write_cap)]
APace = Annotated[Pace, plain_kind(Pace, read_pace)]
ASymbol = Annotated[SymbolWord, plain_kind(SymbolWord, read_symbol_word)]

# Which option changes which limit. `orders`, `live`, `allow` and `block` are read further below.
FIELDS: Mapping[str, str] = {
    "risk": "risk_share",
    "position": "position_share",
    "exposure": "exposure_share",
    "open": "open_most",
    "day": "day_share",
    "drawdown": "drawdown_share",
    "chase": "chase_share",
    "band": "band_share",
    "age": "signal_age",
    "stop": "stop_needed",
    "distance": "stop_share",
    "reward": "reward_least",
    "leverage": "leverage_most",
    "turnover": "turnover_most",
    "smallest": "smallest_entry",
    "order": "order_most",
    "volume": "volume_least",
    "undo": "undo",
    "expiry": "entry_for",
    "even": "break_even_after",
}


def limits_given(lists: Limits | Bounds, **typed: Any) -> dict[str, Any]:
    """What was typed, by the limits' names; what was left out is left out here."""
    given: dict[str, Any] = {}
    for option, value in typed.items():
        if value is None or value == ():
            continue
        if option in ("orders", "live"):
            given |= _pace("" if option == "orders" else "live_", value)
        elif option in ("allow", "block"):
            continue
        else:
            given[FIELDS[option]] = _value(value)
    allow, block = typed.get("allow") or (), typed.get("block") or ()
    return given | _lists(lists, tuple(map(str, allow)), tuple(map(str, block)))


def _value(value: Any) -> Any:
    if isinstance(value, OnOff):
        return value is OnOff.ON
    if isinstance(value, Cap):
        return Decimal(value) if value else None
    if isinstance(value, Count):
        return int(value)
    return Decimal(value) if isinstance(value, Decimal) else value


def _pace(prefix: str, pace: Pace) -> dict[str, int]:
    day, _, minute = pace.partition("/")
    return {f"{prefix}orders_day": int(day)} | ({f"{prefix}orders_minute": int(minute)} if minute else {})


def _lists(lists: Limits | Bounds, allow: tuple[str, ...], block: tuple[str, ...]) -> dict[str, Any]:
    """`allow DOGE` takes it off the blocked list, and puts it on the list of those allowed; `allow all` is no list."""
    allowed, blocked = lists.allowed, lists.blocked or ()
    if "ALL" in allow:
        allowed = None
    elif allow:
        unblocked = tuple(symbol for symbol in blocked if symbol not in allow)
        if allowed is not None or unblocked == blocked:
            allowed = (*(allowed or ()), *(symbol for symbol in allow if symbol not in (allowed or ())))
        blocked = unblocked
    blocked = () if "NONE" in block else (*blocked, *(symbol for symbol in block if symbol not in blocked))
    changed: dict[str, Any] = {}
    if allowed != lists.allowed:
        changed["allowed"] = allowed
    if blocked != (lists.blocked or ()):
        changed["blocked"] = blocked
    return changed
