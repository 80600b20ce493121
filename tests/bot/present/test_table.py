"""Whatever the program can answer has a card, whatever it can refuse has words, and the words keep to the voice."""

from __future__ import annotations

import ast
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.app import COMMANDS
from bot.present.checks import change_call, change_words
from bot.present.look import Look
from bot.present.refusals import WORDS, refusal
from bot.present.table import CARDS, SUBJECTS, Dismissed, card
from core.command import Call
from core.context import World
from core.kernel.errors import Bug, Reason, Refusal
from core.kernel.money import Price
from core.market.symbols import builtin_table
from core.risk.checks import CODES

CHECKOUT = Path(__file__).parents[3]
PRESENT = sorted((CHECKOUT / "bot" / "present").glob("*.py"))

# Numbers that any of the words can use, by the name of the fact.
SAMPLES = {
    "value": "134",
    "limit": "120",
    "price": "60012",
    "was": "60000",
    "tick": "0.01",
    "side": "buy",
    "symbol": "BTC/USDT",
    "currency": "USDT",
    "mode": "paper",
    "trade": "T-7K2QXXXX",
    "what": "amount",
    "per": "",
    "again": "",
}

LOOK = Look(
    cast(
        World,
        SimpleNamespace(
            market=SimpleNamespace(table=builtin_table(), tick=lambda _instrument: Price("0.01"))
        ),
    ),
    datetime(2026, 11, 17, 14, 3, tzinfo=UTC),
)


@dataclass(frozen=True)
class Site:
    """One place that raises a refusal, and the names of the facts it gives. None: they are computed."""

    where: str
    code: str
    facts: frozenset[str] | None


def sites() -> Iterator[Site]:
    """Every `Refusal("code", {...})` of the product."""
    for folder in ("core", "bot", "adapters", "storage"):
        for path in sorted((CHECKOUT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield from sites_in(function, str(path.relative_to(CHECKOUT)))


def sites_in(function: ast.FunctionDef | ast.AsyncFunctionDef, path: str) -> Iterator[Site]:
    known = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
            first = node.args[0]
            facts = keys_of(node.args[1], known) if len(node.args) > 1 else frozenset()
            for code in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(code, ast.Constant):
                    yield Site(f"{path}:{node.lineno}", str(code.value), facts)


def keys_of(node: ast.expr, known: dict[str, ast.expr]) -> frozenset[str] | None:
    """The keys that a dictionary surely has; None when that cannot be seen from here."""
    if isinstance(node, ast.Dict):
        return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    if isinstance(node, ast.Name) and node.id in known:
        return keys_of(known[node.id], known)
    if isinstance(node, ast.BinOp):
        return keys_of(node.left, known)
    return None


SITES = sorted(set(sites()), key=lambda site: (site.where, site.code))
# What an entry's checks say when they fail: raised with the facts of `refusal_of`.
RAISED = {site.code for site in SITES} | set(CODES.values())


def test_every_answer_of_every_command_has_a_card():
    results = {result for command in COMMANDS.commands.values() for result in command.results}
    results |= {result for confirmed in COMMANDS.plans.values() for result in confirmed.results}

    assert results - set(CARDS) == set()


def test_everything_that_is_told_unasked_has_a_card():
    told = set()
    for view in SUBJECTS.values():
        hint = typing.get_type_hints(view)["return"]
        union = isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union
        parts = typing.get_args(hint) if union else (hint,)
        told |= {part for part in parts if part is not type(None)}

    assert told - set(CARDS) == set()


def test_every_plan_that_a_preview_shows_can_be_confirmed():
    plans = {typing.get_args(kind)[0] for kind in CARDS if typing.get_origin(kind) is not None}

    assert plans == set(COMMANDS.plans)


def test_what_nothing_shows_is_a_bug():
    with pytest.raises(Bug, match="nothing shows"):
        card(object(), LOOK)

    assert card(Dismissed(), LOOK).title == "Left it"


def test_every_refusal_has_words_and_all_words_are_used():
    assert len(SITES) > 30, "the search finds nothing any more"
    assert sorted(RAISED - set(WORDS)) == []
    assert sorted(set(WORDS) - RAISED) == []


@pytest.mark.parametrize("site", SITES, ids=lambda site: f"{site.code}-{site.where}")
def test_a_refusal_gives_the_facts_that_its_words_need(site: Site):
    names = set(SAMPLES) | {"typed"} if site.facts is None else site.facts
    facts: dict[str, Any] = {name: SAMPLES.get(name, name) for name in names}

    reply = refusal(Refusal(site.code, facts), LOOK)

    assert reply.title
    assert reply.blocks
    assert reply.data["code"] == site.code


@pytest.mark.parametrize("check", sorted(CODES))
def test_a_failed_check_is_told_with_its_number_and_its_limit(check: str):
    reasons = (Reason(check, "134", "120", passed=False),)
    facts = {**SAMPLES, "check": check}

    reply = refusal(Refusal(CODES[check], facts, reasons, {"signal_age": "134"}), LOOK)

    assert reply.title.startswith("PAPER  ")
    assert reply.data["reasons"] == [
        {"check": check, "value": "134", "limit": "120", "passed": False, "per": ""}
    ]
    assert reply.buttons[0].label == "Change limits"


def test_the_smallest_change_is_said_as_it_is_typed():
    change = {"risk_share": "0.0079", "chase_share": "0.0069", "signal_age": "134"}

    assert change_words(change, LOOK) == "risk 0.79 %, chase 0.69 % and age 134 s"
    assert change_call(change) == Call("me limits", {"risk": "0.79%", "chase": "0.69%", "age": "134s"})


BANNED = re.compile(
    r"\b(invalid|error|failed to|oops|great|sorry|please|you should|unfortunately)\b|!", re.IGNORECASE
)


def words_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in a file that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_the_words_keep_to_the_voice():
    # `!` alone is the mark of an alarm, as `✓` and `✗` are marks; nothing is ever exclaimed.
    found = [
        f"{path.name}:{line}: {text}"
        for path in PRESENT
        for line, text in words_of(path)
        if BANNED.search(text.removeprefix("! "))
    ]

    assert found == []
    assert BANNED.search("Oops, invalid amount!")
