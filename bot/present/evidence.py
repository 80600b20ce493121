"""What stands behind a step of an order, in words: every evidence that the program itself writes has its own."""

from __future__ import annotations

import re

from bot.present.look import Look


def evidence_words(evidence: str, look: Look) -> str:
    """The words of an evidence; what a venue called it by a name of its own is said as it is."""
    name = slug(evidence)
    return look.say(f"evidence.{name}") if look.knows(f"evidence.{name}") else evidence.replace("_", " ")


def slug(evidence: str) -> str:
    """The name of an evidence's words."""
    return re.sub(r"[^a-z0-9]+", "_", evidence.lower()).strip("_")
