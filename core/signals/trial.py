"""A profile tried on posts of the past: how many are clear, and what a template would change (rows BX-08, BX-09).

Nobody has labelled these posts. Chat that is read as a signal is therefore what the posts themselves say is none: an
answer to another post, or words of talk; and, of what only a template reads, whatever is not clear to the last level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from core.kernel.money import Price
from core.market.model import Instrument
from core.market.symbols import SymbolTable
from core.signals.profile import Profile
from core.signals.read import Prices, read, retold
from core.signals.reading import Direction, Reading, ReadingKind, Tier
from core.signals.template import differs

POSTS = 200  # of a channel, newest first
LONGEST = 80
SHOWN = 6
_SAYS = "says_"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPost:
    """A post as first seen: its number in the record, its words, whether it answers another, prices of then."""

    number: int
    text: str
    answers: bool
    prices: tuple[tuple[str, Decimal], ...] = ()


class Mark(StrEnum):
    """What a trial found out about one post."""

    NEW = "new"  # clear, and was not before
    LOOK = "look"  # a signal with something in doubt
    CHAT = "chat"  # talk that was read as a signal
    SIDE = "side"  # the template reads the other side
    STOP = "stop"  # the template reads another stop, or another thing that is traded


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One post that a trial points at. `reasons` are codes of the reading that is meant."""

    mark: Mark
    number: int
    text: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Counts over posts of the past, and the posts that are behind them. `before`: clear without the template."""

    posts: int
    signals: int
    clear: int
    before: int
    chat: int
    turned: int
    lines: tuple[Line, ...]

    @property
    def look(self) -> int:
        """Signals that somebody has to look at."""
        return self.signals - self.clear

    @property
    def harm(self) -> tuple[Line, ...]:
        """Posts for which this template must not be switched on."""
        return self.marked(Mark.SIDE, Mark.STOP, Mark.CHAT)

    @property
    def short(self) -> Trial:
        """The same with a few posts of each kind: enough for a card."""
        few = [line for mark in Mark for line in self.marked(mark)[:SHOWN]]
        return replace(self, lines=tuple(sorted(few, key=lambda line: -line.number)))

    def marked(self, *marks: Mark) -> tuple[Line, ...]:
        """The posts of these kinds, newest first."""
        return tuple(line for line in self.lines if line.mark in marks)


def run(posts: Sequence[PastPost], profile: Profile, table: SymbolTable) -> Trial:
    """The profile, with its template if it has one, on these posts, as if the template were proven already."""
    alone = replace(profile, template=None)
    profile = replace(profile, proven=True)
    signals = clear = before = 0
    lines: list[Line] = []
    for post in posts:
        price = _prices(post)
        readings = read(post.text, profile=alone, table=table, price=price)
        standard = _opening(readings)
        # No form makes an entry of an answer to another post (`profile_for`).
        told = None if post.answers else retold(post.text, profile=profile, table=table, price=price)
        now = (
            standard if told is None else _opening(read(post.text, profile=profile, table=table, price=price))
        )
        before += _is_clear(standard)
        signals += now is not None
        clear += _is_clear(now)
        mark = _mark(post, standard, told, now, _talks(readings))
        if mark is not None:
            reasons = () if now is None else now.reasons
            lines.append(Line(mark=mark, number=post.number, text=_cut(post.text), reasons=reasons))
    counts = [line.mark for line in lines]
    return Trial(
        posts=len(posts),
        signals=signals,
        clear=clear,
        before=before,
        chat=counts.count(Mark.CHAT),
        turned=counts.count(Mark.SIDE) + counts.count(Mark.STOP),
        lines=tuple(sorted(lines, key=lambda line: -line.number)),
    )


def _mark(
    post: PastPost, standard: Reading | None, told: Reading | None, now: Reading | None, talks: bool
) -> Mark | None:
    if told is not None and (mark := _turned(standard, told)) is not None:
        return mark
    if now is None:
        return None
    if post.answers or talks or any(reason.startswith(_SAYS) for reason in now.reasons):
        return Mark.CHAT
    if told is not None and standard is None and now.tier is not Tier.AUTO:
        return Mark.CHAT
    if now.tier is not Tier.AUTO:
        return Mark.LOOK
    return None if _is_clear(standard) else Mark.NEW


def _turned(standard: Reading | None, told: Reading) -> Mark | None:
    """The side or the stop in which a template contradicts the standard reader, or the order of the levels."""
    if _other_way(told):
        return Mark.SIDE
    if standard is None or not differs(standard, told):
        return None
    sides = (standard.direction, told.direction)
    return Mark.SIDE if None not in sides and sides[0] is not sides[1] else Mark.STOP


def _other_way(told: Reading) -> bool:
    """Whether every level stands where the other side would have it."""
    sign = 1 if told.direction is Direction.LONG else -1
    rows = [[] if told.stop is None else [told.stop], told.entries, told.targets]
    levels = [[sign * level for level in row] for row in rows if row]
    pairs = list(pairwise(levels))
    return bool(pairs) and all(min(low) > max(high) for low, high in pairs)


def _talks(readings: Sequence[Reading]) -> bool:
    """Whether the standard reader takes the words for a report, or for talk with words of talk in it."""
    return any(
        reading.kind is ReadingKind.RESULT or any(reason.startswith(_SAYS) for reason in reading.reasons)
        for reading in readings
        if reading.kind in (ReadingKind.RESULT, ReadingKind.NOTE)
    )


def _opening(readings: Sequence[Reading]) -> Reading | None:
    """The trade that a post opens; of several, one that has to be looked at comes first."""
    opened = [one for one in readings if one.kind is ReadingKind.OPEN and one.tier is not Tier.IGNORE]
    return min(opened, key=_is_clear, default=None)


def _is_clear(reading: Reading | None) -> bool:
    return reading is not None and reading.tier is Tier.AUTO


def _prices(post: PastPost) -> Prices:
    known = dict(post.prices)

    def price(instrument: Instrument) -> Price | None:
        found = known.get(instrument.symbol)
        return None if found is None else Price(found)

    return price


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
