"""Readings as one flat object of JSON values: the outside form of `bellwether parse`.

Money and shares are exact text; counts are numbers. A key is there only when its field was written, but for
the few that every object of its kind has.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from core.kernel.money import plain
from core.signals.reading import Action, OptionContract, Reading, ReadingKind, Span, Tier

Flat = dict[str, Any]  # JSON: the edge of the program
_QUIET = (ReadingKind.NOTE, ReadingKind.RESULT)
_CAUTION = (Tier.IGNORE, Tier.CONFIRM, Tier.AUTO)


def flat(readings: Sequence[Reading]) -> Flat:
    """One object for a post. `kind` is null when there is nothing to do, `multi` when there are several items."""
    if len(readings) == 1:
        return _one(readings[0])
    # A post goes no further than its most doubtful item.
    tier = min((reading.tier for reading in readings), key=_CAUTION.index)
    return {
        "kind": "multi",
        "items": [_one(reading) for reading in readings],
        "tier": tier.value,
        "reasons": list(dict.fromkeys(reason for reading in readings for reason in reading.reasons)),
        "spans": [_span(span) for reading in readings for span in reading.spans],
    }


def _one(reading: Reading) -> Flat:
    quiet = reading.kind in _QUIET
    out: Flat = {"kind": None if quiet else reading.kind.value}
    if not quiet:
        out |= {"base": reading.base, "quote": reading.quote}
        out |= _body(reading)
    out |= {
        "tier": reading.tier.value,
        "confidence": plain(reading.confidence),
        "reasons": list(reading.reasons),
        "spans": [_span(span) for span in reading.spans],
    }
    return out


def _body(reading: Reading) -> Flat:
    match reading.kind:
        case ReadingKind.OPEN:
            return _open(reading)
        case ReadingKind.UPDATE:
            return {"actions": [_action(action) for action in reading.actions], **_optional(reading)}
        case ReadingKind.CLOSE:
            side = {"side": reading.direction.value} if reading.direction else {}
            return {"scope": reading.scope, **side, **_optional(reading)}
        case _:
            return {}


def _open(reading: Reading) -> Flat:
    return {
        "asset_class": reading.asset_class.value if reading.asset_class else None,
        "side": reading.direction.value if reading.direction else None,
        "order_type": reading.entry_type.value if reading.entry_type else None,
        "entries": [plain(entry) for entry in reading.entries],
        "targets": [plain(target) for target in reading.targets],
        "stop": None if reading.stop is None else plain(reading.stop),
        **_optional(reading),
    }


def _optional(reading: Reading) -> Flat:
    out: Flat = {
        "leverage": _range(reading.leverage),
        "margin_mode": reading.margin_mode,
        "size_pct": _range(reading.size_pct),
        "size_usd": _number(reading.size_usd),
        "risk_pct": _number(reading.risk_pct),
        "qty": _number(reading.qty),
        "target_pcts": [plain(share * 100) for share in reading.target_shares],
        "entry_pcts": [plain(share * 100) for share in reading.entry_shares],
        "targets_pct": [plain(each) for each in reading.targets_pct],
        "stop_pct": _number(reading.stop_pct),
        "targets_pips": [plain(each) for each in reading.targets_pips],
        "stop_pips": _number(reading.stop_pips),
        "trailing_pct": _number(reading.trailing_pct),
        "rr": _number(reading.rr),
        "open_target": reading.open_target or None,
        "stop_condition": reading.stop_condition,
        "be_after_target": reading.be_after_target,
        "unit": reading.unit,
        "side_inferred": reading.side_inferred or None,
        "option": _option(reading.option),
        "price": _number(reading.price),
        "flags": list(reading.flags),
    }
    return {name: value for name, value in out.items() if value not in (None, [])}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _range(values: Sequence[Decimal]) -> str | list[str] | None:
    if not values:
        return None
    return plain(values[0]) if len(values) == 1 else [plain(value) for value in values]


def _option(option: OptionContract | None) -> Flat | None:
    if option is None:
        return None
    out: Flat = {"right": option.right, "expiry": option.expiry}
    if option.strategy:
        return {"strategy": option.strategy, "strikes": [_whole(strike) for strike in option.strikes], **out}
    return {"strike": _number(option.strike), **out}


def _whole(value: Decimal) -> int | str:
    """A JSON number where that is exact."""
    return int(value) if value == value.to_integral_value() else plain(value)


def _action(action: Action) -> Flat:
    out: Flat = {
        "do": action.do.value,
        "stop": _number(action.stop),
        "index": action.index,
        "pct": _number(action.pct),
        "qty": _number(action.qty),
        "price": _number(action.price),
        "size_pct": _number(action.size_pct),
        "entries": [plain(entry) for entry in action.entries],
        "targets": [plain(target) for target in action.targets],
    }
    return {name: value for name, value in out.items() if value not in (None, [])}


def _span(span: Span) -> Flat:
    return {"field": span.field, "text": span.text, "start": span.start, "end": span.end}
