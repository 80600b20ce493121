"""A signal told in two posts: the alert first, its levels a moment later. A plain function from both to what is added.

The second post alone says nothing that could be carried out; read behind the first one it completes it. It only ever
adds what the alert left out, a stop and targets: an entry, a side or a level that stands are not touched (SG-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.signals.model import LedgerEntry, Post, Signal, SignalStatus
from core.signals.reading import Action, Do, Reading, ReadingKind, Tier
from core.signals.replies import REPLY_WORDS

WITHIN = timedelta(minutes=3)
JOINED = "joined"
_LEVELS = frozenset({Do.MOVE_STOP, Do.SET_TARGETS, Do.SET_TARGET})
_IN_DOUBT = frozenset(
    {"inconsistent_levels", "scale_suspect", "implied_thousands", "ambiguous_separator", "several_symbols",
     "several_stops", "both_sides"}
)  # fmt: skip


def alert_of(known: Sequence[Signal], channel: str, post: Post, readings: Sequence[Reading]) -> Signal | None:
    """The standing signal that a post may complete: the newest of its author's, bare, and minutes old.

    None for a post with something of its own to say: a follow-up, or a trade in anything else.
    """
    here = [one for one in known if one.channel == channel and one.author == post.author]
    if post.version or not here:
        return None
    last = max(here, key=lambda one: one.number)
    bare = last.stop_now is None or not last.targets_now
    fresh = timedelta(0) <= post.posted_at - last.posted_at <= WITHIN
    if not bare or not fresh or last.status is not SignalStatus.OPEN or last.message == post.message:
        return None
    return last if all(_says_less_or_the_same(one, last) for one in readings) else None


def _says_less_or_the_same(reading: Reading, signal: Signal) -> bool:
    named = None if reading.instrument is None else reading.instrument.symbol
    if named not in (None, signal.symbol) or reading.direction not in (None, signal.direction):
        return False
    levels = reading.kind is ReadingKind.UPDATE and all(action.do in _LEVELS for action in reading.actions)
    return levels or reading.kind in (ReadingKind.OPEN, ReadingKind.NOTE)


def together(first: LedgerEntry, post: Post) -> str:
    """Both posts as the one that they are."""
    return f"{first.text}\n{post.text}"


def completion(signal: Signal, whole: Sequence[Reading]) -> Reading | None:
    """What both posts together add to the alert, as an instruction about it; None where they do not make one trade."""
    if (
        len(whole) != 1
        or whole[0].kind is not ReadingKind.OPEN
        or _IN_DOUBT & {*whole[0].flags, *whole[0].reasons}
    ):
        return None
    reading = whole[0]
    named = None if reading.instrument is None else reading.instrument.symbol
    if named != signal.symbol or reading.direction is not signal.direction:
        return None
    stop, targets = reading.stop, reading.targets
    if signal.stop_now is not None and stop != signal.stop_now:
        return None
    actions = []
    if signal.stop_now is None and stop is not None:
        actions.append(Action(do=Do.MOVE_STOP, stop=stop))
    if not signal.targets_now and targets:
        actions.append(Action(do=Do.SET_TARGETS, targets=tuple(targets)))
    if not actions:
        return None
    return Reading(
        kind=ReadingKind.UPDATE,
        tier=Tier.CONFIRM,
        confidence=reading.confidence,
        reasons=("follow_up", REPLY_WORDS, JOINED),
        instrument=reading.instrument,
        base=reading.base,
        actions=tuple(actions),
    )
