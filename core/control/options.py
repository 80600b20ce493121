"""How roles are typed by people."""

from __future__ import annotations

from typing import Annotated

from core.command import Kind
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal


async def _read_level(ctx: Context, text: str) -> Level:
    found = level_named(text)
    if found is None:
        choices = ", ".join(level.name.lower() for level in Level)
        raise Refusal("not_a_choice", {"typed": text[:40], "choices": choices})
    return found


def level_named(text: str) -> Level | None:
    """The role of this name."""
    return next((level for level in Level if level.name.lower() == text.strip().lower()), None)


async def _read_name(ctx: Context, text: str) -> str:
    return text


# Anybody may be called `owner`: the first word is the name, whatever it says.
AName = Annotated[str, Kind(str, _read_name, lambda text: True)]
ALevel = Annotated[
    Level,
    Kind(Level, _read_level, lambda text: level_named(text) is not None, lambda level: level.name.lower()),
]
