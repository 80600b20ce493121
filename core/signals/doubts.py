"""Whether a number of a new signal is in doubt, and what was probably meant. Asked of the provider, never repaired.

A price written in thousands, in another unit or far from the market is a slip or a trap: nothing trades until
its provider has said which (storyboard, scene 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from core.kernel.money import Price
from core.orders.model import Target
from core.signals.model import Signal, SignalStatus
from core.signals.reading import EntryType, Tier

IN_DOUBT = frozenset({"implied_thousands", "scale_suspect", "ambiguous_separator", "far_from_market"})
FAR = Decimal("0.20")  # an entry this far from the market is asked about
ASKED_FOR = timedelta(minutes=2)
ANSWERED_WITHIN = timedelta(minutes=10)  # a question about a standing trade: nothing ages meanwhile
REPEATED_WITHIN = timedelta(minutes=10)
_NEAR = (Decimal("0.8"), Decimal("1.25"))
_POWERS = range(-9, 10)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is in doubt, and the factor by which all of the signal's prices would make sense (None: no idea)."""

    reasons: tuple[str, ...]
    scale: Decimal | None


def number_doubt(signal: Signal, price: Decimal | None) -> Doubt | None:
    """Whether a number of this signal is in doubt, at the market's present price."""
    reasons = [reason for reason in signal.reasons if reason in IN_DOUBT]
    if price is None:
        return Doubt(tuple(reasons), None) if reasons else None
    if not reasons and signal.entry_type in (EntryType.LIMIT, EntryType.ZONE) and signal.entries:
        middle = signal.entries[len(signal.entries) // 2]
        if abs(middle - price) > price * FAR:
            reasons.append("far_from_market")
    return Doubt(tuple(reasons), _scale(signal, price)) if reasons else None


def _scale(signal: Signal, price: Decimal) -> Decimal | None:
    """The power of ten that brings every price near the market, when there is one other than one."""
    levels = [
        *signal.entries,
        *([signal.stop] if signal.stop is not None else []),
        *prices_of(signal.targets),
    ]
    if not levels:
        return None
    middle = sorted(levels)[len(levels) // 2]
    for power in _POWERS:
        scale = Decimal(10) ** power
        if power and _NEAR[0] <= middle * scale / price <= _NEAR[1]:
            near = all(price / 2 <= level * scale <= price * 2 for level in levels)
            return scale if near else None
    return None


def prices_of(targets: Sequence[Target]) -> tuple[Price, ...]:
    """The prices of targets."""
    return tuple(target.price for target in targets)


def scaled(signal: Signal, scale: Decimal) -> Signal:
    """The signal with every price times this factor, as its provider confirmed it."""

    def price(value: Price) -> Price:
        return Price((value * scale).normalize())

    stop = None if signal.stop is None else price(signal.stop)
    targets = tuple(Target(price(target.price), target.share) for target in signal.targets)
    return replace(
        signal,
        entries=tuple(price(entry) for entry in signal.entries),
        stop=stop,
        targets=targets,
        stop_now=stop,
        targets_now=targets,
        reasons=tuple(reason for reason in signal.reasons if reason not in IN_DOUBT),
    )


def confirmed(signal: Signal) -> Signal:
    """The signal after its provider stood by its numbers: certain, unless something else was in doubt as well."""
    left = tuple(reason for reason in signal.reasons if reason not in IN_DOUBT)
    return replace(signal, status=SignalStatus.OPEN, reasons=left, tier=Tier.CONFIRM if left else Tier.AUTO)


def repeats(signal: Signal, earlier: Sequence[Signal]) -> Signal | None:
    """The provider's standing signal that this one repeats: the same instrument and side within ten minutes."""
    same = [
        one
        for one in earlier
        if one.id != signal.id
        and one.message != signal.message
        and (one.symbol, one.direction) == (signal.symbol, signal.direction)
        and one.status in (SignalStatus.OPEN, SignalStatus.WAITING)
        and signal.seen_at - one.seen_at < REPEATED_WITHIN
    ]
    return same[-1] if same and signal.symbol is not None else None
