"""What stands around a trade: whether every sentence of its post is one that a provider says of his own, live trade.

A signal is levels, and beside them what is harmless: a heading, how to take it, why, good luck, no advice. A sentence
that speaks of somebody else, denies, asks, supposes or only talks about the trade is not accounted for by that, and
then a person is asked. Unlike the signs of `disowned.py`, which know ways of saying so, this knows the classes of words
without which it cannot be said. Asked only of posts that would trade by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from core.signals.cues import Cue
from core.signals.reading import Reading, ReadingKind, Tier
from core.signals.token import Kind, Token
from core.signals.words.around import DENIED, HARMLESS, HEADINGS, ORDINARY, OTHERS, OWN, SPOKEN, UNREAL
from core.signals.written import folded

REASON = "unaccounted"
LONGEST = 1_500  # characters of a post that is a signal and nothing else
UNKNOWN_MAX = 6  # words of no list in a post that may trade by itself
STRANGERS_MAX = 2  # words of no list in one sentence that holds nothing of the trade
_KINDS = {
    "others": OTHERS,
    "unreal": UNREAL,
    "spoken": SPOKEN,
    "denied": DENIED,
    "harmless": HARMLESS,
    "ordinary": ORDINARY,
    "headings": HEADINGS,
}
_CERTAIN = Decimal("0.99")
# Doubts that a word beside the trade gives, and that what stands around it as a whole can answer.
_SOFT = frozenset({"says_negation", "says_hedge", "says_promo", "unknown_words"})
_BACK = (Cue.PAST, Cue.QUESTION, Cue.EXAMPLE, Cue.CONDITION)
_BEFORE_PRICES = frozenset("strike dte post referencia reference gerade gais guys".split())
_AGAINST = ("others", "unreal", "spoken")
_MARKED = frozenset({"vi", "ja"})  # without its marks a word is another one
_ANYWHERE = frozenset({"zh", "ja", "ko"})  # written without spaces, or with endings that grow on
_ENDS = frozenset(".!?;。！？؟…")
_ASKS = frozenset("?？؟¿")
_QUOTES = re.compile(r"[“„«「『\"][^“”„«»「」『』\"]{12,}[”“»」』\"]")
# The endings of what would be: quedaría, ferait, prenderei, alırdım.
_WOULD = re.compile(
    r"\w{2}(?:ría(?:n|s|mos)?|(?:er|ir|dr|ur)ai(?:s|t|ent)|(?:er|ir)e(?:i|bbe|mmo|bbero)|[ae]rd[ıi][mk]?)\b"
)
_OWN = re.compile(rf"\b(?:{'|'.join(map(re.escape, OWN))})(?!\w)")
_FOLLOW = re.compile(
    r"\b(?:(?:follow|join|find) us|sígu\w*|sig[au]m?|suivez|rejoignez|folgt uns|segui\w*|подпи(?:шит|сывайт)\w*|"
    r"підписуйт\w*|takip ed\w*)"
)
_IN = re.compile(r"\bno(?=\s+,)")  # no ouro: Portuguese for `in`, before a name
# What a word of the trade itself says is no talk about it.
_TRADE = frozenset(
    {Cue.LONG, Cue.SHORT, Cue.BUY, Cue.SELL, Cue.ENTRY, Cue.TARGET, Cue.STOP, Cue.TRAIL, Cue.LEVERAGE,
     Cue.SIZE, Cue.RISK, Cue.QUANTITY, Cue.RATIO, Cue.LABEL, Cue.MARKET, Cue.LIMIT, Cue.BUY_STOP,
     Cue.SELL_STOP, Cue.ABOVE, Cue.BELOW, Cue.BREAK, Cue.ZONE, Cue.LADDER, Cue.CROSS, Cue.ISOLATED,
     Cue.RUNNER, Cue.CANDLE, Cue.FRAME, Cue.UNITS, Cue.PIECES, Cue.CENTS, Cue.TICKS, Cue.SATS, Cue.DOLLARS,
     Cue.THOUSAND, Cue.TIMES, Cue.PAIR, Cue.SIDE, Cue.HALF, Cue.THIRD, Cue.QUARTER, Cue.FIFTH,
     Cue.TWO_THIRDS, Cue.THREE_QUARTERS, Cue.BREAKEVEN, Cue.CALL, Cue.PUT, Cue.SPREAD, Cue.BTO, Cue.STO,
     Cue.TODAY, Cue.WEEKLY, Cue.MONTH, Cue.TO, Cue.AND, Cue.AT, Cue.WORTH, Cue.REST, Cue.TRIM, Cue.PART}
)  # fmt: skip

# And these name a level, a side or a manner, without which a line of a signal is none.
_ROLES = _TRADE - {
    Cue.TO,
    Cue.TRIM, Cue.AND, Cue.AT, Cue.WORTH, Cue.PART, Cue.REST, Cue.HALF, Cue.SIDE, Cue.TODAY, Cue.MONTH, Cue.WEEKLY,
    Cue.TIMES, Cue.DOLLARS, Cue.THOUSAND,
}  # fmt: skip
_FIGURES = (Kind.SYMBOL, Kind.NUMBER, Kind.MOMENT)
_PARTS = _ENDS | frozenset(",;:：()[]|•·—–-，、【】")


def judged(text: str, tokens: Sequence[Token], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a post (normalised, with its tokens), judged once more by all that stands around them.

    None trades by itself beside a sentence that is not accounted for. A trade that was only in doubt because of a word
    beside it goes by itself where every sentence is.
    """
    soft = len(readings) == 1 and _is_soft(readings[0], tokens)
    if not soft and all(each.tier is not Tier.AUTO for each in readings):
        return tuple(readings)
    plain = len(text) <= LONGEST and unaccounted(text, tokens) is None and not is_quoted(text, tokens)
    if soft:
        certain = replace(readings[0], tier=Tier.AUTO, reasons=(), confidence=_CERTAIN)
        return (certain,) if plain else tuple(readings)
    if plain:
        return tuple(readings)
    return tuple(
        replace(each, tier=Tier.CONFIRM, reasons=(*each.reasons, REASON)) if each.tier is Tier.AUTO else each
        for each in readings
    )


def _is_soft(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether nothing but words beside the trade speaks against it."""
    if (
        reading.kind is not ReadingKind.OPEN
        or reading.tier is not Tier.CONFIRM
        or not _SOFT.issuperset(reading.reasons)
    ):
        return False
    strangers = sum(token.kind is Kind.WORD and token.cue is None and len(token.word) > 1 for token in tokens)
    back = any(token.cue in _BACK for token in tokens)
    return bool(reading.reasons) and strangers <= UNKNOWN_MAX and not back and not _may_name_level(tokens)


def _may_name_level(tokens: Sequence[Token]) -> bool:
    """`frm 109.42`: a word of no list right before a price may be what the price is for."""
    return any(
        token.kind is Kind.WORD
        and token.cue is None
        and len(token.word) > 1
        and token.word not in _BEFORE_PRICES
        and after.is_price
        for token, after in pairwise(tokens)
    )


def unaccounted(text: str, tokens: Sequence[Token]) -> str | None:
    """The first sentence of a post (normalised, with its tokens) that a plain signal does not hold, or None."""
    for sentence in _sentences(tokens):
        if _is_apart(text, sentence):
            return text[sentence[0].start : sentence[-1].end]
    return _loose_end(text, tokens)


def is_quoted(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the levels of the trade stand in quotation marks, those of a machine's alert left out."""
    if text.lstrip().startswith("{"):
        return False
    for match in _QUOTES.finditer(text):
        inside = [token for token in tokens if match.start() < token.start < match.end()]
        if sum(token.is_price for token in inside) > 1:
            return True
    return False


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    found: list[Token] = []
    for token in tokens:
        ends = token.kind is Kind.MARK and token.text in _ENDS
        if token.kind is not Kind.BREAK:
            found.append(token)
        if (ends or token.kind is Kind.BREAK) and found:
            yield found
            found = []
    if found:
        yield found


def _loose_end(text: str, tokens: Sequence[Token]) -> str | None:
    """Words before or behind the levels that are none of those with which a signal is headed, led in or signed."""
    if text.lstrip().startswith("{"):
        return None  # a machine's alert
    prices = 0
    for part, end in _parts(tokens):
        words = [token for token in part if token.kind is Kind.WORD]
        levels = sum(token.is_price for token in part)
        prices += levels
        if not words or levels or any(token.kind in _FIGURES for token in part):
            continue
        strangers = sum(token.cue is None and len(token.word) > 1 for token in words)
        told = any(token.cue in _ROLES for token in words)
        if prices > 1 and not told:
            loose = len(words) > (2 if end == "," else 1)
        elif end == ":":
            loose = len(words) > 2 and strangers > told
        else:
            loose = not told and len(words) > 3 and bool(strangers) and not prices
        said = text[part[0].start : part[-1].end]
        plain = _OWN.sub(" ok ", said.casefold()).replace("_", " ")
        fits = ("harmless", "ordinary") if prices else ("harmless", "ordinary", "headings")
        if loose and not any(_found(kind, plain) for kind in fits):
            return said
    return None


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    """Sentences cut at every mark between two thoughts, each with the mark before it, or a colon behind it."""
    found: list[Token] = []
    before = ""
    for token in tokens:
        if token.kind is Kind.BREAK or (token.kind is Kind.MARK and token.text in _PARTS):
            if found:
                yield found, ":" if token.text in ":：" else before
            found, before = [], token.text
        else:
            found.append(token)
    if found:
        yield found, before


def _is_apart(text: str, sentence: Sequence[Token]) -> bool:
    free = [token for token in sentence if token.kind is Kind.WORD and token.cue not in _TRADE]
    if not free:
        return False
    if sentence[-1].text in _ASKS or any(token.text in _ASKS for token in sentence):
        return True
    said = _without_trade(text, sentence)
    against = (kind for kind in _AGAINST if kind != "others" or not _FOLLOW.search(said))
    if _WOULD.search(said) or any(_found(kind, said) for kind in against):
        return True
    whole = text[sentence[0].start : sentence[-1].end].casefold()
    if _found("harmless", whole):
        return False
    strangers = sum(token.cue is None and len(token.word) > 1 for token in free)
    alone = strangers > STRANGERS_MAX and not any(token.is_price for token in sentence)
    return (alone and not _found("ordinary", whole)) or _found("denied", said)


def _without_trade(text: str, sentence: Sequence[Token]) -> str:
    """The sentence without its numbers, names and the words of the trade."""
    kept, at = [], sentence[0].start
    for token in sentence:
        if token.kind in _FIGURES or token.cue in _TRADE:
            kept += [text[at : token.start], " , "]
            at = token.end
    said = "".join((*kept, text[at : sentence[-1].end])).casefold()
    return _IN.sub(" ", _OWN.sub(" ", said))


def _found(kind: str, said: str) -> bool:
    bare, marked = _patterns()[kind]
    return bare.search(folded(said)) is not None or marked.search(said) is not None


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Of each class: its words without their marks, and those of languages in which a mark makes another word."""
    return {
        name: (_pattern(kind, marked=False), _pattern(kind, marked=True)) for name, kind in _KINDS.items()
    }


def _pattern(kind: Mapping[str, str], *, marked: bool) -> re.Pattern[str]:
    whole, anywhere = [], []
    for language, listed in kind.items():
        if (language in _MARKED) is not marked:
            continue
        for word in listed.split():
            beginning = word.removesuffix("*").replace("_", " ").casefold()
            written = re.escape(beginning if marked else folded(beginning)).replace("\\ ", " ")
            if language in _ANYWHERE or _is_indic(word):
                anywhere.append(written)
            else:
                whole.append(written + ("" if word.endswith("*") else r"(?!\w)"))
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(whole)})"] * bool(whole) + anywhere))


def _is_indic(word: str) -> bool:
    return any("\u0900" <= char <= "\u097f" for char in word)
