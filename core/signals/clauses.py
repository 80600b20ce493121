"""A post about standing trades, clause by clause: where one ends, and what it names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import pairwise

from core.signals.cues import Cue
from core.signals.token import Kind, Token

_WHOLE = Decimal(100)
_FIGURES = 3
# The shares of a trade that have a word of their own, in percent.
SHARES = {
    Cue.HALF: Decimal(50), Cue.THIRD: Decimal("33.33"), Cue.QUARTER: Decimal(25), Cue.FIFTH: Decimal(20),
    Cue.TWO_THIRDS: Decimal("66.67"), Cue.THREE_QUARTERS: Decimal(75),
}  # fmt: skip


_DEEDS = (Cue.CLOSE, Cue.EXIT, Cue.TRIM, Cue.CANCEL, Cue.MOVE, Cue.STOP, Cue.TRAIL)
_LABELS = (Cue.STOP, Cue.TRAIL, Cue.TARGET, Cue.ENTRY, Cue.CONDITION, Cue.HEDGE, Cue.PAST, Cue.NEGATION)


class Clause:
    """What is said between two marks. `goes_on`: the words before it, without a mark between, move something.

    `joined`: an `and` parts it from the clause before.
    """

    def __init__(self, tokens: list[Token], *, goes_on: bool = False, joined: bool = False) -> None:
        self.tokens = tokens
        self.goes_on = goes_on
        self.joined = joined
        self._cues = {token.cue for token in tokens}

    def has(self, *cues: Cue) -> bool:
        return not self._cues.isdisjoint(cues)

    def first(self, *cues: Cue) -> Token | None:
        return next((token for token in self.tokens if token.cue in cues), None)

    def says_only(self, *cues: Cue) -> bool:
        """Whether every word means one of these; numbers, names and marks may stand between."""
        return all(token.kind is not Kind.WORD or token.cue in cues for token in self.tokens)

    def before(self, token: Token) -> Token | None:
        """The token right before one of this clause."""
        at = self.tokens.index(token)
        return self.tokens[at - 1] if at else None

    def behind(self, token: Token) -> list[Token]:
        """The tokens behind one of this clause."""
        return self.tokens[self.tokens.index(token) + 1 :]

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
        times = (
            after is not None and after.cue is Cue.TICKS and whole and not after.word.startswith("tick")
        )  # 10 minutes
        return (
            (after is not None and after.cue is Cue.CENTS)
            or (rest and whole)
            or times
            or self._is_compound(place)
        )

    def _is_compound(self, place: int) -> bool:
        """`a 3-loss limit`: a small number that makes one word with what stands behind it."""
        number, behind = self.tokens[place], self.tokens[place + 1 : place + 3]
        joined = len(behind) == 2 and behind[0].text == "-" and behind[0].glued and behind[1].glued
        return (
            joined and behind[1].kind is Kind.WORD and number.text.isdigit() and len(number.text) < _FIGURES
        )

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
            ahead = [each for each in self.tokens[place + 1 : place + 6] if each.cue is not Cue.FILL]
            if not token.is_price or len(ahead) < 2 or ahead[0].word.split(" ")[0] not in ("of", "out"):
                continue
            whole = ahead[1]
            if whole.kind is Kind.SYMBOL and ahead[2:] and ahead[2].cue is Cue.UNITS and token.text.isdigit():
                return token.value  # 150 of the SOFI shares
            if not (token.text.isdigit() and whole.kind is Kind.NUMBER and whole.text.isdigit()):
                continue
            if token.value is not None and whole.value is not None and token.value < whole.value:
                return token.value
        return None

    def price_beside_counts(self) -> Decimal | None:
        """The price of a partial close that counts: the last number behind both counts."""
        prices = self.prices
        counts = 1 if self.has(Cue.UNITS) and self.symbol else 2  # 150 of the SOFI shares; 50 of my 150
        return prices[-1].value if len(prices) > counts else None

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


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    out: list[list[Token]] = [[]]
    joined: set[int] = set()
    for place, token in enumerate(tokens):
        if token.kind is Kind.BREAK and _heads(tokens, place, out[-1]):
            continue
        if token.text == "+" and place + 1 < len(tokens) and tokens[place + 1].unit == "r":
            continue  # closed +3R: a gain, and no joint
        if token.text == "." and place and tokens[place - 1].unit == "index" and token.glued:
            continue
        ends = token.kind is Kind.BREAK or (token.text in ",;.!+|•" and token.kind is Kind.MARK)
        ends = ends or _is_tick(tokens, place)
        ends = ends or (token.text == ":" and _leads_to_deed(tokens, place, out[-1]))
        ends = ends and not (token.text == "," and _goes_on(tokens, place, out[-1]))
        ends = ends or _is_aside(tokens, place)
        ends = ends or token.cue is Cue.REASON
        ends = ends or (token.cue is Cue.REST and Clause(out[-1]).fraction() is not None)
        ends = ends or (token.cue is Cue.AND and token.text != "&" and not _listed(tokens, place, out[-1]))
        if ends:
            if token.cue is Cue.AND and out[-1]:
                joined.add(len(out))
            out.append([token] if token.cue in (Cue.REST, Cue.REASON) else [])
        else:
            out[-1].append(token)
    return [Clause(tokens, joined=place in joined) for place, tokens in enumerate(out) if tokens]


def _leads_to_deed(tokens: Sequence[Token], place: int, clause: Sequence[Token]) -> bool:
    """Whether a colon parts a question from its answer, or what is told from what to do: `done: close all`."""
    if any(token.cue is Cue.QUESTION for token in clause):
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    told = any(token.kind is Kind.WORD and token.cue in (None, Cue.RESULT) for token in clause)
    named = any(token.kind in (Kind.SYMBOL, Kind.NUMBER) or token.cue in _LABELS for token in clause)
    return told and not named and after is not None and after.cue in _DEEDS


def is_check_mark(token: Token) -> bool:
    """A sign for what is done, and no word for it."""
    return token.cue is Cue.RESULT and not any(map(str.isalnum, token.text))


def _is_tick(tokens: Sequence[Token], place: int) -> bool:
    """A check mark between what is done and what is to do: `TP2 done ✅ Raise stop loss to 2655`."""
    token = tokens[place]
    if not place or token.text.isascii():
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.kind is Kind.MARK and not token.text.isalnum() and _is_told(tokens[max(0, place - 8) : place]):
        now = after is not None and after.cue is Cue.MARKET
        after = (
            tokens[place + 2] if now and place + 2 < len(tokens) else after
        )  # done in 20 min 🚀 now move SL
    elif not is_check_mark(token):
        return False
    return after is not None and after.cue in (Cue.MOVE, Cue.CLOSE, Cue.TRIM, Cue.CANCEL, Cue.STOP)


def _is_told(before: Sequence[Token]) -> bool:
    return any(token.cue in (Cue.RESULT, Cue.EXECUTED) for token in before)


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
