"""Whether a trade is one at market, and the price that it names then."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.token import Kind, Token

_LABELLED = 3  # words of a line that only says how to enter


def is_told(tokens: Sequence[Token], draft: Draft, line: int) -> bool:
    """Whether a word like `now` or `here` is about the trade: beside it, or alone behind a label."""
    lines = {level.line for level in (*draft.entries, *draft.stops, *draft.targets)}
    lines |= {draft.side_line, draft.symbol_line} if draft.side is not None else {draft.symbol_line}
    if line in lines:
        return True
    words = [token for token in _of_line(tokens, line) if token.kind is Kind.WORD]
    return len(words) <= _LABELLED or any(token.cue in (Cue.ENTRY, Cue.SIDE) for token in words)


def _of_line(tokens: Sequence[Token], line: int) -> list[Token]:
    at, found = 0, []
    for token in tokens:
        if token.kind is Kind.BREAK:
            at += 1
        elif at == line:
            found.append(token)
    return found


def take_reference(draft: Draft) -> None:
    """A trade at market without a price of its own names the one that it was posted at."""
    known = [level.value for level in (*draft.stops, *draft.targets)]
    if not draft.market or draft.entries or len(draft.reference) != 1 or not known:
        return
    if all(level / 2 <= draft.reference[0].value <= level * 2 for level in known):
        draft.entries.append(draft.reference[0])
