"""Words whose meaning hangs on what stands beside them, before symbols and counts are settled."""

from __future__ import annotations

from core.signals.clauses import SHARES
from core.signals.cues import Cue
from core.signals.near import (
    SIDES,
    leads,
    may_be_index,
    number_follows,
    priced,
    starts_line,
)
from core.signals.token import Kind, Token

_HOPES = ("looking", "看")
_LABELS = frozenset(
    {"orders", "opening", "oldu", "ya", "lot", "lots", "profit", "grab", "grabbing", "grabbed"}
)
_UNTOLD = frozenset({"take", "en", "out", "exit", "sell", "off"}) | _LABELS
_WANTS = frozenset({"want", "wants", "expect", "expecting"})
_LEAVES = frozenset({"get out", "out", "exit", "sell", "off"})
# What a post that opens a trade can mean in another way.
_CUTS = frozenset({"cut it", "cutting it"})
_ELSEWHERE = (Cue.CLOSE, Cue.LONGS, Cue.SHORTS, Cue.TRIM, Cue.EXIT, Cue.BUY_STOP, Cue.SELL_STOP)
_BIDS = frozenset({"bids", "offers"})
# Words that their neighbours give a meaning: `new` changes a level, and says nothing of a trade.
_BESIDE = frozenset(
    "naya naye nayi nae الجديدة الجديد الجديده جديد جديدة جديده baru mới nuevos nuevo novos novo nach take".split()
)
_SHARED = frozenset(
    {
        "pocket",
        "on prend",
        "je prends",
        "prenez",
        "nous prenons",
        "prendo",
        "prendiamo",
        "tomo",
        "tomamos",
        "pego",
    }
)
_SOLD = frozenset({"vendi", "vendí"})


def settle_words(tokens: list[Token]) -> list[Token]:
    """Words whose meaning hangs on what stands beside them: `looking for 190` names a target, `for a long` hopes."""
    for place, token in enumerate(tokens):
        if token.cue is None and token.word not in _UNTOLD:
            continue
        cue = _ended(tokens, place) or _meant(tokens, place)
        if cue is not None:
            tokens[place] = token._replace(cue=cue)
    return tokens


def _meant(tokens: list[Token], place: int) -> Cue | None:
    """Another meaning of the word at this place, where its neighbours give it one."""
    token = tokens[place]
    if token.word in _BESIDE:
        return _beside(tokens, place)
    if token.word == "en":  # `stop en 21.640`; alone it is short for entry
        return Cue.AT if place and tokens[place - 1].cue is not None else None
    if token.word == "sat" and token.cue is Cue.SATS:  # Turkish: sell
        beside = tokens[place - 1] if place else token
        return (
            None if beside.is_price or beside.word in ("i", "we", "he", "she", "they", "just") else Cue.SELL
        )
    if token.word in _LABELS:
        return _labelled(tokens, place)
    if token.word == "se" and token.cue is Cue.CONDITION:
        return Cue.AT if any(each.language == "hi" for each in tokens) else None
    if token.cue is Cue.MARKET and token.word == "market":
        return Cue.PAIR if _labels_name(tokens, place) else None
    if token.word in _LEAVES:
        return _left(tokens, place)
    if token.cue in _ELSEWHERE or token.word in _BIDS:
        return _elsewhere(tokens, place)
    if token.cue is Cue.HEDGE:
        wants = token.word in _WANTS and priced(tokens, place + 1) and _in_a_trade(tokens, place)
        return Cue.TARGET if wants else None
    return _hoped(tokens, place) if token.cue is Cue.TARGET else None


def _beside(tokens: list[Token], place: int) -> Cue | None:
    """`kaufe bei 58000 nach` adds; `new` beside a level changes it."""
    if tokens[place].word == "take":
        return Cue.TARGET if priced(tokens, place + 1) else None
    if tokens[place].word == "nach":
        bought = any(
            each.cue is Cue.BUY and each.language == "de" for each in tokens[max(0, place - 6) : place]
        )
        return Cue.ADD if bought and _ends_clause(tokens, place) else None
    beside = tokens[max(0, place - 1) : place] + tokens[place + 1 : place + 2]
    return Cue.NEW if any(each.cue in (Cue.TARGET, Cue.STOP) for each in beside) else None


def _ended(tokens: list[Token], place: int) -> Cue | None:
    """Two verbs that are taken for a level and for a side: `stop asking`, and what is taken off a trade."""
    word = tokens[place].word
    if word == "stop":
        return Cue.FILL if _tells_to_end(tokens, place) else None
    return _taken(tokens, place) if word in _SHARED else None


def _tells_to_end(tokens: list[Token], place: int) -> bool:
    """`Stop complaining about BE exits`: a verb, and no level."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or after.cue is not None or not after.word.endswith("ing") or not after.text.islower():
        return False
    return not any(token.is_price for token in tokens[place + 2 : place + 6])  # stop sitting at 58000


def _taken(tokens: list[Token], place: int) -> Cue | None:
    """`on prend 30% à 137,1`: a share of what is held is taken off, where nothing of an account follows."""
    ahead = [token for token in tokens[place + 1 : place + 8] if token.cue is not Cue.FILL]
    if not ahead or not (ahead[0].unit == "%" or ahead[0].cue in SHARES):
        return None
    line = [token for token in ahead[1:] if token.kind is not Kind.MARK]
    opens = any(token.cue in (Cue.SIZE, Cue.RISK, Cue.LONG, Cue.SHORT, Cue.LABEL) for token in line)
    priced_next = len(line) > 1 and line[0].cue in (Cue.AT, Cue.TO) and line[1].is_price
    told = priced_next or (bool(line) and line[0].cue is Cue.MARKET)
    return Cue.TRIM if told and not opens else None


def _ends_clause(tokens: list[Token], place: int) -> bool:
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is None or after.kind in (Kind.BREAK, Kind.MARK) or after.cue is Cue.AND


def _labels_name(tokens: list[Token], place: int) -> bool:
    """`Market: BTCUSDT`, in a form."""
    ahead = tokens[place + 1 : place + 3]
    if len(ahead) < 2 or ahead[0].text not in ":=|":
        return False
    return ahead[1].kind is Kind.SYMBOL or bool(ahead[1].base)


def _left(tokens: list[Token], place: int) -> Cue | None:
    """Words for leaving: a target above prices in a trade, a close where all is said with `now`."""
    if tokens[place].word == "get out" and _is_at_market(tokens, place):
        return Cue.EXIT
    return Cue.TARGET if _lists_prices(tokens, place) or _counts_prices(tokens, place) else None


def _labelled(tokens: list[Token], place: int) -> Cue | None:
    """What a word stands for where a price is set beside it as in a form, or `now` is all that it can mean."""
    word = tokens[place].word
    if word == "oldu":  # Turkish: 284,00 oldu
        return Cue.NEW if place and tokens[place - 1].is_price else None
    if word == "orders":
        ahead = tokens[place + 1 : place + 3]
        heads = len(ahead) == 2 and ahead[0].text == ":" and ahead[1].kind is Kind.BREAK
        return Cue.ENTRY if heads and starts_line(tokens, place) else None
    if word == "opening":  # Opening: 2.1840 – 2.2110
        formed = place + 1 < len(tokens) and tokens[place + 1].text == ":"
        return Cue.ENTRY if formed and starts_line(tokens, place) and priced(tokens, place + 2) else None
    if word == "ya":
        return Cue.MARKET if tokens[place].text == "YA" or _is_now(tokens, place) else None
    if word == "profit":
        counted = may_be_index(tokens[place + 1]) if place + 1 < len(tokens) else False
        told = priced(tokens, place + 1) or (counted and leads(tokens, place))
        return Cue.TARGET if starts_line(tokens, place) and told else None
    if word.startswith("grab"):
        share = place + 1 < len(tokens) and tokens[place + 1].unit == "%"
        return Cue.TRIM if share else None
    assigned = place + 2 < len(tokens) and tokens[place + 1].text == "=" and tokens[place + 2].is_price
    return Cue.QUANTITY if assigned else None  # tp=3331 lots=0.1


def _is_now(tokens: list[Token], place: int) -> bool:
    """`VENTA EURUSD ya (1,1642)`: the word for already, behind a side and at the end of what is said."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and after.kind is Kind.WORD:
        return False
    start = next((at for at in range(place - 1, -1, -1) if tokens[at].kind is Kind.BREAK), -1)
    line = tokens[start + 1 : place]
    near = bool(line) and (line[-1].kind is Kind.SYMBOL or line[-1].cue in SIDES or line[-1].text == ")")
    return near and any(token.cue in SIDES for token in line)


def _hoped(tokens: list[Token], place: int) -> Cue | None:
    """A word for a target that is a hope without a number, and a close before the name of a trade."""
    word = tokens[place].word
    if word.startswith("cover"):
        return Cue.CLOSE if _closes(tokens, place) else None
    if word.startswith(_HOPES):
        reach = 6 if _in_a_trade(tokens, place) else 3
        near = any(each.kind is Kind.NUMBER for each in tokens[place + 1 : place + reach])
        return None if near else Cue.HEDGE
    return None


def _in_a_trade(tokens: list[Token], place: int) -> bool:
    """Whether a stop with its price has gone by."""
    before = tokens[max(0, place - 25) : place]
    at = next((at for at, token in enumerate(before) if token.cue is Cue.STOP), len(before))
    return any(token.is_price for token in before[at : at + 4])


def _counts_prices(tokens: list[Token], place: int) -> bool:
    """`Out 2: 3.62`, in a trade."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or not may_be_index(after) or not any(token.cue in SIDES for token in tokens[:place]):
        return False
    return starts_line(tokens, place) and number_follows(tokens, place + 1) is not None


def _elsewhere(tokens: list[Token], place: int) -> Cue | None:
    """Words of standing trades in a post that opens one, and the order that ends a trade for its stop."""
    token = tokens[place]
    if token.word in _BIDS:
        told = any(each.cue in SIDES for each in tokens[:place])
        return Cue.ENTRY if told and priced(tokens, place + 1) else None
    if token.cue in (Cue.LONGS, Cue.SHORTS):
        return _opening(tokens, place)
    if token.cue is Cue.TRIM:
        return Cue.TARGET if priced(tokens, place + 1) and _in_a_trade(tokens, place) else None
    if token.cue is Cue.CLOSE:
        at = place + 2 if place + 1 < len(tokens) and tokens[place + 1].cue is Cue.AT else place + 1
        opens = any(each.cue in SIDES for each in tokens[:place]) and any(t.is_price for t in tokens[:place])
        return Cue.STOP if token.word in _CUTS and opens and priced(tokens, at) else None
    if token.cue is Cue.EXIT:
        later = {each.cue for each in tokens[place + 1 :]}
        return Cue.SELL if token.word in _SOLD and {Cue.STOP, Cue.TARGET} <= later else None
    if token.word in ("buy stop", "sell stop"):
        against = Cue.SHORT if token.cue is Cue.BUY_STOP else Cue.LONG
        before = tokens[:place]
        ended = any(each.is_price for each in before) and priced(tokens, place + 1)
        return Cue.STOP if ended and any(each.cue is against for each in before) else None
    return None


def _opening(tokens: list[Token], place: int) -> Cue | None:
    """`US500 longs 5832 to 5836`: a side, where the name stands before and the prices behind."""
    ahead = tokens[place + 1 : place + 3]
    if not place or tokens[place - 1].kind is not Kind.SYMBOL or " " in tokens[place].word:
        return None
    if not ahead or not (
        ahead[0].is_price or (ahead[0].cue is Cue.AT and len(ahead) > 1 and ahead[1].is_price)
    ):
        return None
    return Cue.LONG if tokens[place].cue is Cue.LONGS else Cue.SHORT


def _is_at_market(tokens: list[Token], place: int) -> bool:
    """`get out now`, where no price follows."""
    ahead = tokens[place + 1 : place + 4]
    return bool(ahead) and ahead[0].cue is Cue.MARKET and not any(token.is_price for token in ahead)


def _lists_prices(tokens: list[Token], place: int) -> bool:
    """`Get out:` above a list of prices, in a trade that has not been closed."""
    ahead = tokens[place + 1 : place + 12]
    if ahead and ahead[0].cue is Cue.AT:
        ahead = ahead[1:]
    if not ahead or (ahead[0].text != ":" and not _in_a_trade(tokens, place)):
        return False
    if not any(token.cue in SIDES for token in tokens[:place]):
        return False
    ends = next((at for at, token in enumerate(ahead) if token.kind is Kind.WORD), len(ahead))
    return sum(token.is_price for token in ahead[:ends]) > 1


def _closes(tokens: list[Token], place: int) -> bool:
    """`covering my HOOD short`: the trade is named, where `cover 301` names a price."""
    ahead = tokens[place + 1 : place + 5]
    if (
        len(ahead) > 2
        and ahead[1].text == "/"
        and ahead[0].text.isdigit()
        and ahead[2].text in ("2", "3", "4")
    ):
        return True  # cover 1/2 GME
    upto = next((at for at, token in enumerate(ahead) if token.is_price), len(ahead))
    return any(
        token.cue in (Cue.SHORT, Cue.SHORTS, Cue.POSITION, Cue.ALL, Cue.REST) for token in ahead[:upto]
    )
