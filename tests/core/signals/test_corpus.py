"""Posts and talk written and labelled by other hands than the grammar's; what is read of them may only get better.

Each line of a `.jsonl` has a post and what it says: `expected` null asks for nothing. Each line of a `.txt` is talk.
All of them were looked at after they were measured, so that no figure here is an accuracy; what was read of them at
first sight is told in docs/architecture.md.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.market.symbols import builtin_table
from core.signals.flat import flat
from core.signals.read import read

CORPUS = Path(__file__).parents[2] / "corpus"
TABLE = builtin_table()
CORE = ("base", "side", "entries", "targets", "stop")
Said = dict[str, Any]
# The side of a trade that stands, before a word about it.
LEADS = ("BTC long, ", "BTC short: ", "$SOL long\n", "EURUSD sell - ")
# A stop and targets alone, below a name and a side: a trade at market.
WHOLE = ("SL 2633, TPs 2650 / 2662", "stop 9.95, targets 11.20 and 12")


@functools.cache
def posts(file: str = "posts.jsonl") -> Sequence[tuple[str, Said | None, Said]]:
    """Each post's id, its label, and what is read. Read once for all questions that are asked of it."""
    return tuple(_posts(file))


def _posts(file: str) -> Iterator[tuple[str, Said | None, Said]]:
    for line in (CORPUS / file).read_text(encoding="utf-8").splitlines():
        post = json.loads(line, parse_float=Decimal)
        readings = read(post["text"], table=TABLE, parent=post.get("reply_to"))
        yield post["id"], post["expected"], flat(readings)


def exact(said: Said, label: Said) -> bool:
    """Whether everything that decides about money is as labelled."""
    return all(figures(said.get(name)) == figures(label.get(name)) for name in CORE)


def figures(value: object) -> object:
    """Numbers as numbers, whatever they were written as; nothing and an empty list alike."""
    if isinstance(value, list):
        return [figures(one) for one in value] or None
    if isinstance(value, str | int | Decimal):
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


@pytest.mark.parametrize(
    ("file", "least"), [("posts", 55), ("late", 40), ("practice", 102), ("further", 1_820)]
)
def test_what_trades_by_itself_is_right_to_the_last_figure(file: str, least: int):
    auto = [(name, label, said) for name, label, said in posts(f"{file}.jsonl") if said["tier"] == "auto"]

    assert len(auto) >= least
    for name, label, said in auto:
        assert label is not None, name
        meant, done = label.get("items", [label]), said.get("items", [said])
        assert [one["kind"] for one in meant] == ["open"] * len(done), name
        assert all(exact(one, other) for one, other in zip(done, meant, strict=True)), name


@pytest.mark.parametrize(
    ("file", "trades", "least"),
    [("posts", 80, 79), ("late", 50, 50), ("practice", 135, 133), ("further", 2_203, 2_170)],
)
def test_trades_are_read_as_they_are_meant(file: str, trades: int, least: int):
    read_ = [(said, label) for _, label, said in posts(f"{file}.jsonl") if label and label["kind"] == "open"]

    assert len(read_) >= trades
    assert sum(exact(said, label) for said, label in read_) >= least


@pytest.mark.parametrize(
    ("file", "kinds", "prompts"),
    [("posts", 35, 0), ("late", 23, 0), ("practice", 89, 1), ("further", 2_992, 12)],
)
def test_follow_ups_are_told_apart_and_what_asks_for_nothing_hardly_prompts(
    file: str, kinds: int, prompts: int
):
    seen = [
        (label and label["kind"], said["kind"], said["tier"]) for _, label, said in posts(f"{file}.jsonl")
    ]
    after = [(meant, read_) for meant, read_, _ in seen if meant in ("update", "close", "cancel")]
    nothing = [tier for meant, _, tier in seen if meant is None]

    assert sum(meant == read_ for meant, read_ in after) >= kinds
    assert sum(tier != "ignore" for tier in nothing) <= prompts


@pytest.mark.parametrize(
    ("file", "lines", "most"),
    [
        ("chat.txt", 1_200, 2),
        ("late_chat.txt", 800, 2),
        ("further_chat.txt", 37_580, 59),
    ],
)
def test_talk_trades_nothing_and_hardly_asks(file: str, lines: int, most: int):
    talk = (CORPUS / file).read_text(encoding="utf-8").splitlines()
    tiers = [flat(read(line, table=TABLE))["tier"] for line in talk if line.strip()]

    assert len(tiers) >= lines
    assert "auto" not in tiers
    assert tiers.count("confirm") <= most


@pytest.mark.parametrize(
    ("file", "each"),
    [
        ("posts", 4),
        ("late", 4),
        ("practice", 4),
        ("further", 1),
        pytest.param("further", 4, marks=pytest.mark.heavy),
    ],
)
def test_a_follow_up_that_names_its_side_opens_nothing_by_itself(file: str, each: int):
    """`SOL long: new SL 41.17, TP3 now 45` is of a trade that stands; whole levels without such words are new. Each
    is said after so many of the leads, in turn."""
    changes = [
        post["text"]
        for post in map(json.loads, (CORPUS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines())
        if post["expected"] and post["expected"]["kind"] in ("update", "close", "cancel")
    ]
    opened = [
        text
        for number, text in enumerate(changes)
        for turn in range(each)
        if flat(read(LEADS[(number + turn) % len(LEADS)] + text, table=TABLE))["tier"] == "auto"
    ]

    assert len(changes) > 20
    assert [text for text in opened if text not in WHOLE] == []
