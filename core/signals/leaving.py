"""A clause that ends a standing trade or a part of it, or takes back an order that waits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.signals.asked import TALKATIVE, FollowUp, act, is_counted
from core.signals.clauses import Clause
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.reading import Action, Direction, Do, ReadingKind
from core.signals.token import Kind, Token

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
_PEOPLE = frozenset({"you", "i", "we", "he", "she", "they", "i've", "we've"})
# What a close is about, where no symbol is named.
_ANCHORS = (
    Cue.ALL, Cue.WHOLE, Cue.POSITION, Cue.MARKET, Cue.LONG, Cue.SHORT, Cue.LONGS, Cue.SHORTS, Cue.REST,
)  # fmt: skip
_THIS = frozenset(
    "this that この その 这 这个 这单 該 이 bu şu этот эту ce cette este esta esse questo dieser ini".split()
)
# Words for all of one thing, which stand before its name like those for all of several.
_ONE_WHOLE = frozenset("tutta toda toute ganze gesamte komplette inteira completa whole entire".split())
_BUYS_BACK = ("buy to close", "bought to close", "buying to close", "cover")
# A part only where it is said how large.
_NEED_SHARE = frozenset(
    {"saco", "incassare", "take", "taking", "off", "off at", "on prend", "je prends", "prenez"}
)
_WHOLE = Decimal(100)
_ORDER = frozenset({"order", "orders", "the order"})


def _kills_order(clause: Clause) -> bool:
    """`Kill the US30 pending`, `close the limit`: a word for leaving, and what is left is an order that waits."""
    word = clause.first(Cue.CLOSE)
    if word is None or clause.prices or clause.has(Cue.POSITION, Cue.STOP, Cue.TARGET, Cue.MARKET):
        return False
    order = any(token.word in _ORDER for token in clause.tokens)
    return clause.has(Cue.LIMIT) or (word.word == "kill" and order)


def cancel(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if _kills_order(clause):
        found.kind = ReadingKind.CANCEL
        return True
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
        named = (clause.symbol and not clause.strangers) or orders
        return not told and (named or verb == "skip")
    return verb not in _OF_ANYTHING or clause.symbol or (orders and not told)


def part(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    share, counted = clause.fraction(), clause.counted()
    leaves = clause.first(Cue.EXIT)
    ratio = leaves is not None and leaves.word in ("out of", "flat") and is_counted(clause, leaves)
    cut = clause.first(Cue.STOP)
    verb = (
        (cut is not None and _is_cut(clause, cut))
        or clause.has(Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.STC)
        or (leaves is not None and not ratio)
        or (clause.has(Cue.TARGET) and _imperative(clause))
    )
    leads = clause.tokens[0].cue in (Cue.HALF, Cue.THIRD, Cue.QUARTER) and clause.has(Cue.MARKET)
    verb = verb or (leads and not clause.strangers)  # half at market
    if not verb or clause.has(Cue.BUY, Cue.BTO, Cue.STO):
        return False
    if counted is not None:
        act(found, Action(do=Do.CLOSE_PART, qty=counted, price=clause.price_beside_counts()))
        return True
    some = clause.has(Cue.PART) and not clause.has(Cue.WHOLE) and not clause.strangers
    if share is None and not some and not _trims(clause):
        return False
    if share is not None and (share >= _WHOLE or _is_result(clause)):
        return False
    act(found, Action(do=Do.CLOSE_PART, pct=share, price=clause.price()))
    return True


def _is_result(clause: Clause) -> bool:
    """`closed my week at -3.2%`: a share with its sign, and no price."""
    signed = any(token.unit == "%" and token.sign for token in clause.tokens)
    return signed and not clause.prices and not clause.symbol


def _is_cut(clause: Clause, word: Token) -> bool:
    """`FETUSDT: cut 35%`, where the word is no stop."""
    alone = not clause.strangers and not clause.prices
    return alone and word.word in ("cut", "cutting") and clause.fraction() is not None


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


def close(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    word = clause.first(Cue.CLOSE, Cue.EXIT, Cue.STC)
    sells = clause.first(Cue.SELL)
    part = sells is not None and sells.word == "sold" and Cue.REST in draft.cues and draft.qty is not None
    leaves = part or (
        sells is not None
        and (sells.word == "sold" or clause.has(Cue.ALL, Cue.WHOLE))
        and not draft.stops
        and not draft.targets
    )
    if _takes_off(clause):
        several = clause.has(Cue.LONGS, Cue.SHORTS)
        found.kind, found.scope = ReadingKind.CLOSE, "all" if several else "position"
        found.direction = _closed_side(clause, None, draft) or found.direction
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
        first = stop is clause.tokens[0] and clause.symbol and clause.fraction() is None
        return stop.word.startswith("cut") and (clause.has(Cue.MARKET) or first)
    several = clause.has(Cue.LONGS, Cue.SHORTS) and any(token.word == "off" for token in clause.tokens)
    return clause.has(Cue.TRIM) and (clause.has(Cue.WHOLE) or several) and clause.fraction() is None


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
    stated = clause.strangers or any(token.language == "hi" for token in clause.tokens)
    if word is not None and word.word == "flat" and stated:
        return False  # NIFTY opened flat; flat hai yaar
    if draft.unknown_words > TALKATIVE and len(clause.tokens) == 1:
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
