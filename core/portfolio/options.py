"""How a year is typed by people."""

from __future__ import annotations

from typing import Annotated

from core.command import plain_kind

FIRST, LAST = 2009, 2199  # no exchange traded a coin before, and nobody has traded after


class Year(int):
    """A calendar year, UTC."""


def read_year(text: str) -> Year | None:
    """`2026`; None for anything else."""
    if len(text) != len("2026") or not text.isascii() or not text.isdigit():
        return None
    return Year(text) if FIRST <= int(text) <= LAST else None


AYear = Annotated[Year, plain_kind(Year, read_year)]
