"""What a signal brought as posted: its own prices, shares and updates, in the order in which they came true.

Levels count when real fills of followers prove that they were reached; nothing here is the provider's word. A
level pays its posted price, a provider's close the market's price at that moment; fees are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.kernel.money import ZERO
from core.orders.model import Target
from core.signals.instructions import HUNDRED
from core.signals.model import Score, SignalUpdate
from core.signals.reading import Direction, Do

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Paid:
    """A target that was reached (number), or the stop (0), and when that was first proven."""

    number: int
    at: datetime


@dataclass(slots=True)
class _Ledger:
    """How far a signal is: what is left of it, what it brought, and where its exits stand meanwhile."""

    left: Decimal
    brought: Decimal
    stop: Decimal | None
    targets: tuple[Target, ...]


def as_posted(
    entry: Decimal | None,
    stop: Decimal | None,
    targets: Sequence[Target],
    direction: Direction,
    paid: Sequence[Paid],
    updates: Sequence[SignalUpdate],
) -> Score | None:
    """The score of a signal that is over; None while part of it is still open, or when it has no entry price."""
    if entry is None or not entry:
        return None
    sign = 1 if direction is Direction.LONG else -1
    state = _Ledger(ONE, ZERO, stop, tuple(targets))
    steps: list[tuple[datetime, int, Paid | SignalUpdate]] = [(one.at, 0, one) for one in paid]
    steps += [(one.at, 1, one) for one in updates]
    for _, _, one in sorted(steps, key=lambda step: step[:2]):
        if isinstance(one, Paid):
            _pay(state, one, sign, entry)
        else:
            _update(state, one, sign, entry)
        if not state.left:
            break
    if state.left:
        return None
    share = state.brought
    multiple = None if stop is None or stop == entry else share / (abs(entry - stop) / entry)
    return Score(share=share, multiple=multiple)


def _pay(state: _Ledger, paid: Paid, sign: int, entry: Decimal) -> None:
    if paid.number == 0:
        _take(state, state.left, state.stop if state.stop is not None else entry, sign, entry)
        return
    if paid.number > len(state.targets):
        return
    target = state.targets[paid.number - 1]
    whole = paid.number == len(state.targets)
    _take(state, state.left if whole else min(target.share, state.left), target.price, sign, entry)
    # Break-even after the first target is how copies protect what is left; as posted it is the entry itself.
    if state.stop is None or sign * (entry - state.stop) > 0:
        state.stop = entry


def _update(state: _Ledger, update: SignalUpdate, sign: int, entry: Decimal) -> None:
    for action in update.actions:
        if action.do is Do.CLOSE and update.price is not None:
            _take(state, state.left, update.price, sign, entry)
        elif action.do is Do.CLOSE_PART and update.price is not None and action.pct is not None:
            _take(state, state.left * action.pct / HUNDRED, update.price, sign, entry)
        elif action.do is Do.BREAKEVEN:
            state.stop = entry
    moved = any(action.do is Do.MOVE_STOP for action in update.actions)
    state.stop = update.stop_now if moved else state.stop
    state.targets = update.targets_now


def _take(state: _Ledger, share: Decimal, price: Decimal, sign: int, entry: Decimal) -> None:
    state.brought += share * sign * (price - entry) / entry
    state.left -= share


def middle(values: Sequence[Decimal]) -> Decimal | None:
    """The median; of two middle values the lower."""
    return sorted(values)[(len(values) - 1) // 2] if values else None


def middle_half(values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The lower and upper quartile (nearest rank): between them lies the middle half."""
    if not values:
        return None
    ordered = sorted(values)
    count = len(ordered)
    return ordered[(count + 3) // 4 - 1], ordered[(3 * count + 3) // 4 - 1]
