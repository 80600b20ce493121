"""Reply words: posts that are nothing but instructions about a standing trade (`be`, `close 50`, `tp2 64000`).

Strict on purpose: every word of the post must be a reply word, a number, a symbol or one of a few words that say
nothing. One stranger, and this reader steps back: what is left is prose, which `followups.py` reads and which asks
before it acts. Used only where a post can be about a standing signal: a reply, or a provider with one open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.market.model import Instrument
from core.market.symbols import SymbolTable
from core.signals.reading import Action, Direction, Do, Reading, ReadingKind, Tier

LONGEST = 200
WORDS_MAX = 24
REPLY_WORDS = "reply_words"
REPORT = "report"
_SURE = Decimal("0.99")
_WHOLE = Decimal(100)
_TRAIL_MAX = Decimal(50)
_INDEX_MAX = 9
_INDEXED = Decimal(10)  # a bare "2" before 64000 counts targets; before 2.1 it is a price

_PARTS = re.compile(r"(?P<number>\$?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\$?\.\d+)(?P<unit>k|%|％)?(?![\w/])"
                    r"|(?P<ratio>[1-9]/[2-9])(?![\w/])"
                    r"|(?P<word>[#$]?[^\W\d_][\w/'’-]*)"
                    r"|(?P<join>[,;.!\n&+/|]|->|→|=|:|@)", re.IGNORECASE)  # fmt: skip
_BLANK = re.compile(r"[^\S\n]+")

_CLOSE = frozenset({"close", "exit", "flat", "flatten", "out"})
_CLOSED = frozenset({"closed", "exited", "sold", "covered"})
_BREAK_EVEN = frozenset({"be", "b/e", "breakeven", "break-even", "bep"})
_STOP = frozenset({"sl", "stop", "stoploss", "stop-loss", "s/l"})
_TARGET = re.compile(r"(?:tp|target|tps|targets)([1-9])?")
_TRAIL = frozenset({"trail", "trailing", "ts"})
_CANCEL = frozenset({"cancel", "canceled", "cancelled"})
_ADD = frozenset({"add"})
_ALL = frozenset({"all", "everything", "both"})
_HALVES = {"half": Decimal(50), "quarter": Decimal(25), "third": Decimal("33.33")}
_SIDES = {"longs": Direction.LONG, "shorts": Direction.SHORT}
# Words that change nothing where they stand between reply words.
_FILL = frozenset(
    "to at now the my our it this here is move set new rest and then position trade entry entries order orders market "
    "of please pls plz more a unfilled guys team everyone folks all rn asap immediately also still just only".split()
)
# Words of every sentence that are names of coins too.
_NO_NAMES = frozenset(
    {"one", "me", "id", "not", "ip", "ai", "io", "gas", "win", "hot", "any", "real", "people"}
)
_JOINS = frozenset({",", ";", ".", "!", "\n", "&", "+", "and", "then"})


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    value: Decimal | None = None
    percent: bool = False


@dataclass(slots=True)
class _Read:
    """What the post asks for, as far as it was read."""

    actions: list[Action] = field(default_factory=list)
    instrument: Instrument | None = None
    symbol: str | None = None
    direction: Direction | None = None
    all: bool = False
    report: bool = False
    price: Decimal | None = None


def read_replies(text: str, table: SymbolTable) -> Reading | None:
    """The instructions of a post that holds nothing else; None for any other post."""
    words = _words(text)
    if not words or len(words) > WORDS_MAX:
        return None
    found, place = _Read(), 0
    while place < len(words):
        step = _step(words, place, found, table)
        if step is None:
            return None
        place = step
    return _reading(found) if found.actions else None


def _words(text: str) -> list[_Word] | None:
    """The post as words and numbers; None when anything else stands in it."""
    text = text.strip().casefold()
    if not text or len(text) > LONGEST:
        return None
    words: list[_Word] = []
    place = 0
    while place < len(text):
        blank = _BLANK.match(text, place)
        if blank:
            place = blank.end()
            continue
        part = _PARTS.match(text, place)
        if part is None:
            return None
        words.append(_word(part))
        place = part.end()
    return words


def _word(part: re.Match[str]) -> _Word:
    if part["ratio"]:
        over, under = part["ratio"].split("/")
        return _Word(part[0], (_WHOLE * int(over) / int(under)).quantize(Decimal("0.01")), percent=True)
    if part["number"]:
        value = Decimal(part["number"].lstrip("$").replace(",", ""))
        unit = part["unit"]
        return _Word(part[0], value * 1000 if unit == "k" else value, unit in ("%", "％"))
    return _Word(part[0])


def _step(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    """Read one instruction, symbol or filler; where the next one begins, None for a stranger."""
    word = words[place]
    if word.value is not None:
        return None
    for names, rule in _RULES:
        if word.text in names:
            return rule(words, place + 1, found, table)
    if _TARGET.fullmatch(word.text):
        return _target(words, place, found)
    if word.text in _JOINS or word.text in _FILL or word.text in (":", "->", "→", "=", "@"):
        return place + 1
    return _name(word, place, found, table)


def _name(word: _Word, place: int, found: _Read, table: SymbolTable) -> int | None:
    """A symbol. A second one would leave open which instruction is about which."""
    if word.text in _NO_NAMES:
        return None
    instrument = table.find(word.text.lstrip("#$"))
    if instrument is None or found.instrument not in (None, instrument):
        return None
    found.instrument, found.symbol = instrument, instrument.base
    return place + 1


def _numbers(words: Sequence[_Word], place: int) -> tuple[list[_Word], int]:
    """The numbers from here on, past words that say nothing."""
    numbers: list[_Word] = []
    while place < len(words):
        word = words[place]
        joins = word.text in ("to", "at", ":", "->", "→", "=", "@", "now", "the", "new") or (
            numbers and word.text in (",", "&", "and", "+", "/", "|") and _is_number(words, place + 1)
        )
        if word.value is not None:
            numbers.append(word)
        elif not joins:
            break
        place += 1
    return numbers, place


def _is_number(words: Sequence[_Word], place: int) -> bool:
    return place < len(words) and words[place].value is not None


def _close(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    share: Decimal | None = None
    while place < len(words) and words[place].text not in _JOINS:
        word = words[place]
        if word.value is not None and words[place - 1].text in ("at", "@"):
            return None  # a price: what was done, told in prose
        if word.value is not None and share is None:
            share = word.value
        elif word.text in _HALVES and share is None:
            share = _HALVES[word.text]
        elif word.text in _ALL:
            found.all = True
        elif word.text in _SIDES:
            found.direction, found.all = _SIDES[word.text], True
        elif word.text not in _FILL and (
            word.value is not None or _starts(word) or _name(word, place, found, table) is None
        ):
            break
        place += 1
    if share is not None and (share <= 0 or share > _WHOLE or found.all):
        return None
    if (
        share is not None
        and share != share.to_integral_value()
        and not any(each.percent for each in words[:place])
    ):
        return None  # out 14.95: no part, a price
    whole = share is None or share == _WHOLE
    found.actions.append(Action(do=Do.CLOSE) if whole else Action(do=Do.CLOSE_PART, pct=share))
    return place


def _closed(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    """`closed at 61200`: what the poster did. Whether followers should too is asked."""
    while place < len(words) and words[place].text not in _JOINS - {"and"}:
        word = words[place]
        if word.value is not None and not word.percent and found.price is None:
            found.price = word.value
        elif word.text not in _FILL | {"@"} | _ALL and _name(word, place, found, table) is None:
            return None
        place += 1
    found.report = True
    found.actions.append(Action(do=Do.CLOSE, price=found.price))
    return place


def _starts(word: _Word) -> bool:
    """Whether another instruction begins here."""
    return any(word.text in names for names, _ in _RULES) or bool(_TARGET.fullmatch(word.text))


def _break_even(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    found.actions.append(Action(do=Do.BREAKEVEN))
    return place


def _stop(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    numbers, after = _numbers(words, place)
    if len(numbers) == 1 and not numbers[0].percent:
        found.actions.append(Action(do=Do.MOVE_STOP, stop=numbers[0].value))
        return after
    # `sl be`, `stop to entry`: break-even by another name.
    while after < len(words) and words[after].text in ("to", "at", "now", "my", "the", "our"):
        after += 1
    named = after < len(words) and words[after].text in _BREAK_EVEN | {"entry"}
    if numbers or not named:
        return None
    return _break_even(words, after + 1, found, table)


def _target(words: Sequence[_Word], place: int, found: _Read) -> int | None:
    glued = _TARGET.fullmatch(words[place].text)
    numbers, after = _numbers(words, place + 1)
    prices = [word.value for word in numbers if word.value is not None and not word.percent]
    if not prices or len(prices) != len(numbers):
        return None
    index = int(glued[1]) if glued and glued[1] else None
    if index is None and len(prices) == 2 and _counts(prices):
        index, prices = int(prices[0]), prices[1:]
    if index is not None:
        if len(prices) != 1:
            return None
        found.actions.append(Action(do=Do.SET_TARGET, index=index, price=prices[0]))
    else:
        found.actions.append(Action(do=Do.SET_TARGETS, targets=tuple(prices)))
    return after


def _counts(prices: Sequence[Decimal]) -> bool:
    """`tp 2 64000`: a small whole number far from the price behind it is the target's number."""
    first, second = prices
    whole = first == first.to_integral_value() and 1 <= first <= _INDEX_MAX
    return whole and not first / _INDEXED <= second <= first * _INDEXED


def _trail(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    while place < len(words) and words[place].text in _STOP | {"by", "with"}:
        place += 1
    numbers, after = _numbers(words, place)
    if len(numbers) != 1 or not 0 < (numbers[0].value or 0) <= _TRAIL_MAX:
        return None
    found.actions.append(Action(do=Do.TRAIL_STOP, pct=numbers[0].value))
    return after


def _cancel(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    if place < len(words) and words[place].text in _ALL:
        found.all = True
        place += 1
    found.actions.append(Action(do=Do.CANCEL))
    return place


def _add(words: Sequence[_Word], place: int, found: _Read, table: SymbolTable) -> int | None:
    """`add`, `add 50%`, `add at 59500`, `add half here`."""
    share: Decimal | None = None
    price: Decimal | None = None
    while place < len(words) and words[place].text not in _JOINS and not _starts(words[place]):
        word = words[place]
        if word.text in _HALVES and share is None:
            share = _HALVES[word.text]
        elif word.percent and share is None:
            share = word.value
        elif word.value is not None and price is None:
            price = word.value
        elif word.text not in _FILL | {"@"} and _name(word, place, found, table) is None:
            return None
        place += 1
    if share is not None and not 0 < share <= _WHOLE:
        return None
    found.actions.append(Action(do=Do.ADD, price=price, size_pct=share))
    return place


_RULES = (
    (_CLOSE, _close),
    (_CLOSED, _closed),
    (_BREAK_EVEN, _break_even),
    (_STOP, _stop),
    (_TRAIL, _trail),
    (_CANCEL, _cancel),
    (_ADD, _add),
)


def _reading(found: _Read) -> Reading | None:
    """One reading in the order written. A report stands alone: beside instructions it would be neither."""
    alone = len(found.actions) == 1
    if found.report and not alone:
        return None
    first = found.actions[0].do
    kind = ReadingKind.UPDATE
    if alone and first in (Do.CLOSE, Do.CANCEL):
        kind = ReadingKind.CLOSE if first is Do.CLOSE else ReadingKind.CANCEL
    return Reading(
        kind=kind,
        tier=Tier.CONFIRM,
        confidence=_SURE,
        reasons=("follow_up", REPLY_WORDS, *((REPORT,) if found.report else ())),
        instrument=found.instrument,
        base=found.symbol,
        asset_class=None if found.instrument is None else found.instrument.asset_class,
        direction=found.direction,
        actions=tuple(found.actions),
        scope="all" if found.all else ("position" if kind is ReadingKind.CLOSE else None),
        price=found.price,
    )
