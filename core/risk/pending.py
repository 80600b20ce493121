"""Looser limits wait: what of a change holds at once, what holds later, and what a person takes back (scene 13).

Pure. Whoever loosens a limit in a bad moment has ten minutes to think; whoever tightens one is protected at once.
"""

from __future__ import annotations

import json
import typing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from core.kernel.codec import codec_of, dumps
from core.risk.limits import LIMITED, Limits, loosens
from core.risk.model import PendingChange

WAIT = timedelta(minutes=10)
# A follow's own limits are those of a person, or none, and what the follow may lose.
HINTS = {
    name: hint if name == "person" else hint | None for name, hint in typing.get_type_hints(Limits).items()
}
HINTS["loss_share"] = Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """A change of limits in two parts: what holds at once and the names of what has to wait."""

    at_once: dict[str, Any]
    waiting: dict[str, Any]


def split_change(before: Limits, given: dict[str, Any]) -> Split:
    """Tightening, and what is neither, at once; loosening later. What is as it was is no change."""
    changed = {
        name: given[name] for name in LIMITED if name in given and given[name] != getattr(before, name)
    }
    waiting = {name: value for name, value in changed.items() if loosens(name, getattr(before, name), value)}
    return Split({name: value for name, value in changed.items() if name not in waiting}, waiting)


def pending(person: str, scope: str, values: dict[str, Any], now: datetime) -> list[PendingChange]:
    """Rows of what holds in ten minutes."""
    return [
        PendingChange(
            person=person, scope=scope, name=name, value=write(name, value), asked_at=now, due_at=now + WAIT
        )
        for name, value in values.items()
    ]


def applied(limits: Limits, rows: typing.Iterable[PendingChange]) -> Limits:
    """The limits once these changes hold."""
    values: dict[str, Any] = {row.name: read(row.name, row.value) for row in rows if row.name in HINTS}
    return replace(limits, **values)


def write(name: str, value: Any) -> str:
    """A limit's value as JSON text."""
    return dumps(codec_of(HINTS[name])[0](value))


def read(name: str, text: str) -> Any:
    """The value that `write` wrote down."""
    return codec_of(HINTS[name])[1](json.loads(text))
