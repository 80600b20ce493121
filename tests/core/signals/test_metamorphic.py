"""What a post says does not change with its dress, and changes as it should with its words (SG-01, CH-04).

Every post of the corpus in other dresses says what it said. Every labelled trade that is read right is rewritten
about a hundred times (`variants.py`), and read right again; whatever slips is never a trade by itself.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.market.symbols import builtin_table
from core.signals.flat import flat
from core.signals.read import read
from tests.core.signals.variants import DRESSES, TALK, Said, variants

CORPUS = Path(__file__).parents[2] / "corpus"
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
POSTS = {
    post["id"]: post["text"]
    for post in map(json.loads, (CORPUS / "posts.jsonl").read_text(encoding="utf-8").splitlines())
    if not post["text"].startswith("{")  # an alert in JSON is not dressed up
}
SURE = {**DRESSES, "greeted": TALK["greeted"], "disclaimer": TALK["disclaimer"]}


@functools.cache  # each post in its own dress is asked for by every other dress
def said(text: str) -> dict[str, object]:
    reading = flat(read(text, table=TABLE))
    each = [{name: one.get(name) for name in SAYS} for one in reading.get("items", [reading])]
    return {"says": each, "trades": reading["tier"] == "auto"}


@pytest.mark.parametrize("dress", SURE)
def test_a_post_says_the_same_in_another_dress(dress: str):
    changed = {name: text for name, text in POSTS.items() if said(SURE[dress](text)) != said(text)}

    assert changed == {}


def numbers(values: object) -> tuple[Decimal, ...]:
    return tuple(Decimal(str(value)) for value in values) if isinstance(values, list) else ()


def told(post: dict[str, Any]) -> Said:
    return Said(
        base=post.get("base"),
        side=post.get("side"),
        entries=numbers(post.get("entries")),
        targets=numbers(post.get("targets")),
        stop=None if post.get("stop") is None else Decimal(str(post["stop"])),
        asset_class=post.get("asset_class"),
    )


def trades(file: str) -> Iterator[tuple[str, str, Said]]:
    """Labelled trades of a corpus that are read as labelled."""
    for line in (CORPUS / file).read_text(encoding="utf-8").splitlines():
        post = json.loads(line, parse_float=Decimal)
        label = post["expected"]
        if (
            not label
            or label["kind"] != "open"
            or label.get("option")
            or label.get("unit")
            or post["text"][0] == "{"
        ):
            continue
        if same(flat(read(post["text"], table=TABLE)), told(label)):
            yield post["id"], post["text"], told(label)


def same(reading: dict[str, Any], said: Said) -> bool:
    got = told(reading)
    return (got.base, got.side, got.entries, got.targets, got.stop) == (
        said.base,
        said.side,
        said.entries,
        said.targets,
        said.stop,
    )


@pytest.mark.parametrize(
    ("file", "every", "least"),
    [
        ("posts.jsonl", 5, 1_500),
        pytest.param("posts.jsonl", 1, 7_500, marks=pytest.mark.heavy),
        pytest.param("late.jsonl", 1, 4_000, marks=pytest.mark.heavy),
        pytest.param("practice.jsonl", 1, 9_000, marks=pytest.mark.heavy),
    ],
)
def test_a_trade_says_the_same_in_a_hundred_ways_of_writing_it(file: str, every: int, least: int):
    """`every`: a post in another way of so many, not the same ways of each post."""
    tried, slipped = 0, []
    for number, (name, text, trade) in enumerate(trades(file)):
        for variant, new, meant in itertools.islice(variants(text, trade), number % every, None, every):
            tried += 1
            reading = flat(read(new, table=TABLE))
            if not same(reading, meant):
                assert reading["tier"] != "auto", (name, variant, new)
                slipped.append((name, variant))

    assert tried >= least
    assert len(slipped) * 100 <= tried, slipped
