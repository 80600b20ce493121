"""One post into blocks: a block is the part of it that can be about one trade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.signals.cues import Cue
from core.signals.near import SIDES
from core.signals.token import Kind, Token


def split(tokens: Sequence[Token]) -> list[list[Token]]:
    """The blocks of a post, in order.

    A second symbol begins a block once the first has a level and a side, or an instruction of its own, and the
    second has a side too.
    """
    symbols = sum(token.kind is Kind.SYMBOL for token in tokens)
    if not symbols or (symbols == 1 and not any(token.cue in (Cue.CLOSE, Cue.EXIT) for token in tokens)):
        return [list(tokens)]
    cuts = [0]
    base, side, levels = ("", ""), False, 0
    told = closed = False  # something about a standing trade; that it is left
    for place, token in enumerate(tokens):
        if token.kind is Kind.SYMBOL:
            name = (token.base, token.quote or base[1] if token.base == base[0] else token.quote or "")
            ready = (side and levels) or told
            if base[0] and name != base and ready:
                start = _start(tokens, place, cuts[-1])
                if start > cuts[-1] and _has_side(tokens, start, place):
                    cuts.append(start)
                    base, side, levels, told = name, True, 0, False
                    continue
            base = base if base[0] else name
        elif token.cue in SIDES:
            turn = _flip(tokens, place, cuts[-1]) if closed else None
            if turn is not None:
                cuts.append(turn)
                side, levels, told, closed = True, 0, False, False
                continue
            side = True
        elif token.is_price:
            levels += 1
        closed = closed or token.cue in (Cue.CLOSE, Cue.EXIT)
        told = told or (bool(base[0]) and not side and token.cue in _INSTRUCTS)
    return [list(tokens[a:b]) for a, b in zip(cuts, [*cuts[1:], len(tokens)], strict=True)]


def _flip(tokens: Sequence[Token], place: int, floor: int) -> int | None:
    """Where a sentence begins that takes the other side after one that closed: `Closing the short. Flipping long`."""
    other = (
        Cue.SHORT if tokens[place].cue is Cue.LONG else Cue.LONG if tokens[place].cue is Cue.SHORT else None
    )
    start = place
    while start > floor and not (
        tokens[start - 1].kind is Kind.BREAK
        or tokens[start - 1].text in (".", "!", ";", ",")
        or tokens[start - 1].cue is Cue.AND
    ):
        start -= 1
    before = {token.cue for token in tokens[floor:start]}
    return start if other is not None and other in before and before & {Cue.CLOSE, Cue.EXIT} else None


TALK_LEAST = 12  # words of a preface that is talk, and no headline
_TELLS = frozenset(
    {Cue.PAST, Cue.RESULT, Cue.EXAMPLE, Cue.EXECUTED, Cue.QUESTION, Cue.CONDITION, Cue.INJECTION}
)


def below_talk(tokens: Sequence[Token]) -> list[Token] | None:
    """The form below a paragraph of talk, with the name of what is traded where only the talk has it.

    `Good morning all ... I want to buy gold from there`, an empty line, `Buy limit: 3986.5`, and so on.
    """
    gap = next(
        (at for at in range(1, len(tokens)) if tokens[at].kind is tokens[at - 1].kind is Kind.BREAK), 0
    )
    talk, form = list(tokens[:gap]), list(tokens[gap:])
    if sum(token.kind is Kind.WORD for token in talk) < TALK_LEAST or any(map(_is_level, talk)):
        return None
    ends = [at for at, token in enumerate(talk[:-2]) if token.kind is Kind.BREAK or token.text in (".", "!")]
    last = talk[ends[-1] :] if ends else talk
    if any(token.cue in _TELLS for token in last):
        return None
    names = [token for token in talk if token.kind is Kind.SYMBOL]
    if any(token.kind is Kind.SYMBOL for token in form) or len({token.base for token in names}) != 1:
        return form if not names else None
    return [*names[-1:], *form]


def _is_level(token: Token) -> bool:
    return token.cue in (Cue.STOP, Cue.TARGET)


_INSTRUCTS = (Cue.BREAKEVEN, Cue.CLOSE, Cue.EXIT, Cue.CANCEL, Cue.TRIM, Cue.STOP)


def by_line(tokens: Sequence[Token]) -> list[list[Token]]:
    """Blocks of a list in which each line begins with a symbol of its own; nothing where it is no such list.

    What stands above the first is left out, and what stands below one belongs to it.
    """
    found: list[list[Token]] = []
    bases: list[str] = []
    for start, end in _lines(tokens):
        head = next((token for token in tokens[start:end] if token.kind is not Kind.MARK), None)
        if head is not None and head.kind is Kind.SYMBOL:
            found.append([])
            bases.append(head.base)
        if found:
            found[-1] += tokens[start : end + 1]
    return found if len(found) > 1 and len(bases) == len(set(bases)) else []


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for place, token in enumerate(tokens):
        if token.kind is Kind.BREAK:
            yield start, place
            start = place + 1
    yield start, len(tokens)


def _start(tokens: Sequence[Token], place: int, floor: int) -> int:
    """Where the block of this symbol begins: with its line, its list number, and a side that stands above it."""
    start = place
    while start > floor and place - start < 8:
        before = tokens[start - 1]
        if before.kind is Kind.NUMBER and before.unit != "index" and not _is_quantity(tokens, start - 1):
            break
        if before.cue in (Cue.TARGET, Cue.STOP, Cue.AND):
            break
        if before.kind is Kind.BREAK and not _only_side(tokens, start - 2, floor):
            break
        start -= 1
    return start


def _is_quantity(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].cue in SIDES


def _only_side(tokens: Sequence[Token], place: int, floor: int) -> bool:
    """Whether the line that ends here holds a side and nothing but marks with it."""
    found = False
    while place >= floor and tokens[place].kind is not Kind.BREAK:
        token = tokens[place]
        if token.cue in SIDES:
            found = True
        elif token.kind is not Kind.MARK:
            return False
        place -= 1
    return found


def _has_side(tokens: Sequence[Token], start: int, place: int) -> bool:
    after = place + 1
    while after < len(tokens) and after - place < 6 and tokens[after].kind is not Kind.BREAK:
        after += 1
    # A label line may stand between the symbol and its side.
    return any(token.cue in SIDES for token in tokens[start : min(len(tokens), after + 4)])
