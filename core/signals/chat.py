"""Evidence for and against a block being an instruction.

The first question is what speaks for a trade; words of talk only take away from that. A list of chat words
alone would have to be endless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.signals import telling
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.token import Kind, Token


class Verdict(StrEnum):
    """What a block is, as far as opening a trade goes."""

    OPEN = "open"
    RESULT = "result"
    NOTE = "note"


# A buy and a sale of one person in the past, by language.
_ROUND_TRIPS = (
    ("bought", "sold"), ("compré", "vendí"), ("comprei", "vendi"), ("ho comprato", "venduto"), ("gekauft", "verkauft"),
    ("acheté", "vendu"), ("купил", "продал"), ("aldım", "sattım"), ("beli", "jual"),
)  # fmt: skip
_NEVER = (Cue.EXAMPLE, Cue.INJECTION)
# Words that deny the trade itself, wherever they stand.
_REFUSALS = frozenset(
    {"no trade", "no entry", "not trading", "avoid", "avoid trading", "stay out", "stay away", "no position", "no view",
     "do not trade", "don't trade"}
)  # fmt: skip
# How what a broker or a copier says of an order begins.
_DONE = (
    "order",
    "filled",
    "executed",
    "has been",
    "position opened",
    "trade confirmation",
    "confirmation",
    "connected",
)
UNREAD = "unread_number"
_LEAD = Cue.UPDATE  # stands for a condition or a hedge that comes before the side, and so governs all of it
# In a sentence without these a number is talk: `we have 1,250 members now`.
_NAMES = frozenset(
    {Cue.ENTRY, Cue.STOP, Cue.TARGET, Cue.TRAIL, Cue.LEVERAGE, Cue.SIZE, Cue.RISK, Cue.QUANTITY, Cue.BUY, Cue.SELL,
     Cue.LONG, Cue.SHORT, Cue.ADD, Cue.LADDER, Cue.ZONE, Cue.LIMIT, Cue.ABOVE, Cue.BELOW, Cue.BREAK, Cue.TRIM,
     Cue.CLOSE, Cue.EXIT, Cue.BUY_STOP, Cue.SELL_STOP, Cue.RUNNER, Cue.REST, Cue.REENTER}
)  # fmt: skip
# In a sentence without these nothing is said about doing the trade or leaving it.
_DEEDS = frozenset(
    {Cue.ENTRY, Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT, Cue.MARKET, Cue.LIMIT, Cue.CANCEL, Cue.POSITION, Cue.CONDITION,
     Cue.HEDGE, Cue.EXAMPLE, Cue.PAST, Cue.EXECUTED, Cue.RESULT}
)  # fmt: skip
_TICKETS = (Cue.BTO, Cue.STO)
_HEADING = frozenset({Cue.SIDE, Cue.FILL, Cue.NEW, Cue.RESULT, Cue.LONG, Cue.SHORT, Cue.BUY, Cue.SELL})
_HEADED = (Cue.LONG, Cue.SHORT, Cue.BUY, Cue.SELL, Cue.SIDE, Cue.POSITION)
# A trade that is over, in other languages.
_OVER = frozenset(
    "cerrado cerrada fechado fechada encerrado encerrada clôturé clôturée fermé fermée geschlossen chiuso chiusa "
    "закрыт закрыта закрыто закрита закрито kapandı kapandi ditutup 已平仓 已平 決済済み 종료".split()
)
_LONG_AGO = frozenset({"hours ago", "hour ago", "days ago"})
_SOFT = (Cue.HEDGE, Cue.CONDITION, Cue.PROMO, Cue.NEGATION, Cue.EXECUTED, Cue.RESULT)


def verdict(tokens: Sequence[Token], draft: Draft) -> Verdict:
    """Whether this block opens a trade. Doubts that leave it one go into the draft."""
    if any(cue in draft.cues for cue in _NEVER):
        return Verdict.NOTE
    if draft.symbol is None and draft.direction is None and not draft.has_levels:
        return Verdict.RESULT if Cue.RESULT in draft.cues else Verdict.NOTE
    against = _against(tokens, draft)
    if _is_over(tokens, draft):
        return Verdict.RESULT
    if Cue.RESULT in against and _reports(tokens):
        return Verdict.RESULT
    symbol, side = draft.symbol is not None, draft.direction is not None and not draft.conflict
    entry = bool(draft.entries) or draft.market
    stop = bool(draft.stops or draft.stop_pct or draft.stop_pips or draft.trailing_pct)
    target = bool(draft.targets or draft.targets_pct or draft.targets_pips or draft.rr or draft.open_target)
    if Cue.RESULT in against and not (stop and target):
        return Verdict.RESULT
    if stop and target and ((side and (symbol or entry)) or (symbol and entry)):
        return _full(draft, against)
    if entry and _is_ticket(draft) and against <= set(_SOFT):
        for cue in sorted(against):
            draft.doubt(f"says_{cue.value}")  # BTO 10 SOFI 1/17 15c @ 1.42, lol
        return Verdict.OPEN
    if against or draft.other_symbols:
        return Verdict.NOTE
    contract = draft.option is not None and (entry or "side_by_convention" not in draft.reasons)
    enough = draft.unknown_words <= 4 if stop or target or contract else _is_enough(draft, entry=entry)
    return Verdict.OPEN if symbol and side and enough else Verdict.NOTE


def _is_over(tokens: Sequence[Token], draft: Draft) -> bool:
    """A trade without stop and targets that was sold again, or that was had in a month or season long ago."""
    if _went_both_ways(tokens) and not draft.stops:
        return True
    whole = draft.stops and draft.targets
    if draft.side is None or whole:
        return False
    return telling.is_of_long_ago(tokens, draft.side) or telling.is_of_analyst(tokens)


def _is_ticket(draft: Draft) -> bool:
    """A contract in the words of an order: bought or sold to open."""
    worded = draft.option is not None and draft.side is not None and draft.side.cue in _TICKETS
    return worded and not draft.other_symbols


def _is_enough(draft: Draft, *, entry: bool) -> bool:
    """Whether a symbol and a side with neither stop nor target are a trade: where to enter or how much is said."""
    amount = draft.qty is not None or draft.size_usd is not None
    if not (entry or amount or draft.size_pct) or UNREAD in draft.reasons:
        return False
    return draft.unknown_words <= 3 * (amount and entry)


def _went_both_ways(tokens: Sequence[Token]) -> bool:
    """`bought NVDA at 480 and sold at 490`: a trade that is over."""
    words = {token.word for token in tokens if token.cue in (Cue.BUY, Cue.SELL, Cue.STC)}
    return any(bought in words and sold in words for bought, sold in _ROUND_TRIPS)


def _full(draft: Draft, against: set[Cue]) -> Verdict:
    if against & {Cue.PAST, Cue.QUESTION, Cue.EXECUTED, _LEAD}:  # beside the trade, or before all of it
        return Verdict.NOTE
    for cue in _SOFT:
        if cue in against:
            draft.doubt(f"says_{cue.value}")
    return Verdict.OPEN


_NEXT_LEVELS = (Cue.TARGET, Cue.ENTRY, Cue.LEVERAGE)


@dataclass(slots=True)
class _Seen:
    """What has gone by when a word is met. A sentence ends with its mark, or with its line."""

    sentence: int = 0
    in_stop: bool = False  # behind a word for the stop, in its line
    at_stop: bool = False  # and before any other level
    stop_level: bool = False
    side: bool = False

    def take(self, token: Token, draft: Draft) -> None:
        if token.kind is Kind.BREAK:
            self.in_stop = self.at_stop = False
        elif token.cue in _NEXT_LEVELS:
            self.at_stop = False
        elif token.cue is Cue.STOP:
            self.in_stop = self.at_stop = True
        elif token.is_price and self.in_stop:
            self.stop_level = True
        if _ends_sentence(token):
            self.sentence += 1
        self.side = self.side or (draft.side is not None and token.start >= draft.side.start)


def _ends_sentence(token: Token) -> bool:
    return token.kind is Kind.BREAK or (token.kind is Kind.MARK and token.text in ".!?;")


@dataclass(slots=True)
class _Sentence:
    """What one sentence of a block holds."""

    trade: bool = False  # the symbol, the side or a level
    levels: bool = False  # the side or a level
    asked: bool = False
    unread: bool = False  # a number that nothing explains
    cues: set[Cue] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)


def _sentences(tokens: Sequence[Token], draft: Draft) -> list[_Sentence]:
    starts = {level.token.start for level in (*draft.entries, *draft.stops, *draft.targets)}
    starts |= {draft.side.start} if draft.side is not None else set()
    named = None if draft.symbol is None else draft.symbol.start
    unread = {token.start for token in draft.unread}
    found = [_Sentence()]
    for token in tokens:
        last = found[-1]
        last.levels = last.levels or token.start in starts
        last.trade = last.trade or last.levels or token.start == named
        last.asked = last.asked or token.text == "?"
        last.unread = last.unread or token.start in unread
        if token.cue is not None:
            last.cues.add(token.cue)
        if token.kind is Kind.SYMBOL:
            last.symbols.add(token.base)
        if _ends_sentence(token):
            found.append(_Sentence())
    return found


def _against(tokens: Sequence[Token], draft: Draft) -> set[Cue]:
    """The kinds of talk in this block, leaving out words that only describe its stop."""
    found: set[Cue] = set()
    sentences = _sentences(tokens, draft)
    if any(each.unread and (each.trade or each.cues & _NAMES) for each in sentences) or _could_be_level(
        draft
    ):
        draft.doubt(UNREAD)
    seen = _Seen()
    strangers = asides = 0
    for place, token in enumerate(tokens):
        here = sentences[seen.sentence]
        seen.take(token, draft)
        if token.kind is Kind.WORD and token.cue is None:
            strangers += here.trade
            asides += not here.trade
        elif token.text == "?":
            found.add(Cue.QUESTION)
        elif token.cue is Cue.RESULT and _is_elsewhere(sentences, seen.sentence, here, draft):
            continue
        elif token.cue is Cue.RESULT:
            found |= _outcome(tokens, place, seen, here)
        elif token.cue in (Cue.CANCEL, Cue.CLOSE, Cue.EXIT):
            found |= _over(tokens, place, seen, here, others=bool(draft.other_symbols))
        elif _is_doubt(tokens, place, draft, seen):
            found.add(Cue.HEDGE)
        elif token.cue is not None:
            found |= _talk(token, draft, seen, here)
    draft.unknown_words = strangers
    draft.asides = asides
    return found


def _outcome(tokens: Sequence[Token], place: int, seen: _Seen, here: _Sentence) -> set[Cue]:
    """Whether a word for a result tells one: not in what a stop waits for, nor as a mark that only decorates."""
    told = (
        (seen.at_stop and seen.stop_level and not _is_behind_level(tokens, place))
        or _is_trigger(tokens, place)
        or _adorns(tokens, place, here)
    )
    return set() if told else {Cue.RESULT}


def _is_doubt(tokens: Sequence[Token], place: int, draft: Draft, seen: _Seen) -> bool:
    token = tokens[place]
    if token.cue is Cue.TICKS:
        return token.word in _LONG_AGO  # got this 6 hours ago
    return token.cue is Cue.HEDGE and not seen.side and _is_parted(tokens, place, draft)


def _is_behind_level(tokens: Sequence[Token], place: int) -> bool:
    """`SL 192 ❌ hit`: right behind the price, marks left out."""
    before = [token for token in tokens[max(0, place - 4) : place] if token.kind is not Kind.MARK]
    return bool(before) and before[-1].is_price and not _is_trigger(tokens, place)


def _over(tokens: Sequence[Token], place: int, seen: _Seen, here: _Sentence, *, others: bool) -> set[Cue]:
    """`Cancelled: long SOL 198.2`, `(closed)`, `this one is closed now`: the trade that is written out is over."""
    token, after = (
        tokens[place],
        next((t for t in tokens[place + 1 : place + 4] if t.kind is not Kind.MARK), None),
    )
    if seen.at_stop or (after is not None and after.cue in (Cue.CANDLE, Cue.FRAME, Cue.CONDITION)):
        return set()
    if not seen.side and here.levels:
        heads = not any(each.kind is Kind.WORD for each in _line_before(tokens, place))
        named = after is not None and (after.cue in _HEADED or after.kind is Kind.SYMBOL)
        return {Cue.PAST} if heads and named and not others else {Cue.NEGATION}
    told = (
        token.word.endswith(("closed", "cancelled", "canceled", "expired", "exited")) or token.word in _OVER
    )
    return {Cue.NEGATION} if told and (seen.side or here.trade) else set()


def _line_before(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    start = place
    while start and tokens[start - 1].kind is not Kind.BREAK:
        start -= 1
    return tokens[start:place]


def _is_parted(tokens: Sequence[Token], place: int, draft: Draft) -> bool:
    """`Gold looks toppy, sell now`: what is supposed ends with a comma before the side, and does not govern it."""
    side = draft.side
    if side is None or side.cue not in (Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT):
        return False
    between = [token for token in tokens[place + 1 : place + 9] if token.start < side.start]
    now = any(token.cue is Cue.MARKET for token in tokens[place + 1 : place + 16])
    return now and any(token.text == "," for token in between)


def _could_be_level(draft: Draft) -> bool:
    """Whether a number that nothing explains is of the size of the trade's prices."""
    known = [level.value for level in (*draft.entries, *draft.stops, *draft.targets)]
    return any(
        token.value is not None and level / 2 <= token.value <= level * 2
        for token in draft.unread
        for level in known
    )


def _talk(token: Token, draft: Draft, seen: _Seen, here: _Sentence) -> set[Cue]:
    """What a word takes from a trade: in a sentence of its own the certainty, beside the levels often all of it."""
    own = not here.trade
    match token.cue:
        case Cue.CONDITION if not seen.in_stop and not _after_levels(seen.side, draft, token):
            return {Cue.CONDITION} if seen.side or not here.levels else {Cue.CONDITION, _LEAD}
        case Cue.HEDGE:
            return {Cue.HEDGE} if seen.side or not here.levels else {Cue.HEDGE, _LEAD}
        case Cue.EXECUTED if own and not seen.side and token.word.startswith(_DONE):
            return {Cue.EXECUTED}  # the headline of a fill
        case Cue.QUESTION if not here.asked and (seen.side or own):
            return set() if own else {Cue.NEGATION}  # `where I explain the entry` asks nothing
        case Cue.PROMO | Cue.NEGATION if own and not here.cues & _DEEDS and token.word not in _REFUSALS:
            return set()  # not advice; our VIP room
        case Cue.PAST | Cue.QUESTION | Cue.EXECUTED if own:
            return {Cue.NEGATION}
        case Cue.PAST | Cue.QUESTION | Cue.EXECUTED | Cue.PROMO | Cue.NEGATION:
            return {token.cue}
        case _:
            return set()


def _is_elsewhere(sentences: Sequence[_Sentence], now: int, here: _Sentence, draft: Draft) -> bool:
    """Whether a sentence before the trade is about another one: `$JUP TP2 done. Next one: SHORT $SEI`."""
    later = any(each.trade for each in sentences[now:]) and not any(each.trade for each in sentences[:now])
    return (
        later
        and not here.trade
        and bool(here.symbols)
        and draft.symbol is not None
        and (draft.symbol.base not in here.symbols)
    )


def _adorns(tokens: Sequence[Token], place: int, here: _Sentence) -> bool:
    """Whether a check mark only decorates: before the words of its line, or behind a line about entering."""
    if tokens[place].text.isascii() or tokens[place].text.isalpha():
        return False
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if before is None or before.kind is Kind.BREAK:
        return after is not None and after.kind is not Kind.BREAK
    return (here.trade and not here.cues & {Cue.TARGET, Cue.STOP}) or _heads(tokens, place, here)


def _heads(tokens: Sequence[Token], place: int, here: _Sentence) -> bool:
    """Whether a check mark ends a heading that says nothing of an outcome: `New trade ✅`, and the trade below."""
    ends = place + 1 < len(tokens) and tokens[place + 1].kind is Kind.BREAK
    first = not any(token.kind in (Kind.BREAK, Kind.NUMBER, Kind.SYMBOL) for token in tokens[:place])
    return ends and first and Cue.SIDE in here.cues and here.cues <= _HEADING


def _after_levels(side_seen: bool, draft: Draft, token: Token) -> bool:
    """A condition after all levels is advice about the running trade, not about entering it."""
    levels = [*draft.stops, *draft.targets]
    return (
        side_seen
        and bool(draft.stops and draft.targets)
        and all(level.token.start < token.start for level in levels)
    )


def _is_trigger(tokens: Sequence[Token], place: int) -> bool:
    """`after TP1 hit`, `once TP1 is hit`: a rule, not a report."""
    before = tokens[max(0, place - 5) : place]
    return any(token.cue is Cue.CONDITION or token.word == "after" for token in before)


def _same_line(tokens: Sequence[Token]) -> list[Token]:
    """What of these stands in the line that the last of them is in, marks left out."""
    start = max((place for place, token in enumerate(tokens) if token.kind is Kind.BREAK), default=-1) + 1
    return [token for token in tokens[start:] if token.kind is not Kind.MARK]


def _reports(tokens: Sequence[Token]) -> bool:
    """Whether a result word belongs to a target or a stop: beside it, or right after its price."""
    for place, token in enumerate(tokens):
        if token.cue is Cue.RESULT:
            before = _same_line(tokens[max(0, place - 4) : place])
            if any(each.cue in (Cue.TARGET, Cue.STOP) for each in before) and not _is_trigger(tokens, place):
                return True
    return False
