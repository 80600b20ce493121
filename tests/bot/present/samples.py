"""A sample of any result, made from its type hints: long names, large figures, everything there or nothing there."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from core.orders.model import Purpose

NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
LONG_NAME = "Northlight-Signals-International"

# Texts whose form matters, by the name of their field; all others are a long name.
TEXTS = {
    "symbol": "1000SHIB/USDT",
    "base": "1000SHIB",
    "quote": "USDT",
    "currency": "USDT",
    "mode": "paper",
    "trade": "T-7K2QXXXXXX",
    "reading": "clear",
    "head": "a41f" * 16,
    "zone": "Europe/Berlin",
    "default_quote": "USDT",
}
# Fields that hold one of a few words, by their class.
CHOSEN: dict[tuple[str, str], Any] = {
    ("LimitsCard", "changed"): ("risk_share", "signal_age"),
    ("ModeCard", "copying"): "confirm",
    ("LanguageCard", "language"): "",
    ("LanguageCard", "heard"): "",
    ("LanguageCard", "changed"): False,
    ("AuditRow", "what"): "seen",
    ("AuditRow", "facts"): {"signal": "86", "record": "1204"},
    ("Reason", "check"): "size",
    ("Reason", "per"): "target",
    ("LastExit", "purpose"): Purpose.TARGET,
    ("Step", "what"): "post",
}
# Texts that are numbers, where a plan carries them as text.
FIGURES = {"equity", "value", "limit"}


def sample(hint: Any, name: str = "", *, full: bool = True) -> Any:
    """A value of this type. `full`: whatever may be there is; otherwise nothing that may be left out is there."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        parts = [part for part in args if part is not type(None)]
        return sample(parts[0], name, full=full) if full or len(parts) == len(args) else None
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(sample(args[0], name, full=full) for _ in range(2 if full else 0))
        return tuple(sample(part, name, full=full) for part in args)
    if origin in (list, dict):
        return origin()
    if dataclasses.is_dataclass(origin or hint):
        return _made(origin or hint, hint, full=full)
    return _plain(hint, name)


def _made(kind: Any, hint: Any, *, full: bool) -> Any:
    hints = typing.get_type_hints(kind)
    given = dict(
        zip((p.__name__ for p in getattr(kind, "__parameters__", ())), typing.get_args(hint), strict=False)
    )
    values = {}
    for field in dataclasses.fields(kind):
        wanted = hints[field.name]
        wanted = (
            given.get(getattr(wanted, "__name__", ""), wanted)
            if isinstance(wanted, typing.TypeVar)
            else wanted
        )
        if (kind.__name__, field.name) in CHOSEN:
            values[field.name] = CHOSEN[kind.__name__, field.name]
        elif field.init:
            values[field.name] = sample(wanted, field.name, full=full)
    return kind(**values)


def _plain(hint: Any, name: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and issubclass(hint, Decimal):
        return hint("123456.78")
    values: dict[Any, Any] = {
        bool: True,
        int: 1204,
        datetime: NOW,
        timedelta: timedelta(seconds=134),
        time: time(18, 0),
        str: TEXTS.get(name, "123456.78" if name in FIGURES else LONG_NAME),
    }
    return values[hint]
