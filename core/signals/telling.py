"""What only tells: of a time long ago, of a candle, of how likely something is, of somebody one knows, of a quote.

Classes of words and the places they stand in; a deed that stands in such a clause is none that is asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from core.signals.clauses import Clause
from core.signals.cues import Cue
from core.signals.token import Kind, Token

SENTENCE = 80  # tokens to each side that are looked at: the longest post is read in linear time
# Before a month or a season they make it a time that is over; options name their months without one.
_IN = frozenset(
    "in en em im am nel nella nell' a à au de em в у seit since desde depuis da dal sejak từ hồi vào "
    "pada od bulan tháng dans del".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "januar februar märz juni juli oktober dezember "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре "
    "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні "
    "ocakta şubatta martta nisanda mayısta haziranda temmuzda ağustosta eylülde ekimde kasimda aralikta "
    "januari februari maret mei agustus oktober desember".split()
)
_SEASONS = frozenset(
    "spring summer autumn fall winter verano otoño invierno primavera verão outono "
    "inverno été hiver automne printemps "
    "frühling frühjahr sommer herbst estate autunno yaz kiş bahar".split()
)
# By themselves already a time: `летом`, `yazın`.
_THEN = frozenset(
    "летом зимой весной осенью влітку взимку навесні восени yazin kişin baharda sonbaharda".split()
)
_LAST = frozenset(
    "last geçen dernier dernière "
    "pasado pasada passado passada scorso scorsa letzten letztes letzter letzte vorigen прошлым "
    "прошлой минулого минулої geçen lalu trước ngoái".split()
)
_ELISIONS = ("l'", "d'", "dell'", "nell'", "all'")
_CHANCES = frozenset(
    "probability chance chances odds likelihood wahrscheinlichkeit probabilidad probabilidade probabilité probabilità "
    "вероятность вероятности шанс шансы ймовірність імовірність olasılık ihtimal peluang kemungkinan احتمال 概率 确率 "
    "確率 확률".split()
) | {"xác suất", "khả năng"}
# Somebody one knows, in words by which nobody is addressed.
_KNOWN = frozenset(
    "colleague coworker neighbor neighbour cousin roommate kollege kollegin nachbar schwager kumpel vecino vecina "
    "cuñado compañero colega cunhado vizinho collègue voisin voisine beau-frère collega vicino cognato cugino "
    "коллега сосед "
    "кум колега сусід komşu komşum eniştem tetangga hàng đồng nghiệp 同事 邻居 鄰居 同僚 隣人 동료 이웃".split()
)
_ARTICLES = frozenset("a an another this that the every each".split())
_OPEN, _SHUT = frozenset("«“„「『"), frozenset("»”」』")
_ON = frozenset({"en", "in", "on", "auf", "im", "su", "no", "na", "на"})  # fermé en 4h à 61200
_CLOSES = frozenset(
    "cierra cerró chiude clôture schliesst schloss fechou закрылся закрылась закрылось закрывается закрився "
    "закрилась закривається".split()
)
_HAS_CLOSED = frozenset("chiuso clôturé fermé geschlossen".split())
# What somebody does as a rule, and is asked of nobody.
_USUALLY = frozenset(
    "usually normally generally typically often normalmente generalmente suelo solemos costumo solitamente "
    "généralement habituellement meistens normalerweise üblicherweise обычно зазвичай genelde genellikle biasanya "
    "thường 通常 一般 普段 보통 عادة معمولا aksar".split()
)
# How an analyst's house is told of: `cuts target to 250`.
_OPINES = frozenset("cuts raises lifts lowers hikes slashes trims ups boosts bumps sees".split())
_DISCOUNTS = frozenset(
    "code coupon discount voucher subscription course código cupón cupom desconto descuento rabatt remise sconto "
    "промокод скидка скидку знижка kupon indirim diskon 优惠 折扣 할인 割引".split()
)
_YEAR_IN = frozenset({"in", "en", "em", "im", "nel", "в", "у", "since", "desde", "depuis", "seit"})
_THIS_CENTURY = 2099
_GOODBYES = frozenset("see bye cya gn goodnight ttyl laters".split())
_LEAVES = (Cue.CLOSE, Cue.EXIT, Cue.SELL)
_ENDED = ("ed", "sold", "took")


def place_of(tokens: Sequence[Token], clause: Clause) -> int:
    """Where a clause begins among the tokens of its post, which stand in the order written."""
    return bisect_left(tokens, clause.tokens[0].start, key=lambda token: token.start)


def names_long_ago(sentence: Sequence[Token], place: int) -> bool:
    """`in the spring`, `en septembre`, `l'été dernier`, `sejak Agustus`: a month or a season that is over."""
    token = sentence[place]
    if token.kind is not Kind.WORD:
        return False
    word = _bare(token.word)
    if word in _THEN:
        return True
    season = word in _SEASONS
    if not season and word not in _MONTHS:
        return False
    around = [
        _bare(each.word) for each in (*sentence[max(0, place - 2) : place], *sentence[place + 1 : place + 2])
    ]
    if season and any(each in _LAST for phrase in around for each in phrase.split(" ")):
        return True
    before = [
        each for each in sentence[max(0, place - 2) : place] if each.word not in ("the", "der", "el", "la")
    ]
    return bool(before) and before[-1].word.split(" ")[-1] in _IN


def _bare(word: str) -> str:
    if "'" not in word:
        return word
    return next((word.removeprefix(each) for each in _ELISIONS if word.startswith(each)), word)


def is_candles(clause: Clause, word: Token) -> bool:
    """`BTC 4h closed at 102,988`, `the daily closes below`: what closes is a candle."""
    before = [token for token in clause.tokens[: clause.tokens.index(word)] if token.cue is not Cue.FILL]
    if clause.has(Cue.POSITION, Cue.MARKET):
        return False
    if before and (before[-1].unit == "frame" or before[-1].cue in (Cue.FRAME, Cue.CANDLE)):
        return True
    if before and before[-1].kind is Kind.SYMBOL and _closes_by_itself(clause, word):
        return True
    behind = clause.behind(word)[:2]
    return len(behind) == 2 and behind[0].word in _ON and behind[1].unit == "frame"


def _closes_by_itself(clause: Clause, word: Token) -> bool:
    """`el oro cierra a 4.010`, `il FTSE ha chiuso`: the name is what closes; who closes it says `we` in the verb."""
    before = clause.before(word)
    helped = before is not None and before.word in ("a", "ha", "hat")
    return word.word in _CLOSES or (helped and word.word in _HAS_CLOSED)


def is_of_score(clause: Clause, word: Token) -> bool:
    """`131 out of 250`: how many of how many, and no way out."""
    before, behind = clause.before(word), clause.behind(word)
    counted = before is not None and before.kind is Kind.NUMBER and bool(behind)
    return word.word == "out of" and counted and behind[0].kind is Kind.NUMBER


def only_measures(clause: Clause) -> bool:
    """`a 9% dump`, `62% according to CME` of a probability: a share that nobody is asked to take."""
    shares = [at for at, token in enumerate(clause.tokens) if token.unit == "%"]
    if not shares:
        return False
    if any(token.word in _CHANCES or token.word in _DISCOUNTS for token in clause.tokens):
        return True
    if clause.symbol or clause.prices or clause.has(Cue.MARKET, Cue.POSITION, Cue.REST):
        return False
    return all(_measures(clause.tokens, at) for at in shares)


def _measures(tokens: Sequence[Token], at: int) -> bool:
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    led = at > 0 and tokens[at - 1].word.split(" ")[-1] in _ARTICLES
    return led and behind is not None and behind.cue in _LEAVES


def is_habit(clause: Clause) -> bool:
    """`take off 20% after a bad week`: what somebody does whenever it happens, and names no trade."""
    words = {token.word for token in clause.tokens}
    if not words.isdisjoint(_USUALLY) and not clause.has(Cue.MARKET):
        return True
    if is_of_analyst(clause.tokens):
        return True
    named = clause.symbol or clause.prices or clause.has(Cue.MARKET, Cue.POSITION, Cue.REST)
    if named or any(token.cue in _LEAVES and token.word.endswith(_ENDED) for token in clause.tokens):
        return False
    return any(
        token.cue is Cue.AFTER and after.word.split(" ")[-1] in ("a", "an", "every", "each", "any")
        for token, after in zip(clause.tokens, clause.tokens[1:], strict=False)
    )


def is_of_known(tokens: Sequence[Token], clause: Clause) -> bool:
    """`Colleague at work: short NVDA at 120, added at 150`: the sentence tells of somebody one knows."""
    first = place_of(tokens, clause)
    near = tokens[max(0, first - SENTENCE) : first + SENTENCE]
    for token in reversed([each for each in near if each.start < clause.tokens[-1].end]):
        if token.kind is Kind.BREAK or token.text in (".", "!", "?", ";"):
            return False
        if token.word in _KNOWN:
            return True
    return False


def is_quoted(tokens: Sequence[Token], clause: Clause) -> bool:
    """`saw a screenshot "in 4092, out 4066"`: the clause stands in quotation marks, behind words of no list."""
    first = place_of(tokens, clause)
    near = tokens[max(0, first - SENTENCE) : first + 1]
    opened = None
    for place, token in enumerate(near):
        if token.text in _OPEN or (token.text == '"' and opened is None):
            opened = place
        elif token.text in _SHUT or token.text == '"':
            opened = None
    if opened is None:
        return False
    return any(token.kind is Kind.WORD and token.cue is None and not token.base for token in near[:opened])


def is_of_long_ago(tokens: Sequence[Token], side: Token) -> bool:
    """`bought ETH in March at 130`, `compré LUNA en verano`: the sentence of the side is of a time that is over."""
    sentence: list[Token] = []
    for token in tokens:
        if token.kind is Kind.BREAK or token.text in (".", "!", "?", ";"):
            if token.start > side.start:
                break
            sentence = []
        else:
            sentence.append(token)
    return any(names_long_ago(sentence, at) or names_year(sentence, at) for at in range(len(sentence)))


def names_year(tokens: Sequence[Token], place: int) -> bool:
    """`in 2021`, and `back in 2021`."""
    token, before = tokens[place], tokens[place - 1] if place else None
    year = token.kind is Kind.NUMBER and token.text.isdigit() and 2009 <= int(token.text[:5]) <= _THIS_CENTURY
    return year and before is not None and before.word.split(" ")[-1] in _YEAR_IN


def is_of_analyst(tokens: Sequence[Token]) -> bool:
    """`Citi cuts TSLA target to 250, keeps sell`: whose target it is that is told."""
    words = {token.word for token in tokens}
    return not words.isdisjoint(_OPINES) and any(token.cue is Cue.TARGET for token in tokens)


def takes_leave(ahead: Sequence[Token]) -> bool:
    """`I'm out, see you at 8`: somebody leaves the room."""
    return any(token.word.split(" ")[0] in _GOODBYES for token in ahead[1:5])
