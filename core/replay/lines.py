"""One signal of a record: what was posted and what became of it, with every figure taken from its fills."""

from __future__ import annotations

from dataclasses import replace

from core.replay.course import Course
from core.replay.model import CLOSED_OUTCOMES, Line, OldPost, Outcome
from core.signals.doubts import prices_of
from core.signals.model import Signal


def line_of(
    signal: Signal, post: OldPost, outcome: Outcome | None, course: Course | None, follow_ups: int
) -> Line:
    """The line of a signal; `course` None for one that nobody could have traded."""
    line = Line(
        number=signal.number,
        message=post.id,
        item=signal.item,
        author=post.author,
        author_name=post.author_name,
        posted_at=post.posted_at,
        known_at=post.known_at,
        edited=post.known_at > post.posted_at,
        forwarded=post.forwarded,
        symbol=signal.symbol or signal.base or "?",
        direction=signal.direction,
        tier=signal.tier,
        reasons=signal.reasons,
        entry_type=signal.entry_type,
        entries=signal.entries,
        stop=signal.stop,
        targets=prices_of(signal.targets),
        outcome=outcome or Outcome.UNRESOLVED,
        follow_ups=follow_ups,
    )
    return line if course is None or not course.trade.entered else _with_trade(line, course)


def _with_trade(line: Line, course: Course) -> Line:
    trade = course.trade
    return replace(
        line,
        opened_at=trade.opened_at,
        closed_at=trade.closed_at if line.outcome in CLOSED_OUTCOMES else None,
        entry=trade.average_entry,
        exits=tuple(replace(one, share=one.share / trade.entered) for one in course.exits),
        share=course.profit / trade.cost,
        multiple=course.profit / course.risk if course.risk else None,
    )
