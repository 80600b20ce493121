"""Values that cost little to make: what stands above `@dataclass` where a fan-out makes them by the ten thousand.

A frozen dataclass sets each field by a call that its own refusal to be set makes necessary; with slots that is nine
tenths of what it costs to make one. A `quick` class fills a new value while it is of a class with the same slots that
may be set, and then makes it one of its own: half the time, and `replace` a seventh. Nothing else about it changes:
it is as frozen, and as equal, as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

_copiers: dict[type, Callable[[Any], Any]] = {}


def quick(kind: type[T]) -> type[T]:
    """Make this frozen dataclass with slots quick to make. It must stand alone: no class above it, none below."""
    fields: Any = dataclasses.fields(kind)  # type: ignore[arg-type]  # T is any dataclass
    names = [field.name for field in fields]
    if kind.__bases__ != (object,) or vars(kind).get("__slots__") != tuple(names):
        raise TypeError(f"{kind.__name__} is no dataclass with slots that stands alone")
    opened = type(kind.__name__, (), {"__slots__": tuple(names)})
    # Names that no field has: they stand beside the parameters.
    constants: dict[str, Any] = {"KIND": kind, "OPENED": opened, "BECOME": object.__setattr__}
    constants["BLANK"] = object.__new__
    after = "; self.__post_init__()" if hasattr(kind, "__post_init__") else ""
    given = _parameters(fields, constants)
    fill = "".join(f"    self.{name} = {_value(name, constants)}\n" for name in names)
    copy = "".join(f"    new.{name} = old.{name}\n" for name in names)
    source = (
        f"def __init__(self, {given}):\n    BECOME(self, '__class__', OPENED)\n{fill}"
        f"    self.__class__ = KIND{after}\n"
        f"def copy(old):\n    new = BLANK(OPENED)\n{copy}    return new\n"
    )
    made: dict[str, Any] = {}
    exec(source, constants, made)
    made["__init__"].__qualname__ = f"{kind.__qualname__}.__init__"
    setattr(kind, "__init__", made["__init__"])  # noqa: B010 - mypy forbids to assign it
    _copiers[kind] = made["copy"]
    return kind


def _parameters(fields: Any, constants: dict[str, Any]) -> str:
    """The parameters that `@dataclass` would give it: same names, same order, same defaults."""
    parts = {False: list[str](), True: list[str]()}
    for field in fields:
        default = ""
        if field.default is not dataclasses.MISSING:
            constants[f"D_{field.name}"], default = field.default, f"=D_{field.name}"
        elif field.default_factory is not dataclasses.MISSING:
            constants[f"F_{field.name}"], default = field.default_factory, "=KIND"  # nothing was given
        parts[field.kw_only].append(f"{field.name}{default}")
    return ", ".join([*parts[False], *(["*", *parts[True]] if parts[True] else [])])


def _value(name: str, constants: dict[str, Any]) -> str:
    made = f"F_{name}"
    return f"{made}() if {name} is KIND else {name}" if made in constants else name


def _replace(value: T, /, **changes: object) -> T:
    """The value with other fields. As `dataclasses.replace`, of which it is the quick form."""
    kind = type(value)
    copier = _copiers.get(kind)
    if copier is None:
        return dataclasses.replace(value, **changes)  # type: ignore[type-var]
    new = copier(value)
    for name, one in changes.items():
        setattr(new, name, one)
    new.__class__ = kind
    after = getattr(kind, "__post_init__", None)
    if after is not None:
        after(new)
    made: T = new
    return made


if TYPE_CHECKING:  # so that the fields given are checked as the standard library's are
    from dataclasses import replace as replace
else:
    replace = _replace
