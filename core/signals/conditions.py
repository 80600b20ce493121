"""Stops that count only when a candle closes beyond them: `4h close under 304`, `(day close basis)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.signals.cues import Cue
from core.signals.token import Kind, Token

_REACH = 3  # tokens to either side in which the length of the candle stands
_CLOSES = (Cue.CANDLE, Cue.CLOSE, Cue.FRAME)
_WRITTEN = re.compile(
    r"(\d{1,3})[ -]?(m|min|h|hr|hrs|hour|d|day|days|w|ч|час|г|小时|小時|時間|시간|ساع|j|saat|jam|godz|std)\w*",
    re.IGNORECASE,
)
_LETTERS = {
    "h": "hr hrs hour ч час г 小时 小時 時間 시간 ساع saat jam std godz",
    "d": "day days j",
    "m": "min",
}
_UNITS = {word: letter for letter, words in _LETTERS.items() for word in words.split()}
# The beginning of a word for a length, in any language of the lists.
_BEGINNINGS = {
    "1w": "week wöch semana hebdo settiman недел тижн haftalık 周 週 주봉 mingguan tuần أسبوع اسبوع هفت",
    "1M": "month monat mensu mensa месяч місяч aylık 月",
    "1h": "hour stünd stund часов годин saatlik horari orari ساع",
}
_NAMES = {word: frame for frame, words in _BEGINNINGS.items() for word in words.split()}


def frame_at(tokens: Sequence[Token], place: int) -> str | None:
    """The length of the candle that the words around this place name: `4h`, `1d`, `1w`; None where none is.

    A word for a length without a number (`daily`) is a day unless it says otherwise.
    """
    near = tokens[max(0, place - _REACH) : place + _REACH + 1]
    near = [token for token in near if token.kind is not Kind.BREAK]
    if not any(token.cue in _CLOSES for token in near):
        return None
    for token in near:
        written = _WRITTEN.fullmatch(token.text) if token.kind is Kind.NUMBER else None
        if written:
            unit = written.group(2).casefold()
            return written.group(1) + _UNITS.get(unit, unit)
    named = next((token for token in near if token.cue is Cue.FRAME or _is_length(token)), None)
    if named is None:
        return None
    frame = _frame_of(named)
    at = next(at for at, token in enumerate(tokens) if token.start == named.start)
    before = tokens[at - 1] if at else None
    counts = (
        before is not None and before.kind is Kind.NUMBER and before.text.isdigit() and len(before.text) < 3
    )
    return f"{before.text}{frame[1:]}" if counts and before is not None else frame


def _is_length(token: Token) -> bool:
    """A word for closing candles that says how long they are (`saatlik kapanış`)."""
    return token.cue is Cue.CANDLE and any(word in token.word for word in _NAMES)


def _frame_of(named: Token) -> str:
    return next((frame for word, frame in _NAMES.items() if word in named.word), "1d")


def speaks_of_candles(tokens: Sequence[Token]) -> bool:
    """Whether a remark is about how a stop counts, and names no price."""
    told = any(token.cue in (Cue.CANDLE, Cue.FRAME) for token in tokens) or any(
        token.unit == "frame" and any(each.cue is Cue.CLOSE for each in tokens) for token in tokens
    )
    counts = {at - 1 for at, token in enumerate(tokens) if token.cue in (Cue.FRAME, Cue.CANDLE)}
    return told and not any(token.is_price for at, token in enumerate(tokens) if at not in counts)
