"""Posts about a trade that already stands: closes, partial closes, stop moves, cancels, additions.

Read clause by clause, in the order written. A clause that asks, supposes, denies or looks back is not an
instruction, and a clause of mostly unknown words is talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from core.signals.clauses import TALK, Clause, apart, clauses, corrected, is_talk, looks_back
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.reading import Action, Direction, Do, ReadingKind
from core.signals.token import Kind, Token

_NEVER = frozenset({Cue.EXAMPLE, Cue.INJECTION})
_STRANGERS_MAX = 2
# Without one of these nothing is asked for.
ASKS = frozenset(
    {Cue.CANCEL, Cue.BREAKEVEN, Cue.STOP, Cue.TRAIL, Cue.REENTER, Cue.TARGET, Cue.ENTRY, Cue.CLOSE, Cue.TRIM, Cue.EXIT,
     Cue.SELL, Cue.STC, Cue.ADD}
)  # fmt: skip
# What a cancel may be about, besides a symbol.
_OF_ANYTHING = frozenset({"removed", "remove", "delete", "deleted"})
_ORDERS = (
    Cue.POSITION, Cue.LIMIT, Cue.ENTRY, Cue.SIDE, Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT, Cue.ALL, Cue.BUY_STOP,
    Cue.SELL_STOP,
)  # fmt: skip
# Words for a target that are also the verb.
_TAKES = (
    "take",
    "taking",
    "scale out",
    "scaling out",
    "cover",
    "kar al",
    "kâr al",
    "chốt lời",
    "gewinnmitnahme",
    "익절",
    "利確",
    "利食い",
    "止盈",
)
_FROM = frozenset({"from", "von", "de", "desde", "da", "с", "з", "dari"})
_PEOPLE = frozenset({"i", "we", "he", "she", "they", "i've", "we've"})
# Before it `be` is break-even; elsewhere it is a verb.
_LEADS_TO_BE = (Cue.TO, Cue.AT, Cue.STOP, Cue.TRAIL, Cue.MOVE, Cue.NEW, Cue.MARKET)
# What a close is about, where no symbol is named.
_ANCHORS = (
    Cue.ALL, Cue.WHOLE, Cue.POSITION, Cue.MARKET, Cue.LONG, Cue.SHORT, Cue.LONGS, Cue.SHORTS, Cue.REST,
)  # fmt: skip
_THIS = frozenset(
    "this that この その 这 这个 这单 該 이 bu şu этот эту ce cette este esta esse questo dieser ini".split()
)
# Words for all of one thing, which stand before its name like those for all of several.
_ONE_WHOLE = frozenset("tutta toda toute ganze gesamte komplette inteira completa whole entire".split())
_VERBS = (Cue.BTO, Cue.STO, Cue.STC)
_BUYS_BACK = ("buy to close", "bought to close", "buying to close", "cover")
_TALKATIVE = 2  # words of no list in a post of which one word would otherwise be an instruction
# How `first`, `second` and `third` begin, in any language of the lists.
_ORDINALS = tuple(
    tuple(words.split())
    for words in (
        "first перв перш primer primeir premier erste primo prima pertama birinci الاول الأول اول pehla pehle 第一 첫",
        "second втор друг segund deuxième zweite secondo kedua ikinci الثاني الثانى دوم dusra doosra 第二 두번째",
        "third трет tercer terceir troisième dritte terzo ketiga üçüncü الثالث سوم teesra 第三 세번째",
    )
)
# An order that waits, by the name of its kind.
_PENDING = (Cue.BUY, Cue.SELL, Cue.LIMIT, Cue.BUY_STOP, Cue.SELL_STOP)
# A part only where it is said how large.
_NEED_SHARE = frozenset({"take", "taking", "off", "off at", "on prend", "je prends", "prenez"})
_WHOLE = Decimal(100)


@dataclass(slots=True)
class FollowUp:
    """What the clauses of a post ask for."""

    kind: ReadingKind
    actions: list[Action] = field(default_factory=list)
    scope: str | None = None
    direction: Direction | None = None
    price: Decimal | None = None
    counted: Decimal | None = None  # how many a close names: covered 200 @ 276.40
    unread: bool = False  # an instruction was seen whose numbers were not


def read(tokens: Sequence[Token], draft: Draft) -> FollowUp | None:
    """What this block asks of a standing trade, or None."""
    found = FollowUp(ReadingKind.NOTE)
    cues = {token.cue for token in tokens}
    if not cues.isdisjoint(_NEVER) or cues.isdisjoint(ASKS) or _explains(tokens):
        return None
    before: Clause | None = None
    for clause in clauses(tokens):
        named, before = before, clause
        if _stop_behind(named, clause, found):
            continue
        if _takes_price(clause, found) or _takes_share(clause, found):
            continue
        if is_talk(clause) or looks_back(tokens, clause) or clause.strangers > _STRANGERS_MAX:
            continue
        for part in apart(corrected(clause)):
            _clause(part, found, draft)
    if any(action.do is Do.REENTER for action in found.actions):
        found.kind = ReadingKind.UPDATE
    if found.kind is ReadingKind.CLOSE and found.actions and (draft.qty or found.counted):
        some = Action(do=Do.CLOSE_PART, qty=draft.qty or found.counted, price=found.price)
        found.actions.insert(0, some)  # what goes on after a close was not all of it
        found.kind = ReadingKind.UPDATE
    _lists_targets(tokens, found, draft)
    if found.kind is ReadingKind.NOTE and found.actions:
        found.kind = ReadingKind.UPDATE
    return None if found.kind is ReadingKind.NOTE else found


def _lists_targets(tokens: Sequence[Token], found: FollowUp, draft: Draft) -> None:
    """`ARB update`, a line for each target, `(new targets)`: nothing else of a trade is told."""
    if found.kind is not ReadingKind.NOTE or found.actions:
        return
    told = draft.direction or draft.entries or draft.stops or draft.unread or draft.unknown_words
    new = any(
        token.cue is Cue.NEW and place + 1 < len(tokens) and tokens[place + 1].cue is Cue.TARGET
        for place, token in enumerate(tokens)
    )
    doubtful = any(token.cue in TALK or token.cue is Cue.RESULT or token.text == "?" for token in tokens)
    if new and draft.symbol is not None and draft.targets and not told and not doubtful:
        _act(found, Action(do=Do.SET_TARGETS, targets=tuple(level.value for level in draft.targets)))


def _explains(tokens: Sequence[Token]) -> bool:
    """`stc = sell to close`: what words mean, and no number."""
    if any(token.kind is Kind.NUMBER for token in tokens):
        return False
    return any(
        token.text == "=" and place and tokens[place - 1].cue in _VERBS for place, token in enumerate(tokens)
    )


def _says_only(clause: Clause, *besides: Cue) -> bool:
    """Whether nothing but numbers, small words and these stand in a clause."""
    small = (Cue.AT, Cue.FILL, *besides)
    return all(token.kind is not Kind.WORD or token.cue in small for token in clause.tokens)


def _takes_price(clause: Clause, found: FollowUp) -> bool:
    """`Cover the COIN short, 291.20`: a price alone belongs to the close before it."""
    if not _says_only(clause) or len(clause.prices) != 1 or clause.fraction() is not None:
        return False
    price = clause.prices[0].value
    last = found.actions[-1] if found.actions else None
    if last is not None and last.do is Do.CLOSE_PART and last.price is None:
        found.actions[-1] = replace(last, price=price)
        return True
    if last is None and found.kind is ReadingKind.CLOSE and found.price is None:
        found.price = price
        return True
    return False


def _stop_behind(before: Clause | None, clause: Clause, found: FollowUp) -> bool:
    """`Stop goes under the new low, 3.118`: a price alone behind a stop that moves and has none."""
    if (
        before is None
        or not before.has(Cue.STOP)
        or before.prices
        or is_talk(before)
        or before.has(Cue.RESULT)
    ):
        return False
    if not _says_only(clause) or len(clause.prices) != 1 or len(clause.tokens) > 2:
        return False
    if not found.actions or found.actions[-1].do in (Do.BREAKEVEN, Do.MOVE_STOP):
        return False
    _act(found, Action(do=Do.MOVE_STOP, stop=clause.prices[0].value))
    return True


def _takes_share(clause: Clause, found: FollowUp) -> bool:
    """`Take off 20% at 0.1385, then 30% more at 0.1410`: a share and a price behind a part that was closed."""
    last = found.actions[-1] if found.actions else None
    if last is None or last.do is not Do.CLOSE_PART or len(clause.prices) != 1:
        return False
    if not _says_only(clause, Cue.AND):
        return False
    share = next((token.value for token in clause.tokens if token.unit == "%"), None)
    if share is not None:
        _act(found, Action(do=Do.CLOSE_PART, pct=share, price=clause.prices[0].value))
    return share is not None


def _clause(clause: Clause, found: FollowUp, draft: Draft) -> None:
    """Add what one clause asks for. The first rule that fits has it."""
    for rule in (_cancel, _breakeven, _reenter, _stop, _target, _entry, _part, _close, _add):
        if rule(clause, found, draft):
            return


def _cancel(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.CANCEL) or (clause.has(Cue.STOP, Cue.TRAIL) and clause.prices):
        return False  # `pull the stop up to 446` cancels nothing
    if not clause.symbol and not clause.has(*_ORDERS) and clause.strangers:
        return False  # a flight was cancelled
    word = clause.first(Cue.CANCEL)
    if word is not None and not _cancels(clause, word.word):
        return False
    found.kind = ReadingKind.CANCEL
    return True


def _cancels(clause: Clause, verb: str) -> bool:
    """Whether a verb that is said of anything (a person missed it, an option expired) is said of an order here."""
    told = clause.prices or any(token.word in _PEOPLE for token in clause.tokens)
    orders = clause.has(*_ORDERS)
    if verb == "expired":
        return orders
    if verb in ("missed", "skip"):
        return not told and (clause.symbol or orders or verb == "skip")
    return verb not in _OF_ANYTHING or clause.symbol or (orders and not told)


def _breakeven(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    about_stop = clause.has(Cue.STOP, Cue.TRAIL)
    word = clause.first(Cue.BREAKEVEN)
    to_entry = about_stop and _goes_to_entry(clause)
    if word is not None and clause.has(Cue.RESULT) and not clause.has(Cue.MOVE, Cue.TO) and not to_entry:
        return False  # stopped at break-even
    if (
        word is not None
        and word.cue is Cue.BREAKEVEN
        and "entry" in word.word
        and clause.prices
        and not about_stop
    ):
        return False  # move the entry to 98,750
    if word is not None and (_is_part_of_code(clause, word) or _is_counted(clause, word)):
        word = None
    if word is not None and word.text == "be" and not _stands_for_breakeven(clause, word):
        word = None
    alone = (
        word is not None
        and (word.word not in ("be", "cost") or word.text == "BE")
        and clause.strangers <= bool(found.actions)
        and not clause.prices
    )
    if not ((word and (about_stop or clause.has(Cue.MOVE))) or to_entry or alone):
        return False
    _act(found, Action(do=Do.BREAKEVEN))
    return True


def _goes_to_entry(clause: Clause) -> bool:
    """`stop to entry`, and not `entries with a stop`."""
    stop, entry = clause.first(Cue.STOP, Cue.TRAIL), clause.first(Cue.ENTRY)
    if stop is None or entry is None or clause.prices:
        return False
    return stop.start < entry.start or clause.has(Cue.MOVE, Cue.TO)


def _is_part_of_code(clause: Clause, word: Token) -> bool:
    """bep20"""
    at = clause.tokens.index(word) + 1
    return at < len(clause.tokens) and clause.tokens[at].glued and clause.tokens[at].kind is Kind.NUMBER


def _stands_for_breakeven(clause: Clause, word: Token) -> bool:
    at = clause.tokens.index(word)
    return at == len(clause.tokens) - 1 or (at > 0 and clause.tokens[at - 1].cue in _LEADS_TO_BE)


def _reenter(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.REENTER) or (clause.strangers and not clause.symbol):
        return False
    prices = clause.prices
    _act(found, Action(do=Do.REENTER, price=prices[0].value if prices else None))
    return True


def _stop(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.STOP, Cue.TRAIL) or (clause.has(Cue.SAME) and not clause.prices):
        return False
    if clause.has(Cue.TRAIL) and clause.fraction() is not None:
        _act(found, Action(do=Do.TRAIL_STOP, pct=clause.fraction()))
        return True
    prices = clause.prices
    if not prices and clause.has(Cue.MOVE, Cue.TO) and clause.has(Cue.TARGET):
        found.unread = True  # stop to TP1: where that is stands in another post
        return True
    if not prices or _reports_stop(clause):
        return False
    if clause.has(Cue.TARGET) and len(prices) > 1:
        found.unread = True  # which of them is the stop's is not for us to guess
        return True
    moved = clause.has(Cue.MOVE, Cue.NEW, Cue.TO, Cue.TRAIL, Cue.MARKET) or any(
        t.text == ">" for t in clause.tokens
    )
    if not moved and _is_remark(clause, found, draft):
        return False
    _act(found, Action(do=Do.MOVE_STOP, stop=prices[-1].value))
    return True


def _reports_stop(clause: Clause) -> bool:
    """Whether the stop was hit; a check mark behind a stop that is moved only says that it is done."""
    word = clause.first(Cue.RESULT)
    if word is None:
        return False
    return word.text.isalpha() or not clause.has(Cue.TO, Cue.MOVE, Cue.NEW)


def _is_remark(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    """Whether a bare `stop 58500` stands in talk, or beside the levels of a trade."""
    told = bool(draft.entries or draft.targets) and not found.actions
    return bool(clause.strangers) or draft.unknown_words > _TALKATIVE or told


def _changes_target(clause: Clause, found: FollowUp) -> bool:
    """Whether a clause moves targets, names the only one left, or counts one behind another instruction."""
    tokens = clause.tokens
    left = {"only", "left"} <= {token.word for token in tokens}
    if not clause.has(Cue.TARGET) or clause.has(Cue.CLOSE, Cue.TRIM) or (clause.has(Cue.RESULT) and not left):
        return False
    if (
        left
        or clause.has(Cue.MOVE, Cue.NEW, Cue.TO, Cue.MARKET)
        or any(token.text == ">" for token in tokens)
    ):
        return True
    aims = [at for at, token in enumerate(tokens) if token.cue is Cue.TARGET]
    counted = any(_counts(tokens, at) for at in aims) or _ordinal(tokens, aims[0]) is not None
    return bool(found.actions) and counted


def _target(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not _changes_target(clause, found):
        return False
    named = [place for place, token in enumerate(clause.tokens) if token.cue is Cue.TARGET]
    at = next((place for place in named if _counts(clause.tokens, place)), named[0])
    index = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    prices = [price for price in clause.prices if not _moves_from(clause.tokens, price)]
    ordinal = _ordinal(clause.tokens, at)
    if ordinal is not None and len(prices) == 1:
        _act(found, Action(do=Do.SET_TARGET, index=ordinal, price=prices[0].value))
        return True
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


def _moves_from(tokens: Sequence[Token], price: Token) -> bool:
    """`from 19.8 to 21.5`: where it was, and not where it goes."""
    at = tokens.index(price)
    leads = at > 0 and tokens[at - 1].word in _FROM
    return leads and at + 1 < len(tokens) and tokens[at + 1].cue is Cue.TO


def _ordinal(tokens: Sequence[Token], at: int) -> int | None:
    """Which target is meant by a word beside it: the second one."""
    for token in (*tokens[max(0, at - 2) : at + 2],):
        for number, words in enumerate(_ORDINALS, start=1):
            parts = token.word.split(" ")
            if token.kind is Kind.WORD and (parts[0].startswith(words) or parts[-1].startswith(words)):
                return number
        before = token.unit == "index" and token.end <= tokens[at].start
        if token is tokens[at]:
            continue
        if (token.unit == "ordinal" or before) and token.value is not None:
            return int(token.value)
    return None


def _counts(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at this place is counted: TP2."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and after.unit == "index"


def _entry(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    order = clause.has(Cue.ENTRY) or _names_entry(clause) or (clause.has(*_PENDING) and clause.has(Cue.MOVE))
    if not order or not clause.prices:
        return False
    if not clause.has(Cue.MOVE) and (not clause.has(Cue.NEW) or draft.has_levels):
        return False
    entries = tuple(price.value for price in clause.prices if price.value is not None)
    _act(found, Action(do=Do.SET_ENTRY, entries=entries))
    return True


def _names_entry(clause: Clause) -> bool:
    """`move the entry to 98,750`: the words for break-even, with a price."""
    word = clause.first(Cue.BREAKEVEN)
    return word is not None and "entry" in word.word


def _part(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    share, counted = clause.fraction(), clause.counted()
    leaves = clause.first(Cue.EXIT)
    ratio = leaves is not None and leaves.word == "out of" and _is_counted(clause, leaves)
    cut = clause.first(Cue.STOP)
    verb = (
        (cut is not None and _is_cut(clause, cut))
        or clause.has(Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.STC)
        or (leaves is not None and not ratio)
        or (clause.has(Cue.TARGET) and _imperative(clause))
    )
    if not verb or clause.has(Cue.BUY, Cue.BTO, Cue.STO):
        return False
    if counted is not None:
        _act(found, Action(do=Do.CLOSE_PART, qty=counted, price=clause.price_beside_counts()))
        return True
    some = clause.has(Cue.PART) and not clause.has(Cue.WHOLE) and not clause.strangers
    if share is None and not some and not _trims(clause):
        return False
    if share is not None and (share >= _WHOLE or _is_result(clause)):
        return False
    _act(found, Action(do=Do.CLOSE_PART, pct=share, price=clause.price()))
    return True


def _is_result(clause: Clause) -> bool:
    """`closed my week at -3.2%`: a share with its sign, and no price."""
    signed = any(token.unit == "%" and token.sign for token in clause.tokens)
    return signed and not clause.prices and not clause.symbol


def _is_cut(clause: Clause, word: Token) -> bool:
    """`FETUSDT: cut 35%`, where the word is no stop."""
    alone = not clause.strangers and not clause.prices
    return alone and word.word in ("cut", "cutting") and clause.fraction() is not None


def _is_counted(clause: Clause, word: Token) -> bool:
    """4.98% out of 5"""
    at = clause.tokens.index(word)
    return at > 0 and clause.tokens[at - 1].kind is Kind.NUMBER


def _imperative(clause: Clause) -> bool:
    word = clause.first(Cue.TARGET)
    return word is not None and word.word.startswith(_TAKES)


def _trims(clause: Clause) -> bool:
    word = clause.first(Cue.TRIM)
    meant = (
        clause.symbol or clause.has(Cue.MARKET, Cue.POSITION, Cue.PART, Cue.REST) or len(clause.tokens) < 3
    )
    return word is not None and word.word not in _NEED_SHARE and not clause.strangers and meant


def _count_before_price(clause: Clause) -> Decimal | None:
    """`covered 200 @ 276.40`"""
    prices = clause.prices
    counted = (
        len(prices) == 2 and prices[0].text.isdigit() and any(token.text == "@" for token in clause.tokens)
    )
    return prices[0].value if counted else None


def _close(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    word = clause.first(Cue.CLOSE, Cue.EXIT, Cue.STC)
    sells = clause.first(Cue.SELL)
    leaves = (
        sells is not None
        and (sells.word == "sold" or clause.has(Cue.ALL, Cue.WHOLE))
        and not draft.stops
        and not draft.targets
    )
    if _takes_off(clause):
        found.kind, found.scope = ReadingKind.CLOSE, "position"
        return True
    if (word is None and not leaves) or not _tells_close(clause, word, draft):
        return False
    one = any(token.word in _THIS for token in clause.tokens)  # this short, all of it
    many = clause.has(Cue.ALL) and draft.symbol is None and not clause.has(Cue.REST) and not one
    found.kind = ReadingKind.CLOSE
    several = many or clause.has(Cue.LONGS, Cue.SHORTS) or found.scope == "all"
    found.scope = "all" if several else "position"
    found.direction = _closed_side(clause, word, draft) or found.direction
    found.price = clause.price() or found.price
    found.counted = _count_before_price(clause)
    return True


def _takes_off(clause: Clause) -> bool:
    """`take the whole thing off`, `cut loss di sini`: a close by words for a part and for a stop."""
    if clause.strangers or clause.prices:
        return False
    stop = clause.first(Cue.STOP)
    if stop is not None:
        return stop.word.startswith("cut") and clause.has(Cue.MARKET)
    return clause.has(Cue.TRIM) and clause.has(Cue.WHOLE) and clause.fraction() is None


def are_several(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word for all stands before one for positions: `alle Positionen`, and not `all of this position`."""
    if tokens[place].word in _ONE_WHOLE:
        return False
    for token in tokens[place + 1 : place + 5]:
        if token.cue is Cue.POSITION:
            return not token.word.startswith(tuple(_THIS))
        if token.word in _THIS or token.cue not in (Cue.FILL, Cue.RUNNER, Cue.WORTH):
            return False
    return False


def _tells_close(clause: Clause, word: Token | None, draft: Draft) -> bool:
    """Whether a word for leaving is about a trade: it is named, or the clause is that word and little else."""
    if clause.has(Cue.STOP):
        return False
    if clause.has(Cue.CENTS) and not clause.symbol and not clause.has(*_ANCHORS):
        return False  # out with 20 pips
    if clause.has(Cue.RESULT) and not clause.symbol and not clause.has(Cue.POSITION, Cue.ALL):
        return False
    if word is not None and word.word == "flat" and clause.strangers:
        return False  # NIFTY opened flat
    if draft.unknown_words > _TALKATIVE and len(clause.tokens) == 1:
        return False  # flat, which after fees is red
    first = next(token for token in clause.tokens if token.kind is not Kind.MARK)
    if (
        word is not None
        and not clause.symbol
        and not clause.has(*_ANCHORS)
        and _is_of_another_thing(clause, word)
    ):
        return False  # closed my laptop at 4
    alone = clause.strangers <= bool(clause.prices) and first is word
    return alone or clause.symbol or clause.has(*_ANCHORS)


def _is_of_another_thing(clause: Clause, word: Token) -> bool:
    """Whether the word behind a verb, but for small ones, is one that no list has."""
    behind = clause.tokens[clause.tokens.index(word) + 1 :]
    thing = next((token for token in behind if token.cue is not Cue.FILL), None)
    return thing is not None and thing.kind is Kind.WORD and thing.cue is None


def _closed_side(clause: Clause, word: Token | None, draft: Draft) -> Direction | None:
    if draft.closes_short or (word is not None and word.word.startswith(_BUYS_BACK)):
        return Direction.SHORT
    if clause.has(Cue.LONGS, Cue.LONG):
        return Direction.LONG
    if clause.has(Cue.SHORTS, Cue.SHORT):
        return Direction.SHORT
    pending = clause.first(Cue.BUY, Cue.SELL)
    if pending is None or word is None or word.cue is not Cue.CLOSE:
        return None
    return Direction.LONG if pending.cue is Cue.BUY else Direction.SHORT


def _add(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.ADD) or clause.has(Cue.STOP, Cue.TARGET):
        return False
    prices = clause.prices
    share = clause.fraction()
    if not prices and share is None and not clause.has(Cue.MARKET):
        return False
    if clause.strangers > (draft.symbol is not None) and not clause.symbol:
        return False
    _act(found, Action(do=Do.ADD, price=prices[0].value if prices else None, size_pct=share))
    return True


def _act(found: FollowUp, action: Action) -> None:
    if action not in found.actions:
        found.actions.append(action)
