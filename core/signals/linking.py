"""What stands between clauses: a level named in one and its price in the next, and what a level was before."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.clauses import SHARES, Clause
from core.signals.cues import Cue
from core.signals.said import PAST_VERBS, is_talk
from core.signals.token import Kind, Token

_PART_VERBS = frozenset({Cue.CLOSE, Cue.TRIM, Cue.EXIT, Cue.SELL})
_IT = frozenset({"it", "them", "that", "this"})
_SMALL = (Cue.FILL, Cue.AT, Cue.TO, Cue.MARKET)
_ORDERS = (Cue.SIDE, Cue.LIMIT, Cue.ENTRY, Cue.BUY_STOP, Cue.SELL_STOP)
_LEVELS = (Cue.STOP, Cue.TRAIL, Cue.TARGET, Cue.ENTRY)


def apart(clause: Clause, before: Clause | None = None) -> list[Clause]:
    """A part closed and a stop moved in one breath (`절반 정리하고 손절 3,185로`): each for itself."""
    moves = any(each is not None and each.has(Cue.MOVE, Cue.NEW) for each in (clause, before))
    levels = _levels_apart(clause) if moves else None
    if levels is not None:
        return levels
    stops = [
        at for at, token in enumerate(clause.tokens) if token.cue in (Cue.STOP, Cue.TRAIL, Cue.BREAKEVEN)
    ]
    parts = [at for at, token in enumerate(clause.tokens) if _tells_part(clause, token)]
    verbs = [at for at in parts if clause.tokens[at].cue in _PART_VERBS]
    if not stops or not verbs or len(parts) == len(verbs):
        return [clause]
    if max(parts) < min(stops):
        return [Clause(clause.tokens[: min(stops)]), Clause(clause.tokens[min(stops) :])]
    if min(parts) > max(stops):
        return [Clause(clause.tokens[: min(parts)]), Clause(clause.tokens[min(parts) :])]
    return [clause]


def _levels_apart(clause: Clause) -> list[Clause] | None:
    """`sl=149.350 tp=148.600`: a stop with its price, then a target with its own."""
    tokens = clause.tokens
    named = [at for at, token in enumerate(tokens) if token.cue in (Cue.STOP, Cue.TARGET)]
    if len(named) != 2 or tokens[named[0]].cue is tokens[named[1]].cue:
        return None
    first, second = Clause(tokens[: named[1]], goes_on=True), Clause(tokens[named[1] :], goes_on=True)
    behind = [token for token in tokens[named[0] + 1 : named[1]] if token.kind is not Kind.MARK]
    beside = [token for token in tokens[named[1] + 1 :] if token.kind is not Kind.MARK]
    joined = bool(beside) and (beside[0].is_price or beside[0].unit == "index")
    if len(first.prices) == 1 and behind and behind[-1].is_price and second.prices and joined:
        return [first, second]
    return None


def about(clause: Clause, before: Clause | None) -> Clause:
    """`tp2 was too greedy, bring it in to 0.0248`: what moves is the level that the clause before names."""
    if before is None or not clause.has(Cue.MOVE) or clause.has(*_LEVELS) or clause.symbol:
        return clause
    if len(clause.prices) != 1 or not any(token.word in _IT for token in clause.tokens):
        return clause
    levels = [token for token in before.tokens if token.cue in _LEVELS]
    if len(levels) != 1:
        return clause
    count = [token for token in before.behind(levels[0])[:1] if token.unit == "index"]
    return Clause([*levels, *count, *clause.tokens])


def of_order(clause: Clause, before: Clause | None) -> Clause:
    """`$AVAX order not triggered, remove it`: what is taken back is the order that the clause before names."""
    if before is None or not clause.has(Cue.CANCEL) or not clause.says_only(Cue.CANCEL, *_SMALL):
        return clause
    orders = [token for token in before.tokens if token.kind is Kind.SYMBOL or token.cue in _ORDERS]
    untouched = before.has(Cue.NEGATION) and before.has(Cue.RESULT, Cue.EXECUTED)
    named = before.symbol and any(token.cue in _ORDERS for token in orders)
    return Clause([*orders, *clause.tokens]) if named and untouched and not before.strangers else clause


def continues(clause: Clause, before: Clause | None) -> Clause:
    """`Set SL 4068 and TP 4099 for this one`: a level with its price behind one that is set in the same breath."""
    if before is None or not before.has(Cue.MOVE, Cue.NEW) or not before.has(Cue.STOP) or before.strangers:
        return clause
    small = clause.says_only(Cue.TARGET, *_SMALL) and clause.tokens[0].cue is Cue.TARGET
    told = len(before.prices) == 1 and not before.has(Cue.RESULT, Cue.BREAKEVEN) and not is_talk(before)
    if not small or not told or not clause.prices or not clause.joined:
        return clause
    return Clause(clause.tokens, goes_on=True)


def corrects(clause: Clause, before: Clause | None) -> Clause:
    """`Correction, entry is 0.0271 - 0.0276`: what is new is told by the clause before."""
    if before is None or not clause.prices or not before.has(Cue.NEW):
        return clause
    alone = before.says_only(Cue.NEW, Cue.FILL)
    return Clause([*before.tokens, *clause.tokens]) if alone else clause


def completed(clause: Clause, before: Clause | None) -> Clause:
    """`Only TP1 moves, to 2651.8`, `raising my stop 46.75`: the level named before, its price behind a mark."""
    if before is None or before.prices or len(clause.prices) != 1 or not before.has(*_LEVELS):
        return clause
    bare = clause.says_only(Cue.TO, Cue.AT, Cue.NEW, Cue.MARKET, Cue.FILL)
    moved = before.has(Cue.MOVE, Cue.NEW) or clause.has(Cue.NEW)
    if not bare or not moved or before.has(Cue.RESULT) or is_talk(before):
        return clause
    return Clause([*before.tokens, *clause.tokens])


def unnumbered(tokens: Sequence[Token]) -> list[Token]:
    """`1) close 50% SEI 2) SL to BE`: the counts of a list as the ends of its lines."""
    starts = [
        place
        for place in range(len(tokens) - 2)
        if tokens[place].text.isdigit()
        and tokens[place + 1].text == ")"
        and tokens[place + 1].glued
        and tokens[place + 2].kind is not Kind.NUMBER
    ]
    if [tokens[place].text for place in starts] != [str(count) for count in range(1, len(starts) + 1)]:
        return list(tokens)
    ends = {place: Token(Kind.BREAK, "\n", tokens[place].start, tokens[place].start) for place in starts}
    gone = {place + 1 for place in starts}
    return [ends.get(place, token) for place, token in enumerate(tokens) if place not in gone]


def without_what_was(tokens: Sequence[Token]) -> list[Token]:
    """`stop moved, was 2618 now 2626`, `tp2 is now 182.5 (was 188)`, `838 → 861`: without where it was."""
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        if _tells_what_was(tokens, place):
            place += 2
            continue
        if _leads_to_what_is(tokens, place):
            place += 1
            continue
        out.append(tokens[place])
        place += 1
    return out


def _tells_what_was(tokens: Sequence[Token], place: int) -> bool:
    if tokens[place].cue is Cue.INSTEAD and place:
        return any(each.is_price for each in tokens[max(0, place - 3) : place]) and any(
            each.is_price for each in tokens[place + 1 : place + 2]
        )
    if tokens[place].cue is not Cue.PAST or tokens[place].word not in PAST_VERBS:
        return False
    ahead, before = tokens[place + 1 : place + 4], tokens[max(0, place - 6) : place]
    if not ahead or not ahead[0].is_price:
        return False
    after = ahead[1] if len(ahead) > 1 else None
    if before and before[-1].text == "(" and after is not None and after.text == ")":
        return any(token.is_price for token in before)
    goes_on = after is not None and (after.cue in (Cue.MARKET, Cue.NEW) or after.text == ",")
    return goes_on and any(token.is_price for token in ahead[1:])


def _leads_to_what_is(tokens: Sequence[Token], place: int) -> bool:
    """The first price of `stop 838 → 861`."""
    ahead = tokens[place + 1 : place + 4]
    if not tokens[place].is_price or len(ahead) < 2 or not place or tokens[place - 1].kind is Kind.SYMBOL:
        return False
    arrow = 1 if ahead[0].text in "-=" and ahead[1].text == ">" else 0
    return ahead[arrow].text == ">" and len(ahead) > arrow + 1 and ahead[arrow + 1].is_price


def _tells_part(clause: Clause, token: Token) -> bool:
    share = token.cue in SHARES or (token.kind is Kind.NUMBER and token.unit == "%")
    return share or token.cue in _PART_VERBS
