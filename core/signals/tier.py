"""How far a reading may go without a person. Safety before coverage: one doubt is enough for a question.

This is about what was read. What was read for certain and cannot be carried out as written (an option, a stop that
counts on a candle's close) is asked about where the signal is made (`making.py`).
"""

from __future__ import annotations

from decimal import Decimal

from core.signals.draft import Draft
from core.signals.levels import Levels
from core.signals.reading import Tier

_FLAG_REASONS = (
    "inconsistent_levels",
    "outlier_target",
    "ambiguous_separator",
    "scale_suspect",
    "implied_thousands",
)
UNKNOWN_MAX = 3  # words of no list beside the levels of a trade that may still go by itself
ASIDES_MAX = 8  # and in sentences of their own


def judge(draft: Draft, levels: Levels) -> tuple[Tier, Decimal, tuple[str, ...]]:
    """Tier, confidence and the reasons against more, for a block that opens a trade."""
    reasons = list(draft.reasons)

    def unless(held: object, reason: str) -> None:
        if not held and reason not in reasons:
            reasons.append(reason)

    unless(draft.symbol, "no_symbol")
    unless(draft.symbol is None or draft.instrument, "unknown_symbol")
    unless(levels.direction, "no_side")
    unless(levels.stop, "no_stop")
    unless(levels.targets, "no_target")
    unless(not levels.inferred, "side_inferred")
    unless(not draft.conflict, "both_sides")
    unless(not draft.other_symbols, "several_symbols")
    unless(draft.option is None or draft.option.right, "option")
    unless(not draft.relative, "relative_levels")
    unless(draft.unknown_words <= UNKNOWN_MAX and draft.asides <= ASIDES_MAX, "unknown_words")
    unless(not draft.leverage or max(draft.leverage) <= 125, "leverage")
    for flag in _FLAG_REASONS:
        unless(flag not in draft.flags, flag)
    confidence = max(Decimal("0.10"), Decimal("0.99") - Decimal("0.12") * len(reasons))
    return (Tier.CONFIRM if reasons else Tier.AUTO), confidence, tuple(reasons)
