"""The contract of an option inside a post, tried before anything else reads its numbers.

A strike is a number that is stuck to or beside its right; a date stands near it. Right and expiry are never
assumed: what was left out stays None and is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from core.market.model import AssetClass
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.reading import Direction, OptionContract
from core.signals.token import Kind, Token

_RIGHTS = {
    "c": "call",
    "p": "put",
    "call": "call",
    "calls": "call",
    "put": "put",
    "puts": "put",
    "ce": "call",
    "pe": "put",
}
_SPREADS = {"cds": "call", "ccs": "call", "pds": "put"}  # call debit spread and its kin
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNDERLYING = (AssetClass.STOCK, AssetClass.INDEX, None)
_VERBS = (Cue.BTO, Cue.STO, Cue.STC)


@dataclass(slots=True)
class _Found:
    right: str | None = None
    strikes: list[Decimal] = field(default_factory=list)
    expiry: str | None = None
    spread: bool = False
    used: set[int] = field(default_factory=set)


def take(tokens: list[Token], draft: Draft) -> list[Token]:
    """The tokens without those of a contract, which goes into the draft. All of them where there is none."""
    found = _contract(tokens)
    if found is None:
        return tokens
    _expiry(tokens, found)
    for place, token in enumerate(tokens):
        if token.cue is Cue.SPREAD and token.word.endswith(("debit", "credit")):
            tokens[place] = token._replace(cue=Cue.ENTRY)  # net debit 2.40
        elif token.cue is Cue.SPREAD:
            found.used.add(place)
    first, last = min(found.used), max(found.used)
    draft.span("option", tokens[first].start, tokens[last].end)
    strikes = tuple(sorted(found.strikes))
    if found.spread:
        draft.option = OptionContract(
            right=found.right, expiry=found.expiry, strategy="vertical", strikes=strikes
        )
    else:
        draft.option = OptionContract(right=found.right, strike=strikes[0], expiry=found.expiry)
    draft.expiry_open = found.expiry is None
    if found.expiry is None:
        draft.doubt("missing_expiry")
    rest = [token for place, token in enumerate(tokens) if place not in found.used]
    return _verbs(rest, draft)


def _contract(tokens: list[Token]) -> _Found | None:
    verb = any(token.cue in _VERBS for token in tokens)
    symbols = [token for token in tokens if token.kind is Kind.SYMBOL]
    kinds = {token.instrument.asset_class if token.instrument else None for token in symbols}
    if not symbols or (not verb and not kinds & set(_UNDERLYING)):
        return None
    for place in range(len(tokens)):
        right = _right(tokens, place)
        if right is None:
            continue
        found = _strikes(tokens, place)
        if found is not None:
            found.right = right
            found.used.add(place)
            return found
    return None


def _right(tokens: list[Token], place: int) -> str | None:
    token = tokens[place]
    if token.kind is not Kind.WORD:
        return None
    right = _RIGHTS.get(token.word)
    if token.word in ("call", "calls") and _counts_calls(tokens, place):
        return None
    if token.word == "pe" and token.text.islower() and not token.glued and _is_hindi(tokens):
        return None  # `at`
    if right and (len(token.word) > 1 or token.glued or token.text.isupper()):
        return right
    if token.cue is Cue.SPREAD:
        named = (_RIGHTS[word] for word in token.word.split() if word in _RIGHTS)
        return next(named, _SPREADS.get(token.word))
    return None


def _counts_calls(tokens: list[Token], place: int) -> bool:
    """`2 calls today`: how many, where no symbol stands in the line."""
    before = tokens[place - 1] if place else None
    if before is None or not before.text.isdigit() or len(before.text) > 1 or before.money:
        return False
    start = place
    while start and tokens[start - 1].kind is not Kind.BREAK:
        start -= 1
    end = next((at for at in range(place, len(tokens)) if tokens[at].kind is Kind.BREAK), len(tokens))
    return not any(token.kind is Kind.SYMBOL for token in tokens[start:end])


def _is_hindi(tokens: list[Token]) -> bool:
    return any(token.language == "hi" for token in tokens)


def _strikes(tokens: list[Token], place: int) -> _Found | None:
    """The strike or strikes beside the right at this place."""
    named = _named_strike(tokens) if tokens[place].word in _RIGHTS else None
    if named is not None:
        return named  # 4 calls de AAPL strike 275
    before = _number(tokens, place - 1)
    leg = _second_leg(tokens, place)
    if before is not None and leg is not None:
        second, used = leg
        return _Found(strikes=[before, second], spread=True, used={place - 1, *used})
    if before is not None:
        found = _Found(strikes=[before], used={place - 1})
        if place > 1 and tokens[place - 2].text == "$":
            found.used.add(place - 2)
        joined = place > 2 and tokens[place - 2].text in "/-" and tokens[place - 2].glued
        other = _number(tokens, place - 3) if joined else None
        spread = any(token.cue is Cue.SPREAD for token in tokens)
        if other is not None and spread:
            found.strikes.append(other)
            found.spread = True
            found.used |= {place - 3, place - 2}
        return found
    after = place + 1 + (place + 1 < len(tokens) and tokens[place + 1].text == "$")
    number = None if tokens[place].word in ("ce", "pe") else _number(tokens, after)
    if number is None and len(tokens[place].word) > 1:
        return _named_strike(tokens)
    if number is not None and len(tokens[place].word) > 1 and tokens[after].unit == "":
        return _Found(strikes=[number], used={after})
    return None


def _second_leg(tokens: list[Token], place: int) -> tuple[Decimal, set[int]] | None:
    """The strike of the other leg of a spread told leg by leg: `Buy 238p / sell 230p`."""
    word = tokens[place].word
    if word not in _RIGHTS or not any(token.cue is Cue.SPREAD for token in tokens):
        return None
    for other in range(place + 1, min(place + 8, len(tokens))):
        value = _number(tokens, other - 1)
        if tokens[other].word == word and tokens[other].kind is Kind.WORD and value is not None:
            sides = {at for at in range(max(0, place - 3), other) if tokens[at].cue in (Cue.BUY, Cue.SELL)}
            return value, {other - 1, other} | sides
    return None


def _named_strike(tokens: list[Token]) -> _Found | None:
    """`STRIKE: 215` in a form, far from the right."""
    for place, token in enumerate(tokens):
        if token.word in ("strike", "strikes"):
            for after in (place + 1, place + 2):
                value = _number(tokens, after)
                if value is not None:
                    return _Found(strikes=[value], used={place, after})
    return None


def _number(tokens: list[Token], place: int) -> Decimal | None:
    if not 0 <= place < len(tokens):
        return None
    token = tokens[place]
    return token.value if token.kind is Kind.NUMBER and token.unit in ("", "index") and token.value else None


# expiry


def _expiry(tokens: list[Token], found: _Found) -> None:
    anchor = min(found.used)
    order = sorted(range(len(tokens)), key=lambda place: abs(place - anchor))
    for place in order[:40]:
        if place in found.used:
            continue
        for rule in (_slashed, _moment, _month, _days, _word):
            answer = rule(tokens, place, found.used)
            if answer is not None:
                found.expiry, used = answer
                found.used |= used
                return


_Answer = tuple[str, set[int]] | None


def _slashed(tokens: list[Token], place: int, taken: set[int]) -> _Answer:
    """7/19, 07/26, 8/2/24."""
    if place + 2 >= len(tokens) or tokens[place + 1].text != "/" or {place + 1, place + 2} & taken:
        return None
    month, day = _whole(tokens[place]), _whole(tokens[place + 2])
    if month is not None and day is not None and month > 12 >= day:
        month, day = day, month  # 19/12
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if not tokens[place + 1].glued or _is_fraction(tokens, place):
        return None
    used = {place, place + 1, place + 2}
    if place + 4 < len(tokens) and tokens[place + 3].text == "/":
        year = _whole(tokens[place + 4])
        if year is not None and 20 <= year <= 99:
            return f"20{year}-{month:02}-{day:02}", used | {place + 3, place + 4}
    return f"{month:02}-{day:02}", used


def _is_fraction(tokens: list[Token], place: int) -> bool:
    """`STC 1/3 $COIN`: a share of the position stands between the verb and the symbol."""
    return place > 0 and tokens[place - 1].cue in (*_VERBS, Cue.CLOSE, Cue.TRIM, Cue.SELL, Cue.BUY)


def _moment(tokens: list[Token], place: int, taken: set[int]) -> _Answer:
    token = tokens[place]
    if token.kind is not Kind.MOMENT or ":" in token.text:
        return None
    if "/" in token.text:
        month, day, year = token.text.split("/")
        return f"{year}-{int(month):02}-{int(day):02}", {place}
    if "-" in token.text:
        return token.text, {place}
    return None


def _month(tokens: list[Token], place: int, taken: set[int]) -> _Answer:
    """Sep 20, 20 Sep, 19JUL24, July 19th 2024."""
    token = tokens[place]
    name = token.word[:3]
    if (
        token.kind is not Kind.WORD
        or name not in _MONTHS
        or not (token.cue is Cue.MONTH or token.word == "may")
    ):
        return None
    month = _MONTHS.index(name) + 1
    glued = place > 0 and token.glued and tokens[place - 1].kind is Kind.NUMBER
    for at in (place - 1, place + 1) if glued else (place + 1, place - 1):  # 20JUN25
        day = _whole(tokens[at]) if 0 <= at < len(tokens) and at not in taken else None
        if day is None or not 1 <= day <= 31:
            continue
        used = {place, at}
        after = max(place, at) + 1
        after += after < len(tokens) and tokens[after].text in (",", "'")
        year = _whole(tokens[after]) if after < len(tokens) and after not in taken else None
        glued = after < len(tokens) and tokens[after].glued
        if year is not None and (2020 <= year <= 2099 or (20 <= year <= 99 and glued)):
            return f"{year if year > 99 else 2000 + year}-{month:02}-{day:02}", used | {after}
        return f"{month:02}-{day:02}", used
    return None


def _days(tokens: list[Token], place: int, taken: set[int]) -> _Answer:
    token = tokens[place]
    days = token.word.removeprefix("dte") if token.kind is Kind.WORD else "x"
    if days == "" and token.word == "dte" and place and _whole(tokens[place - 1]) is not None:
        return f"{_whole(tokens[place - 1])}DTE", {place - 1, place}
    return None


def _word(tokens: list[Token], place: int, taken: set[int]) -> _Answer:
    token = tokens[place]
    if token.cue is Cue.TODAY:
        return "0DTE", {place}
    if token.cue is Cue.WEEKLY or token.word == "weekly":
        return "weekly", {place}
    return None


def _whole(token: Token) -> int | None:
    digits = token.text.lower().removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if token.kind is Kind.NUMBER and digits.isdigit() and len(digits) <= 4 and not token.money:
        return int(digits)
    return None


# verbs


def _verbs(tokens: list[Token], draft: Draft) -> list[Token]:
    """`BTC` before a contract on something else is the verb; an alert without a verb is a purchase by convention."""
    out = list(tokens)
    symbols = [place for place, token in enumerate(out) if token.kind is Kind.SYMBOL]
    first = symbols[0] if symbols else 0
    if len({out[place].base for place in symbols}) > 1 and out[first].text == "BTC":
        out[first] = out[first]._replace(
            kind=Kind.WORD, cue=Cue.STC, word="buy to close", base="", instrument=None, strength=None
        )
    verbs = {token.cue for token in out}
    for token in out:
        if token.cue is Cue.STC and token.word.startswith(("buy", "bought")):
            draft.closes_short = True
    sided = verbs & {*_VERBS, Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT}
    leaves = verbs & {Cue.CLOSE, Cue.EXIT} or (Cue.TRIM in verbs and Cue.STOP not in verbs)
    if not sided and not leaves:
        draft.direction = Direction.LONG
        draft.doubt("side_by_convention")
    return out
