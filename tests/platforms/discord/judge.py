"""The judge: whether a request is one that Discord's own description allows. It knows only `tables.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.platforms.discord import tables
from tests.platforms.discord.model import Json

FIELD = re.compile(
    r"(?P<name>\w+)(?P<needed>!?) (?P<kinds>[\w |]+?)(?P<many>\*?)(?P<null>\??)"
    r"(?: (?P<least>-?\d*)\.\.(?P<most>\d*))?(?: =(?P<among>\S+))?$"
)
PLAIN: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "int": (int,),
    "number": (int, float),
    "bool": (bool,),
    # The library sends ids as numbers too, and Discord takes them.
    "snowflake": (str, int),
    "any": (object,),
    "map": (dict,),
}
# Fields that the description leaves out but Discord's documents have, or that the library always sends.
KNOWN_BESIDES = {
    ("RichEmbed", "flags"),
    ("ApplicationCommandUpdateRequest", "nsfw"),
    ("IncomingWebhookUpdateRequestPartial", "tts"),
    ("IncomingWebhookUpdateForInteractionCallbackRequestPartial", "tts"),
    ("MessageEditRequestPartial", "tts"),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field, named by its path. `told`: Discord would refuse the request for it."""

    path: str
    code: str
    words: str
    told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one field may hold."""

    name: str
    needed: bool
    kinds: tuple[str, ...]
    many: bool
    null: bool
    least: int | None
    most: int | None
    among: tuple[str, ...]


def _rule(text: str) -> Rule:
    found = FIELD.match(text)
    assert found is not None, text
    return Rule(
        name=found["name"],
        needed=bool(found["needed"]),
        kinds=tuple(one.strip() for one in found["kinds"].split("|")),
        many=bool(found["many"]),
        null=bool(found["null"]),
        least=int(found["least"]) if found["least"] else None,
        most=int(found["most"]) if found["most"] else None,
        among=tuple(found["among"].split(",")) if found["among"] else (),
    )


def _entries(block: str) -> Iterator[tuple[str, str]]:
    lines: list[str] = []
    for line in block.strip().splitlines():
        if line.startswith(" "):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    for line in lines:
        name, _, rest = line.partition(":")
        yield name, rest.strip()


@cache
def shapes() -> dict[str, dict[str, Rule]]:
    """Every shape: its fields and their rules."""
    return {
        name: {rule.name: rule for rule in map(_rule, fields.split("; "))} if fields else {}
        for name, fields in _entries(tables.SHAPES)
    }


@cache
def bodies() -> dict[tuple[str, str], Rule]:
    """What each route takes as its body."""
    found: dict[tuple[str, str], Rule] = {}
    for route, kind in _entries(tables.BODIES):
        method, _, path = route.partition(" ")
        found[method, path] = _rule(f"body! {kind}")
    return found


@cache
def routes() -> dict[tuple[str, str], frozenset[str]]:
    """Every route that Discord has: the names that its query may hold."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for line in tables.ROUTES.strip().splitlines():
        method, _, rest = line.partition(" ")
        path, _, names = rest.partition("?")
        found[method, path] = frozenset(names.split(",") if names else ())
    return found


def judge(method: str, template: str, query: Json, body: Any) -> list[Wrong]:
    """Everything that is wrong with a request."""
    known = routes().get((method, template))
    if known is None:
        return [Wrong("", "NO_SUCH_ROUTE", f"Discord has no {method} {template}", told=False)]
    wrong = [
        Wrong(f"?{name}", "UNKNOWN_QUERY", "not in the description", told=False)
        for name in query
        if name not in known
    ]
    rule = bodies().get((method, template))
    if rule is None:
        return wrong
    if body is None:
        return [*wrong, Wrong("", "BASE_TYPE_REQUIRED", "This field is required")]
    return [*wrong, *_value(rule, body, "")]


def _value(rule: Rule, value: Any, path: str) -> list[Wrong]:
    if value is None:
        return [] if rule.null else [Wrong(path, "BASE_TYPE_REQUIRED", "This field is required")]
    if rule.many:
        if not isinstance(value, list):
            return [Wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")]
        wrong = _size(rule, len(value), path, "BASE_TYPE_BAD_LENGTH")
        for number, one in enumerate(value):
            wrong += _one(rule, one, _join(path, number))
        return wrong
    return _one(rule, value, path)


def _one(rule: Rule, value: Any, path: str) -> list[Wrong]:
    if rule.kinds[0] not in PLAIN:
        return _object(rule.kinds, value, path)
    if not any(_is(value, kind) for kind in rule.kinds):
        return [Wrong(path, "BASE_TYPE_CONVERT", f"Could not interpret {value!r} as {rule.kinds[0]}.")]
    if rule.among and str(value) not in rule.among:
        return [Wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{', '.join(rule.among)}}}.")]
    if rule.many or isinstance(value, bool) or (len(rule.kinds) > 1 and not isinstance(value, str)):
        return []
    if isinstance(value, str):
        return _size(rule, len(value), path, "BASE_TYPE_BAD_LENGTH")
    return _size(rule, value, path, "NUMBER_TYPE_RANGE") if isinstance(value, int | float) else []


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind in ("bool", "any")
    if kind == "snowflake":
        return isinstance(value, int) or (isinstance(value, str) and value.isdigit())
    return isinstance(value, PLAIN[kind])


def _size(rule: Rule, size: float, path: str, code: str) -> list[Wrong]:
    if rule.least is not None and size < rule.least:
        return [Wrong(path, code, f"Must be {rule.least} or more; it is {size}.")]
    if rule.most is not None and size > rule.most:
        return [Wrong(path, code, f"Must be {rule.most} or fewer; it is {size}.")]
    return []


def _object(names: tuple[str, ...], value: Any, path: str) -> list[Wrong]:
    """An object of one of these shapes: the one whose `type` it has, else the one that fits best."""
    if not isinstance(value, dict):
        return [Wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")]
    typed = [name for name in names if (rule := shapes()[name].get("type")) and rule.among and rule.needed]
    if typed and len(typed) == len(names):
        fitting = [name for name in names if str(value.get("type")) in shapes()[name]["type"].among]
        if not fitting:
            return [Wrong(_join(path, "type"), "UNION_TYPE_CHOICES", f"no such type: {value.get('type')!r}")]
        names = tuple(fitting)
    return min((_fields(name, value, path) for name in names), key=len)


def _fields(name: str, value: Json, path: str) -> list[Wrong]:
    rules = shapes()[name]
    wrong: list[Wrong] = []
    for field, rule in rules.items():
        if field in value:
            wrong += _value(rule, value[field], _join(path, field))
        elif rule.needed:
            wrong.append(Wrong(_join(path, field), "BASE_TYPE_REQUIRED", "This field is required"))
    for field in value:
        if field not in rules and (name, field) not in KNOWN_BESIDES:
            words = f"{name} has no such field"
            wrong.append(Wrong(_join(path, field), "UNKNOWN_FIELD", words, told=False))
    return wrong


def _join(path: str, step: object) -> str:
    return f"{path}.{step}" if path else str(step)
