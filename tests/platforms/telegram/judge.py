"""Says what is not as the Bot API describes it: in a call of the bot, in an answer or an update of the local server.

The tables are made from a description of the Bot API (`make_tables.py`); they know names, types, which fields are
required, and lengths. What they do not know is not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.platforms.telegram.model import Json, units
from tests.platforms.telegram.wire import Given

TABLES = Path(__file__).with_name("tables.txt")
_FIELD = re.compile(r"(?P<name>\w+)(?P<required>!?):(?P<kinds>[\w|*?]+)(?:\{(?P<least>\d+)-(?P<most>\d+)\})?")
# What the real server refuses because of how a call is made, not because of how things stand.
FORM = re.compile(
    r"can't parse|too long|too much|is empty|must be|_INVALID|WRONG|unsupported|REPLY_MARKUP|unallowed|Wrong HTTP URL"
    r"|IMAGE_PROCESS|there is no (?:photo|document) in the request|RESULTS_|RESULT_|inline keyboard expected"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a type or parameter of a method."""

    name: str
    required: bool
    kinds: tuple[str, ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Tables:
    """Parameters and results of methods, fields of types, and which types one name stands for."""

    methods: dict[str, dict[str, Field]]
    returns: dict[str, tuple[str, ...]]
    types: dict[str, dict[str, Field]]
    unions: dict[str, tuple[str, ...]]


@cache
def tables() -> Tables:
    """The tables, read once."""
    made = Tables({}, {}, {}, {})
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(" ")
        fields = {found["name"]: _field(found) for found in _FIELD.finditer(rest)}
        if name.endswith("()"):
            made.methods[name[:-2].lower()] = fields
            made.returns[name[:-2].lower()] = tuple(rest.rpartition("-> ")[2].split("|"))
        elif rest.startswith("= "):
            made.unions[name] = tuple(rest[2:].split("|"))
        elif name != "#":
            made.types[name] = fields
    return made


def _field(found: re.Match[str]) -> Field:
    limits = (None, None) if found["most"] is None else (int(found["least"]), int(found["most"]))
    return Field(found["name"], bool(found["required"]), tuple(found["kinds"].split("|")), *limits)


def wrong_in_call(method: str, given: Given) -> list[str]:
    """What is wrong with the parameters of a call."""
    known = tables().methods.get(method.lower())
    if known is None:
        return [f"{method}: no such method"]
    named = {**given.values, **{name: None for name in given.files if name in known}}
    attached = set(re.findall(r"attach://(\w+)", json.dumps(given.values)))
    found = [f"{method}: no parameter {name}" for name in given.values if name not in known]
    found += [f"{method}: nothing names the file {name}" for name in set(given.files) - set(known) - attached]
    found += [
        f"{method}: {one.name} is required"
        for one in known.values()
        if one.required and one.name not in named
    ]
    for name, value in given.values.items():
        if name in known:
            found += [f"{method}: {words}" for words in _of_field(known[name], value, name, form=True)]
    return found


def wrong_in_answer(method: str, result: Any) -> list[str]:
    """What is wrong with a result of the local server."""
    kinds = tables().returns.get(method.lower(), ("?",))
    return [f"answer to {method}: {words}" for words in _of_kinds(kinds, result, "result", form=False)]


def wrong_in_update(update: Json) -> list[str]:
    """What is wrong with an update."""
    return [f"update: {words}" for words in _of_kinds(("Update",), update, "", form=False)]


def _of_field(field: Field, value: Any, path: str, *, form: bool) -> Iterator[str]:
    if (
        form
        and isinstance(value, str)
        and not {"String", "Integer", "Boolean", "InputFile"} & set(field.kinds)
    ):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            yield f"{path} is no JSON"
            return
    yield from _of_kinds(field.kinds, value, path, form=form)
    if field.most is None or field.least is None:
        return
    size = _size(field, value)
    if size is not None and not field.least <= size <= field.most:
        yield f"{path} has {size}, {field.least} to {field.most} are allowed"


def _size(field: Field, value: Any) -> int | None:
    if field.kinds[0] == "Integer":
        return int(value) if str(value).removeprefix("-").isdigit() else None
    if isinstance(value, str):
        return len(value.encode()) if field.name == "callback_data" else units(value)
    return len(value) if isinstance(value, list) else None


def _of_kinds(kinds: tuple[str, ...], value: Any, path: str, *, form: bool) -> list[str]:
    """Nothing when it is of one of the kinds; else what is wrong with it for the one that fits best."""
    tries = [list(_of_kind(kind, value, path, form=form)) for kind in kinds]
    return min(tries, key=len)


def _of_kind(kind: str, value: Any, path: str, *, form: bool) -> Iterator[str]:
    plain = {
        "Integer": _whole(value, form=form),
        "Float": isinstance(value, int | float) or (form and isinstance(value, str)),
        "String": isinstance(value, str),
        "InputFile": isinstance(value, str),
        "Boolean": isinstance(value, bool) or (form and str(value).lower() in {"true", "false"}),
        "True": value is True,
    }
    if kind.startswith("*"):
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        for number, one in enumerate(value):
            yield from _of_kind(kind[1:], one, f"{path}.{number}", form=form)
    elif kind in plain:
        if not plain[kind]:
            yield f"{path} is no {kind}"
    elif kind in tables().unions:
        yield from _of_kinds(tables().unions[kind], value, path, form=form)
    elif kind in tables().types:
        yield from _of_type(kind, value, path, form=form)


def _whole(value: Any, *, form: bool) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (form and isinstance(value, str) and value.removeprefix("-").isdigit())


def _of_type(kind: str, value: Any, path: str, *, form: bool) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no {kind}"
        return
    fields = tables().types[kind]
    for name, one in value.items():
        if name not in fields:
            yield f"{path}: {kind} has no {name}"
        else:
            yield from _of_field(fields[name], one, f"{path}.{name}", form=False)
    for field in fields.values():
        if field.required and field.name not in value:
            yield f"{path}: {kind} needs {field.name}"
