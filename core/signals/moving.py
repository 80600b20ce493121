"""A clause that moves the levels of a standing trade: its stop, its targets, the prices it waits at."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from core.signals.asked import TALKATIVE, FollowUp, act
from core.signals.clauses import Clause, is_check_mark
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.leaving import TAKES, cuts_name
from core.signals.reading import Action, Do
from core.signals.token import Kind, Token

_FROM = frozenset({"from", "von", "de", "desde", "da", "с", "з", "dari", "از", "由"})
# How `first`, `second` and `third` begin, in any language of the lists.
_ORDINALS = tuple(
    tuple(words.split())
    for words in (
        "first ilk перв перш primer primeir premier erste primo prima pertama birinci الاول الأول اول pehl 第一 첫",
        "second втор друг segund deuxième zweite secondo kedua ikinci الثاني الثانى دوم dusra doosra 第二 두번째",
        "third трет tercer terceir troisième dritte terzo ketiga üçüncü الثالث سوم teesra 第三 세번째",
    )
)
# An order that waits, by the name of its kind.
_PENDING = (Cue.BUY, Cue.SELL, Cue.LIMIT, Cue.BUY_STOP, Cue.SELL_STOP)
_SMALL_WORDS = (Cue.FILL, Cue.AT, Cue.TO, Cue.MARKET, Cue.NEW, Cue.MOVE)
_SMALL = 3  # figures of a number that may count
_DONE = frozenset({"bought", "sold"})
_STAYS = frozenset(
    {"stays", "stays at", "remains", "unchanged", "bleibt", "sigue", "resta", "reste", "остаётся", "остается"}
)
_IN = frozenset({"en", "in", "em"})  # where something stands, and no word for an order
BIDS = frozenset({"bid", "bids", "ask", "offer"})


def _stays(clause: Clause) -> bool:
    """`SL stays 21.3`: where it is, and no move."""
    return any(token.cue is Cue.STOP and after.word in _STAYS for token, after in pairwise(clause.tokens))


def stop(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.STOP, Cue.TRAIL) or (clause.has(Cue.SAME) and not clause.prices) or _stays(clause):
        return False
    if clause.has(Cue.TRAIL) and clause.fraction() is not None:
        act(found, Action(do=Do.TRAIL_STOP, pct=clause.fraction()))
        return True
    word = clause.first(Cue.STOP)
    if word is not None and word.word.startswith("cut") and _is_no_stop(clause, word):
        return False
    prices = clause.prices
    if len(prices) == 2:  # up to 2.40 from 1.75
        prices = [price for price in prices if not _leaves_from(clause, price)] or prices
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
    if len(prices) == 1 and _leaves_from(clause, prices[0]):
        return False  # I moved my stop from 211, for nothing
    act(found, Action(do=Do.MOVE_STOP, stop=prices[-1].value))
    return True


def _is_no_stop(clause: Clause, word: Token) -> bool:
    """`cut DOT at 7.27`; `cut to neutral at 140`: what somebody thinks of a share."""
    behind = clause.behind(word)
    opinion = (
        len(behind) > 1 and behind[0].cue is Cue.TO and behind[1].kind is Kind.WORD and behind[1].cue is None
    )
    return opinion or cuts_name(clause, word) or any(token.cue is Cue.POSITION for token in behind)


def _reports_stop(clause: Clause) -> bool:
    """Whether the stop was hit; a check mark behind a stop that is moved only says that it is done."""
    word = clause.first(Cue.RESULT)
    if word is None:
        return False
    named = clause.first(Cue.STOP, Cue.TRAIL)
    before = named is not None and word.end <= named.start  # in profit, SL to 2655
    return not (is_check_mark(word) or before) or not clause.has(Cue.TO, Cue.MOVE, Cue.NEW)


def _counts_losses(clause: Clause) -> bool:
    """`9 gains e 3 loss`, `2 in perdita`: how many, and no price."""
    word = clause.first(Cue.STOP)
    at = 0 if word is None else clause.tokens.index(word)
    before = next(
        (
            token
            for token in reversed(clause.tokens[:at])
            if token.cue not in (Cue.FILL, Cue.WHOLE, Cue.AT, Cue.ENTRY)
        ),
        None,
    )
    counted = before is not None and before.text.isdigit() and len(before.text) < _SMALL
    return counted or (word is not None and word.word == "loss")  # a loss of 200


def _is_remark(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    """Whether a bare `stop 58500` stands in talk, or beside the levels of a trade."""
    told = bool(draft.entries or draft.direction) and not found.actions
    word = 1 if found.actions or _is_labelled(clause) or _ends_with_price(clause) else 0  # стоп общий 121
    return clause.strangers > word or (draft.unknown_words > TALKATIVE and not found.actions) or told


def _ends_with_price(clause: Clause) -> bool:
    """`SL under the last low: 0.512`: from the word to its price, and the price is none of talk."""
    first, last = clause.tokens[0], clause.tokens[-1]
    below = any(token.cue in (Cue.BELOW, Cue.ABOVE) for token in clause.tokens)
    return first.cue is Cue.STOP and below and last.is_price and len(last.text) >= _SMALL


def _is_labelled(clause: Clause) -> bool:
    """`corro el stop a 33,10`: a price right behind the word, but for the small ones."""
    at = next(place for place, token in enumerate(clause.tokens) if token.cue in (Cue.STOP, Cue.TRAIL))
    small = (Cue.FILL, Cue.AT, Cue.TO)
    thing = next((token for token in clause.tokens[at + 1 :] if token.cue not in small), None)
    return clause.symbol and thing is not None and thing.is_price


def _changes_target(clause: Clause, found: FollowUp) -> bool:
    """Whether a clause moves targets, names the only one left, or counts one behind another instruction."""
    tokens = clause.tokens
    counts = any(_counts(tokens, at) for at, token in enumerate(tokens) if token.cue is Cue.TARGET)
    goes_on = clause.goes_on and (found.actions or counts)
    if goes_on and clause.has(Cue.TARGET) and not clause.has(Cue.RESULT):
        return True  # modify the order: sl=149.35 tp=148.6
    if is_check_mark(tokens[0]) and clause.has(Cue.MOVE):
        clause = Clause(tokens[1:])  # a check mark that only decorates
    left = {"only", "left"} <= {token.word for token in tokens} and clause.strangers < 2
    if _takes_share(clause):
        return False
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
    return counted and (bool(found.actions) or (len(aims) == 1 and _says_only_target(clause)))


def _takes_share(clause: Clause) -> bool:
    """`scale out: 1/4 here @ 51.05`: a share is taken, and no target is set."""
    first = clause.tokens[0]
    verb = first.cue is Cue.TARGET and first.word.startswith(TAKES)
    return verb and clause.fraction() is not None and len(clause.prices) < 2


def _is_told_alone(clause: Clause, draft: Draft) -> bool:
    """`2. hedefi 2,10 yapın`, `dusra target 440`: one of the targets and its price, and nothing of a trade."""
    aims = [at for at, token in enumerate(clause.tokens) if token.cue is Cue.TARGET]
    if len(aims) != 1 or len(clause.prices) != 1 or _ordinal(clause.tokens, aims[0]) is None:
        return False
    told = draft.direction or draft.entries or draft.stops or draft.unread or len(draft.targets) != 1
    return not told and clause.says_only(Cue.FILL, Cue.AT, Cue.TARGET, Cue.TO)


def _says_only_target(clause: Clause) -> bool:
    """`AVAX third target 15.60`: a name, then a target, its price, and small words."""
    only = clause.says_only(Cue.FILL, Cue.AT, Cue.TARGET, Cue.ENTRY)
    return only and clause.symbol and len(clause.prices) == 1 and clause.tokens[0].cue is not Cue.TARGET


def target(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not _changes_target(clause, found) and not _is_told_alone(clause, draft):
        return False
    each = _counted_targets(clause)
    if len(each) > 1 and [number for number, _ in each] != list(range(1, len(each) + 1)):
        for number, price in each:
            act(found, Action(do=Do.SET_TARGET, index=number, price=price))
        return True
    named = [place for place, token in enumerate(clause.tokens) if token.cue is Cue.TARGET]
    at = next((place for place in named if _counts(clause.tokens, place)), named[0])
    index = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    prices = [price for price in clause.prices if not _moves_from(clause, price)]
    if prices and not clause.symbol and _strangers_between(clause, clause.tokens[named[0]], prices[0]):
        return False  # my target is to retire at 40
    ordinal = _ordinal(clause.tokens, at) or _ordinal_elsewhere(clause, named)
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


def _strangers_between(clause: Clause, word: Token, price: Token) -> bool:
    tokens = clause.tokens[clause.tokens.index(word) : clause.tokens.index(price)]
    small = price.text.isdigit() and len(price.text) < _SMALL
    return small and any(token.kind is Kind.WORD and token.cue is None for token in tokens)


def _stands_behind_from(clause: Clause, price: Token) -> bool:
    before = clause.before(price)
    return before is not None and before.word in _FROM


def _leaves_from(clause: Clause, price: Token) -> bool:
    """`up to 2.40 from 1.75`, `I moved my stop from 211`: the price that a level was moved from."""
    return clause.has(Cue.MOVE, Cue.TO) and _stands_behind_from(clause, price)


def _moves_from(clause: Clause, price: Token) -> bool:
    """`from 19.8 to 21.5`: where it was, and right behind it where it goes."""
    behind = clause.behind(price)
    return _stands_behind_from(clause, price) and bool(behind) and behind[0].cue is Cue.TO


def _counted_targets(clause: Clause) -> list[tuple[int, Decimal]]:
    """`tp2 -> 41.8 tp3 -> 43`: each count with the price behind it."""
    out: list[tuple[int, Decimal]] = []
    tokens = clause.tokens
    for place, token in enumerate(tokens[:-1]):
        count = tokens[place + 1]
        if token.cue is not Cue.TARGET or count.unit != "index" or count.value is None:
            continue
        ahead = tokens[place + 2 : place + 6]
        price = next((each for each in ahead if each.kind is Kind.NUMBER or each.cue is Cue.TARGET), None)
        if price is not None and price.is_price and price.value is not None:
            out.append((int(count.value), price.value))
    return out


def _ordinal_elsewhere(clause: Clause, named: Sequence[int]) -> int | None:
    """`TP moved: first target now 0.8020`: which one, beside another of the words for it; `the first one is 0.8020`."""
    beside = {_ordinal(clause.tokens, at) for at in named} - {None}
    if not beside:
        beside = {_ordinal_of(token) for token in _pointing(clause.tokens)} - {None}
    return beside.pop() if len(beside) == 1 else None


def _pointing(tokens: Sequence[Token]) -> list[Token]:
    """The words that a price is right behind, small words between."""
    out = []
    for place, token in enumerate(tokens):
        thing = next((each for each in tokens[place + 1 :] if each.cue not in _SMALL_WORDS), None)
        if token.kind is Kind.WORD and thing is not None and thing.is_price:
            out.append(token)
    return out


def _ordinal_of(token: Token) -> int | None:
    """`second` and `the second one` as a count, in any language of the lists."""
    parts = token.word.split(" ")
    for number, words in enumerate(_ORDINALS, start=1):
        if token.kind is Kind.WORD and (parts[0].startswith(words) or parts[-1].startswith(words)):
            return number
    return None


def _ordinal(tokens: Sequence[Token], at: int) -> int | None:
    """Which target is meant by a word beside it: the second one."""
    for token in (*tokens[max(0, at - 2) : at + 2],):
        if (number := _ordinal_of(token)) is not None:
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
    named = any(token.cue is Cue.ENTRY and token.word not in _IN for token in clause.tokens)
    order = named or _names_entry(clause) or (pending and clause.has(Cue.MOVE, Cue.NEW))
    if not order or not clause.prices:
        return False
    if not clause.has(Cue.MOVE) and (not clause.has(Cue.NEW) or draft.has_levels):
        return False
    entries = tuple(
        price.value for price in clause.prices if price.value is not None and not _moves_from(clause, price)
    )
    act(found, Action(do=Do.SET_ENTRY, entries=entries))
    return True


def _names_entry(clause: Clause) -> bool:
    """`move the entry to 98,750`: the words for break-even, with a price."""
    word = clause.first(Cue.BREAKEVEN)
    return word is not None and "entry" in word.word
