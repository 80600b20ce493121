"""Numbers that are no price: percentages, pips, amounts of money, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.token import Kind, Token

_PRICED = (Cue.BREAK, Cue.ABOVE, Cue.BELOW, Cue.ENTRY, Cue.LIMIT)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands: its role, its line, and the tokens around it."""

    token: Token
    role: Cue | None
    line: int
    before: Token | None
    after: Sequence[Token]


def percent(draft: Draft, spot: Spot, value: Decimal) -> bool:
    """A percentage: of risk, of size, of a trail, a share of a level, or a distance to one.

    Returns whether it begins a rung of a ladder: `40% @ 1.412`.
    """
    ahead = _ahead(spot)
    if Cue.LABEL in ahead:
        return False  # 91% accuracy
    if _is_behind_entry(draft, spot):
        draft.entry_shares.append(value / 100)  # 1.664 (60% of size)
    elif spot.role is Cue.RISK or Cue.RISK in ahead:
        draft.risk_pct = value
    elif spot.role is Cue.SIZE or Cue.SIZE in ahead or Cue.POSITION in ahead:
        draft.size_pct.append(value)
    elif spot.role is Cue.TRAIL:
        draft.trailing_pct = value
    elif _is_rung(draft, spot):
        draft.entry_shares.append(value / 100)
        draft.ladder = True
        return True
    elif spot.role in (Cue.TARGET, Cue.STOP, Cue.ENTRY):
        _of_level(draft, spot, value)
    elif spot.role not in (Cue.LABEL, Cue.RATIO):
        draft.unread.append(spot.token)
    return False


def _ahead(spot: Spot) -> list[Cue | None]:
    """What the words directly behind a percentage mean: `4% of the portfolio`."""
    cues: list[Cue | None] = []
    for token in spot.after:
        if token.kind is not Kind.WORD:
            break
        cues.append(token.cue)
        if token.cue not in (Cue.WORTH, Cue.FILL, Cue.AT):
            break
    return cues


def _is_behind_entry(draft: Draft, spot: Spot) -> bool:
    """Whether this share stands in a bracket right behind a price to enter at."""
    last = draft.entries[-1].token.end if draft.entries else None
    return (
        last is not None
        and spot.before is not None
        and spot.before.text == "("
        and spot.token.start - last < 4
    )


def _is_rung(draft: Draft, spot: Spot) -> bool:
    """Whether a price to enter at follows its share."""
    if spot.role not in (None, Cue.ENTRY) or draft.direction is None or draft.targets or draft.stops:
        return False
    return len(spot.after) > 1 and _is_at(spot.after[0]) and spot.after[1].is_price


def _of_level(draft: Draft, spot: Spot, value: Decimal) -> None:
    levels = {Cue.TARGET: draft.targets, Cue.ENTRY: draft.entries}.get(spot.role or Cue.FILL, draft.stops)
    beside = bool(levels) and levels[-1].line == spot.line
    if spot.role is Cue.STOP:
        draft.stop_pct = draft.stop_pct if draft.stops else value
    elif spot.role is Cue.ENTRY:
        if beside:
            draft.entry_shares.append(value / 100)
        else:
            draft.unread.append(spot.token)
    elif not beside and not (spot.after and _is_at(spot.after[0])):
        draft.targets_pct.append(value)
    elif not spot.token.sign:  # a signed one beside a price only says how far away it is
        draft.target_shares.append(value / 100)


def pips(draft: Draft, spot: Spot, value: Decimal) -> None:
    """A distance in pips; beside a price it only repeats it, and what is risked is the way to the stop."""
    if spot.role in (Cue.STOP, Cue.RISK) and not draft.stops:
        if draft.stop_pips not in (None, value):
            draft.unread.append(spot.token)
            return
        draft.stop_pips = value
    elif spot.role is Cue.TARGET and not draft.targets:
        draft.targets_pips.append(value)


def is_distance(draft: Draft, spot: Spot) -> bool:
    """Whether a bare number for a target shares the pips of the one before: `risking 25 pips, aiming for 50`."""
    far = draft.stop_pips is not None or bool(draft.targets_pips)
    priced = draft.entries or draft.stops or draft.targets
    return spot.role is Cue.TARGET and far and not priced


def amount(draft: Draft, spot: Spot, value: Decimal) -> bool:
    """Whether this number says how much to buy, or how much to risk; then the draft has it."""
    after = spot.after
    dollars = spot.token.money or (bool(after) and after[0].cue is Cue.DOLLARS)
    if spot.role is Cue.SIZE:
        if dollars:
            draft.size_usd = value
        elif after and after[0].cue is Cue.UNITS:
            draft.qty = value
        elif _like_a_level(draft, value):
            draft.unread.append(spot.token)
        return True
    if spot.role is Cue.RISK:
        if _like_a_level(draft, value):
            draft.unread.append(spot.token)
        return True
    counted = _before_symbol(after)
    worth = any(token.cue is Cue.WORTH for token in after[:2])
    if dollars and (worth or counted) and spot.role in (None, Cue.ENTRY) and not draft.entries:
        draft.size_usd = value
        return True
    told = draft.side is not None or Cue.STC in draft.cues
    at = spot.before is not None and (_is_at(spot.before) or spot.before.cue in _PRICED)
    if counted and told and draft.symbol is None and not at and not spot.token.thousand:
        draft.qty = value
        return True
    return False


def _like_a_level(draft: Draft, value: Decimal) -> bool:
    """Whether a bare number is of the size of the trade's prices: `first target 371, balance 390`."""
    known = [level.value for level in (*draft.entries, *draft.stops, *draft.targets)]
    return any(level / 2 <= value <= level * 2 for level in known)


def _before_symbol(after: Sequence[Token]) -> bool:
    if not after:
        return False
    if after[0].kind is Kind.SYMBOL:
        return True
    for token in after[:3]:
        if token.kind is Kind.SYMBOL:
            return True
        if token.cue not in (Cue.WORTH, Cue.DOLLARS, Cue.FILL) and token.text not in "#$":
            return False
    return False


def _is_at(token: Token) -> bool:
    return token.text == "@" or token.cue is Cue.AT


def lent_or_counted(draft: Draft, role: Cue, token: Token, value: Decimal, *, carried: bool) -> bool:
    """Take a number for the leverage or for how many; whether it was the leverage. A list below either is neither."""
    if carried or (role is Cue.LEVERAGE and draft.leverage):
        draft.unread.append(token)
        return False
    if role is Cue.QUANTITY:
        draft.qty = value
        return False
    draft.leverage.append(value)
    return True
