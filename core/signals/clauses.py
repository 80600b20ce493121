"""A post about standing trades, clause by clause: where one ends, what it names, and whether it is only talk."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import pairwise

from core.signals.cues import Cue
from core.signals.token import Kind, Token

TALK = (
    Cue.CONDITION,
    Cue.QUESTION,
    Cue.HEDGE,
    Cue.PAST,
    Cue.PROMO,
    Cue.NEGATION,
)
# Words that only put a verb into the past.
_WAS = frozenset(
    "was were had did been previous previously war hatte era estaba fue était etait avait foi estava был была было "
    "були був була 了 だった でした ました idi".split()
)
_ORDERS = (Cue.SIDE, Cue.POSITION, Cue.LIMIT, Cue.BUY, Cue.SELL)  # a waiting order
_ASK_LAST = frozenset({"hi", "ja", "zh", "ko", "vi"})  # their questions end with the word that asks
_IN = frozenset({"in", "en", "em", "im", "nel", "в", "у", "since", "desde", "depuis", "seit"})
_THIS_CENTURY = 2099
_PART_VERBS = frozenset({Cue.CLOSE, Cue.TRIM, Cue.EXIT, Cue.SELL})
_WHOLE = Decimal(100)
_FILLED = frozenset({"has been filled", "has been executed", "has been", "order filled", "order executed"})
_IT = frozenset({"it", "them", "that", "this"})
# The shares of a trade that have a word of their own, in percent.
SHARES = {
    Cue.HALF: Decimal(50), Cue.THIRD: Decimal("33.33"), Cue.QUARTER: Decimal(25), Cue.FIFTH: Decimal(20),
    Cue.TWO_THIRDS: Decimal("66.67"), Cue.THREE_QUARTERS: Decimal(75),
}  # fmt: skip
_TOLD = frozenset(
    {Cue.STOP, Cue.TRAIL, Cue.BREAKEVEN, Cue.TARGET, Cue.CLOSE, Cue.EXIT, Cue.TRIM, Cue.SELL, Cue.STC, Cue.CANCEL,
     Cue.MOVE, Cue.NEW, Cue.TO, Cue.REST, Cue.WHOLE, Cue.ALL, Cue.POSITION, Cue.LONGS, Cue.SHORTS, Cue.LONG,
     Cue.SHORT, Cue.LIMIT, Cue.ENTRY, Cue.ADD, Cue.REENTER, Cue.CONDITION, Cue.QUESTION, Cue.NEGATION, Cue.HEDGE,
     Cue.PAST, Cue.MARKET, *SHARES}
)  # fmt: skip
_LEVELS = (Cue.STOP, Cue.TRAIL, Cue.TARGET, Cue.ENTRY)


class Clause:
    """What is said between two marks. `goes_on`: the words before it, without a mark between, move something."""

    def __init__(self, tokens: list[Token], *, goes_on: bool = False) -> None:
        self.tokens = tokens
        self.goes_on = goes_on
        self._cues = {token.cue for token in tokens}

    def has(self, *cues: Cue) -> bool:
        return not self._cues.isdisjoint(cues)

    def first(self, *cues: Cue) -> Token | None:
        return next((token for token in self.tokens if token.cue in cues), None)

    @cached_property
    def strangers(self) -> int:
        return sum(token.kind is Kind.WORD and token.cue is None for token in self.tokens)

    @cached_property
    def symbol(self) -> bool:
        return any(token.kind is Kind.SYMBOL for token in self.tokens)

    @cached_property
    def prices(self) -> list[Token]:
        return [
            token
            for place, token in enumerate(self.tokens)
            if token.is_price and not self._in_fraction(place) and not self._only_counts(place)
        ]

    def _only_counts(self, place: int) -> bool:
        """`40 pip stop`, `the remaining 40`: how far, or how much, and no price."""
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        rest = before is not None and before.cue is Cue.REST and before.word != "left"
        whole = self.tokens[place].text.isdigit() and int(self.tokens[place].text) < _WHOLE
        return (after is not None and after.cue is Cue.CENTS) or (rest and whole)

    def _in_fraction(self, place: int) -> bool:
        around = [self.tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(self.tokens)]
        return any(each.text == "/" for each in around) and self.fraction() is not None

    def price(self) -> Decimal | None:
        """The price that is named: the last number that is not a count before a symbol or a unit."""
        prices = set(self.prices)
        for place in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[place]
            after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
            counted = after is not None and (
                after.kind is Kind.SYMBOL or after.cue in (Cue.UNITS, Cue.CENTS) or after.text in "$#"
            )
            if token in prices and not counted:
                return token.value
        return None

    def units(self) -> Decimal | None:
        """`0.05 lots`"""
        for token, after in pairwise(self.tokens):
            if token.kind is Kind.NUMBER and after.cue is Cue.UNITS and token.unit in ("", "amount", "lots"):
                return token.value
        return None

    def counted(self) -> Decimal | None:
        """`50 of my 150`: how many of how many."""
        for place, token in enumerate(self.tokens):
            ahead = [each for each in self.tokens[place + 1 : place + 5] if each.cue is not Cue.FILL]
            if not token.is_price or len(ahead) < 2 or ahead[0].word.split(" ")[0] not in ("of", "out"):
                continue
            whole = ahead[1]
            if not (token.text.isdigit() and whole.kind is Kind.NUMBER and whole.text.isdigit()):
                continue
            if token.value is not None and whole.value is not None and token.value < whole.value:
                return token.value
        return None

    def price_beside_counts(self) -> Decimal | None:
        """The price of a partial close that counts: the last number behind both counts."""
        prices = self.prices
        return prices[-1].value if len(prices) > 2 else None

    def fraction(self) -> Decimal | None:
        """The share that is named, in percent."""
        for place, token in enumerate(self.tokens):
            if token.kind is Kind.NUMBER and token.unit == "%" and token.value is not None:
                return token.value
            if token.text == "/" and 0 < place < len(self.tokens) - 1:
                share = _ratio(self.tokens[place - 1], self.tokens[place + 1])
                if share is not None:
                    return share
        return next((share for cue, share in SHARES.items() if self.has(cue)), None)


def _ratio(over: Token, under: Token) -> Decimal | None:
    if over.text.isdigit() and under.text.isdigit() and 0 < int(over.text) < int(under.text) <= 10:
        return (
            (_WHOLE * int(over.text) / int(under.text)).quantize(Decimal("0.01"), ROUND_HALF_EVEN).normalize()
        )
    return None


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
    named = (Cue.STOP, Cue.TRAIL, Cue.TARGET, Cue.ENTRY)
    if before is None or not clause.has(Cue.MOVE) or clause.has(*named) or clause.symbol:
        return clause
    if len(clause.prices) != 1 or not any(token.word in _IT for token in clause.tokens):
        return clause
    at = next((at for at, token in enumerate(before.tokens) if token.cue in named), None)
    if at is None or sum(token.cue in named for token in before.tokens) > 1:
        return clause
    level = (
        before.tokens[at : at + 2]
        if before.tokens[at + 1 : at + 2] and (before.tokens[at + 1].unit == "index")
        else before.tokens[at : at + 1]
    )
    return Clause([*level, *clause.tokens])


def corrects(clause: Clause, before: Clause | None) -> Clause:
    """`Correction, entry is 0.0271 - 0.0276`: what is new is told by the clause before."""
    if before is None or not clause.prices or not before.has(Cue.NEW):
        return clause
    alone = all(token.cue in (Cue.NEW, Cue.FILL) for token in before.tokens if token.kind is Kind.WORD)
    return Clause([*before.tokens, *clause.tokens]) if alone else clause


def completed(clause: Clause, before: Clause | None) -> Clause:
    """`Only TP1 moves, to 2651.8`, `raising my stop 46.75`: the level named before, its price behind a mark."""
    if before is None or before.prices or len(clause.prices) != 1 or not before.has(*_LEVELS):
        return clause
    small = (Cue.TO, Cue.AT, Cue.NEW, Cue.MARKET, Cue.FILL)
    bare = all(token.kind is not Kind.WORD or token.cue in small for token in clause.tokens)
    if not bare or not before.has(Cue.MOVE, Cue.NEW) or before.has(Cue.RESULT) or is_talk(before):
        return clause
    return Clause([*before.tokens, *clause.tokens])


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
    if tokens[place].cue is not Cue.PAST or tokens[place].word not in _WAS:
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


def corrected(clause: Clause) -> Clause:
    """`SL is 1.0875 not 1.0785` without what it is not."""
    at = _denied(clause)
    return clause if at is None else Clause([*clause.tokens[:at], *clause.tokens[at + 2 :]])


def _denied(clause: Clause) -> int | None:
    """Where a price is denied that stands behind another one."""
    tokens = clause.tokens
    for at in range(1, len(tokens) - 1):
        if (
            tokens[at].cue is Cue.NEGATION
            and tokens[at + 1].is_price
            and any(t.is_price for t in tokens[:at])
        ):
            return at
    return None


def is_talk(clause: Clause) -> bool:
    """Asked, supposed, denied or looked back at. `don't enter` is a denial and a cancel all the same."""
    clause = corrected(clause)
    if _waits(clause):
        return True
    if clause.has(Cue.REASON) or any(token.word in _FILLED for token in clause.tokens):
        return True
    if clause.has(Cue.CANCEL):
        at = next(at for at, token in enumerate(clause.tokens) if token.cue is Cue.CANCEL)
        before = clause.tokens[:at]
        supposed = any(token.word == "if you" for token in before)
        supposed = supposed or (bool(before) and before[-1].cue is Cue.NEGATION)  # do not cancel
        return supposed or clause.has(Cue.CONDITION, Cue.QUESTION) or _hedged_before(clause, Cue.CANCEL)
    return clause.has(*TALK) or any(token.text == "?" for token in clause.tokens)


def core(clause: Clause) -> Clause:
    """What an unbroken string of words asks for, without the words around it: `hey so that order just cancel it okay`.

    From the first word that belongs to an instruction to the last; nothing is left out between them.
    """
    places = [
        place
        for place, token in enumerate(clause.tokens)
        if token.kind is not Kind.WORD or token.cue in _TOLD
    ]
    if not places:
        return clause
    found = Clause(clause.tokens[places[0] : places[-1] + 1])
    return found if not found.strangers and _is_whole(found) else clause


def _is_whole(clause: Clause) -> bool:
    """Whether a clause says what to do and with what: nothing that is known only from what was said before."""
    stop = clause.has(Cue.STOP, Cue.TRAIL) and clause.has(Cue.MOVE)
    if stop and (clause.prices or clause.has(Cue.BREAKEVEN, Cue.ENTRY)):
        return True
    closes = clause.has(Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.EXIT)
    if not clause.symbol:
        return False
    if closes:
        return (
            clause.fraction() is not None
            or clause.has(Cue.MARKET, Cue.WHOLE, Cue.POSITION)
            or bool(clause.prices)
        )
    return clause.has(Cue.CANCEL) and clause.has(*_ORDERS)


def _waits(clause: Clause) -> bool:
    """`SL goes to entry after TP1`, `after losing 5%`: what is to come first."""
    for place, token in enumerate(clause.tokens):
        ahead = clause.tokens[place + 1 : place + 4]
        first = any(each.cue in (Cue.TARGET, Cue.STOP) or each.kind is Kind.NUMBER for each in ahead)
        if token.cue is Cue.AFTER and first:
            return True
    return False


def _hedged_before(clause: Clause, cue: Cue) -> bool:
    """Whether a `maybe` governs the word, and does not only name what it is about (`lệnh chờ`)."""
    at = next(at for at, token in enumerate(clause.tokens) if token.cue is cue)
    before = clause.tokens[:at]
    return any(
        token.cue is Cue.HEDGE
        and not (place + 1 < len(clause.tokens) and clause.tokens[place + 1].cue in _ORDERS)
        for place, token in enumerate(before)
    )


def looks_back(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the sentence of this clause tells of another time, asks, or supposes, and so all of it does.

    `Last Friday's SPX lotto: in 1.10, out 4.80`; `once TP1 is reached a trade is moved to breakeven and half is off`;
    `shorted it at 45 in october and covered at 52`.
    """
    first = next(place for place, token in enumerate(tokens) if token.start == clause.tokens[0].start)
    start, end = first, first
    while start and not _ends(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and not _ends(tokens[end]):
        end += 1
    last = clause.tokens[-1].end
    before, sentence = tokens[start:first], [token for token in tokens[start:end] if token.end <= last]
    asked = end < len(tokens) and tokens[end].text == "?"
    colon = max((at for at, token in enumerate(before) if token.text == ":"), default=-1)
    asked = asked or any(token.cue is Cue.QUESTION for token in before[colon + 1 :])
    behind = tokens[start:end]
    asked = asked or any(token.cue is Cue.QUESTION and token.language in _ASK_LAST for token in behind)
    one = len(clause.tokens) == 1
    if one and clause.has(Cue.BREAKEVEN):  # breakeven, when a stop is at cost
        asked = asked or any(token.cue is Cue.CONDITION or token.word == "means" for token in behind)
    if one and clause.has(Cue.EXIT):  # flat, which is a win
        asked = asked or any(token.cue is Cue.QUESTION for token in tokens[first + 2 : first + 3])
    timed = any(_names_time(sentence, place) for place in range(len(sentence)))
    if clause.has(Cue.NEW) and clause.has(Cue.STOP, Cue.TARGET) and clause.prices:
        timed = False  # I typed it wrong earlier, new stop 1.279
    return asked or timed or any(token.cue is Cue.CONDITION for token in before)


def _ends(token: Token) -> bool:
    return token.kind is Kind.BREAK or token.text in (".", "!", "?", ";")


def _names_time(sentence: Sequence[Token], place: int) -> bool:
    """A word for a time that is over (not the mere `was`), a month or a year that something happened in."""
    token = sentence[place]
    if token.cue is Cue.PAST:
        return token.word not in _WAS
    before = sentence[place - 1] if place else None
    if names_year(sentence, place):
        return True
    if before is None or before.cue not in (Cue.AT, Cue.FILL, Cue.TO) or not before.word.isalpha():
        return False
    return token.cue is Cue.MONTH and before.word == "in"


def names_year(tokens: Sequence[Token], place: int) -> bool:
    """`in 2021`, and `back in 2021`."""
    token, before = tokens[place], tokens[place - 1] if place else None
    year = token.kind is Kind.NUMBER and token.text.isdigit() and 2009 <= int(token.text[:5]) <= _THIS_CENTURY
    return year and before is not None and before.word.split(" ")[-1] in _IN


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    out: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.kind is Kind.BREAK and _heads(tokens, place, out[-1]):
            continue
        ends = token.kind is Kind.BREAK or (token.text in ",;.!+|•" and token.kind is Kind.MARK)
        ends = ends or _is_tick(tokens, place)
        ends = ends or (token.text == ":" and any(each.cue is Cue.QUESTION for each in out[-1]))
        ends = ends and not (token.text == "," and _goes_on(tokens, place, out[-1]))
        ends = ends or _is_aside(tokens, place)
        ends = ends or token.cue is Cue.REASON
        ends = ends or (token.cue is Cue.REST and Clause(out[-1]).fraction() is not None)
        ends = ends or (token.cue is Cue.AND and token.text != "&" and not _listed(tokens, place, out[-1]))
        if ends:
            out.append([token] if token.cue in (Cue.REST, Cue.REASON) else [])
        else:
            out[-1].append(token)
    return [Clause(tokens) for tokens in out if tokens]


def _is_tick(tokens: Sequence[Token], place: int) -> bool:
    """A check mark between what is done and what is to do: `TP2 done ✅ Raise stop loss to 2655`."""
    token = tokens[place]
    if token.cue is not Cue.RESULT or token.text.isalnum() or not place:
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and after.cue in (Cue.MOVE, Cue.CLOSE, Cue.TRIM, Cue.CANCEL, Cue.STOP)


def _heads(tokens: Sequence[Token], place: int, clause: Sequence[Token]) -> bool:
    """Whether the lines below only list the prices of what was said: `New targets on DAX:`, and a price a line."""
    cues = {token.cue for token in clause}
    if Cue.TARGET not in cues or not cues & {Cue.NEW, Cue.MOVE}:
        return False
    line = []
    for token in tokens[place + 1 : place + 8]:
        if token.kind is Kind.BREAK:
            break
        line.append(token)
    prices = [token for token in line if token.is_price]
    other = [
        token
        for token in line
        if token.kind is Kind.SYMBOL or (token.kind is Kind.WORD and token.cue is not Cue.TARGET)
    ]
    return len(prices) == 1 and not other


def _is_aside(tokens: Sequence[Token], place: int) -> bool:
    """Whether a bracket opens here whose words have no number: `new targets 1, 2 (old ones were too tight)`."""
    if tokens[place].text != "(":
        return False
    inside = tokens[place + 1 : place + 12]
    end = next((at for at, token in enumerate(inside) if token.text == ")"), 0)
    return end > 2 and not any(token.kind is Kind.NUMBER for token in inside[:end])


def _goes_on(tokens: Sequence[Token], place: int, clause: Sequence[Token]) -> bool:
    """Whether a comma only parts the targets of one list."""
    if not any(token.cue in (Cue.TARGET, Cue.ENTRY) for token in clause) or not _between_numbers(
        tokens, place
    ):
        return False
    after = tokens[place + 2] if place + 2 < len(tokens) else None
    return tokens[place + 1].is_price and (after is None or after.cue not in (Cue.TARGET, Cue.STOP))


def _listed(tokens: Sequence[Token], place: int, clause: Sequence[Token]) -> bool:
    """Whether this `and` goes on with a list of numbers; after a stop, with a target to come, another thing begins."""
    if not _between_numbers(tokens, place):
        return False
    stop = any(token.cue is Cue.STOP for token in clause)
    return not (stop and any(token.cue is Cue.TARGET for token in tokens[place + 1 : place + 8]))


def _between_numbers(tokens: Sequence[Token], place: int) -> bool:
    start = place - 1 if place and tokens[place - 1].cue is not Cue.DOLLARS else place - 2
    around = [*tokens[max(0, start) : start + 1], *tokens[place + 1 : place + 2]]
    return len(around) == 2 and all(token.kind is Kind.NUMBER for token in around)
