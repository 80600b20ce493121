"""What a provider's words ask of the trades that copied a signal: plain functions from actions to moves.

A post with several instructions is carried out whole or not at all: `judge` looks at all of them against the
signal and the market first, and names the one that cannot be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.kernel.money import Price
from core.orders.changes import (
    BreakEven,
    CancelEntries,
    CloseShare,
    Move,
    MoveStop,
    SetTarget,
    SetTargets,
    Trail,
)
from core.orders.model import Target
from core.signals.model import Signal, SignalStatus
from core.signals.reading import FOLLOW_UPS, Action, Direction, Do, Reading, ReadingKind
from core.signals.replies import REPLY_WORDS, REPORT

HUNDRED = Decimal(100)
_WIDE = Decimal(2)  # a stop this many times away from the market is a slip of the hand
_FAR = Decimal(3)  # a target likewise
# Said about the entry of a trade that exists, or about one that is over: both are a new post's business.
NOT_CARRIED_OUT = frozenset({Do.SET_ENTRY, Do.REENTER, Do.REPLACE})


@dataclass(frozen=True, slots=True)
class Levels:
    """Where a signal's exits stand, and the price that was posted for its entry."""

    stop: Price | None
    targets: tuple[Target, ...]
    entry: Price | None = None


def instructions(reading: Reading) -> tuple[Action, ...]:
    """The actions of a follow-up in the order written, a whole close and a cancel among them."""
    if reading.actions:
        return reading.actions
    if reading.kind is ReadingKind.CLOSE:
        return (Action(do=Do.CLOSE, price=reading.price),)
    return (Action(do=Do.CANCEL),) if reading.kind is ReadingKind.CANCEL else ()


def follow_ups(readings: Sequence[Reading]) -> list[Reading]:
    """The readings that ask something of a standing trade."""
    return [reading for reading in readings if reading.kind in FOLLOW_UPS and instructions(reading)]


def is_report(reading: Reading) -> bool:
    """Whether a close tells of what the poster did (`closed at 61200`): it is asked about, not obeyed."""
    return REPORT in reading.reasons or (reading.kind is ReadingKind.CLOSE and reading.price is not None)


def is_clear(reading: Reading) -> bool:
    """Whether a follow-up is reply words and nothing else; prose is asked about before it is carried out."""
    return REPLY_WORDS in reading.reasons


def judge(
    actions: Sequence[Action], direction: Direction, levels: Levels, price: Decimal | None
) -> str | None:
    """Why these actions cannot be meant, as a code; None when they can. Each looks at what the one before left."""
    for action in actions:
        if (code := _judge(action, direction, levels, price)) is not None:
            return code
        levels = after(action, direction, levels)
    return None


def _judge(action: Action, direction: Direction, levels: Levels, price: Decimal | None) -> str | None:
    if action.do in NOT_CARRIED_OUT:
        return "post_anew"
    if action.do is Do.CLOSE_PART and (action.pct is None or not 0 < action.pct <= HUNDRED):
        return "how_much"
    if action.do is Do.SET_TARGET and not 1 <= (action.index or 0) <= len(levels.targets):
        return "no_such_target"
    if price is None:
        return None
    sign = 1 if direction is Direction.LONG else -1
    if action.do is Do.BREAKEVEN and levels.entry is not None and sign * (price - levels.entry) <= 0:
        return "even_passed"
    if action.do is Do.MOVE_STOP and action.stop is not None:
        if not price / _WIDE <= action.stop <= price * _WIDE:
            return "stop_far"
        return "stop_passed" if sign * (price - action.stop) <= 0 else None
    targets = action.targets if action.do is Do.SET_TARGETS else ()
    if action.do is Do.SET_TARGET and action.price is not None:
        targets = (action.price,)
    if any(not price / _FAR <= target <= price * _FAR for target in targets):
        return "target_far"
    return "target_passed" if any(sign * (target - price) <= 0 for target in targets) else None


def after(action: Action, direction: Direction, levels: Levels) -> Levels:
    """The levels that a follower who enters after this action would get."""
    if action.do is Do.MOVE_STOP and action.stop is not None:
        return replace(levels, stop=Price(action.stop))
    if action.do is Do.SET_TARGETS:
        return replace(levels, targets=equal_parts(_in_order(action.targets, direction)))
    if action.do is Do.SET_TARGET and action.index is not None and action.price is not None:
        known = list(levels.targets)
        known[action.index - 1] = Target(Price(action.price), known[action.index - 1].share)
        sign = 1 if direction is Direction.LONG else -1
        return replace(levels, targets=tuple(sorted(known, key=lambda target: sign * target.price)))
    return levels


def levels_after(actions: Sequence[Action], direction: Direction, levels: Levels) -> Levels:
    """Where a signal's exits stand when these actions were carried out in turn."""
    for action in actions:
        levels = after(action, direction, levels)
    return levels


def levels_of(signal: Signal) -> Levels:
    """Where a signal's exits stand now."""
    return Levels(signal.stop_now, signal.targets_now, posted_entry(signal))


def posted_entry(signal: Signal) -> Price | None:
    """The price that percentages are of: as written, of a zone the end that is paid last."""
    if not signal.entries:
        return None
    return max(signal.entries) if signal.direction is Direction.LONG else min(signal.entries)


def followed(signal: Signal, actions: Sequence[Action], at: datetime, *, gone: bool = False) -> Signal:
    """The signal after one more update of it. `gone`: its post was deleted, and nobody enters by it any more."""
    levels = levels_after(actions, signal.direction, levels_of(signal))
    over = ends(actions)
    return replace(
        signal,
        updates=signal.updates + 1,
        stop_now=levels.stop,
        targets_now=levels.targets,
        entries_over=signal.entries_over or over is not None or gone,
        status=SignalStatus.CLOSED if over is Do.CLOSE else signal.status,
        closed_at=at if over is Do.CLOSE else signal.closed_at,
    )


def ends(actions: Sequence[Action]) -> Do | None:
    """Whether these actions end the signal: nothing may be entered by it afterwards."""
    return next((action.do for action in actions if action.do in (Do.CLOSE, Do.CANCEL)), None)


def moves_of(actions: Sequence[Action], direction: Direction) -> tuple[tuple[int, Move], ...]:
    """The changes of one trade that the actions ask for, each with the place of its action. `add` is no change."""
    moves = ((place, _move(action, direction)) for place, action in enumerate(actions))
    return tuple((place, move) for place, move in moves if move is not None)


def _move(action: Action, direction: Direction) -> Move | None:
    match action.do:
        case Do.CLOSE:
            return CloseShare(Decimal(1))
        case Do.CLOSE_PART if action.pct is not None:
            return CloseShare(action.pct / HUNDRED)
        case Do.BREAKEVEN:
            return BreakEven()
        case Do.MOVE_STOP if action.stop is not None:
            return MoveStop(Price(action.stop))
        case Do.SET_TARGETS:
            return SetTargets(equal_parts(_in_order(action.targets, direction)))
        case Do.SET_TARGET if action.index is not None and action.price is not None:
            return SetTarget(action.index, Price(action.price))
        case Do.TRAIL_STOP if action.pct is not None:
            return Trail(action.pct / HUNDRED)
        case Do.CANCEL:
            return CancelEntries()
        case _:
            return None


def _in_order(prices: Sequence[Decimal], direction: Direction) -> tuple[Decimal, ...]:
    """Targets as they are reached: the nearest first."""
    return tuple(sorted(prices, reverse=direction is Direction.SHORT))


def equal_parts(prices: Sequence[Decimal], split: Sequence[Decimal] = ()) -> tuple[Target, ...]:
    """Targets with their shares: as split says where it has one for each, else equal; the last takes the rest."""
    count = len(prices)
    if len(split) == count and sum(split) == 1:
        shares = list(split)
    else:
        part = (Decimal(1) / count).quantize(Decimal("0.0001")) if count else Decimal(0)
        shares = [part] * max(count - 1, 0) + [1 - part * (count - 1)] * min(count, 1)
    return tuple(Target(Price(price), share) for price, share in zip(prices, shares, strict=True))
