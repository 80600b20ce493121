"""What stands beside a token: whether a price, a count or the end of a line is near."""

from __future__ import annotations

from core.signals.cues import Cue
from core.signals.token import Kind, Token

SIDES = (Cue.LONG, Cue.SHORT, Cue.BUY, Cue.SELL, Cue.BTO, Cue.STO, Cue.BUY_STOP, Cue.SELL_STOP)
_AFTER_INDEX = frozenset(")-:.=>,@]|")
_INDEX_MAX = 20


def counts(token: Token) -> bool:
    return token.unit == "index" or may_be_index(token)


def leads(tokens: list[Token], place: int) -> bool:
    """Whether a price, or a count and then a price, follows on this line."""
    counted = False
    for token in tokens[place + 1 : place + 5]:
        if token.kind is Kind.NUMBER and token.unit in ("", "x", "index"):
            if token.glued and counts(token) and not counted:
                counted = True
                continue
            return counted or not token.glued
        if not (token.kind is Kind.MARK and token.text in _AFTER_INDEX):
            return False
    return False


def starts_line(tokens: list[Token], place: int) -> bool:
    before = tokens[place - 1] if place else None
    return (
        before is None
        or before.kind is Kind.BREAK
        or (before.kind is Kind.MARK and not before.text.isascii())
    )


def priced(tokens: list[Token], place: int) -> bool:
    """Whether a price stands here, and no count of things."""
    following = tokens[place : place + 2]
    if not following or not following[0].is_price or may_be_index(following[0]):
        return False
    return len(following) < 2 or following[1].cue not in (Cue.UNITS, Cue.CENTS, Cue.TIMES, Cue.LABEL)


def may_be_index(token: Token) -> bool:
    return (
        token.kind is Kind.NUMBER and token.unit == "" and token.text.isdigit() and len(token.text) <= 2
        and 1 <= int(token.text) <= _INDEX_MAX and not token.money and token.sign in ("", "-")
    )  # fmt: skip


def number_follows(tokens: list[Token], place: int) -> Token | None:
    """The number that a list number would count: next, after one or two marks."""
    for token in tokens[place + 1 : place + 5]:
        if token.kind is Kind.NUMBER:
            return token
        at = token.cue is Cue.AT and token.kind is Kind.WORD
        if not at and not (
            token.kind is Kind.MARK and (token.text in _AFTER_INDEX or not token.text.isascii())
        ):
            return None
    return None
