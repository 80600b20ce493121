"""The unit of a number that stands behind it: in the next word, or at the other end of a range."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals.cues import Cue
from core.signals.token import Kind, Token

_NEXT_UNITS = {
    Cue.CENTS: "pips", Cue.TICKS: "ticks", Cue.TIMES: "x", Cue.SATS: "sats", Cue.UNITS: "units", Cue.THOUSAND: "k",
}  # fmt: skip
_JOINTS = frozenset("-~/_")


def unit_ahead(tokens: Sequence[Token], place: int, role: Cue | None) -> str:
    """The unit in the next word, or that of the other end of a range (`3-5x`); "" where there is none."""
    after = tokens[place + 1 : place + 4]
    if not after:
        return ""
    if after[0].cue in _NEXT_UNITS:
        return _NEXT_UNITS[after[0].cue]
    text = tokens[place].text
    if after[0].cue in (Cue.FRAME, Cue.CANDLE) and text.isdigit() and len(text) < 3:
        return "frame"  # 4 saatlik kapanış
    joined = after[0].text in _JOINTS or after[0].cue in (Cue.TO, Cue.AND)
    if not joined or len(after) < 2 or after[1].kind is not Kind.NUMBER:
        return ""
    other, behind = after[1], after[2].cue if len(after) > 2 else None
    loose = not after[0].glued and role in (Cue.TARGET, Cue.ENTRY, Cue.STOP)
    if loose and (other.unit in ("%", "x") or behind is Cue.TIMES):
        return ""  # 17.90 - 40%: a price and its share; 1.6 / 10x: a price, and what is lent
    ahead = other.unit or (_NEXT_UNITS.get(behind, "") if behind else "")
    return ahead if ahead in ("x", "%", "pips", "sats", "ticks") else ""
