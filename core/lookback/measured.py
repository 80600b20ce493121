"""What is measured of copies: how long each part of the way took and what it cost, and what followers earned. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.money import ZERO, Price, to_step
from core.lookback.model import CopyEntered
from core.orders.model import Side
from core.signals.outcome import middle, middle_half

# Fewer than these would tell of one person what is theirs alone (storyboard, rule 3).
FOLLOWERS_LEAST = 5
PLACES = Decimal("1E-8")
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Way:
    """One copy on its way: when it was posted, heard, planned, sent and first filled; `cost` is how much worse its mean
    price was than the posted one, as a share of it (below zero: better), None where none was posted."""

    posted_at: datetime
    heard_at: datetime
    planned_at: datetime
    sent_at: datetime | None
    filled_at: datetime
    cost: Decimal | None
    money: Decimal | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long a part of the way took: the middle one of all copies, and what nine of ten stayed under, in ms."""

    typical: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """All copies together. `cost` is the middle one, `money` the sum of all that could be measured."""

    copies: int
    heard: Stretch
    planned: Stretch
    sent: Stretch | None
    filled: Stretch | None
    whole: Stretch
    cost: Decimal | None
    costs: tuple[Decimal, Decimal] | None
    measured: int
    money: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What followers really earned with a provider, each as a share of what they began with: the one in the middle and
    the quartiles (BX-15)."""

    followers: int
    typical: Decimal
    low: Decimal
    high: Decimal


def cost_of(side: Side, posted: Price | None, average: Decimal) -> Decimal | None:
    """How much worse a mean price was than the posted one, as a share of it."""
    if posted is None:
        return None
    return to_step(side.sign * (average - posted) / posted, PLACES, ROUND_HALF_EVEN)


def delays_of(ways: Sequence[Way]) -> Delays | None:
    """Every part of the way; None without a copy."""
    if not ways:
        return None
    sent = [(one, one.sent_at) for one in ways if one.sent_at is not None]
    costs = [one.cost for one in ways if one.cost is not None]
    return Delays(
        copies=len(ways),
        heard=_stretch([one.heard_at - one.posted_at for one in ways]),
        planned=_stretch([one.planned_at - one.heard_at for one in ways]),
        sent=_stretch([at - one.planned_at for one, at in sent]) if sent else None,
        filled=_stretch([one.filled_at - at for one, at in sent]) if sent else None,
        whole=_stretch([one.filled_at - one.posted_at for one in ways]),
        cost=middle(costs),
        costs=middle_half(costs),
        measured=len(costs),
        money=sum((one.money for one in ways if one.money is not None), ZERO),
    )


def _stretch(lengths: Sequence[timedelta]) -> Stretch:
    """Nearest ranks, in whole milliseconds. A platform's clock may run ahead of ours: no part is below zero."""
    ordered = sorted(max(length // MILLISECOND, 0) for length in lengths)
    count = len(ordered)
    return Stretch(ordered[(count - 1) // 2], ordered[-(-9 * count // 10) - 1])


def earned_of(
    copies: Sequence[CopyEntered], bases: Mapping[str, tuple[Decimal, str]], prices: Mapping[str, Decimal]
) -> Earned | None:
    """The result of each follower's copies, open ones at last, as a share of what their account was worth when they
    began (`bases`, with its currency). None with fewer than five of them."""
    sums: dict[str, Decimal] = {}
    for copy in copies:
        base, currency = bases.get(copy.person, (ZERO, ""))
        if base > 0 and copy.quote == currency:
            sums[copy.person] = sums.get(copy.person, ZERO) + _result(copy, prices.get(copy.symbol))
    shares = [
        to_step(brought / bases[person][0], PLACES, ROUND_HALF_EVEN) for person, brought in sums.items()
    ]
    half = middle_half(shares)
    typical = middle(shares)
    if len(shares) < FOLLOWERS_LEAST or half is None or typical is None:
        return None
    return Earned(followers=len(shares), typical=typical, low=half[0], high=half[1])


def _result(copy: CopyEntered, price: Decimal | None) -> Decimal:
    held = copy.entered - copy.exited
    value = held * (copy.average if price is None else price)
    return copy.side.sign * (copy.proceeds + value - copy.cost) - copy.fees
