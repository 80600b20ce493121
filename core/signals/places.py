"""What only its place makes clear: list numbers, symbols that are also words, one-letter sides.

Runs over the tokens of a whole post before roles are given.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.market.model import AssetClass
from core.signals import meant
from core.signals.clauses import SHARES
from core.signals.cues import Cue
from core.signals.meanings import settle_words
from core.signals.naming import ACRONYMS
from core.signals.near import (
    SIDES,
    counts,
    leads,
    may_be_index,
    number_follows,
    starts_line,
)
from core.signals.token import BREAK, MARK, NUMBER, SYMBOL, WORD, Strength, Token

LISTS = (Cue.TARGET, Cue.ENTRY, Cue.STOP)
_ORDERED = (Cue.LIMIT, Cue.SIDE, Cue.LONG, Cue.SHORT, Cue.BUY, Cue.SELL)  # Bid 1: 11.20
_BULLETS = frozenset(">*-|#+")
_PLURALS = frozenset(
    {"tps", "tp's", "limits", "entries", "orders", "bids", "layers", "limit orders", "trades", "signals",
     "setups", "ideas", "señales", "operaciones", "sinais", "operações", "signaux", "idées", "signale",
     "segnali", "operazioni", "сделки", "сигнала", "идеи", "угоди", "işlem", "sinyal", "trade"}
)  # fmt: skip
_TOLD = (Cue.NEW, Cue.MOVE, Cue.UPDATE)
_CANDLES = frozenset({"1", "2", "3", "4", "5", "8", "12", "15", "30", "45", "60", "240"})
_PLATFORMS = frozenset("mt4 mt5 ctrader bybit binance okx bitget kucoin bingx mexc phemex metatrader".split())
_ACCOUNT_NUMBER = 4
_ACCOUNTS = frozenset("account acct acc konto cuenta conta compte счет счёт рахунок hesap login akun".split())
_TICKETS = frozenset("deal ticket order position".split())
_ORDER_NUMBER = 7  # figures of the number that a broker gives an order
_JOINING = frozenset({"a", "à", "al", "ke", "da", "hasta", "se"})
# One and two letters that forms write for a role: `E 44180`, `SL`, `T1 44050`.
_FORM_LETTERS = {
    "e": Cue.ENTRY, "en": Cue.ENTRY, "s": Cue.STOP, "st": Cue.STOP, "t": Cue.TARGET, "tg": Cue.TARGET,
    "lv": Cue.LEVERAGE, "lev": Cue.LEVERAGE,
}  # fmt: skip
_LISTED = {Cue.ENTRY: 0, Cue.STOP: 1, Cue.TARGET: 2}
# `SS 300 BYND 2.14`, `Bot 150 $F @ 12.38`: what an alert of shares begins with, and a word of talk elsewhere.
_ALERTS = {"ss": Cue.SHORT, "bot": Cue.BUY}


def settle(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with list numbers named, and slot words made symbols where they stand in the slot."""
    found = settle_words(list(tokens))
    if any(token.kind is NUMBER for token in found):
        found = _indexes(_alerts(_forms(_between(_told_new(_counted(found))))))
    return _titled(meant.settled(_chosen(_slots(_letters(found)))))


def _chosen(tokens: list[Token]) -> list[Token]:
    """`short XRP instead of BTC`, `BTC 대신 XRP 숏`: the name that is left aside is none, where another is chosen."""
    if not any(token.cue is Cue.INSTEAD or token.word == "말고" for token in tokens):
        return tokens
    several = len({token.base for token in tokens if token.kind is SYMBOL}) > 1
    return _without_aside(tokens) if several or any(token.word == "말고" for token in tokens) else tokens


def _without_aside(tokens: list[Token]) -> list[Token]:
    for place, token in enumerate(tokens):
        if token.cue is not Cue.INSTEAD and token.word != "말고":
            continue
        at = place + 1 if token.language in ("", "en") and token.word != "말고" else place - 1
        if 0 <= at < len(tokens) and (tokens[at].kind is SYMBOL or token.word == "말고"):
            for each in (place, at):
                tokens[each] = tokens[each]._replace(
                    kind=WORD, cue=Cue.FILL, base="", instrument=None, strength=None
                )
    return tokens


def _told_new(tokens: list[Token]) -> list[Token]:
    """`targets changed, 240 / 252`: the comma stands for a colon. `❌ 72.60`, `✅ 70.90`: a stop, and targets."""
    crossed = False
    for place in range(1, len(tokens) - 1):
        before, token, after = tokens[place - 1 : place + 2]
        crossed = crossed or token.text == "❌"
        told = token.text == "," and after.is_price and before.cue in _TOLD and place > 1
        if told and tokens[place - 2].cue in (Cue.TARGET, Cue.STOP):
            tokens[place] = token._replace(text=":")
        elif crossed and _ticks_level(tokens, place):
            tokens[place] = token._replace(kind=WORD, word="✅", cue=Cue.TARGET)
    return tokens


def _ticks_level(tokens: list[Token], place: int) -> bool:
    """A check mark and a price that are a line of their own."""
    alone = tokens[place - 1].kind is BREAK and _is_alone(tokens, place + 1)
    return tokens[place].text == "✅" and tokens[place + 1].is_price and alone


def _is_alone(tokens: list[Token], place: int) -> bool:
    """Whether a line ends behind this token."""
    return place + 1 >= len(tokens) or tokens[place + 1].kind is BREAK


def _titled(tokens: list[Token]) -> list[Token]:
    """`Kauf Infineon (IFX): 33,10`: the words in front of a name in brackets are the name in full."""
    for place in range(2, len(tokens) - 1):
        if tokens[place].kind is not SYMBOL or (tokens[place - 1].text, tokens[place + 1].text) != ("(", ")"):
            continue
        for at in range(place - 2, max(-1, place - 5), -1):
            token = tokens[at]
            if token.kind is not WORD or token.cue is not None or not token.text[0].isupper():
                break
            tokens[at] = token._replace(cue=Cue.FILL)
    return tokens


def _counted(tokens: list[Token]) -> list[Token]:
    """Numbers that only count what follows (`3 limits: ...`), candles (`M15`), and the lots behind a price."""
    for place, token in enumerate(tokens[:-1]):
        after = tokens[place + 1]
        if may_be_index(token) and after.word in _PLURALS and not (place and tokens[place - 1].cue in LISTS):
            tokens[place] = token._replace(unit="amount")
        elif token.text == "/" and after.text.isdigit() and _is_share_of_size(tokens, place):
            for at in (place - 1, place + 1):
                tokens[at] = tokens[at]._replace(unit="amount")
        elif token.kind is NUMBER and _counts_level(tokens, place):
            tokens[place] = token._replace(unit="index")
        elif (
            token.base == "" and token.word in _PLATFORMS and after.text == ":" and starts_line(tokens, place)
        ):
            tokens[place] = token._replace(cue=Cue.EXECUTED)
        elif token.text in ("M", "H") and after.glued and after.text in _CANDLES:
            tokens[place + 1] = after._replace(unit="frame")
        elif token.kind is NUMBER and _is_of_account(tokens, place):
            tokens[place] = token._replace(
                cue=Cue.EXECUTED
            )  # [MT5] #44871903 sell 0.10 XAUUSD: a card of another bot
        elif token.word in ("lot", "lots") and place and tokens[place - 1].is_price and after.is_price:
            last = place + 2 >= len(tokens) or tokens[place + 2].kind is BREAK
            tokens[place] = token._replace(cue=Cue.QUANTITY) if last else token
    return tokens


def _is_of_account(tokens: list[Token], place: int) -> bool:
    """`Account #4471 opened buy 0.10 XAUUSD`, `#44871903`: whose card this is, or the number of its order."""
    token = tokens[place]
    if token.unit == "id" and len(token.text) >= _ORDER_NUMBER:
        return True
    if not token.text.isdigit() or len(token.text) < _ACCOUNT_NUMBER:
        return False
    before = [each for each in tokens[max(0, place - 3) : place] if each.kind is not MARK]
    if token.unit == "id" and before and before[-1].word in _TICKETS:
        return True
    return bool(before) and before[-1].word in _ACCOUNTS and not token.money


def _counts_level(tokens: list[Token], place: int) -> bool:
    """`2. hedefi`, `第2目標`: which of them is meant, in front of its word."""
    if not may_be_index(tokens[place]):
        return False
    after = tokens[place + 1]
    dotted = after.text == "." and after.glued and place + 2 < len(tokens)
    thing = tokens[place + 2] if dotted else after
    led = place > 0 and tokens[place - 1].word == "第"
    return thing.cue is Cue.TARGET and (led or (dotted and thing.language in ("tr", "de", "it", "uk", "ru")))


def _is_share_of_size(tokens: list[Token], place: int) -> bool:
    """`1/2 size`: how much is risked, and no price."""
    behind = tokens[place + 2] if place + 2 < len(tokens) else None
    small = place > 0 and may_be_index(tokens[place - 1]) and may_be_index(tokens[place + 1])
    return small and behind is not None and behind.cue is Cue.SIZE


def _forms(tokens: list[Token]) -> list[Token]:
    """Letters before numbers are roles: a counted target anywhere, the others where a post has two kinds of them."""
    found = _labelled(tokens)
    kinds = set(found.values()) | {token.cue for token in tokens if token.cue in _LISTED}
    if Cue.TARGET in found.values():
        found |= {at: Cue.TARGET for at in range(len(tokens)) if _is_counted_target(tokens, at)}
    for place, cue in found.items():
        counted = cue is not Cue.LEVERAGE and tokens[place + 1].glued and counts(tokens[place + 1])
        if counted or len(kinds & _LISTED.keys()) > 1:
            tokens[place] = _as_word(tokens[place], cue, tokens[place].word)
    return tokens


def _labelled(tokens: list[Token]) -> dict[int, Cue]:
    """Where letters stand that may be roles; what needs no second one is settled at once."""
    found: dict[int, Cue] = {}
    for place, token in enumerate(tokens):
        if not token.word and not token.base:  # a mark, a number
            continue
        if token.text == "OP" and token.base and _is_labelled_price(tokens, place):
            tokens[place] = _as_word(token, Cue.ENTRY, "op")  # open price, in a form
        elif _is_price_of_option(tokens, place):
            tokens[place] = token._replace(cue=Cue.ENTRY)
        elif _is_counted_target(tokens, place):
            tokens[place + 1] = tokens[place + 1]._replace(unit="index")  # T1: a count, and no price
        elif _is_counted_entry(tokens, place):
            tokens[place + 1] = tokens[place + 1]._replace(unit="index")
            found[place] = Cue.ENTRY
        cue = _letter_of_form(tokens, place)
        if cue is not None:
            found[place] = cue
    return found


def _as_word(token: Token, cue: Cue, word: str) -> Token:
    return token._replace(kind=WORD, cue=cue, word=word, instrument=None, base="", strength=None)


def _letter_of_form(tokens: list[Token], place: int) -> Cue | None:
    """The role that a letter at this place may stand for."""
    token = tokens[place]
    cue = _FORM_LETTERS.get(token.word) if token.kind is WORD else None
    if cue is None or token.cue is Cue.AT:  # stop en 21.640
        return None
    counted = place + 1 < len(tokens) and tokens[place + 1].glued and may_be_index(tokens[place + 1])
    if token.word == "s" and (counted or _beside_symbol(tokens, place)):
        return None  # BTC S 64100: the side; S1: a support
    if len(token.word) > 1 and not _labels(tokens, place):
        return None
    free = token.cue is None or token.word in ("en", "lev") or (token.word == "e" and _labels(tokens, place))
    return cue if free and leads(tokens, place) else None


def _is_counted_target(tokens: list[Token], place: int) -> bool:
    """t4, with a price or without."""
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return token.word == "t" and after is not None and after.glued and counts(after)


def _is_counted_entry(tokens: list[Token], place: int) -> bool:
    """`E1 ▸ 1.412` at the beginning of a line."""
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.word != "e" or after is None or not after.glued or not may_be_index(after):
        return False
    ahead = [each for each in tokens[place + 2 : place + 4] if each.kind is not MARK]
    return starts_line(tokens, place) and bool(ahead) and ahead[0].is_price


def _is_price_of_option(tokens: list[Token], place: int) -> bool:
    """`PRICE: 4.35` in a form that names its strike."""
    if tokens[place].word not in ("price", "premium") or not starts_line(tokens, place):
        return False
    ahead = tokens[place + 1 : place + 3]
    formed = len(ahead) == 2 and (ahead[0].text in ":=" or ahead[0].kind is BREAK) and ahead[1].is_price
    return formed and any(token.word == "strike" for token in tokens)


def _is_labelled_price(tokens: list[Token], place: int) -> bool:
    """`OP: 3.12` in a post about something else."""
    ahead = tokens[place + 1 : place + 3]
    others = any(other.kind is SYMBOL and other.text != "OP" for other in tokens)
    return others and len(ahead) == 2 and ahead[0].text in ":=" and ahead[1].is_price


def _beside_symbol(tokens: list[Token], place: int) -> bool:
    near = tokens[max(0, place - 1) : place] + tokens[place + 1 : place + 2]
    return any(other.kind is SYMBOL or other.instrument is not None for other in near)


def _labels(tokens: list[Token], place: int) -> bool:
    """Whether a word stands at the beginning of its line, before a colon, or counted: `EN: 5.41`."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return starts_line(tokens, place) or (after is not None and (after.text in ":=|" or after.glued))


def _alerts(tokens: list[Token]) -> list[Token]:
    for place, token in enumerate(tokens[:-2]):
        cue = _ALERTS.get(token.word) if token.kind is WORD else None
        if token.text == "In" and starts_line(tokens, place) and _enters_name(tokens, place + 1):
            tokens[place] = token._replace(cue=Cue.BUY)
        named = place > 0 and tokens[place - 1].kind is SYMBOL and token.word == "bot"
        if cue is not None and (named or (token.text[0].isupper() and starts_line(tokens, place))):
            shares = tokens[place + 1]
            counts = shares.kind is SYMBOL or shares.base or (shares.is_price and shares.text.isdigit())
            if counts or shares.text in "$#":
                tokens[place] = token._replace(cue=cue, instrument=None, base="", strength=None)
    return tokens


def _enters_name(tokens: list[Token], place: int) -> bool:
    """`In 150 SOFI @ 9.84`, `In QQQ 0DTE 515p`, and not `In LLY we tighten the stop`."""
    at = place + 1 if tokens[place].is_price and tokens[place].text.isdigit() else place
    if at + 1 >= len(tokens) or not (tokens[at].kind is SYMBOL or tokens[at].base):
        return False
    after = tokens[at + 1]
    return after.kind is NUMBER or after.cue in (Cue.AT, Cue.TODAY) or after.text == "@"


def _between(tokens: list[Token]) -> list[Token]:
    """`0,698 a 0,712` is a range where other languages than English say so."""
    for place in range(1, len(tokens) - 1):
        if tokens[place].word in _JOINING and tokens[place - 1].is_price and tokens[place + 1].is_price:
            tokens[place] = tokens[place]._replace(cue=Cue.TO)
    return tokens


def _indexes(tokens: list[Token]) -> list[Token]:
    last = row = 0
    for place, token in enumerate(tokens):
        if token.kind is WORD and token.cue in LISTS and not (place and _next_is(tokens, place, token.cue)):
            last = 0 if not _continues(tokens, place) else last
        if token.unit == "id" and _is_numbered_row(tokens, place):
            tokens[place] = token._replace(unit="index")
        if not may_be_index(token):
            continue
        number = int(token.value or 0)
        begins = starts_line(tokens, place)
        if _is_index(tokens, place, number, row if begins and number == row + 1 else last):
            tokens[place] = token._replace(unit="index")
            last = number
            row = number if begins else row
    return tokens


def _is_numbered_row(tokens: list[Token], place: int) -> bool:
    """`#2 0.9275` at the beginning of a line."""
    row = place > 0 and tokens[place - 1].text == "#" and starts_line(tokens, place - 1)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return row and len(tokens[place].text) < 3 and after is not None and after.is_price


def _next_is(tokens: list[Token], place: int, cue: Cue | None) -> bool:
    return tokens[place - 1].cue is cue


def _continues(tokens: list[Token], place: int) -> bool:
    """Whether the word at this place is followed by a small number: `Target 2` goes on counting from `Target 1`."""
    following = tokens[place + 1 : place + 3]
    return any(may_be_index(token) and int(token.value or 0) > 1 for token in following)


def _is_index(tokens: list[Token], place: int, number: int, last: int) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if before is not None and before.text in "-#" and place > 1 and before.glued:
        before = tokens[place - 2]  # Hedef-1, TP#2
    elif token.sign:
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    begins = starts_line(tokens, place)
    after_cue = before is not None and before.kind is WORD and before.cue in LISTS
    if after is not None and after.kind is MARK and after.text in ")]" and after.glued:
        if before is not None and before.text in ("(", "["):
            return place > 1 and tokens[place - 2].cue in LISTS
        return number_follows(tokens, place) is not None or begins or after_cue
    following = number_follows(tokens, place)
    if after_cue and before is not None and before.cue is Cue.TARGET and token.glued:
        return number <= 10
    if after_cue and before is not None and token.glued and following:
        return number <= 10
    in_order = number == last + 1
    if after_cue and following is not None:
        # `TP 1 1.28`: a count, unless the next number is of the same size and out of any count.
        ratio = (following.value or 0) / number
        return number <= 10 and ((in_order and not _joined_list(after)) or ratio > 3 or ratio < 0.34)
    if after_cue and in_order and number <= 10 and (_open_end(tokens, place) or _number_below(tokens, place)):
        return True
    ordered = before is not None and before.cue in _ORDERED and in_order and number <= 10
    if ordered and after is not None and after.text in "-:)" and following is not None:
        return (following.value or 0) / number > 3 or (
            following.value or 0
        ) / number < 0.34  # buy limit 1 - 0.2815
    told = following is not None or _named_entry(tokens, place)
    marked = after is not None and after.kind is MARK and after.text in ".:-" and told
    marked = marked or (after is not None and after.text == "," and _named_entry(tokens, place))
    return begins and marked and in_order


def _open_end(tokens: list[Token], place: int) -> bool:
    """`Target 3: open`: a count whose target has no price."""
    near = tokens[place + 1 : place + 9]
    ends = next((at for at, token in enumerate(near) if token.kind is BREAK), len(near))
    first = next((token for token in near[:ends] if token.kind is not MARK), None)
    if first is None:  # TP 5 : 🚀
        return any(not token.text.isascii() for token in near[:ends])
    return first.cue is Cue.RUNNER


def _number_below(tokens: list[Token], place: int) -> bool:
    """`Take Profit 1` in a line, its price in the next."""
    ahead = tokens[place + 1 : place + 3]
    return len(ahead) == 2 and ahead[0].kind is BREAK and ahead[1].is_price


def _named_entry(tokens: list[Token], place: int) -> bool:
    """`2. buy 0.365`: a list whose rows begin with what they are."""
    ahead = tokens[place + 2 : place + 6]
    return (
        len(ahead) > 1
        and (ahead[0].cue in LISTS or ahead[0].cue in SIDES or bool(ahead[0].base))
        and any(token.is_price for token in ahead)
    )


def _joined_list(after: Token | None) -> bool:
    return after is not None and after.kind is MARK and after.text in "/~"


def _letters(tokens: list[Token]) -> list[Token]:
    """A lone L or S beside a symbol is a side."""
    for place, token in enumerate(tokens):
        if token.kind is WORD and token.text in ("L", "S") and token.cue is None:
            near = [_beyond_bars(tokens, place, -1), _beyond_bars(tokens, place, 1)]
            if any(other is not None and other.kind is SYMBOL for other in near):
                cue = Cue.LONG if token.text == "L" else Cue.SHORT
                tokens[place] = token._replace(cue=cue, instrument=None, base="", strength=None)
    return tokens


def _beyond_bars(tokens: list[Token], place: int, step: int) -> Token | None:
    """The token beside this one, a bar between them left out: `ENAUSDT.P | S | E 0.6120`."""
    at = place + step
    while 0 <= at < len(tokens) and tokens[at].text in "|,-":
        at += step
    return tokens[at] if 0 <= at < len(tokens) else None


def _slots(tokens: list[Token]) -> list[Token]:
    """Words that may be symbols become symbols beside a side, unless a surer symbol is there."""
    for place, token in enumerate(tokens):
        if token.strength is not Strength.SLOT:
            continue
        promoted = _in_slot(tokens, place)
        if token.kind is WORD and promoted:
            implied = token.instrument is not None and token.instrument.asset_class is AssetClass.METAL
            quote = token.instrument.quote if implied and token.instrument is not None else token.quote
            strength = Strength.NAME if _heads_clause(tokens, place) else token.strength
            tokens[place] = token._replace(kind=SYMBOL, cue=None, quote=quote, strength=strength)
        elif token.kind is SYMBOL and not promoted:
            tokens[place] = token._replace(kind=WORD, word=token.text.casefold())
    return tokens


def _in_slot(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if len(token.text) == 1 and token.text.islower():
        return False  # e.g.
    line = _line(tokens, place)
    option = any(each.word in ("c", "p", "call", "calls", "put", "puts") for each in line)
    others = [
        each for each in line if each is not token and not (option and each is line[0] and each.text == "BTC")
    ]
    if _heads_clause(tokens, place):
        return True
    if any(map(_is_sure, others)):
        return False
    if token.text.isupper() and token.instrument is not None and _is_under_option(tokens, place):
        return True
    before = _neighbour(tokens, place, -1)
    after = _neighbour(tokens, place, 1)
    leaves = before is not None and before.cue in (Cue.EXIT, Cue.CLOSE, Cue.ADD)
    moves = before is not None and before.cue is Cue.MOVE and after is not None and after.cue in LISTS
    leaves = leaves or moves  # lower the COIN stop
    listed = token.text.isupper() and token.instrument is not None and token.text not in ACRONYMS
    if leaves and listed and token.cue not in _NOT_LEFT:
        return True  # out of UBER
    units = before is not None and before.cue is Cue.UNITS and token.text.isupper()
    if units or (before is not None and (before.cue in SIDES or before.cue in (Cue.PAIR, Cue.STC))):
        return True
    if place > 1 and tokens[place - 1].kind is BREAK and tokens[place - 2].cue is Cue.PAIR:
        return token.text.isupper() and token.instrument is not None  # TICKER, and the name below
    if after is not None and after.cue in SIDES:
        return token.text.isupper() or token.text[:1].isdigit() or token.cue is None
    if token.text.isupper() and token.instrument is not None and _heads_follow_up(tokens, place):
        return True
    # BUY 100 F @ 12: a listed name after a count
    counted = before is not None and before.kind is NUMBER and token.instrument is not None
    told = {token.cue for token in tokens[max(0, place - 5) : place]}
    verb = (before is not None and before.unit == "x") or bool(told & _VERBS)  # STO 5x COIN, BTO 3 META
    return (
        counted
        and token.text.isupper()
        and (token.cue is None or verb or (after is not None and after.text == "@"))
    )


def _heads_clause(tokens: list[Token], place: int) -> bool:
    """`TUPRS out ✔ SISE out`, `Nike (NKE)`: a listed name behind a mark, and what is done about it behind the name."""
    token, before = tokens[place], tokens[place - 1] if place else None
    if not token.text.isupper() or len(token.text) < 3 or token.instrument is None or token.text in ACRONYMS:
        return False
    if token.cue in _ABOUT:
        return False  # MOVE SL TO ENTRY
    if before is not None and before.text == "(":
        return place + 1 < len(tokens) and tokens[place + 1].text == ")"
    begins = before is None or before.kind is BREAK or before.cue is Cue.AND
    if not begins and before is not None and before.text not in ",;.|/+&:" and before.text.isascii():
        return False
    ahead = [each for each in tokens[place + 1 : place + 6] if each.cue is not Cue.FILL and each.text != ":"]
    return bool(ahead) and (ahead[0].cue in _ABOUT or ahead[0].unit == "%")


def _is_under_option(tokens: list[Token], place: int) -> bool:
    """`META 620c`: a listed name before a strike."""
    ahead = tokens[place + 1 : place + 3]
    return len(ahead) == 2 and ahead[0].is_price and ahead[1].glued and ahead[1].word in ("c", "p")


def _heads_follow_up(tokens: list[Token], place: int) -> bool:
    """`NEAR - I'm out`: a listed name in upper case that a line begins with, before what is done about it."""
    if not starts_line(tokens, place):
        return False
    ahead = [token for token in tokens[place + 1 : place + 4] if token.kind is not MARK]
    marked = place + 1 < len(tokens) and tokens[place + 1].text in ":-|"
    if marked and tokens[place + 1].glued and tokens[place + 1].text == "-" and ahead and ahead[0].glued:
        return False  # KO-Freunde
    return bool(ahead) and (
        marked or ahead[0].cue in _ABOUT or ahead[0].cue in SHARES or ahead[0].word == "took"
    )


_NOT_LEFT = (Cue.MARKET, Cue.BREAKEVEN, Cue.ALL, Cue.WHOLE)  # EXIT NOW
_VERBS = {*SIDES, Cue.STC}
_ABOUT = frozenset(
    {
        Cue.CLOSE,
        Cue.EXIT,
        Cue.STOP,
        Cue.TRIM,
        Cue.MOVE,
        Cue.BREAKEVEN,
        Cue.CANCEL,
        Cue.REENTER,
        Cue.ADD,
        Cue.TRAIL,
        Cue.LIMIT,
    }
)


def _line(tokens: list[Token], place: int) -> list[Token]:
    """The tokens of this one's line, at most twelve to either side: a slot is never further away."""
    start, end = place, place
    while start and place - start < 12 and tokens[start - 1].kind is not BREAK:
        start -= 1
    while end < len(tokens) and end - place < 13 and tokens[end].kind is not BREAK:
        end += 1
    return tokens[start:end]


def _is_sure(token: Token) -> bool:
    return token.kind is SYMBOL and token.strength in (Strength.STRONG, Strength.NAME)


def _neighbour(tokens: list[Token], place: int, step: int) -> Token | None:
    at = place + step
    for _ in range(4):
        if not 0 <= at < len(tokens):
            return None
        token = tokens[at]
        skippable = token.kind is MARK or token.cue in (
            Cue.FILL,
            Cue.AT,
            Cue.WORTH,
            Cue.ISOLATED,
            Cue.CROSS,
            Cue.LIMIT,
            Cue.SIDE,
        )
        if not skippable:
            return None if token.kind is BREAK and step > 0 and token.text != "\n" else token
        at += step
    return None
