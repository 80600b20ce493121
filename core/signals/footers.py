"""Heads and feet of a channel's posts: disclaimers, whose desk it is, where to ask. Taken out before reading.

Only whole lines or sentences, each by a pattern of its own, so that nothing of a trade goes with them. What is taken
out becomes spaces: every place in the text stays where it was.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from core.signals.normalise import Plain
from core.signals.words.footers import FOOTERS
from core.signals.written import folded

LINES_MAX = 60  # of a post, looked at
_SENTENCE = re.compile(r"[^\n.!?]*(?:\.(?! |\n|$)[^\n.!?]*)*[.!?]*")
_EDGES = re.compile(r"^[^\w@©(]+|[^\w)®]+$")


def without(plain: Plain) -> Plain:
    """The post without such lines; itself where it is one line, or has none."""
    text = plain.text
    if "\n" not in text or text.count("\n") > LINES_MAX:
        return plain
    kept = [_blank(line) if _is_footer(line) else _shortened(line) for line in text.split("\n")]
    left = "\n".join(kept)
    return plain if left == text or not left.strip() else replace(plain, text=left)


def _shortened(line: str) -> str:
    """A line without those of its sentences that are such."""
    if ". " not in line and "! " not in line and "? " not in line:
        return line
    return _SENTENCE.sub(lambda match: _blank(match[0]) if _is_footer(match[0]) else match[0], line)


def _is_footer(written: str) -> bool:
    said = _EDGES.sub("", _EDGES.sub("", written))
    if len(said) < 6 or len(said) > 160:
        return False
    return _pattern().fullmatch(folded(said.casefold()).strip("()[] ")) is not None


def _blank(written: str) -> str:
    return " " * len(written)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{folded(each)})" for listed in FOOTERS.values() for each in listed))
