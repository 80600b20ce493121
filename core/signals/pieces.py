"""What a post is made of, as its writer sees it: the instrument, groups of numbers, words and signs between them.

Templates are learned from these pieces and held against them. Nothing here gives a number its role.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.signals.cues import Cue
from core.signals.token import Kind, Strength, Token

# Marks that say nothing about what follows; `|`, `>`, `+`, `;` and every emoji do.
NOISE = frozenset(",:.()[]{}@=$#!'\"*_-~/\\")
_JOINERS = frozenset("-~/_")
_APART = frozenset(",")  # between two numbers: they stand together, as with a space
_NOT_PRICES = (Cue.LEVERAGE, Cue.SIZE, Cue.RISK, Cue.QUANTITY, Cue.RATIO, Cue.LABEL)
_UNITS_AFTER = (Cue.CENTS, Cue.TICKS, Cue.TIMES, Cue.UNITS)


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that stand together, by their places among the tokens.

    `loose` says of each number but the first whether only a space or a comma parts it from the one before.
    `before` are the words and signs directly before the first: since the instrument, or the number before it.
    """

    numbers: tuple[int, ...]
    loose: tuple[bool, ...]
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A post in pieces. `symbol` is None where the post names no instrument for sure, or more than one."""

    tokens: tuple[Token, ...]
    symbol: int | None
    symbols: int  # how many different ones
    groups: tuple[Group, ...]
    pieces: tuple[int, ...]  # words and signs, in order

    def key(self, place: int) -> str:
        """The word or sign at this place, as templates remember it."""
        return key(self.tokens[place])


def key(token: Token) -> str:
    """A word in small letters, or a sign."""
    return token.word or token.text


def shape(tokens: Sequence[Token], sides: Collection[str] = ()) -> Shape:
    """The pieces of one post. `sides` are the words and signs of its writer for a side."""
    groups: list[Group] = []
    pieces: list[int] = []
    before: list[int] = []
    symbol, symbols = _symbol(tokens, sides)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if is_price(tokens, place):
            group = _group(tokens, place, tuple(before))
            groups.append(group)
            before = []
            place = group.numbers[-1]
        elif token.kind in (Kind.SYMBOL, Kind.NUMBER, Kind.MOMENT) or place == symbol:
            before = []
        elif token.kind is Kind.WORD or (token.kind is Kind.MARK and token.text not in NOISE):
            pieces.append(place)
            before.append(place)
        place += 1
    return Shape(tuple(tokens), symbol, symbols, tuple(groups), tuple(pieces))


def _symbol(tokens: Sequence[Token], sides: Collection[str]) -> tuple[int | None, int]:
    """The place of the one instrument, and how many there are.

    A name that is also a word counts in capitals, or beside a sign of a side: the slot that the reader knows, too.
    """
    sure = [place for place, token in enumerate(tokens) if token.kind is Kind.SYMBOL]
    if not sure:
        named = [place for place, token in enumerate(tokens) if may_name(token)]
        sure = [place for place in named if tokens[place].text.isupper()]
        sure = sure or [place for place in named if _beside(tokens, place, sides)]
    bases = {tokens[place].base for place in sure}
    return (sure[0] if len(bases) == 1 else None), len(bases)


def may_name(token: Token) -> bool:
    """Whether this word is an instrument in the right place."""
    return token.strength is Strength.SLOT and token.instrument is not None


def _beside(tokens: Sequence[Token], place: int, sides: Collection[str]) -> bool:
    """Whether a side stands next to this word, with nothing between them but what says nothing."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(tokens) and key(tokens[at]) not in sides and _empty(tokens[at]):
            at += step
        if 0 <= at < len(tokens) and key(tokens[at]) in sides:
            return True
    return False


def _empty(token: Token) -> bool:
    return token.cue is Cue.FILL or (token.kind is Kind.MARK and token.text in NOISE)


def is_price(tokens: Sequence[Token], place: int) -> bool:
    """Whether this is a number that could be a level: no leverage, no size, nothing with a unit."""
    token = tokens[place]
    if not token.is_price:
        return False
    after = tokens[place + 1 : place + 3]
    if after and after[0].cue in _UNITS_AFTER:
        return False
    if len(after) > 1 and after[0].text in _JOINERS and after[1].kind is Kind.NUMBER and after[1].unit:
        return False  # 3-5x
    back = place - 1
    while back >= 0 and tokens[back].kind is Kind.MARK and tokens[back].text in NOISE:
        back -= 1
    return back < 0 or tokens[back].cue not in _NOT_PRICES


def _group(tokens: Sequence[Token], first: int, before: tuple[int, ...]) -> Group:
    numbers, loose, at = [first], [], first + 1
    while at < len(tokens):
        tight = False
        while at < len(tokens) and _between(tokens[at]):
            tight = tight or tokens[at].text in _JOINERS or tokens[at].cue in (Cue.TO, Cue.AND)
            at += 1
        if at >= len(tokens) or not is_price(tokens, at):
            break
        numbers.append(at)
        loose.append(not tight)
        at += 1
    return Group(tuple(numbers), tuple(loose), before)


def _between(token: Token) -> bool:
    if token.kind is Kind.MARK:
        return token.text in _JOINERS or token.text in _APART or token.text == "$"
    return token.kind is Kind.WORD and token.cue in (Cue.TO, Cue.AND)
