"""Words that mean something else beside a trade than they do elsewhere, settled by what stands next to them."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.cues import Cue
from core.signals.token import Kind, Token

_CALLS = frozenset("call signal order trade idea setup alert entry position".split())
_DISREGARD = ("disregard", "ignore")
_LEVELS = (Cue.TARGET, Cue.STOP, Cue.ENTRY)
_ONES = frozenset({"one", "ones"})
_US = frozenset({"we", "i", "we're", "i'm"})


def settled(tokens: list[Token]) -> list[Token]:
    """The tokens, each of these words with what it means here."""
    if any(token.cue is Cue.INJECTION or token.word in _PLACED for token in tokens):
        tokens = _taken_back(tokens)
        tokens = _left(tokens)
    return _named_anew(tokens) if any(token.cue is Cue.NEW for token in tokens) else tokens


_PLACED = frozenset({"leave", "leaving", "exit on", "exiting on"})


def _ahead(tokens: Sequence[Token], place: int) -> list[Token]:
    return [
        token
        for token in tokens[place + 1 : place + 5]
        if token.cue is not Cue.FILL and token.text not in "$#"
    ]


def _taken_back(tokens: list[Token]) -> list[Token]:
    """`disregard the NATGAS call`: not the words of one who talks to a machine, but a call taken back."""
    for place, token in enumerate(tokens):
        if token.cue is not Cue.INJECTION or not token.word.startswith(_DISREGARD):
            continue
        ahead = _ahead(tokens, place)
        if len(ahead) > 1 and ahead[0].kind is Kind.SYMBOL and ahead[1].word in _CALLS:
            at = tokens.index(ahead[1], place)
            tokens[at] = ahead[1]._replace(cue=Cue.SIDE)
            tokens[place] = token._replace(cue=Cue.CANCEL)
    return tokens


def _left(tokens: list[Token]) -> list[Token]:
    """`we leave ICP here`, `exit on the ONDO short`: the verb for getting out, before a name."""
    for place, token in enumerate(tokens):
        if token.word not in _PLACED:
            continue
        ahead = _ahead(tokens, place)
        if not ahead or ahead[0].kind is not Kind.SYMBOL:
            continue
        on = (
            token.cue is Cue.STOP
            and len(ahead) > 1
            and ahead[1].cue in (Cue.LONG, Cue.SHORT, Cue.POSITION, Cue.SIDE)
        )
        ours = place > 0 and tokens[place - 1].word in _US
        here = ours and len(ahead) > 1 and ahead[1].cue is Cue.MARKET
        if on or (here and token.cue in (None, Cue.SAME, Cue.FILL, Cue.RUNNER)):
            tokens[place] = token._replace(cue=Cue.EXIT, language="en")
    return tokens


def _named_anew(tokens: list[Token]) -> list[Token]:
    """`Forget the old targets. New ones: 0.64, 0.675`: the word that stands for the level named before."""
    level: Cue | None = None
    for place, token in enumerate(tokens):
        if token.cue in _LEVELS:
            level = token.cue
        stands = token.word in _ONES and place > 0 and tokens[place - 1].cue is Cue.NEW
        if stands and level is not None and any(each.is_price for each in tokens[place + 1 : place + 3]):
            tokens[place] = token._replace(cue=level)
    return tokens
