"""What an edit of a post may change: a plain function from two readings to what is done and what is only noted.

An edit tightens stops and does nothing else. Whatever would widen a stop, move a target or an entry, or make
another trade of it is noted; the first version stays on record, and a reply says what the provider wants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.money import Price
from core.signals.reading import Action, Direction, Do, Reading


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an edit does: `applied` is carried out for followers, `noted` is on record only."""

    applied: tuple[Action, ...]
    noted: tuple[Action, ...]

    def __bool__(self) -> bool:
        """Whether anything about the trade changed at all."""
        return bool(self.applied or self.noted)


def amend(
    was: Reading, now: Reading | None, stop_now: Price | None, price: Decimal | None, *, tighten: bool
) -> Amendment:
    """The difference between two versions of a post, held against where the stop stands and the market.

    `now` None: the new version is no signal any more. `tighten` says whether the provider lets edits do anything.
    """
    direction = was.direction
    if now is None or direction is None or _another(was, now):
        return Amendment((), (Action(do=Do.REPLACE),))
    applied: list[Action] = []
    noted: list[Action] = []
    if now.stop != was.stop:
        moved = Action(do=Do.MOVE_STOP, stop=now.stop)
        if tighten and tightens(now.stop, stop_now, direction, price):
            applied.append(moved)
        else:
            noted.append(moved)
    noted += _targets(was.targets, now.targets)
    if now.entries != was.entries:
        noted.append(Action(do=Do.SET_ENTRY, entries=tuple(now.entries)))
    return Amendment(tuple(applied), tuple(noted))


def tightens(stop: Price | None, standing: Price | None, direction: Direction, price: Decimal | None) -> bool:
    """Whether a stop is nearer than the one that stands, and the market has not passed it."""
    if stop is None:
        return False
    sign = 1 if direction is Direction.LONG else -1
    if price is not None and sign * (price - stop) <= 0:
        return False
    return standing is None or sign * (stop - standing) > 0


def _another(was: Reading, now: Reading) -> bool:
    return (was.base, was.direction) != (now.base, now.direction)


def _targets(was: Sequence[Price], now: Sequence[Price]) -> list[Action]:
    """Each target that moved; all of them when there are more or fewer."""
    if len(was) != len(now):
        return [Action(do=Do.SET_TARGETS, targets=tuple(now))]
    return [
        Action(do=Do.SET_TARGET, index=number, price=new)
        for number, (old, new) in enumerate(zip(was, now, strict=True), start=1)
        if old != new
    ]
