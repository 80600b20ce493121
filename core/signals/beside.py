"""What stands beside a number or a word, and says what it is: looks ahead a few tokens and keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.cues import Cue
from core.signals.token import Kind, Token


def role_behind_unit(tokens: Sequence[Token], place: int) -> Cue | None:
    """`40 pip stop, 80 pip target`."""
    ahead = [token for token in tokens[place + 1 : place + 4] if token.cue is not Cue.CENTS]
    if len(ahead) < 1 or ahead[0].cue not in (Cue.STOP, Cue.TARGET):
        return None
    after = ahead[1] if len(ahead) > 1 else None
    return None if after is not None and after.kind is Kind.NUMBER else ahead[0].cue


def is_open_end(tokens: Sequence[Token], place: int) -> bool:
    """`T4: 🚀🚀`: a target without a number."""
    marks = 0
    for token in tokens[place + 1 :]:
        if token.kind is Kind.BREAK:
            break
        if token.kind is not Kind.MARK:
            return False
        marks += not token.text.isascii()
    return marks > 0


def counts_pieces(tokens: Sequence[Token], place: int) -> bool:
    """`in 3 parts`."""
    return place + 1 < len(tokens) and tokens[place + 1].cue is Cue.PIECES


def number_behind_marks(tokens: Sequence[Token], place: int) -> bool:
    """🎯 » 4080"""
    for token in tokens[place + 1 : place + 4]:
        if token.kind is Kind.NUMBER:
            return True
        if token.kind is not Kind.MARK:
            return False
    return False


def labels(tokens: Sequence[Token], place: int) -> bool:
    """`Lot: 0.05`, or the word in a line of its own and the number in the next."""
    ahead = tokens[place + 1 : place + 3]
    before = tokens[place - 1] if place else None
    counted = before is not None and before.kind is Kind.NUMBER
    alone = before is None or before.kind is Kind.BREAK or before.text in ".;|,"
    joined = len(ahead) == 2 and (ahead[0].text in ":=" or (alone and ahead[0].kind is Kind.BREAK))
    if counted or not ahead:
        return False
    return (joined and ahead[1].is_price) or (alone and ahead[0].is_price)


def is_priced(tokens: Sequence[Token], place: int) -> bool:
    """`Price: 1.0845`: whether the word before a number says that it is a price."""
    before = [token for token in tokens[max(0, place - 2) : place] if token.kind is not Kind.MARK]
    return bool(before) and before[-1].cue is Cue.AT


def heads_list(tokens: Sequence[Token], place: int, plural: str) -> bool:
    """`BUY LIMITS 👇`, and the prices in the lines below."""
    below = tokens[place + 1 : place + 3]
    return tokens[place].word.endswith(plural) and any(token.kind is Kind.BREAK for token in below)
