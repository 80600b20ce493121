"""Posts and talk written and labelled by another hand than the grammar's; what is read of them may only get better.

`tests/corpus/posts.jsonl` has a post and what it says on each line: `expected` null asks for nothing. `chat.txt` is
talk, a line each. Both have been looked at since, so that no figure here is an accuracy. `late.jsonl` and
`late_chat.txt` are a third hand's, kept to be measured on: of them only what must never happen is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
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


def posts(file: str = "posts.jsonl") -> Iterator[tuple[str, Said | None, Said]]:
    """Each post's id, its label, and what is read."""
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


@pytest.mark.parametrize(("file", "least"), [("posts.jsonl", 42), ("late.jsonl", 29)])
def test_what_trades_by_itself_is_right_to_the_last_figure(file: str, least: int):
    auto = [(name, label, said) for name, label, said in posts(file) if said["tier"] == "auto"]

    assert len(auto) >= least
    for name, label, said in auto:
        assert label is not None, name
        meant, done = label.get("items", [label]), said.get("items", [said])
        assert [one["kind"] for one in meant] == ["open"] * len(done), name
        assert all(exact(one, other) for one, other in zip(done, meant, strict=True)), name


def test_trades_are_read_as_they_are_meant():
    opens = [(said, label) for _, label, said in posts() if label is not None and label["kind"] == "open"]

    assert len(opens) == 80
    assert sum(exact(said, label) for said, label in opens) >= 68


def test_follow_ups_are_told_apart_and_asks_for_nothing_prompts_nobody():
    kinds = [(label and label["kind"], said["kind"], said["tier"]) for _, label, said in posts()]
    after = [(meant, read) for meant, read, _ in kinds if meant in ("update", "close", "cancel")]
    nothing = [tier for meant, _, tier in kinds if meant is None]

    assert sum(meant == read for meant, read in after) == len(after) == 35
    assert [tier for tier in nothing if tier != "ignore"] == []


@pytest.mark.parametrize(("file", "lines", "most"), [("chat.txt", 1_200, 4), ("late_chat.txt", 800, 10)])
def test_talk_trades_nothing_and_hardly_asks(file: str, lines: int, most: int):
    talk = (CORPUS / file).read_text(encoding="utf-8").splitlines()
    tiers = [flat(read(line, table=TABLE))["tier"] for line in talk if line.strip()]

    assert len(tiers) == lines
    assert "auto" not in tiers
    assert tiers.count("confirm") <= most
