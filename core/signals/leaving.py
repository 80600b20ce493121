"""A clause that ends a standing trade or a part of it, or takes back an order that waits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.signals import telling
from core.signals.asked import TALKATIVE, FollowUp, act, is_counted
from core.signals.clauses import SHARES, Clause, is_check_mark
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.lexicon import is_hangul, lexicon
from core.signals.reading import Action, Direction, Do, ReadingKind
from core.signals.token import Kind, Strength, Token

# What a cancel may be about, besides a symbol.
_OF_ANYTHING = frozenset({"removed", "remove", "delete", "deleted", "never mind", "nevermind", "forget it"})
_ORDERS = (
    Cue.POSITION, Cue.LIMIT, Cue.ENTRY, Cue.SIDE, Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT, Cue.ALL, Cue.BUY_STOP,
    Cue.SELL_STOP,
)  # fmt: skip
# Words for a target that are also the verb.
TAKES = (
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
    "جني",
    "جنى",
    "利確",
    "利食い",
    "止盈",
)
_PEOPLE = frozenset({"you", "i", "we", "he", "she", "they", "i've", "we've"})
# What a close is about, where no symbol is named.
_ANCHORS = (
    Cue.ALL, Cue.WHOLE, Cue.POSITION, Cue.MARKET, Cue.LONG, Cue.SHORT, Cue.LONGS, Cue.SHORTS, Cue.REST,
)  # fmt: skip
_IT = frozenset({"it", "this", "them"})
_OFF = frozenset({"off", "comes off", "coming off", "off now", "off the table"})
_VENUES = frozenset({"exchange", "broker", "binance", "bybit", "venue"})
# Who closes, and small words before it: `I just closed`.
_SELVES = frozenset(
    "i i'm im i've we we're we've just so ok okay right now that this one guys folks team all".split()
)
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
_MINE = frozenset({"my", "ma", "mon", "mi", "meu", "minha", "mein", "meine", "mio", "mia"})
_SECURES = ("secur", "sécuris", "amankan", "asegur", "proteg", "обезоп", "sicher", "blind")
_PRICES = frozenset({"price", "px", "harga", "fiyat", "قيمت", "価格", "가격"})
_BANKS = ("book", "bank")
_LOCKS = frozenset({"lock", "locking", "locked"})
_VERB_LAST = frozenset({"ja", "ko", "hi", "tr", "fa", "id"})
_SELLS = (Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.EXIT)
_WHOLE = Decimal(100)
_TWO = Decimal(2)
_BOTH = frozenset(
    {
        "both",
        "both of",
        "ambos",
        "ambas",
        "beide",
        "beiden",
        "entrambi",
        "оба",
        "обидва",
        "les deux",
        "los dos",
        "os dois",
    }
)
_CONTRACTS = ("contract", "contrat", "kontrakt", "contratt", "контракт", "cons", "calls", "puts")
# A side and the word before its price.
_SIDED = frozenset({"sells at", "sell at", "buys at", "buy at"})
_WAITING = (Cue.LIMIT, Cue.SIDE, Cue.BUY_STOP, Cue.SELL_STOP)
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
    if clause.fraction() is not None and not clause.has(Cue.LIMIT):
        return False  # togliamo due terzi: a part is taken off
    if clause.has(Cue.TARGET, Cue.STOP, Cue.TRAIL) and not clause.has(*_WAITING):
        return False  # forget the old targets; pull the stop
    if _is_of_no_name(clause, draft):
        return False
    if not clause.symbol and not clause.has(*_ORDERS) and clause.strangers:
        return False  # a flight was cancelled
    if _takes_back_order(clause, draft):
        found.kind = ReadingKind.CANCEL
        return True
    word = clause.first(Cue.CANCEL)
    if word is not None and (
        not _cancels(clause, word.word, draft.unknown_words) or _is_done_by_another(clause, word)
    ):
        return False
    found.kind = ReadingKind.CANCEL
    return True


def _is_of_no_name(clause: Clause, draft: Draft) -> bool:
    """`iya sejak awal, PPN nya dihapus`: capitals that no list has, in talk, are no trade that waits."""
    symbol = draft.symbol
    if not clause.symbol or symbol is None or symbol.instrument is not None or clause.has(*_ORDERS):
        return False
    order = any(
        token.cue is Cue.CANCEL and _ORDER.intersection(token.word.replace("'s", "").split())
        for token in clause.tokens
    )
    return symbol.strength is Strength.SLOT and draft.unknown_words > 1 and not order


def _takes_back_order(clause: Clause, draft: Draft) -> bool:
    """`#ONDO limit order`, and below it `remove it please`."""
    waits = not draft.cues.keys().isdisjoint((Cue.LIMIT, Cue.BUY_STOP, Cue.SELL_STOP))
    bare = clause.says_only(Cue.FILL, Cue.CANCEL, Cue.MARKET)
    return waits and bare and draft.symbol is not None and not draft.targets and not draft.stops


def _is_done_by_another(clause: Clause, word: Token) -> bool:
    """`the exchange cancelled it`"""
    before = clause.before(word)
    venue = before is not None and (before.word in _VENUES or before.cue is Cue.EXECUTED)
    behind = [token.word for token in clause.behind(word)[:4]]
    venue = venue or ("by" in behind and any(each in _VENUES for each in behind))
    return venue or _is_of_another(clause, word)


def _cancels(clause: Clause, verb: str, unknown: int) -> bool:
    """Whether a verb that is said of anything (a person missed it, an option expired) is said of an order here."""
    told = clause.prices or any(token.word in _PEOPLE for token in clause.tokens)
    orders = clause.has(*_ORDERS)
    if verb == "expired":
        return orders
    if verb in ("missed", "skip"):
        named = (clause.symbol and not clause.strangers) or orders
        return not told and not clause.has(Cue.MOVE) and (named or (verb == "skip" and not unknown))
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
        or (share is not None and _removes(clause))
        or (_is_banked(clause) and not clause.strangers)
        or (share is not None and any(token.word in _LOCKS for token in clause.tokens))
    )
    verb = verb or _shares_out(clause)
    leads = clause.tokens[0].cue in SHARES and clause.has(Cue.MARKET)
    verb = verb or (leads and not clause.strangers)  # half at market
    if not verb or clause.has(Cue.BUY, Cue.BTO, Cue.STO) or _is_told_of_another(clause):
        return False
    if counted is not None:
        act(found, Action(do=Do.CLOSE_PART, qty=counted, price=clause.price_beside_counts()))
        return True
    if share is None and clause.has(Cue.TRIM) and clause.has(Cue.LONGS, Cue.SHORTS) and _takes_off(clause):
        return False  # all longs off the table
    if share is None and clause.has(Cue.CENTS):
        return False  # 95 pips taken
    some = clause.has(Cue.PART) and not clause.has(Cue.WHOLE) and not clause.strangers
    some = some or _sells_some(clause, draft)
    if share is None and not some and not _trims(clause):
        return False
    if share is not None and clause.has(Cue.WHOLE) and not any(token.unit == "%" for token in clause.tokens):
        return False  # a weak quarter: our entire holding is sold
    if share is not None and (share >= _WHOLE or _is_result(clause)):
        return False
    closed = clause.first(Cue.CLOSE, Cue.EXIT, Cue.TRIM)
    if closed is not None and not clause.symbol and _sells_another(clause, closed):
        return False  # after losing 5% I close the laptop
    if share is None and clause.has(Cue.TRIM) and clause.has(Cue.WHOLE):
        return False  # book full profit
    lots = clause.units() if share is None else None
    safe = clause.first(Cue.TRIM)
    found.secures = found.secures or (safe is not None and safe.word.startswith(_SECURES) and not some)
    act(found, Action(do=Do.CLOSE_PART, pct=share, qty=lots, price=clause.price()))
    return True


def _sells_some(clause: Clause, draft: Draft) -> bool:
    """`selling 10 shares at 178.9`, where no trade is written out."""
    word = clause.first(Cue.SELL)
    if word is None or clause.units() is None or clause.strangers or draft.stops or draft.targets:
        return False
    if clause.symbol:
        return word.word in ("selling", "sold")
    contracts = any(token.word.startswith(_CONTRACTS) for token in clause.tokens)
    return contracts and word is clause.tokens[0] and draft.symbol is None  # sell 3 contracts here


def _shares_out(clause: Clause) -> bool:
    """`반익절`, `yarısını kapat`: a word for a share that ends with the verb."""
    word = clause.first(*SHARES)
    if word is None or clause.strangers:
        return False
    end = word.word.split(" ")[-1]
    ends = [end] if end != word.word else [end[-2:], end[-3:]] if is_hangul(end[0]) and len(end) > 2 else []
    found = [lexicon().match((piece,)) for piece in ends]
    return any(each is not None and each.cue in _SELLS for each in found) or any(end in TAKES for end in ends)


def is_banking(token: Token) -> bool:
    """`took profits on half`, `booked 60% at 431`"""
    return token.cue is Cue.RESULT and token.word.startswith(("took", *_BANKS))


def _is_banked(clause: Clause) -> bool:
    """A share and a word for what was reached; `two thirds still running` is what goes on."""
    told = clause.first(Cue.RESULT)
    if told is None or told.word == "running":
        return False
    shared = any(token.unit == "%" and not token.sign for token in clause.tokens)
    return clause.has(*SHARES) or (shared and told.word.startswith(_BANKS) and len(clause.prices) == 1)


def _is_told_of_another(clause: Clause) -> bool:
    """`Elon sold 10% of his shares`: a name of no list right before a verb that tells what was done."""
    word = clause.first(Cue.SELL, Cue.CLOSE, Cue.TRIM)
    if word is None or word.language not in ("", "en") or not word.word.endswith(("ed", "sold", "sells")):
        return False
    before = clause.before(word)
    return before is not None and _is_no_word_of_ours(before) and not before.text.isupper()


def _removes(clause: Clause) -> bool:
    """`togliamo due terzi`: a verb for taking back, which elsewhere than in English takes a part off as well."""
    word = clause.first(Cue.CANCEL)
    return word is not None and word.language not in ("", "en")


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
    return word is not None and word.word.startswith(TAKES)


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
        and (sells.word == "sold" or clause.has(Cue.ALL, Cue.WHOLE, Cue.REST))
        and not draft.stops
        and not draft.targets
    )
    if _takes_off(clause):
        several = clause.has(Cue.LONGS, Cue.SHORTS, Cue.ALL) and not clause.symbol
        found.kind, found.scope = ReadingKind.CLOSE, "all" if several else "position"
        found.price = clause.price() or found.price
        found.direction = _closed_side(clause, None, draft) or found.direction
        return True
    if (word is None and not leaves) or not _tells_close(clause, word, draft):
        return False
    if (
        word is None
        and sells is not None
        and (_is_of_another(clause, sells) or _sells_another(clause, sells))
    ):
        return False
    one = any(not _THIS.isdisjoint(token.word.split(" ")) for token in clause.tokens)  # this short, all of it
    many = clause.has(Cue.ALL) and draft.symbol is None and not clause.has(Cue.REST) and not one
    found.kind = ReadingKind.CLOSE
    sides = clause.has(Cue.LONGS, Cue.SHORTS) and (not clause.symbol or clause.has(Cue.ALL))
    several = many or sides or found.scope == "all"
    found.scope = "all" if several else "position"
    found.direction = _closed_side(clause, word, draft) or found.direction
    found.price = clause.price() or found.price
    found.counted = _count_before_price(clause)
    found.held = found.held or _both(clause)
    return True


def _both(clause: Clause) -> Decimal | None:
    """`closing both remaining contracts`: two are all there are."""
    for place, token in enumerate(clause.tokens):
        ahead = [each for each in clause.tokens[place + 1 : place + 4] if each.cue is not Cue.FILL]
        if token.word not in _BOTH or not ahead:
            continue
        named = ahead[0].cue is Cue.UNITS or ahead[0].word.split(" ")[-1].startswith(_CONTRACTS)
        return _TWO if named else None
    return None


def _takes_off(clause: Clause) -> bool:
    """`take the whole thing off`, `cut loss di sini`, `cut DOT at 7.27`: a close by words for a part and for a stop."""
    stop = clause.first(Cue.STOP)
    booked = clause.has(Cue.TRIM) and clause.has(Cue.WHOLE)  # book full profit 659
    if clause.strangers or len(clause.prices) > (stop is not None or booked):
        return False
    if stop is not None:
        at_market = clause.has(Cue.MARKET) and not clause.prices
        return stop.word.startswith("cut") and (cuts_name(clause, stop) or at_market)
    several = clause.has(Cue.LONGS, Cue.SHORTS, Cue.ALL) and any(
        token.word in _OFF for token in clause.tokens
    )
    return clause.has(Cue.TRIM) and (clause.has(Cue.WHOLE) or several) and clause.fraction() is None


def cuts_name(clause: Clause, word: Token) -> bool:
    """`cut DOT at 7.27`, where `cut at 7.27` is a stop."""
    behind = [token for token in clause.behind(word) if token.cue is not Cue.FILL]
    named = bool(behind) and (behind[0].kind is Kind.SYMBOL or behind[0].text in "$#")
    return named and clause.fraction() is None


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
    of_trades = (
        clause.symbol
        or clause.has(Cue.POSITION, Cue.ALL)
        or (_is_only_ticked(clause) and clause.has(Cue.LONGS, Cue.SHORTS))
    )
    if clause.has(Cue.RESULT) and not of_trades:
        return False
    gained = any(token.unit == "r" or (token.unit == "%" and token.sign) for token in clause.tokens)
    if gained and not clause.symbol and not clause.has(*_ANCHORS):
        return False  # closed +3R this week
    if word is not None and _is_no_close(clause, word):
        return False
    stated = clause.strangers or any(token.language == "hi" for token in clause.tokens)
    stated = stated or (word is clause.tokens[-1] and clause.symbol)
    if word is not None and word.word == "flat" and stated:
        return False  # NIFTY opened flat; flat hai yaar
    if draft.unknown_words > TALKATIVE and len(clause.tokens) == 1:
        return False  # flat, which after fees is red
    first = next(
        (token for token in clause.tokens if token.kind is not Kind.MARK and token.word not in _SELVES), None
    )
    if (
        word is not None
        and not clause.symbol
        and not clause.has(*_ANCHORS)
        and _is_of_another_thing(clause, word)
    ):
        return False  # closed my laptop at 4
    alone = clause.strangers <= bool(clause.prices) and first is word
    alone = alone or (
        word is not None and (_ends_with_verb(clause, draft) or _is_led_by_fill(clause, word, draft))
    )
    return alone or clause.symbol or clause.has(*_ANCHORS) or (word is not None and _takes_it(clause, word))


def _is_no_close(clause: Clause, word: Token) -> bool:
    """Whether a word for leaving says something else here, or is said of somebody else."""
    if word.word == "out of" and _is_of_another_thing(clause, word):
        return True  # gold out of reach
    behind = clause.behind(word)
    if word.word == "flat" and behind and behind[0].word == "market":
        return True
    if telling.is_candles(clause, word) or telling.is_of_score(clause, word):
        return True
    return _is_of_another(clause, word) or _sells_what_one_has(clause, word)


def _is_only_ticked(clause: Clause) -> bool:
    """`All shorts closed ✅`: the only sign of a result is the mark for what is done."""
    return all(is_check_mark(token) for token in clause.tokens if token.cue is Cue.RESULT)


def _is_led_by_fill(clause: Clause, word: Token, draft: Draft) -> bool:
    """`bon je coupe là`, `ich mach hier zu`: small words around the verb, and little else in the post."""
    if word.language in ("", "en") or draft.unknown_words > TALKATIVE or clause.prices:
        return False
    timed = any(token.kind is Kind.MOMENT for token in clause.tokens)  # 12:30'da kapanıyor
    return (
        word.cue is Cue.CLOSE
        and not timed
        and clause.says_only(Cue.CLOSE, Cue.FILL, Cue.MARKET, Cue.BREAKEVEN)
    )


def _ends_with_verb(clause: Clause, draft: Draft) -> bool:
    """`148.90で全決済しました`, `420 pe exit kar liya`: small words and a price in front, where verbs stand last."""
    foreign = any(token.language in _VERB_LAST for token in clause.tokens)
    small = clause.says_only(Cue.CLOSE, Cue.EXIT, Cue.FILL, Cue.AT, Cue.SIDE, Cue.MARKET)
    about = any(token.word in _PRICES for token in clause.tokens)  # price nikal gaya
    return foreign and small and not about and not draft.unknown_words and len(clause.prices) <= 1


def _is_of_another(clause: Clause, word: Token) -> bool:
    """`SUI treasury sold 4 million`, `loves to fake out`: a word of no list right before the verb does it."""
    before = clause.before(word)
    english = word.language in ("", "en")  # elsewhere what is closed stands before the verb
    return english and before is not None and _is_no_word_of_ours(before)


def _sells_what_one_has(clause: Clause, word: Token) -> bool:
    """`sold my car`"""
    behind = clause.behind(word)
    return word.word.endswith(" my") and bool(behind) and _is_no_word_of_ours(behind[0])


def _sells_another(clause: Clause, word: Token) -> bool:
    """`sold my car to buy WLD`: what is sold is named, and it is no trade."""
    return not clause.has(*_ANCHORS) and _is_of_another_thing(clause, word)


def _takes_it(clause: Clause, word: Token) -> bool:
    """`This one: close it`: what stands behind the verb is what was spoken of."""
    behind = clause.behind(word)
    return bool(behind) and behind[0].word in _IT


def _is_of_another_thing(clause: Clause, word: Token) -> bool:
    """Whether the word behind a verb, but for small ones, is one that no list has."""
    behind = (token for token in clause.behind(word) if token.cue is not Cue.FILL and token.word not in _MINE)
    thing = next(behind, None)
    return thing is not None and _is_no_word_of_ours(thing)


def _is_no_word_of_ours(token: Token) -> bool:
    """A word that no list has: somebody, or a thing that is not traded."""
    return token.kind is Kind.WORD and token.cue is None


def _closed_side(clause: Clause, word: Token | None, draft: Draft) -> Direction | None:
    if draft.closes_short or (word is not None and word.word.startswith(_BUYS_BACK)):
        return Direction.SHORT
    if clause.has(Cue.LONGS, Cue.LONG):
        return Direction.LONG
    if clause.has(Cue.SHORTS, Cue.SHORT):
        return Direction.SHORT
    pending = next((token for token in clause.tokens if token is not word and _trade_named(token)), None)
    if pending is None or word is None or word.cue not in (Cue.CLOSE, Cue.EXIT):
        return None
    if word.cue is Cue.EXIT and not _is_noun(clause, pending):
        return None  # sold out of AAPL
    return Direction.LONG if _trade_named(pending) is Cue.BUY else Direction.SHORT


def _is_noun(clause: Clause, side: Token) -> bool:
    """`the NAS100 sell`, and not `we sold`."""
    before = clause.before(side)
    led = before is not None and (before.kind is Kind.SYMBOL or before.cue is Cue.FILL)
    return side.cue is Cue.POSITION or (led and side.word not in ("sold", "bought", "selling", "buying"))


def _trade_named(token: Token) -> Cue | None:
    """Whether a word names a trade by its side: `a venda`, `gold sells at 4101`."""
    if token.cue in (Cue.BUY, Cue.SELL):
        return token.cue
    if token.cue is not Cue.POSITION and token.word not in _SIDED:
        return None
    parts = token.word.split(" ")
    found = lexicon().match((parts[0] if token.word in _SIDED else parts[-1],))
    return found.cue if found is not None and found.cue in (Cue.BUY, Cue.SELL) else None
