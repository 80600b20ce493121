"""A clause that moves the levels of a standing trade: its stop, its targets, the prices it waits at."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.asked import TALKATIVE, FollowUp, act
from core.signals.clauses import Clause
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.reading import Action, Do
from core.signals.token import Kind, Token

_FROM = frozenset({"from", "von", "de", "desde", "da", "с", "з", "dari"})
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
_SMALL = 3  # figures of a number that may count
_DONE = frozenset({"bought", "sold"})
BIDS = frozenset({"bid", "bids", "ask", "offer"})


def stop(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.STOP, Cue.TRAIL) or (clause.has(Cue.SAME) and not clause.prices):
        return False
    if clause.has(Cue.TRAIL) and clause.fraction() is not None:
        act(found, Action(do=Do.TRAIL_STOP, pct=clause.fraction()))
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
    moved = clause.goes_on or clause.has(Cue.MOVE, Cue.NEW, Cue.TO, Cue.TRAIL, Cue.MARKET)
    moved = moved or any(token.text == ">" for token in clause.tokens)
    if not moved and (_counts_losses(clause) or _is_remark(clause, found, draft)):
        return False
    act(found, Action(do=Do.MOVE_STOP, stop=prices[-1].value))
    return True


def _reports_stop(clause: Clause) -> bool:
    """Whether the stop was hit; a check mark behind a stop that is moved only says that it is done."""
    word = clause.first(Cue.RESULT)
    if word is None:
        return False
    return word.text.isalpha() or not clause.has(Cue.TO, Cue.MOVE, Cue.NEW)


def _counts_losses(clause: Clause) -> bool:
    """`9 gains e 3 loss`, `2 in perdita`: how many, and no price."""
    word = clause.first(Cue.STOP)
    at = 0 if word is None else clause.tokens.index(word)
    before = clause.tokens[at - 1] if at else None
    return before is not None and before.text.isdigit() and len(before.text) < _SMALL


def _is_remark(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    """Whether a bare `stop 58500` stands in talk, or beside the levels of a trade."""
    told = bool(draft.entries or draft.targets) and not found.actions
    return bool(clause.strangers) or draft.unknown_words > TALKATIVE or told


def _changes_target(clause: Clause, found: FollowUp) -> bool:
    """Whether a clause moves targets, names the only one left, or counts one behind another instruction."""
    tokens = clause.tokens
    if found.actions and clause.goes_on and clause.has(Cue.TARGET) and not clause.has(Cue.RESULT):
        return True  # modify the order: sl=149.35 tp=148.6
    if tokens[0].cue is Cue.RESULT and not tokens[0].text.isalnum() and clause.has(Cue.MOVE):
        clause = Clause(tokens[1:])  # a check mark that only decorates
    left = {"only", "left"} <= {token.word for token in tokens} and clause.strangers < 2
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


def target(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not _changes_target(clause, found):
        return False
    named = [place for place, token in enumerate(clause.tokens) if token.cue is Cue.TARGET]
    at = next((place for place in named if _counts(clause.tokens, place)), named[0])
    index = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    prices = [price for price in clause.prices if not _moves_from(clause.tokens, price)]
    ordinal = _ordinal(clause.tokens, at)
    if ordinal is not None and len(prices) == 1:
        act(found, Action(do=Do.SET_TARGET, index=ordinal, price=prices[0].value))
        return True
    numbered = (
        index is not None
        and index.kind is Kind.NUMBER
        and (index.unit == "index" or index.text in list("123456789"))
    )
    if numbered and index is not None and index.value is not None:
        prices = [price for price in prices if price is not index]
        if len(prices) == 1:
            act(found, Action(do=Do.SET_TARGET, index=int(index.value), price=prices[0].value))
            return True
    if not prices:
        return False
    act(
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


def entry(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    pending = any(
        (token.cue in _PENDING and token.word not in _DONE) or token.word in BIDS for token in clause.tokens
    )
    order = clause.has(Cue.ENTRY) or _names_entry(clause) or (pending and clause.has(Cue.MOVE))
    if not order or not clause.prices:
        return False
    if not clause.has(Cue.MOVE) and (not clause.has(Cue.NEW) or draft.has_levels):
        return False
    entries = tuple(
        price.value
        for price in clause.prices
        if price.value is not None and not _moves_from(clause.tokens, price)
    )
    act(found, Action(do=Do.SET_ENTRY, entries=entries))
    return True


def _names_entry(clause: Clause) -> bool:
    """`move the entry to 98,750`: the words for break-even, with a price."""
    word = clause.first(Cue.BREAKEVEN)
    return word is not None and "entry" in word.word
