"""Posts about a trade that already stands: closes, partial closes, stop moves, cancels, additions.

Read clause by clause, in the order written. A clause that asks, supposes, denies or looks back is not an
instruction, and a clause of mostly unknown words is talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.reading import Action, Direction, Do, ReadingKind
from core.signals.tokens import Kind, Token

_TALK = (
    Cue.CONDITION,
    Cue.QUESTION,
    Cue.HEDGE,
    Cue.PAST,
    Cue.PROMO,
    Cue.NEGATION,
)
_NEVER = frozenset({Cue.EXAMPLE, Cue.INJECTION})
_STRANGERS_MAX = 2
# Without one of these nothing is asked for.
ASKS = frozenset(
    {Cue.CANCEL, Cue.BREAKEVEN, Cue.STOP, Cue.TRAIL, Cue.REENTER, Cue.TARGET, Cue.ENTRY, Cue.CLOSE, Cue.TRIM, Cue.EXIT,
     Cue.SELL, Cue.STC, Cue.ADD}
)  # fmt: skip
# What a cancel may be about, besides a symbol.
_ORDERS = (
    Cue.POSITION, Cue.LIMIT, Cue.ENTRY, Cue.SIDE, Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT, Cue.ALL, Cue.BUY_STOP,
    Cue.SELL_STOP,
)  # fmt: skip
# Words for a target that are also the verb.
_TAKES = ("take", "taking", "cover", "익절", "利確", "利食い", "止盈")
_PEOPLE = frozenset({"i", "we", "he", "she", "they", "i've", "we've"})
# Before it `be` is break-even; elsewhere it is a verb.
_LEADS_TO_BE = (Cue.TO, Cue.AT, Cue.STOP, Cue.TRAIL, Cue.MOVE, Cue.NEW, Cue.MARKET)
_BUYS_BACK = ("buy to close", "bought to close", "buying to close", "cover")
_TALKATIVE = 2  # words of no list in a post of which one word would otherwise be an instruction
# An order that waits, by the name of its kind.
_PENDING = (Cue.BUY, Cue.SELL, Cue.LIMIT, Cue.BUY_STOP, Cue.SELL_STOP)
# A part only where it is said how large.
_NEED_SHARE = frozenset({"take", "taking", "off", "off at"})
_WHOLE = Decimal(100)


@dataclass(slots=True)
class FollowUp:
    """What the clauses of a post ask for."""

    kind: ReadingKind
    actions: list[Action] = field(default_factory=list)
    scope: str | None = None
    direction: Direction | None = None
    price: Decimal | None = None
    unread: bool = False  # an instruction was seen whose numbers were not


class _Clause:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._cues = {token.cue for token in tokens}

    def has(self, *cues: Cue) -> bool:
        return not self._cues.isdisjoint(cues)

    def first(self, *cues: Cue) -> Token | None:
        return next((token for token in self.tokens if token.cue in cues), None)

    @property
    def strangers(self) -> int:
        return sum(token.kind is Kind.WORD and token.cue is None for token in self.tokens)

    @property
    def symbol(self) -> bool:
        return any(token.kind is Kind.SYMBOL for token in self.tokens)

    @property
    def prices(self) -> list[Token]:
        return [
            token
            for place, token in enumerate(self.tokens)
            if token.is_price and not self._in_fraction(place)
        ]

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
        for cue, share in (
            (Cue.HALF, Decimal(50)),
            (Cue.THIRD, Decimal("33.33")),
            (Cue.QUARTER, Decimal(25)),
        ):
            if self.has(cue):
                return share
        return None


def _ratio(over: Token, under: Token) -> Decimal | None:
    if over.text.isdigit() and under.text.isdigit() and 0 < int(over.text) < int(under.text) <= 10:
        return (
            (_WHOLE * int(over.text) / int(under.text)).quantize(Decimal("0.01"), ROUND_HALF_EVEN).normalize()
        )
    return None


def read(tokens: Sequence[Token], draft: Draft) -> FollowUp | None:
    """What this block asks of a standing trade, or None."""
    found = FollowUp(ReadingKind.NOTE)
    cues = {token.cue for token in tokens}
    if not cues.isdisjoint(_NEVER) or cues.isdisjoint(ASKS):
        return None
    for clause in _clauses(tokens):
        if _is_talk(clause) or _looks_back(tokens, clause):
            continue
        if clause.strangers > _STRANGERS_MAX:
            continue
        _clause(_corrected(clause), found, draft)
    if found.kind is ReadingKind.NOTE and found.actions:
        found.kind = ReadingKind.UPDATE
    return None if found.kind is ReadingKind.NOTE else found


def _corrected(clause: _Clause) -> _Clause:
    """`SL is 1.0875 not 1.0785` without what it is not."""
    at = _denied(clause)
    return clause if at is None else _Clause([*clause.tokens[:at], *clause.tokens[at + 2 :]])


def _denied(clause: _Clause) -> int | None:
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


def _is_talk(clause: _Clause) -> bool:
    """Asked, supposed, denied or looked back at. `don't enter` is a denial and a cancel all the same."""
    clause = _corrected(clause)
    if clause.has(Cue.CANCEL):
        return clause.has(Cue.CONDITION, Cue.QUESTION, Cue.HEDGE)
    return clause.has(*_TALK) or any(token.text == "?" for token in clause.tokens)


def _looks_back(tokens: Sequence[Token], clause: _Clause) -> bool:
    """Whether the sentence of this clause begins by looking back or supposing, and so all of it does.

    `Last Friday's SPX lotto: in 1.10, out 4.80`; `once TP1 is reached a trade is moved to breakeven and half is off`.
    """
    first = next(place for place, token in enumerate(tokens) if token.start == clause.tokens[0].start)
    start = first
    while start and not (tokens[start - 1].kind is Kind.BREAK or tokens[start - 1].text in (".", "!", ";")):
        start -= 1
    before = tokens[start:first]
    return any(token.cue is Cue.PAST for token in before[:3]) or any(
        token.cue is Cue.CONDITION for token in before
    )


def _clauses(tokens: Sequence[Token]) -> list[_Clause]:
    out: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        ends = token.kind is Kind.BREAK or (token.text in ",;.!+" and token.kind is Kind.MARK)
        ends = ends and not (token.text == "," and _goes_on(tokens, place, out[-1]))
        ends = ends or (token.cue is Cue.REST and _Clause(out[-1]).fraction() is not None)
        ends = ends or (token.cue is Cue.AND and token.text != "&" and not _listed(tokens, place, out[-1]))
        if ends:
            out.append([])
        else:
            out[-1].append(token)
    return [_Clause(tokens) for tokens in out if tokens]


def _goes_on(tokens: Sequence[Token], place: int, clause: Sequence[Token]) -> bool:
    """Whether a comma only parts the targets of one list."""
    if not any(token.cue is Cue.TARGET for token in clause) or not _between_numbers(tokens, place):
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
    around = [*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]]
    return len(around) == 2 and all(token.kind is Kind.NUMBER for token in around)


def _clause(clause: _Clause, found: FollowUp, draft: Draft) -> None:
    """Add what one clause asks for. The first rule that fits has it."""
    for rule in (_cancel, _breakeven, _reenter, _stop, _target, _entry, _part, _close, _add):
        if rule(clause, found, draft):
            return


def _cancel(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.CANCEL) or (clause.has(Cue.STOP, Cue.TRAIL) and clause.prices):
        return False  # `pull the stop up to 446` cancels nothing
    if not clause.symbol and not clause.has(*_ORDERS) and clause.strangers:
        return False  # a flight was cancelled
    word = clause.first(Cue.CANCEL)
    told = clause.prices or any(token.word in _PEOPLE for token in clause.tokens)
    if word is not None and word.word == "missed" and told:
        return False  # a person missed it
    found.kind = ReadingKind.CANCEL
    return True


def _breakeven(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    about_stop = clause.has(Cue.STOP, Cue.TRAIL)
    word = clause.first(Cue.BREAKEVEN)
    if word is not None and clause.has(Cue.RESULT) and not clause.has(Cue.MOVE, Cue.TO):
        return False  # stopped at break-even
    if word is not None and _is_part_of_code(clause, word):
        word = None
    if word is not None and word.text == "be" and not _stands_for_breakeven(clause, word):
        word = None
    to_entry = about_stop and clause.has(Cue.ENTRY) and not clause.prices
    alone = (
        word is not None
        and (word.word not in ("be", "cost") or word.text == "BE")
        and clause.strangers <= bool(found.actions)
    )
    if not ((word and (about_stop or clause.has(Cue.MOVE))) or to_entry or alone):
        return False
    _act(found, Action(do=Do.BREAKEVEN))
    return True


def _is_part_of_code(clause: _Clause, word: Token) -> bool:
    """bep20"""
    at = clause.tokens.index(word) + 1
    return at < len(clause.tokens) and clause.tokens[at].glued and clause.tokens[at].kind is Kind.NUMBER


def _stands_for_breakeven(clause: _Clause, word: Token) -> bool:
    at = clause.tokens.index(word)
    return at == len(clause.tokens) - 1 or (at > 0 and clause.tokens[at - 1].cue in _LEADS_TO_BE)


def _reenter(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.REENTER) or (clause.strangers and not clause.symbol):
        return False
    prices = clause.prices
    _act(found, Action(do=Do.REENTER, price=prices[0].value if prices else None))
    return True


def _stop(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.STOP, Cue.TRAIL) or (clause.has(Cue.SAME) and not clause.prices):
        return False
    if clause.has(Cue.TRAIL) and clause.fraction() is not None:
        _act(found, Action(do=Do.TRAIL_STOP, pct=clause.fraction()))
        return True
    prices = clause.prices
    if not prices and clause.has(Cue.MOVE, Cue.TO) and clause.has(Cue.TARGET):
        found.unread = True  # stop to TP1: where that is stands in another post
        return True
    if not prices or (clause.has(Cue.RESULT) and not clause.has(Cue.TO, Cue.MOVE, Cue.NEW)):
        return False
    if clause.has(Cue.TARGET) and len(prices) > 1:
        found.unread = True  # which of them is the stop's is not for us to guess
        return True
    moved = clause.has(Cue.MOVE, Cue.NEW, Cue.TO, Cue.TRAIL, Cue.MARKET) or any(
        t.text == ">" for t in clause.tokens
    )
    if not moved and (draft.entries or draft.targets) and not found.actions:
        return False
    _act(found, Action(do=Do.MOVE_STOP, stop=prices[-1].value))
    return True


def _target(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    changed = clause.has(Cue.MOVE, Cue.NEW, Cue.TO, Cue.MARKET) or any(
        token.text == ">" for token in clause.tokens
    )
    if not clause.has(Cue.TARGET) or clause.has(Cue.RESULT, Cue.CLOSE, Cue.TRIM) or not changed:
        return False
    named = [place for place, token in enumerate(clause.tokens) if token.cue is Cue.TARGET]
    at = next((place for place in named if _counts(clause.tokens, place)), named[0])
    index = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    prices = clause.prices
    numbered = (
        index is not None
        and index.kind is Kind.NUMBER
        and (index.unit == "index" or index.text in list("123456789"))
    )
    if numbered and index is not None and index.value is not None:
        prices = [price for price in prices if price is not index]
        if len(prices) == 1:
            _act(found, Action(do=Do.SET_TARGET, index=int(index.value), price=prices[0].value))
            return True
    if not prices:
        return False
    _act(
        found,
        Action(do=Do.SET_TARGETS, targets=tuple(price.value for price in prices if price.value is not None)),
    )
    return True


def _counts(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at this place is counted: TP2."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and after.unit == "index"


def _entry(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    order = clause.has(Cue.ENTRY) or (clause.has(*_PENDING) and clause.has(Cue.MOVE))
    if not order or not clause.prices:
        return False
    if not clause.has(Cue.MOVE) and (not clause.has(Cue.NEW) or draft.has_levels):
        return False
    entries = tuple(price.value for price in clause.prices if price.value is not None)
    _act(found, Action(do=Do.SET_ENTRY, entries=entries))
    return True


def _part(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    share, counted = clause.fraction(), clause.counted()
    leaves = clause.first(Cue.EXIT)
    ratio = leaves is not None and leaves.word == "out of" and clause.tokens[0].kind is not Kind.WORD
    verb = (
        clause.has(Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.STC)
        or (leaves is not None and not ratio)
        or (clause.has(Cue.TARGET) and _imperative(clause))
    )
    if not verb or clause.has(Cue.BUY, Cue.BTO, Cue.STO):
        return False
    if counted is not None:
        _act(found, Action(do=Do.CLOSE_PART, qty=counted, price=clause.price_beside_counts()))
        return True
    if share is None and not (clause.has(Cue.PART) and not clause.has(Cue.WHOLE)) and not _trims(clause):
        return False
    if share is not None and share >= _WHOLE:
        return False
    _act(found, Action(do=Do.CLOSE_PART, pct=share, price=clause.price()))
    return True


def _imperative(clause: _Clause) -> bool:
    word = clause.first(Cue.TARGET)
    return word is not None and word.word.startswith(_TAKES)


def _trims(clause: _Clause) -> bool:
    word = clause.first(Cue.TRIM)
    return word is not None and word.word not in _NEED_SHARE and not clause.strangers


def _close(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    word = clause.first(Cue.CLOSE, Cue.EXIT, Cue.STC)
    sells = clause.first(Cue.SELL)
    leaves = (
        sells is not None
        and (sells.word == "sold" or clause.has(Cue.ALL, Cue.WHOLE))
        and not draft.stops
        and not draft.targets
    )
    if word is None and not leaves:
        return False
    if clause.has(Cue.STOP) or (
        clause.has(Cue.RESULT) and not clause.symbol and not clause.has(Cue.POSITION, Cue.ALL)
    ):
        return False
    anchored = clause.symbol or clause.has(
        Cue.ALL, Cue.WHOLE, Cue.POSITION, Cue.MARKET, Cue.LONG, Cue.SHORT, Cue.LONGS, Cue.SHORTS, Cue.REST
    )
    if word is not None and word.word == "flat" and clause.strangers:
        return False  # NIFTY opened flat
    if draft.unknown_words > _TALKATIVE and len(clause.tokens) == 1:
        return False  # flat, which after fees is red
    first = next(token for token in clause.tokens if token.kind is not Kind.MARK)
    if not anchored and (clause.strangers or first is not word):
        return False
    many = clause.has(Cue.ALL) and draft.symbol is None and not clause.has(Cue.REST)
    found.kind = ReadingKind.CLOSE
    several = many or clause.has(Cue.LONGS, Cue.SHORTS) or found.scope == "all"
    found.scope = "all" if several else "position"
    if clause.has(Cue.LONGS, Cue.LONG):
        found.direction = Direction.LONG
    elif clause.has(Cue.SHORTS, Cue.SHORT):
        found.direction = Direction.SHORT
    found.price = clause.price() or found.price
    pending = clause.first(Cue.BUY, Cue.SELL)
    if found.direction is None and pending is not None and word is not None and word.cue is Cue.CLOSE:
        found.direction = Direction.LONG if pending.cue is Cue.BUY else Direction.SHORT
    if draft.closes_short or (word is not None and word.word.startswith(_BUYS_BACK)):
        found.direction = Direction.SHORT
    return True


def _add(clause: _Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.ADD) or clause.has(Cue.STOP, Cue.TARGET):
        return False
    prices = clause.prices
    share = clause.fraction()
    if not prices and share is None and not clause.has(Cue.MARKET):
        return False
    if clause.strangers and not clause.symbol:
        return False
    _act(found, Action(do=Do.ADD, price=prices[0].value if prices else None, size_pct=share))
    return True


def _act(found: FollowUp, action: Action) -> None:
    if action not in found.actions:
        found.actions.append(action)
