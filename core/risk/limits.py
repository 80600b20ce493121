"""What somebody allows: the limits of a person, of a community and of a provider, and which of them holds (BX-07).

Pure. Limits are rows; what is decided by them is in `checks.py` and `sizing.py`. Shares are fractions of the
account. None means off where a limit may be off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.kernel.values import quick, replace


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a person allows (storyboard, scene 4). The values here are what everybody begins with.

    `allowed` None is every symbol; entries of `allowed` and `blocked` are symbols or base units (`DOGE`).
    `live_*` hold instead of their namesakes where the money is real. `break_even_after` counts targets; 0 is never.
    """

    person: str
    risk_share: Decimal = Decimal("0.005")
    position_share: Decimal = Decimal("0.25")
    exposure_share: Decimal = Decimal(1)
    open_most: int = 20
    day_share: Decimal = Decimal("0.03")
    drawdown_share: Decimal = Decimal("0.2")
    chase_share: Decimal = Decimal("0.005")
    band_share: Decimal = Decimal("0.02")
    signal_age: timedelta = timedelta(seconds=120)
    stop_needed: bool = True
    stop_share: Decimal = Decimal("0.15")
    reward_least: Decimal = Decimal(0)
    leverage_most: Decimal = Decimal(3)
    orders_day: int = 500
    orders_minute: int = 60
    live_orders_day: int = 200
    live_orders_minute: int = 20
    turnover_most: Decimal = Decimal(20)
    smallest_entry: Decimal = Decimal(10)
    order_most: Decimal | None = None
    volume_least: Decimal = Decimal(1_000_000)
    allowed: tuple[str, ...] | None = None
    blocked: tuple[str, ...] = ()
    undo: timedelta = timedelta(0)
    entry_for: timedelta = timedelta(minutes=15)
    break_even_after: int = 1


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits that somebody else sets for a person, or that a person sets for one follow; None leaves a field alone.

    `scope` says who: `server:ID`, `provider:ID`; it is empty where a follow keeps it. `target_shares` are the parts
    of a position that go to the targets, first to last; they hold for signals with as many targets.
    """

    scope: str = ""
    risk_share: Decimal | None = None
    position_share: Decimal | None = None
    exposure_share: Decimal | None = None
    open_most: int | None = None
    day_share: Decimal | None = None
    drawdown_share: Decimal | None = None
    chase_share: Decimal | None = None
    band_share: Decimal | None = None
    signal_age: timedelta | None = None
    stop_needed: bool | None = None
    stop_share: Decimal | None = None
    reward_least: Decimal | None = None
    leverage_most: Decimal | None = None
    orders_day: int | None = None
    orders_minute: int | None = None
    live_orders_day: int | None = None
    live_orders_minute: int | None = None
    turnover_most: Decimal | None = None
    smallest_entry: Decimal | None = None
    order_most: Decimal | None = None
    volume_least: Decimal | None = None
    allowed: tuple[str, ...] | None = None
    blocked: tuple[str, ...] | None = None
    undo: timedelta | None = None
    entry_for: timedelta | None = None
    break_even_after: int | None = None
    target_shares: tuple[Decimal, ...] | None = None


class Whose(StrEnum):
    """Whose value of a field holds."""

    YOU = "you"
    SERVER = "server"
    PROVIDER = "provider"


class Sense(StrEnum):
    """Which of two values of a limit is the tighter one."""

    LOWER = "lower"
    HIGHER = "higher"
    EITHER = "either"
    ONLY = "only"
    NONE_OF = "none_of"
    OWN = "own"


# `undo` is a comfort and `break_even_after` a style: neither can be tighter than another, so the most particular
# word holds: for this follow, then the provider's for their signals, then the person's for everything.
SENSES: Mapping[str, Sense] = {
    "risk_share": Sense.LOWER,
    "position_share": Sense.LOWER,
    "exposure_share": Sense.LOWER,
    "open_most": Sense.LOWER,
    "day_share": Sense.LOWER,
    "drawdown_share": Sense.LOWER,
    "chase_share": Sense.LOWER,
    "band_share": Sense.LOWER,
    "signal_age": Sense.LOWER,
    "stop_needed": Sense.EITHER,
    "stop_share": Sense.LOWER,
    "reward_least": Sense.HIGHER,
    "leverage_most": Sense.LOWER,
    "orders_day": Sense.LOWER,
    "orders_minute": Sense.LOWER,
    "live_orders_day": Sense.LOWER,
    "live_orders_minute": Sense.LOWER,
    "turnover_most": Sense.LOWER,
    "smallest_entry": Sense.HIGHER,
    "order_most": Sense.LOWER,
    "volume_least": Sense.HIGHER,
    "allowed": Sense.ONLY,
    "blocked": Sense.NONE_OF,
    "undo": Sense.OWN,
    "entry_for": Sense.LOWER,
    "break_even_after": Sense.OWN,
}
LIMITED = tuple(SENSES)
# The option that changes each limit: its name where people type. `orders 500/60` is a day and a minute.
TYPED: Mapping[str, str] = {
    "risk_share": "risk",
    "position_share": "position",
    "exposure_share": "exposure",
    "open_most": "open",
    "day_share": "day",
    "drawdown_share": "drawdown",
    "chase_share": "chase",
    "band_share": "band",
    "signal_age": "age",
    "stop_needed": "stop",
    "stop_share": "distance",
    "reward_least": "reward",
    "leverage_most": "leverage",
    "orders_day": "orders",
    "orders_minute": "orders",
    "live_orders_day": "live",
    "live_orders_minute": "live",
    "turnover_most": "turnover",
    "smallest_entry": "smallest",
    "order_most": "order",
    "volume_least": "volume",
    "allowed": "allow",
    "blocked": "block",
    "undo": "undo",
    "entry_for": "expiry",
    "break_even_after": "even",
}


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """The limits that hold for one person and one signal. `whose` names the fields that are not the person's own;
    `theirs` are the tightest values that others set: a person cannot loosen past them."""

    limits: Limits
    whose: Mapping[str, Whose] = field(default_factory=dict)
    theirs: Mapping[str, Any] = field(default_factory=dict)
    target_shares: tuple[Decimal, ...] | None = None

    def of(self, name: str) -> Whose:
        """Whose value of this field holds."""
        return self.whose.get(name, Whose.YOU)


def tighter(name: str, one: Any, other: Any) -> Any:
    """The value that allows less. None is off, and off allows everything."""
    if one is None or other is None:
        return other if one is None else one
    match SENSES[name]:
        case Sense.LOWER:
            return min(one, other)
        case Sense.HIGHER:
            return max(one, other)
        case Sense.EITHER:
            return one or other
        case Sense.ONLY:
            return tuple(symbol for symbol in one if symbol in other)
        case Sense.NONE_OF:
            return (*one, *(symbol for symbol in other if symbol not in one))
        case Sense.OWN:
            return one


def loosens(name: str, before: Any, after: Any) -> bool:
    """Whether this change of a limit allows something that was not allowed before."""
    if before == after or SENSES[name] is Sense.OWN:
        return False
    both = tighter(name, before, after)
    if SENSES[name] in (Sense.ONLY, Sense.NONE_OF) and both is not None and after is not None:
        return set(both) != set(after)
    return bool(both != after)


def merge(
    limits: Limits,
    *,
    own: Bounds | None = None,
    server: Bounds | None = None,
    provider: Bounds | None = None,
) -> Effective:
    """The limits that hold, and whose each one is.

    What the person chose for this follow (`own`) takes the place of what they allow in general. Then the tightest
    holds; of two that are equal the one is named that the person cannot change.
    """
    values: dict[str, Any] = {}
    whose: dict[str, Whose] = {}
    theirs: dict[str, Any] = {}
    for name in LIMITED if own or server or provider else ():
        value = mine = getattr(limits, name)
        chosen = None if own is None else getattr(own, name)
        if chosen is not None:
            value = chosen
        for bounds, who in ((provider, Whose.PROVIDER), (server, Whose.SERVER)):
            stands = None if bounds is None else getattr(bounds, name)
            if stands is None or (SENSES[name] is Sense.OWN and (chosen is not None or who is Whose.SERVER)):
                continue
            theirs[name] = tighter(name, theirs.get(name), stands)
            found = stands if SENSES[name] is Sense.OWN else tighter(name, value, stands)
            if found != value or found == stands:
                value, whose[name] = found, who
        if value != mine:
            values[name] = value
    return Effective(
        limits=replace(limits, **values) if values else limits,
        whose=whose,
        theirs=theirs,
        target_shares=_first(own, provider),
    )


def _first(own: Bounds | None, provider: Bounds | None) -> tuple[Decimal, ...] | None:
    for bounds in (own, provider):
        if bounds is not None and bounds.target_shares is not None:
            return bounds.target_shares
    return None


def stated(bounds: Bounds | None) -> dict[str, Any]:
    """The fields that these bounds speak of, by name."""
    if bounds is None:
        return {}
    found = {one.name: getattr(bounds, one.name) for one in fields(bounds) if one.name != "scope"}
    return {name: value for name, value in found.items() if value is not None}


def allows(limits: Limits, symbol: str) -> bool:
    """Whether an instrument is on the person's list, and not on the one of those they do not want."""
    names = {symbol, symbol.split("/")[0]}
    return not names & set(limits.blocked) and (limits.allowed is None or bool(names & set(limits.allowed)))


def server_scope(channel: str, community: str = "") -> str:
    """The scope of a channel's community (`platform:external`): on the console, where there is one, the platform."""
    return f"server:{community or channel.partition(':')[0]}"


def provider_scope(provider: str) -> str:
    """The scope of a provider's own bounds."""
    return f"provider:{provider}"
