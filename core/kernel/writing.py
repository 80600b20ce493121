"""The JSON text of a value in one go: what `dumps(encode(value))` gives, for a third of the work.

A fan-out writes every reason of every decision and every event. Making lists and dicts of them only to have these
read again costs more than the text. What has no short way here takes the long one.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import Enum
from json.encoder import encode_basestring as quoted
from typing import Any

from core.kernel.codec import codec_of, dumps
from core.kernel.money import plain
from core.kernel.time import utc

Writer = Callable[[Any], str]
_writers: dict[object, Writer] = {}
_SIMPLE: dict[object, Writer] = {
    str: quoted,
    bool: lambda value: "true" if value else "false",
    int: str,
    type(None): lambda _: "null",
}


def writer_of(hint: Any) -> Writer:
    """What writes values of this type hint, made once."""
    try:
        known = _writers.get(hint)
    except TypeError:  # an unhashable hint
        return _make(hint)
    if known is None:
        known = _writers[hint] = _make(hint)
    return known


def _make(hint: Any) -> Writer:
    if typing.get_origin(hint) is typing.Annotated:
        return writer_of(typing.get_args(hint)[0])
    hint = getattr(hint, "__supertype__", hint)  # NewType
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    found = _make_class(hint) if isinstance(hint, type) else _make_form(hint)
    if found is not None:
        return found
    encode = codec_of(hint)[0]
    return lambda value: dumps(encode(value))


def _make_class(kind: type) -> Writer | None:
    if issubclass(kind, Decimal):
        return lambda value: f'"{plain(value)}"'
    if issubclass(kind, datetime):
        return lambda at: f'"{utc(at).isoformat()}"'
    if issubclass(kind, Enum):
        write = _SIMPLE[int if issubclass(kind, int) else str]
        return lambda member: write(member._value_)
    if dataclasses.is_dataclass(kind):
        return _make_dataclass(kind)
    return None


def _make_dataclass(kind: type) -> Writer:
    hints = typing.get_type_hints(kind, include_extras=True)
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    constants: dict[str, Any] = {f"w_{name}": writer_of(hints[name]) for name in names}
    parts = ",".join(f'"{name}":{{w_{name}(v.{name})}}' for name in names)
    written: Writer = eval(f"lambda v: f'{{{{{parts}}}}}'", constants)
    return written


def _make_form(hint: Any) -> Writer | None:
    """Of `X | None` and of tuples: of any length, or with a type for each place."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        if len(inner) != 1 or len(inner) == len(arguments):
            return None
        write = writer_of(inner[0])
        return lambda value: "null" if value is None else write(value)
    if origin is not tuple:
        return None
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = writer_of(arguments[0])
        return lambda items: f"[{','.join([each(item) for item in items])}]"
    places = [writer_of(argument) for argument in arguments]
    return lambda items: "[" + ",".join([w(item) for w, item in zip(places, items, strict=True)]) + "]"
