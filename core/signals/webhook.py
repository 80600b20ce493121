"""Alerts of charting services: one JSON object instead of words.

`market_position: flat` is a close, whatever the action says: a closing sell must never become a short.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from core.kernel.money import Price
from core.market.model import Instrument
from core.market.symbols import SymbolTable
from core.signals import levels, tier
from core.signals.draft import Draft, Level
from core.signals.normalise import LONGEST
from core.signals.profile import Profile
from core.signals.reading import Direction, Reading, ReadingKind, Tier
from core.signals.token import Kind, Strength, Token

_SYMBOL = ("symbol", "ticker", "pair", "instrument")
_ACTION = ("action", "side", "order_action", "direction", "signal")
_POSITION = ("market_position", "position")
_BEFORE = ("prev_market_position", "previous_market_position", "prev_position")
_ENTRY = ("price", "entry", "entry_price", "limit")
_STOP = ("sl", "stop", "stop_loss", "stoploss", "stop_price")
_TARGETS = (
    "tp",
    "target",
    "take_profit",
    "takeprofit",
    "targets",
    "tps",
    "tp1",
    "tp2",
    "tp3",
    "tp4",
    "target1",
    "target2",
    "target3",
)
_QUANTITY = ("quantity", "qty", "contracts", "size", "amount")
_LONG, _SHORT = ("buy", "long", "enter_long"), ("sell", "short", "enter_short")
_CLOSE = ("close", "exit", "flat", "exit_long", "exit_short", "close_long", "close_short")

Fields = Mapping[str, object]


def read(text: str, table: SymbolTable, profile: Profile) -> Reading | None:
    """The reading of an alert in JSON, or None when the text is something else."""
    stripped = text.strip()
    if not stripped.startswith("{") or not stripped.endswith("}") or len(stripped) > LONGEST:
        return None
    try:
        data = json.loads(stripped, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    fields = {str(key).casefold(): value for key, value in data.items()}
    return _reading(fields, table, profile)


def _reading(fields: Fields, table: SymbolTable, profile: Profile) -> Reading:
    symbol = _text(fields, _SYMBOL)
    action = (_text(fields, _ACTION) or "").casefold()
    position = (_text(fields, _POSITION) or "").casefold()
    if not symbol or not (action or position):
        return Reading(
            kind=ReadingKind.NOTE,
            tier=Tier.IGNORE,
            confidence=Decimal("0.9"),
            reasons=("not_an_instruction",),
        )
    instrument = table.find(symbol, profile.default_quote)
    quote = instrument.quote if instrument and _names_quote(symbol, instrument) else None
    if position == "flat" or action in _CLOSE:
        return _close(fields, symbol, instrument, quote, action)
    draft = Draft()
    draft.symbol = Token(
        Kind.SYMBOL, symbol, 0, 0, instrument=instrument, base=instrument.base if instrument else symbol.upper(),
        quote=quote, strength=Strength.STRONG,
    )  # fmt: skip
    draft.direction = Direction.LONG if action in _LONG else Direction.SHORT if action in _SHORT else None
    if position in ("long", "short") and draft.direction is not None and position != draft.direction.value:
        draft.doubt("position_disagrees")  # a sell that leaves a long position standing is a partial close
    _prices(fields, draft)
    lent = _number(fields, ("leverage", "lev"))
    draft.leverage += [] if lent is None else [lent]
    found = levels.settle(draft, profile, None)
    grade, confidence, reasons = tier.judge(draft, found)
    return Reading(
        kind=ReadingKind.OPEN, tier=grade, confidence=confidence, reasons=reasons, flags=tuple(draft.flags),
        instrument=instrument, base=draft.symbol.base, quote=quote, asset_class=draft.asset_class,
        direction=found.direction, entry_type=found.entry_type, entries=found.entries, targets=found.targets,
        stop=found.stop, qty=_number(fields, _QUANTITY), leverage=() if lent is None else (lent,),
    )  # fmt: skip


def _close(
    fields: Fields, symbol: str, instrument: Instrument | None, quote: str | None, action: str
) -> Reading:
    before = (_text(fields, _BEFORE) or action.removeprefix("exit_").removeprefix("close_")).casefold()
    sides = {"long": Direction.LONG, "short": Direction.SHORT}
    closed = sides.get(before) or sides.get((_text(fields, ("side",)) or "").casefold())
    return Reading(
        kind=ReadingKind.CLOSE, tier=Tier.CONFIRM, confidence=Decimal("0.9"), reasons=("follow_up",),
        instrument=instrument, base=instrument.base if instrument else symbol.upper(), quote=quote,
        asset_class=instrument.asset_class if instrument else None, direction=closed, scope="position",
        qty=_number(fields, _QUANTITY), price=_number(fields, ("price",)),
    )  # fmt: skip


def _prices(fields: Fields, draft: Draft) -> None:
    for names, group in ((_ENTRY, draft.entries), (_STOP, draft.stops), (_TARGETS, draft.targets)):
        for name in names:
            for value in _numbers(fields.get(name)):
                group.append(Level(Price(value), "\n", Token(Kind.NUMBER, str(value), 0, 0, value=value), 0))
    del draft.stops[1:]


def _names_quote(symbol: str, instrument: Instrument) -> bool:
    return "/" in instrument.symbol and instrument.quote in symbol.upper().replace(instrument.base, "", 1)


def _text(fields: Fields, names: tuple[str, ...]) -> str | None:
    return next((value for name in names if isinstance(value := fields.get(name), str) and value), None)


def _number(fields: Fields, names: tuple[str, ...]) -> Decimal | None:
    return next((value for name in names for value in _numbers(fields.get(name))), None)


def _numbers(value: object) -> list[Decimal]:
    """The positive numbers of a field; what is not a number is left out."""
    if isinstance(value, list):
        return [number for each in value[:20] for number in _numbers(each)]
    if not isinstance(value, str) or len(value) > 40:
        return []
    try:
        number = Decimal(value)
    except InvalidOperation:
        return []
    return [number] if number.is_finite() and number > 0 and -30 < number.adjusted() < 30 else []
