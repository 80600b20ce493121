"""Tables and row mappers made from the dataclasses: one line a table in `tables.py`.

A field's type decides its column. `Money` takes two columns; enums and ids are text; whatever else is made
of dataclasses and tuples is a JSON document by the codec.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy.types import TypeEngine

from core.kernel.codec import codec_of
from core.kernel.money import Money, plain
from core.kernel.writing import writer_of
from storage.types import WORDS, Exact, Instant, text_of

T = TypeVar("T")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class Mapper(Generic[T]):
    """How one dataclass is kept: its table, its key, and both ways between row and value.

    `to_row` and `from_row` speak SQLAlchemy's values. `to_text` and `from_text` speak what SQLite itself keeps, all
    columns in the table's order: a fan-out writes and reads rows by the ten thousand, and that way costs a fifth.
    `key_of` gives a row's key as a tuple.
    """

    kind: type[T]
    table: Table
    key: tuple[str, ...]
    to_row: Callable[[T], dict[str, Any]]
    from_row: Callable[[Any], T]
    to_text: Callable[[T], tuple[Any, ...]]
    from_text: Callable[[Any], T]
    counted: str | None
    columns: tuple[str, ...]
    key_of: Callable[[T], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Field:
    """One field: its columns, how its value is written into them and read back (source text and constants).

    `texts` has one source a column, and `untext` is the way back, both as SQLite itself keeps them.
    """

    columns: tuple[Column[Any], ...]
    write: str
    read: str
    constants: dict[str, Any]
    texts: tuple[str, ...]
    untext: str


def make_mapper(
    metadata: MetaData,
    kind: type[T],
    name: str,
    *,
    key: Sequence[str],
    unique: Sequence[Sequence[str]] = (),
    index: Sequence[Sequence[str]] = (),
    counted: str | None = None,
) -> Mapper[T]:
    """Make the table and mapper of a dataclass. `counted` names a whole-number key that the database gives."""
    hints = typing.get_type_hints(kind)
    own: Any = dataclasses.fields(kind)  # type: ignore[arg-type]  # T is any dataclass
    fields = [_field(field.name, hints[field.name], tuple(key), counted) for field in own]
    columns = [column for field in fields for column in field.columns]
    constraints = [UniqueConstraint(*names) for names in unique]
    table = Table(name, metadata, *columns, *constraints, sqlite_autoincrement=counted is not None)
    for names in index:
        Index(None, *(table.c[column] for column in names))
    constants = {label: value for field in fields for label, value in field.constants.items()}
    constants |= {"plain": plain, "text": text_of, "number": Decimal, "instant": datetime.fromisoformat}
    # Straight-line source, as dataclasses make their own __init__: a fan-out maps tens of thousands of rows.
    writes = ", ".join(field.write for field in fields)
    reads = ", ".join(field.read for field in fields)
    to_row = eval(f"lambda v: {{{writes}}}", constants)
    from_row = eval(f"lambda r: make({reads})", {**constants, "make": kind})
    to_text = eval(f"lambda v: ({', '.join(part for field in fields for part in field.texts)},)", constants)
    places = {column.name: place for place, column in enumerate(columns)}
    untexts = re.sub(
        r"\br\.(\w+)", lambda m: f"r[{places[m[1]]}]", ", ".join(field.untext for field in fields)
    )
    from_text = eval(f"lambda r: make({untexts})", {**constants, "make": kind})
    key_of = eval(f"lambda v: ({', '.join(f'v.{name}' for name in key)},)")
    names = tuple(column.name for column in columns)
    return Mapper(kind, table, tuple(key), to_row, from_row, to_text, from_text, counted, names, key_of)


def _field(name: str, hint: Any, key: tuple[str, ...], counted: str | None) -> _Field:
    optional = False
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        optional = len(inner) < len(typing.get_args(hint))
        hint = inner[0] if len(inner) == 1 else hint
    if hint is Money:
        columns = (_column(name, Exact(), key, optional), _column(f"{name}_currency", WORDS, key, optional))
        amount, currency, read = (
            f"v.{name}.amount",
            f"v.{name}.currency",
            f"money(r.{name}, r.{name}_currency)",
        )
        if optional:
            amount, currency = (f"None if v.{name} is None else {part}" for part in (amount, currency))
            read = f"None if r.{name} is None else {read}"
        write = f"'{name}': {amount}, '{name}_currency': {currency}"
        texts = (_guarded(f"plain(v.{name}.amount)", f"v.{name}", optional), currency)
        return _Field(columns, write, f"{name}={read}", {"money": Money}, texts, f"{name}={read}")
    kind, write, read, constants = _form(name, hint, counted == name)
    if optional and write != f"v.{name}":
        write = f"None if v.{name} is None else {write}"
    if optional and read != f"r.{name}":
        read = f"None if r.{name} is None else {read}"
    column = _column(name, kind, key, optional)
    text, untext = write, read
    if isinstance(kind, Exact):
        text = _guarded(f"plain(v.{name})", f"v.{name}", optional)
        untext = _guarded(f"number(r.{name})", f"r.{name}", optional) if read == f"r.{name}" else read
    elif isinstance(kind, Instant):
        text = _guarded(f"text(v.{name})", f"v.{name}", optional)
        untext = _guarded(f"instant(r.{name})", f"r.{name}", optional)
    return _Field((column,), f"'{name}': {write}", f"{name}={read}", constants, (text,), f"{name}={untext}")


def _guarded(source: str, value: str, optional: bool) -> str:
    return f"(None if {value} is None else {source})" if optional else source


def _column(name: str, kind: TypeEngine[Any], key: tuple[str, ...], optional: bool) -> Column[Any]:
    return Column(name, kind, primary_key=name in key, nullable=optional)


def _form(name: str, hint: Any, counted: bool) -> tuple[TypeEngine[Any], str, str, dict[str, Any]]:
    """Column type, source to write, source to read, and the constants these sources name."""
    hint = getattr(hint, "__supertype__", hint)
    label = f"k_{name}"
    if isinstance(hint, type):
        if issubclass(hint, bool):
            return Boolean(), f"v.{name}", f"bool(r.{name})", {}
        if issubclass(hint, int) and not issubclass(hint, Enum):
            # SQLite counts only a plain INTEGER key; Postgres wants room for more.
            return BigInteger().with_variant(Integer(), "sqlite"), f"v.{name}", f"r.{name}", {}
        if issubclass(hint, Decimal):
            read = f"r.{name}" if hint is Decimal else f"{label}(r.{name})"
            return Exact(), f"v.{name}", read, {label: hint}
        if issubclass(hint, datetime):
            return Instant(), f"v.{name}", f"r.{name}", {}
        if issubclass(hint, Enum):
            kind = Integer() if issubclass(hint, int) else WORDS
            # `_value_` is what `value` says, and looking up is what calling the class does, each without a call.
            members = {member.value: member for member in hint}
            return kind, f"v.{name}._value_", f"{label}[r.{name}]", {label: members}
        if issubclass(hint, str):
            return WORDS, f"v.{name}", f"r.{name}", {}
    constants = {f"w_{name}": writer_of(hint), f"d_{name}": _document_reader(hint)}
    return WORDS, f"w_{name}(v.{name})", f"d_{name}(r.{name})", constants


def _document_reader(hint: Any) -> Callable[[str], Any]:
    """From a document's text to its value. Of values that nobody can change, a few come again and again: lengths of
    time, the targets of everybody in one signal. These are remembered."""
    decoder = codec_of(hint)[1]

    def value_of(text: str) -> Any:
        return decoder(json.loads(text))

    unchanging = hint is timedelta or typing.get_origin(hint) is tuple
    return lru_cache(maxsize=64)(value_of) if unchanging else value_of
