"""What a reading says in one line, as the tables of posts write it, and the rows of such a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from core.signals.reading import Action, Reading, ReadingKind


def rows(file: str) -> list[list[str]]:
    """Language, what is read, and the text of each post."""
    table = Path(__file__).with_name(file).read_text("utf-8")
    return [line.split("\t") for line in table.splitlines() if line]


def figures(*values: Decimal | None) -> str:
    return "/".join(format(value.normalize(), "f") for value in values if value is not None)


def said(reading: Reading, done: Callable[[Action], str]) -> str:
    """`long SOL 140/142 > 148/155 ! 134`; each action of an update as `done` writes it."""
    base = reading.base or "-"
    side = reading.direction.value if reading.direction else ""
    match reading.kind:
        case ReadingKind.OPEN:
            head = f"{side or '-'} {base} {figures(*reading.entries)}".strip()
            return f"{head} > {figures(*reading.targets)} ! {figures(reading.stop)}"
        case ReadingKind.CLOSE:
            return f"close {base} {reading.scope} {side}".strip()
        case ReadingKind.CANCEL:
            return f"cancel {base}"
        case ReadingKind.UPDATE:
            return f"update {base} " + ", ".join(map(done, reading.actions))
        case _:
            return ""
