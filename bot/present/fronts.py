"""What is to be said of a chat platform's connection, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.present.look import Look
from core.operations.model import Words

COUNT = "count"


def front_words(words: Sequence[Words], look: Look) -> str:
    """One text behind the other."""
    return "; ".join(look.say(one.key, **_values(one)) for one in words)


def _values(words: Words) -> dict[str, str | int]:
    return {name: int(value) if name == COUNT else value for name, value in words.facts}
