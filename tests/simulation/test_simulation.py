"""A modest share of the simulator in every run of the suite; `make simulate` runs all of it.

Worlds are lived by children with a fixed hash seed, as `bellwether simulate` does it: what fails here fails there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from core.ports.questions import PaidInto, TradesSince
from tests.simulation import CHECKOUT, answers, child, main, store
from tests.simulation.house import run_seed
from tests.simulation.mutants import MUTANTS

FEW, MANY = 20, 1_000
# A minute on a quiet machine; on a busy one they take as long as they need.
MINUTES = 15 * 60
CHECKED = (3, 5, 7)
SHOWN_LATE = (9, 44, 58, 98)
UNORDERED = {TradesSince, PaidInto}  # sums are made of these
# Where to look first for each planted fault, so that it is found at once: when the program changes, worlds change too.
LOOK_AT = {
    "place_first_record_after": 0,
    "retry_with_a_new_id": 0,
    "retry_with_the_same_id": 0,
    "stop_as_fire_and_forget": 0,
    "recovery_resends": 2,
    "unknown_is_rejected": 0,
    "no_compare_and_set": 0,
    "check_then_insert": 2,
    "switch_read_at_planning_only": 23,
    "absent_after_one_look": 8,
    "failed_question_counts_as_not_found": 149,
    "cancel_taken_at_its_word": 0,
    "fill_told_twice_is_booked_twice": 0,
    "recovery_forgets": 0,
    "books_are_not_held": 18,
    "two_live_stops": 0,
    "exits_sell_more_than_is_held": 79,
    "stop_keeps_its_size": 51,
    "exit_before_cancel_is_proven": 14,
    "opposite_is_not_looked_for_again": 359,
}
# What MANY worlds must have seen at least, or they would prove little.
AT_LEAST = {
    "trades": 1_000,
    "filled": 2_000,
    "unknown": 1_000,
    "absent": 500,
    "rejected": 400,
    "partially_filled": 500,
    "canceled": 1_500,
    "machine kills": 300,
    "worker kills": 150,
    "hands": 500,
    "switches": 80,
}


def said(*each: Sequence[str]) -> list[dict[str, Any]]:
    """What children say who were told this, all at once."""
    workers = [child(*arguments) for arguments in each]
    outputs = [worker.communicate()[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * len(workers)
    return [json.loads(line) for output in outputs for line in output.splitlines()]


def lived(stop: int) -> list[dict[str, Any]]:
    """What two children say of these worlds, half each."""
    return said(*(("seeds", str(half), str(stop), "2") for half in range(2)))


def test_some_worlds_hold():
    assert [line for line in lived(FEW) if "ran" not in line] == []


@pytest.mark.slow
@pytest.mark.timeout(MINUTES)
def test_many_worlds_hold_and_are_worth_living():
    lines = lived(MANY)

    assert [line for line in lines if "ran" not in line] == []
    assert sum(line["ran"] for line in lines) == MANY
    counts: Counter[str] = sum((Counter(line["counts"]) for line in lines), Counter())
    assert {name: counts[name] for name, least in AT_LEAST.items() if counts[name] < least} == {}


@pytest.mark.slow
@pytest.mark.timeout(MINUTES)
@pytest.mark.parametrize("worlds", [4, pytest.param(20, marks=pytest.mark.heavy)])
def test_worlds_on_a_file_hold_and_repeat(worlds: int):
    """The same worlds on SQLite, through SQLAlchemy and aiosqlite: what is lived there follows from the seed too."""
    halves = [("on", "sqlite", "seeds", str(core), str(worlds), "2") for core in range(2)]
    again = ("on", "sqlite", "seeds", "1", "5", "2")

    first, second, third = said(*halves, again), said(again), said(("seeds", "1", "5", "2"))

    assert [line for line in first if "ran" not in line] == []
    assert sum(line["ran"] for line in first) == worlds + 2
    assert first[-1] == second[-1]
    assert third[-1]["fingerprint"] != second[-1]["fingerprint"]


def test_quick_answers_are_those_of_their_statements(monkeypatch: pytest.MonkeyPatch):
    """Whatever a world asks: the answer that is written out is the one that the real statement gives."""
    asked: Counter[str] = Counter()

    def both(query: Any, source: Any) -> Any:
        quick = answers.QUICK.get(type(query))
        by_statement = answers.by_statement(query, source)
        if quick is None:
            return by_statement
        asked[type(query).__name__] += 1
        given = quick(query, source)
        same: Any = Counter if type(query) in UNORDERED else list
        assert same(given) == same(by_statement)
        return given

    monkeypatch.setattr(store, "answer", both)

    for seed in CHECKED:
        assert run_seed(seed).violations == ()

    assert asked.keys() == {kind.__name__ for kind in answers.QUICK}


@pytest.mark.heavy
@pytest.mark.timeout(MINUTES)
def test_every_planted_fault_is_seen():
    """`make simulate` shows it as well, with how many worlds each takes."""
    assert LOOK_AT.keys() == MUTANTS.keys()

    lines = said(("caught", *(f"{name}={seed}" for name, seed in LOOK_AT.items())))

    assert [line["mutant"] for line in lines if not line["caught"]] == []
    assert all(mutant.__doc__ for mutant in MUTANTS.values())


def test_a_planted_fault_is_gone_afterwards():
    with MUTANTS["place_first_record_after"]():
        assert run_seed(0).violations

    assert run_seed(0).violations == ()


def test_seeds_that_once_failed_hold():
    kept = (CHECKOUT / "tests" / "simulation" / "regressions.txt").read_text(encoding="utf-8")
    seeds = [line.split()[0] for line in kept.splitlines() if line and not line.startswith("#")]
    assert seeds

    assert [line for line in said(("these", *seeds)) if "ran" not in line] == []


def test_what_a_venue_hid_for_too_long_is_ended_there_once_it_shows():
    """Canceled or absent in the books by every rule, and resting at the venue after all."""
    assert [line for line in said(("late", "these", *map(str, SHOWN_LATE))) if "ran" not in line] == []


@pytest.mark.parametrize("seed", [0, 3])
def test_a_seed_is_the_same_run_twice(seed: int):
    first, second = run_seed(seed), run_seed(seed)

    assert first.fingerprint == second.fingerprint
    assert first.trace == second.trace
    assert first.fingerprint != run_seed(seed + 1).fingerprint


def test_a_failure_says_seed_commit_and_how_to_see_it_again(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        "tests.simulation.child", lambda *arguments: child("with", "place_first_record_after", *arguments)
    )

    assert main("0:6", mutants=False) == 1

    output, errors = capfd.readouterr()
    failure, *_, total = map(json.loads, output.splitlines())
    assert failure.keys() == {"seed", "violation", "commit", "again"}
    assert failure["again"] == f"bellwether simulate --seeds {failure['seed']}"
    assert total["violations"] > 0
    assert "not claimed before it is sent" in errors
    assert "pro #calls: " in errors


@pytest.mark.parametrize("seeds", ["", "a", "5:5", "7:3", "-1:4", "1:2:3"])
def test_seeds_that_are_none_are_wrong_usage(seeds: str, capfd: pytest.CaptureFixture[str]):
    assert main(seeds, mutants=False) == 2

    assert "--seeds A:B" in capfd.readouterr().err
