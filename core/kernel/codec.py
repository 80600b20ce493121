"""The one codec: frozen dataclasses to JSON and back, by their type hints.

Events in the outbox, plans waiting for a yes, calls behind buttons and `--json` data all pass here. Exact
numbers and instants are text on the wire. A `Vocabulary` names the classes that may travel without their
type being known beforehand.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from core.kernel.errors import Bug
from core.kernel.money import plain
from core.kernel.time import utc

T = TypeVar("T")
Encoder = Callable[[Any], Any]
Decoder = Callable[[Any], Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_codecs: dict[object, tuple[Encoder, Decoder]] = {}


def encode(value: object) -> Any:
    """JSON-ready form of a dataclass or a plain value; the class is not written down."""
    return codec_of(type(value))[0](value)


def decode(kind: type[T], data: Any) -> T:
    """The value of this class that `encode` wrote down."""
    return typing.cast("T", codec_of(kind)[1](data))


def dumps(data: Any) -> str:
    """Compact canonical JSON text: the same data always has the same bytes."""
    return _ENCODER.encode(data)


def codec_of(hint: Any) -> tuple[Encoder, Decoder]:
    """Encoder and decoder of a type hint, made once. A type the codec cannot carry is a Bug."""
    try:
        known = _codecs.get(hint)
    except TypeError:  # an unhashable hint, such as Annotated with a mutable note
        return _make(hint)
    if known is None:
        known = _codecs[hint] = _make(hint)
    return known


def _same(value: Any) -> Any:
    return value


def _make(hint: Any) -> tuple[Encoder, Decoder]:
    if typing.get_origin(hint) is typing.Annotated:
        return codec_of(typing.get_args(hint)[0])
    if hint in (str, int, bool, float, type(None), object, Any):
        return _same, _same
    if isinstance(hint, type):
        found = _make_class(hint)
        if found is not None:
            return found
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _make_optional(arguments)
    if origin is tuple:
        return _make_tuple(arguments)
    if origin in (dict, typing.get_origin(typing.Mapping[str, str])):
        enc, dec = codec_of(arguments[1])
        return (lambda d: {k: enc(v) for k, v in d.items()}), (lambda d: {k: dec(v) for k, v in d.items()})
    supertype = getattr(hint, "__supertype__", None)  # NewType
    if supertype is not None:
        return codec_of(supertype)
    raise Bug(f"the codec has no form for {hint!r}")


def _make_class(kind: type) -> tuple[Encoder, Decoder] | None:
    if issubclass(kind, Decimal):
        return plain, kind
    if issubclass(kind, datetime):
        return (lambda at: utc(at).isoformat()), datetime.fromisoformat
    if issubclass(kind, date):
        return date.isoformat, date.fromisoformat
    if issubclass(kind, timedelta):
        return (lambda length: plain(Decimal(length // timedelta(microseconds=1)) / 1_000_000)), _length
    if issubclass(kind, Enum):
        # Looked up: to call the class and to ask for `value` cost several times that. What is not there the class says.
        members = {member.value: member for member in kind}
        return (lambda member: member._value_), lambda value: members.get(value) or kind(value)
    if dataclasses.is_dataclass(kind):
        return _make_dataclass(kind)
    if issubclass(kind, str):
        return _same, kind
    return None


def _length(text: str) -> timedelta:
    return timedelta(microseconds=int(Decimal(text) * 1_000_000))


def _make_dataclass(kind: type) -> tuple[Encoder, Decoder]:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = [(field.name, *codec_of(hints[field.name])) for field in dataclasses.fields(kind) if field.init]
    # Straight-line source, as dataclasses make their own __init__: a fan-out packs events by the ten thousand.
    constants: dict[str, Any] = {"kind": kind}
    writes, reads = [], []
    for name, write, read in fields:
        constants |= {f"w_{name}": write, f"r_{name}": read}
        writes.append(f"'{name}': v.{name}" if write is _same else f"'{name}': w_{name}(v.{name})")
        reads.append(f"{name}=d['{name}']" if read is _same else f"{name}=r_{name}(d['{name}'])")
    enc = eval(f"lambda v: {{{', '.join(writes)}}}", constants)
    whole = eval(f"lambda d: kind({', '.join(reads)})", constants)
    names = [name for name, _, _ in fields]

    def dec(data: Any) -> Any:
        if all(name in data for name in names):
            return whole(data)
        # A field that was not written down when this row was made takes its default.
        return kind(**{name: read(data[name]) for name, _, read in fields if name in data})

    return enc, dec


def _make_optional(arguments: tuple[Any, ...]) -> tuple[Encoder, Decoder]:
    inner = [argument for argument in arguments if argument is not type(None)]
    if len(inner) != 1:
        raise Bug(f"the codec carries `X | None` but not a union of {inner}")
    enc, dec = codec_of(inner[0])
    return (lambda v: None if v is None else enc(v)), (lambda v: None if v is None else dec(v))


def _make_tuple(arguments: tuple[Any, ...]) -> tuple[Encoder, Decoder]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        enc, dec = codec_of(arguments[0])
        return (lambda items: [enc(item) for item in items]), (
            lambda items: tuple(dec(item) for item in items)
        )
    parts = [codec_of(argument) for argument in arguments]
    return (
        lambda items: [enc(item) for (enc, _), item in zip(parts, items, strict=True)],
        lambda items: tuple(dec(item) for (_, dec), item in zip(parts, items, strict=True)),
    )


class Vocabulary:
    """Classes that travel by name: events, plans, results. Two classes of one name are a Bug."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._classes: dict[str, type] = {}
        for kind in classes:
            if self._classes.setdefault(kind.__name__, kind) is not kind:
                raise Bug(f"two classes are called {kind.__name__}")

    def write(self, value: object) -> str:
        """The value with its class's name, as JSON text."""
        name = type(value).__name__
        if self._classes.get(name) is not type(value):
            raise Bug(f"{name} is not in the vocabulary")
        return dumps({"is": name, **encode(value)})

    def read(self, text: str) -> object:
        """The value that `write` wrote down."""
        data = json.loads(text)
        return decode(self.kind(data.pop("is")), data)

    def kind(self, name: str) -> type:
        """The class of this name."""
        try:
            return self._classes[name]
        except KeyError:
            raise Bug(f"nothing here is called {name}") from None
