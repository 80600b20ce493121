"""How venues differ: what they can do, and what they do badly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """How the venue is. `late` is how many seconds at most it hides a new order from questions, `stream` how many its
    own news may take. Half of all venues do not know a client order id again (`unique`). Where exits are concerned
    venues differ: whether they `replace` in one step, rest `several` over the same units, rest `stops` at all.
    `forgets` is the share of orders that it knows nothing of for a while, `slow_cancel` how long a cancel may take.
    """

    unique: bool
    late: float
    stream: float
    replace: bool = True
    several: bool = True
    stops: bool = True
    forgets: float = 0.0
    slow_cancel: float = 0.0
