"""What was looked at and how it is: a mark, a sentence, and what to do where something is to be done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is: fine, worth a look, or in the way of working."""

    FINE = "fine"
    CAUTION = "caution"
    BROKEN = "broken"


MARKS = {State.FINE: "✓", State.CAUTION: "!", State.BROKEN: "✗"}
NAME_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `said` never holds a secret; `to_do` is empty where nothing is to be done."""

    name: str
    state: State
    said: str
    to_do: str = ""


def fine(name: str, said: str) -> Finding:
    """Nothing to do."""
    return Finding(name, State.FINE, said)


def caution(name: str, said: str, to_do: str) -> Finding:
    """It works, but not all of it, or not for long."""
    return Finding(name, State.CAUTION, said, to_do)


def broken(name: str, said: str, to_do: str) -> Finding:
    """It cannot work like this."""
    return Finding(name, State.BROKEN, said, to_do)


def well(findings: Sequence[Finding]) -> bool:
    """Whether nothing is in the way."""
    return all(one.state is not State.BROKEN for one in findings)


def as_text(findings: Sequence[Finding]) -> str:
    """For people: one line each, what to do below it, and how many of which at the end."""
    lines = []
    for one in findings:
        lines.append(f"{MARKS[one.state]} {one.name:<{NAME_WIDTH}} {one.said}")
        if one.to_do:
            lines.append(f"  {'':<{NAME_WIDTH}} → {one.to_do}")
    in_the_way = sum(one.state is State.BROKEN for one in findings)
    to_look_at = sum(one.state is State.CAUTION for one in findings)
    if in_the_way:
        lines.append(f"{in_the_way} in the way, {to_look_at} to look at.")
    else:
        lines.append("Nothing is in the way." if not to_look_at else f"Works; {to_look_at} to look at.")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """For machines, in one line."""
    return json.dumps(
        {"well": well(findings), "findings": [asdict(one) for one in findings]}, ensure_ascii=False
    )
