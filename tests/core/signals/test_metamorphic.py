"""What a post says does not change with its dress: the same reading however it is decorated (SG-01, CH-04)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core.market.symbols import builtin_table
from core.signals.flat import flat
from core.signals.read import read

CORPUS = Path(__file__).parents[2] / "corpus" / "posts.jsonl"
TABLE = builtin_table()
SAYS = (
    "kind",
    "base",
    "side",
    "order_type",
    "entries",
    "targets",
    "stop",
    "leverage",
    "actions",
    "scope",
    "items",
)
BOLD = {ord("A") + at: 0x1D5D4 + at for at in range(26)} | {ord("a") + at: 0x1D5EE + at for at in range(26)}
WIDE = {ord("0") + at: 0xFF10 + at for at in range(10)}
TAG = re.compile(r"(<[^>\n]*>)|[^<]+")  # a platform's own tag has no bold letters
POSTS = {
    post["id"]: post["text"]
    for post in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines())
    if not post["text"].startswith("{")  # an alert in JSON is not dressed up
}


def lines(dress: Callable[[str], str]) -> Callable[[str], str]:
    """Every line dressed alike; empty ones stay empty."""
    return lambda text: "\n".join(dress(line) if line.strip() else line for line in text.split("\n"))


DRESSES: dict[str, Callable[[str], str]] = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "spaced out": lambda text: text.replace("\n", "\n\n"),
    "indented": lines(lambda line: f"   {line}  "),
    "bold": lines(lambda line: f"**{line.strip()}**"),
    "burning": lines(lambda line: f"🔥 {line} 🔥"),
    "quoted": lines(lambda line: f"> {line}"),
    "between rules": lambda text: f"━━━━━━━━━━\n{text}\n━━━━━━━━━━",
    "greeted": lambda text: f"Good morning everyone ☀️\n\n{text}",
    "signed": lambda text: f"{text}\n\nNot financial advice.",
    "mentioned": lambda text: f"<@&112233445566778899>\n{text}",
    "invisible": lambda text: text.replace(" ", " \u200b"),
    "wide figures": lambda text: text.translate(WIDE),
    "bold letters": lambda text: TAG.sub(lambda part: part[1] or part[0].translate(BOLD), text),
    "soft spaces": lambda text: text.replace(": ", ":\u2009"),
}


def said(text: str) -> dict[str, object]:
    reading = flat(read(text, table=TABLE))
    each = [{name: one.get(name) for name in SAYS} for one in reading.get("items", [reading])]
    return {"says": each, "trades": reading["tier"] == "auto"}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_post_says_the_same_in_another_dress(dress: str):
    changed = {name: text for name, text in POSTS.items() if said(DRESSES[dress](text)) != said(text)}

    assert changed == {}
