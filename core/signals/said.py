"""Whether a clause only talks: what is asked, supposed, denied, waited for or looked back at asks for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.signals import telling
from core.signals.clauses import SHARES, Clause
from core.signals.cues import Cue
from core.signals.token import Kind, Token

TALK = (
    Cue.CONDITION,
    Cue.QUESTION,
    Cue.HEDGE,
    Cue.PAST,
    Cue.PROMO,
    Cue.NEGATION,
)
# Words that only put a verb into the past.
PAST_VERBS = frozenset(
    "wurde wurden worden stato stata sido été ete was were had did been previous previously war hatte era estaba fue "
    "était etait avait foi estava был была было "
    "були був була 了 だった でした ました idi".split()
)
# Somebody who is not the one that writes, right before what is done.
_OTHERS = frozenset(
    "he she they he's she's they've they're his her their saylor microstrategy blackrock whale whales insider insiders "
    "él ella ellos ellas ele ela eles elas elle elles loro он она они він вона вони dia mereka họ nó "
    "他 她 他们 他們 彼 彼ら "
    "그는 그가 그녀는 انها آنها onlar".split()
)
# What allows, and what only puts a verb into the passive: `you can move`, `has been moved`, of a stop.
_ALLOWS = frozenset(
    "been wurde stato sido été podem podéis pueden puedes pode possono potete können könnt pouvez можно можете можна "
    "sakte bisa boleh 可以".split()
) | {"có thể", "sakte ho", "sakte hain", "has been"}
_BREAKS = (Cue.ABOVE, Cue.BELOW, Cue.BREAK)
_DONE_BY = (Cue.CLOSE, Cue.EXIT, Cue.SELL, Cue.TRIM, Cue.MOVE, Cue.ADD, Cue.CANCEL, Cue.STC)
_ORDERS = (Cue.SIDE, Cue.POSITION, Cue.LIMIT, Cue.BUY, Cue.SELL)  # a waiting order
_TAKEN = (Cue.BUY, Cue.LONG, Cue.SHORT, Cue.ENTRY)
_DONE_ENDS = ("ed", "sold", "bought", "got out", "was out")
_OURS = frozenset({"i", "we", "i've", "we've", "us", "our"})
_PEOPLE = frozenset({"we", "we've", "you", "you've", "they", "they've", "have"})
_KIN = frozenset("brother bro friend buddy mate cousin sister wife husband dad father mom boss guy".split())
_MYSELF = frozenset("저는 저도 전 나는 나도 난 io yo eu ben 私 僕 俺".split())
_HAPPENED = ("ed", "sold", "bought", "been", "got")
_TRIES = tuple("attempt try tentative essai tentativo intento tentativa versuch попытка спроба".split())
_IS = frozenset(
    "is isn't was beats va è e es está esta é tá ta ist war est c'est тоже это лучше reicht passt vaut vale".split()
)
_ASK_LAST = frozenset({"hi", "ja", "zh", "ko", "vi"})  # their questions end with the word that asks
_FILLED = frozenset({"has been filled", "has been executed", "has been", "order filled", "order executed"})
_TOLD = frozenset(
    {Cue.STOP, Cue.TRAIL, Cue.BREAKEVEN, Cue.TARGET, Cue.CLOSE, Cue.EXIT, Cue.TRIM, Cue.SELL, Cue.STC, Cue.CANCEL,
     Cue.MOVE, Cue.NEW, Cue.TO, Cue.REST, Cue.WHOLE, Cue.ALL, Cue.POSITION, Cue.LONGS, Cue.SHORTS, Cue.LONG,
     Cue.SHORT, Cue.LIMIT, Cue.ENTRY, Cue.ADD, Cue.REENTER, Cue.CONDITION, Cue.QUESTION, Cue.NEGATION, Cue.HEDGE,
     Cue.PAST, Cue.MARKET, *SHARES}
)  # fmt: skip


def corrected(clause: Clause) -> Clause:
    """`SL is 1.0875 not 1.0785` without what it is not."""
    at = _denied(clause)
    return clause if at is None else Clause([*clause.tokens[:at], *clause.tokens[at + 2 :]], goes_on=True)


def _denied(clause: Clause) -> int | None:
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


def is_talk(clause: Clause) -> bool:
    """Asked, supposed, denied or looked back at. `don't enter` is a denial and a cancel all the same."""
    clause = corrected(clause)
    if _waits(clause):
        return True
    if clause.has(Cue.REASON) or any(token.word in _FILLED for token in clause.tokens):
        return True
    if _is_done_by_others(clause) or _supposes(clause):
        return True
    if clause.has(Cue.CANCEL):
        at = next(at for at, token in enumerate(clause.tokens) if token.cue is Cue.CANCEL)
        before = clause.tokens[:at]
        supposed = any(token.word == "if you" for token in before)
        supposed = supposed or (bool(before) and before[-1].cue is Cue.NEGATION)  # do not cancel
        return (
            supposed
            or clause.has(Cue.CONDITION, Cue.QUESTION, Cue.PROMO)
            or _hedged_before(clause, Cue.CANCEL)
        )
    stops = clause.has(Cue.STOP, Cue.TRAIL) and clause.has(Cue.MOVE, Cue.BREAKEVEN)
    return any(
        token.text == "?" or (token.cue in TALK and not (stops and token.word in _ALLOWS))
        for token in clause.tokens
    )


def core(clause: Clause) -> Clause:
    """What an unbroken string of words asks for, without the words around it: `hey so that order just cancel it okay`.

    From the first word that belongs to an instruction to the last; nothing is left out between them.
    """
    places = [
        place
        for place, token in enumerate(clause.tokens)
        if token.kind is not Kind.WORD or token.cue in _TOLD
    ]
    if not places:
        return clause
    found = Clause(clause.tokens[places[0] : places[-1] + 1])
    return found if not found.strangers and _is_whole(found) else clause


def _is_done_by_others(clause: Clause) -> bool:
    """`he closed his longs`, `they raised the target`, `Saylor added at 98000`: somebody else does it."""
    if not clause.has(*_DONE_BY, Cue.STOP):
        return False
    others = None
    for token in clause.tokens:
        if others is not None and (token.cue in _DONE_BY or token.word == "cut"):
            return True
        if token.word in _OTHERS:
            others = token
        elif token.cue not in (Cue.FILL, Cue.PAST):
            others = None
    return False


def goes_on_of_others(clause: Clause, before: Clause | None) -> bool:
    """`My buddy shorted TSLA at 400, covered 380`: what he did goes on without naming him again."""
    if before is None or not clause.tokens[0].word.endswith(_DONE_ENDS) or clause.symbol:
        return False
    if clause.tokens[0].cue not in _DONE_BY:
        return False
    deed = next((at for at, token in enumerate(before.tokens) if token.cue in (*_DONE_BY, *_TAKEN)), None)
    if deed is None or not before.tokens[deed].word.endswith(_DONE_ENDS):
        return False
    who = before.tokens[:deed]
    named = any(token.kind is Kind.WORD and (token.word in _OTHERS or token.cue is None) for token in who)
    named = named or any(token.word in _KIN for token in who)
    return named and not any(token.word in _OURS for token in who)


def is_remark(clause: Clause, before: Clause | None) -> bool:
    """What is said of all people, of how breakeven is, of a mood, or of a try that was the right one."""
    words = [token.word for token in clause.tokens]
    if words[0] == "stop" and clause.tokens[0].cue is Cue.FILL:
        return True  # stop crying about stops
    if "all" in words and _is_of_all(words):
        return True
    if telling.only_measures(clause) or telling.is_habit(clause):
        return True
    if _judges_breakeven(clause) or _is_mood(clause, before):
        return True
    tried = clause.first(Cue.REENTER)
    noun = tried is not None and tried.word.endswith(_TRIES) and not clause.prices and not clause.symbol
    return noun and len(clause.tokens) > 1 and not clause.has(Cue.MARKET, Cue.LONG, Cue.SHORT, Cue.ENTRY)


def _is_of_all(words: Sequence[str]) -> bool:
    """`we've all sold the low`: what happened to everybody."""
    subject = any(word in _PEOPLE and after == "all" for word, after in pairwise(words))
    return subject and any(word.endswith(_HAPPENED) for word in words)


def tells_of_oneself(clause: Clause) -> bool:
    """`저는 다 팔았습니다`, `eu fechei`: where a verb says by itself who does it, a word for `I` sets one apart."""
    alone = clause.tokens[0].word in _MYSELF and not clause.symbol and clause.fraction() is None
    return alone and not clause.has(Cue.MARKET, Cue.POSITION, Cue.REST, Cue.LONGS, Cue.SHORTS, Cue.STOP)


def _judges_breakeven(clause: Clause) -> bool:
    """`in pari va bene`, `breakeven is fine`"""
    word = clause.tokens[0]
    if word.cue is not Cue.BREAKEVEN or clause.prices or clause.has(Cue.MARKET, Cue.MOVE, Cue.NEW):
        return False
    if clause.has(Cue.STOP) and not clause.strangers:
        return False
    behind = [token.word.split(" ")[0] for token in clause.tokens[1:]]
    return len(behind) > 1 and behind[0] in _IS


def _is_mood(clause: Clause, before: Clause | None) -> bool:
    """`up down and flat head`: how a chart or a person is, joined to another word of that kind."""
    flat = clause.first(Cue.EXIT)
    if flat is None or flat.word != "flat" or clause.symbol or clause.prices or not clause.joined:
        return False
    return before is not None and bool(before.strangers) and not before.symbol


def _supposes(clause: Clause) -> bool:
    """Whether a verb of this clause supposes."""
    return clause.has(*_BREAKS) and any(map(_is_supposing, clause.tokens))


def _is_supposing(token: Token) -> bool:
    """`60000 kırılırsa`: a verb that supposes, in a language that writes it so."""
    return token.cue in _BREAKS and token.language == "tr" and token.word.endswith(("rsa", "rse"))


def _is_whole(clause: Clause) -> bool:
    """Whether a clause says what to do and with what: nothing that is known only from what was said before."""
    stop = clause.has(Cue.STOP, Cue.TRAIL) and clause.has(Cue.MOVE)
    if stop and (clause.prices or clause.has(Cue.BREAKEVEN, Cue.ENTRY)):
        return True
    closes = clause.has(Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.EXIT)
    if not clause.symbol:
        return False
    if closes:
        return (
            clause.fraction() is not None
            or clause.has(Cue.MARKET, Cue.WHOLE, Cue.POSITION)
            or bool(clause.prices)
        )
    return clause.has(Cue.CANCEL) and clause.has(*_ORDERS)


def _waits(clause: Clause) -> bool:
    """`SL goes to entry after TP1`, `after losing 5%`: what is to come first."""
    stop = clause.has(Cue.STOP, Cue.TRAIL) and clause.has(Cue.BREAKEVEN, Cue.ENTRY)
    for place, token in enumerate(clause.tokens):
        ahead = clause.tokens[place + 1 : place + 3]
        if (
            stop
            and token.word == "at"
            and len(ahead) == 2
            and ahead[0].cue is Cue.TARGET
            and ahead[1].unit == "index"
        ):
            return True  # I will move SL to BE at TP1
        if token.cue is not Cue.AFTER:
            continue
        ahead = clause.tokens[place + 1 : place + 4]
        if any(each.cue in (Cue.TARGET, Cue.STOP) or each.kind is Kind.NUMBER for each in ahead):
            return True
    return False


def _hedged_before(clause: Clause, cue: Cue) -> bool:
    """Whether a `maybe` governs the word, and does not only name what it is about (`lệnh chờ`)."""
    at = next(at for at, token in enumerate(clause.tokens) if token.cue is cue)
    before = clause.tokens[:at]
    return any(
        token.cue is Cue.HEDGE
        and not (place + 1 < len(clause.tokens) and clause.tokens[place + 1].cue in _ORDERS)
        for place, token in enumerate(before)
    )


def looks_back(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the sentence of this clause tells of another time, asks, or supposes, and so all of it does.

    `Last Friday's SPX lotto: in 1.10, out 4.80`; `once TP1 is reached a trade is moved to breakeven and half is off`;
    `shorted it at 45 in october and covered at 52`.
    """
    first = telling.place_of(tokens, clause)
    start, end = first, first
    while start and first - start < telling.SENTENCE and not _ends(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and end - first < telling.SENTENCE and not _ends(tokens[end]):
        end += 1
    last = clause.tokens[-1].end
    before, sentence = tokens[start:first], [token for token in tokens[start:end] if token.end <= last]
    asked = end < len(tokens) and tokens[end].text == "?"
    colon = max((at for at, token in enumerate(before) if token.text == ":"), default=-1)
    asked = asked or any(token.cue is Cue.QUESTION for token in before[colon + 1 :])
    behind = tokens[start:end]
    asked = asked or any(
        token.cue is Cue.QUESTION and _asks_late(behind, place) for place, token in enumerate(behind)
    )
    one = len(clause.tokens) == 1
    if one and clause.has(Cue.BREAKEVEN):  # breakeven, when a stop is at cost
        asked = asked or any(token.cue is Cue.CONDITION or token.word == "means" for token in behind)
    if one and clause.has(Cue.EXIT):  # flat, which is a win
        asked = asked or any(token.cue is Cue.QUESTION for token in tokens[first + 2 : first + 3])
        asked = asked or _is_half_of_mood(tokens, first) or telling.takes_leave(tokens[first:])
    timed = any(_names_time(sentence, place) for place in range(len(sentence)))
    timed = timed or (_tells_deed(clause) and _begins_in_past(tokens[:start]))
    timed = timed or (_drops_it(clause) and _names_long_ago(tokens[max(0, start - telling.SENTENCE) : start]))
    if clause.has(Cue.NEW) and clause.has(Cue.STOP, Cue.TARGET) and clause.prices:
        timed = False  # I typed it wrong earlier, new stop 1.279
    return asked or timed or any(token.cue is Cue.CONDITION or _is_supposing(token) for token in before)


def _is_half_of_mood(tokens: Sequence[Token], place: int) -> bool:
    """`flat and peaceful`"""
    ahead = tokens[place + 1 : place + 3]
    joined = tokens[place].word == "flat" and len(ahead) == 2 and ahead[0].cue is Cue.AND
    return joined and ahead[1].kind is Kind.WORD and ahead[1].cue is None and not ahead[1].base


def _tells_deed(clause: Clause) -> bool:
    """`sold the lot at 1.11`: no word of now, and no name."""
    return clause.has(Cue.SELL, Cue.CLOSE, Cue.EXIT) and not clause.has(Cue.MARKET) and not clause.symbol


def _drops_it(clause: Clause) -> bool:
    """`let's leave it`: a word for taking back, and nothing that could be."""
    return clause.has(Cue.CANCEL) and not clause.symbol and not clause.has(*_ORDERS)


def _names_long_ago(before: Sequence[Token]) -> bool:
    """Whether the same line began with a year, a season or a month that is over."""
    start = max((at for at, token in enumerate(before) if token.kind is Kind.BREAK), default=-1) + 1
    line = before[start:]
    return any(telling.names_year(line, at) or telling.names_long_ago(line, at) for at in range(len(line)))


def _begins_in_past(before: Sequence[Token]) -> bool:
    """`We had 4 entries on ADA last month`: a story begins, and goes on in the same line."""
    start = max((at for at, token in enumerate(before) if token.kind is Kind.BREAK), default=-1) + 1
    first = next((at for at in range(start, len(before)) if _ends(before[at])), len(before))
    head = before[start:first]
    past = any(token.cue is Cue.PAST and token.word in PAST_VERBS for token in head)
    return past and any(token.cue is Cue.PAST and token.word not in PAST_VERBS for token in head)


def _asks_late(sentence: Sequence[Token], place: int) -> bool:
    """Whether a word asks from behind; in Vietnamese it is `not` anywhere but at the end."""
    token = sentence[place]
    if token.language not in _ASK_LAST:
        return False
    last = all(each.kind is Kind.MARK or each.cue is Cue.FILL for each in sentence[place + 1 :])
    return last or token.language != "vi" or token.word not in ("không", "ko", "khong")


def _ends(token: Token) -> bool:
    return token.kind is Kind.BREAK or token.text in (".", "!", "?", ";")


def _names_time(sentence: Sequence[Token], place: int) -> bool:
    """A word for a time that is over (not the mere `was`), a month or a year that something happened in."""
    token = sentence[place]
    if token.cue is Cue.PAST:
        return token.word not in PAST_VERBS
    before = sentence[place - 1] if place else None
    if telling.names_year(sentence, place) or telling.names_long_ago(sentence, place):
        return True
    if before is None or before.cue not in (Cue.AT, Cue.FILL, Cue.TO) or not before.word.isalpha():
        return False
    return token.cue is Cue.MONTH and before.word == "in"
