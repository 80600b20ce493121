"""A post about several standing trades: `BTC take a quarter, ETH is closed`, `NVDA and AMD: stops to entry`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.signals.clauses import Clause, clauses
from core.signals.cues import Cue
from core.signals.token import Kind, Strength, Token

PARTS_MAX = 20  # trades told of in one post
_SMALL = (Cue.FILL, Cue.AND, Cue.AT, Cue.ALL, Cue.WORTH, Cue.SIDE, Cue.POSITION, Cue.MARKET)
_BOTH = frozenset(
    {"both", "ambos", "ambas", "beide", "beiden", "les deux", "entrambi", "оба", "обе", "обидва"}
)


@dataclass(slots=True)
class _Part:
    """What is said of one trade: its name, the tokens, and whether there is more than the name."""

    name: Token
    tokens: list[Token] = field(default_factory=list)
    told: bool = False


def by_symbol(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each trade that a post tells of, its name first; nothing where it names fewer than two.

    A clause belongs to the last symbol named. What is said once of two names, with nothing between them (`EURUSD &
    NZDUSD: stops to entry`, `half off on both NVDA and AMD`), is said of each.
    """
    if len({(token.base, token.quote) for token in tokens if _names(token)}) < 2:
        return []
    parts = _parts(tokens)
    _share(parts)
    found = [part for part in parts if part.told]
    return [part.tokens for part in found[:PARTS_MAX]] if len(found) > 1 else []


def _names(token: Token) -> bool:
    """A symbol that is no word made one by its place (`MOVE SL TO ENTRY`)."""
    return token.kind is Kind.SYMBOL and token.strength is not Strength.SLOT


def _is_another(name: Token, token: Token) -> bool:
    """Another thing, and not the same one with less said of it (`BTCUSDT ... BTC`)."""
    if token.base != name.base:
        return True
    return bool(token.quote and name.quote) and token.quote != name.quote


def _parts(tokens: Sequence[Token]) -> list[_Part]:
    parts: list[_Part] = []
    ahead: list[Token] = []  # before the first name
    for clause in clauses(tokens):
        for piece in _by_name(clause):
            name = next((token for token in piece if _names(token)), None)
            if name is None and not parts:
                ahead += [*piece, _end(piece)]
                continue
            if name is not None and (not parts or _is_another(parts[-1].name, name)):
                parts.append(_Part(name, list(ahead)))
                parts[-1].told = bool(ahead)
                ahead = []
            parts[-1].tokens += [*piece, _end(piece)]
            parts[-1].told = parts[-1].told or _says_more(piece)
    return parts


def _by_name(clause: Clause) -> list[list[Token]]:
    """A clause in pieces that name one thing each."""
    pieces: list[list[Token]] = [[]]
    named: Token | None = None
    for token in clause.tokens:
        if _names(token) and named is not None and _is_another(named, token):
            pieces.append([])
        named = token if _names(token) else named
        pieces[-1].append(token)
    return pieces


def _end(piece: Sequence[Token]) -> Token:
    """The end of a line behind a piece, so that it stays a clause of its own."""
    at = piece[-1].end
    return Token(Kind.BREAK, "\n", at, at)


def _says_more(piece: Sequence[Token]) -> bool:
    """Whether there is an instruction, or talk, beside the name; words of no list behind it are of the whole post."""
    named = any(_names(token) for token in piece)
    for token in piece:
        if token.kind is Kind.NUMBER:
            return True
        told = token.cue is not None or named
        if told and token.kind is Kind.WORD and token.word not in _BOTH and token.cue not in _SMALL:
            return True
    return False


def _share(parts: list[_Part]) -> None:
    """What is said of one name, said of those that stand bare beside it as well."""
    for place in range(len(parts) - 2, -1, -1):
        if not parts[place].told and parts[place + 1].told:
            _lend(parts[place], parts[place + 1])
    for place in range(1, len(parts)):
        if not parts[place].told and parts[place - 1].told:
            _lend(parts[place], parts[place - 1])


def _lend(bare: _Part, told: _Part) -> None:
    bare.tokens = [bare.name if _names(token) else token for token in told.tokens]
    bare.told = True
