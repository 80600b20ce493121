"""The money path under a seeded event loop with virtual time, faults and kills: `bellwether simulate`.

The work is done by children (`tests/simulation/worker.py`), one a core. They run with one fixed hash seed, so that
a seed is the same run everywhere, sets of text included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

CHECKOUT = Path(__file__).resolve().parent.parent.parent
MOST_SEEDS_A_MUTANT = 500
SHOWN = 3
DONE, FAILED, USAGE = 0, 1, 2


def main(seeds: str | None, *, mutants: bool, store: str = "memory") -> int:
    """Run seeds on this store, or try every mutant. 1 when a seed shows a violation or a mutant is not caught, 2 for
    wrong usage.
    """
    if mutants:
        return _mutants()
    try:
        start, stop = _range(seeds or "")
    except ValueError:
        sys.stderr.write(
            "bellwether simulate: say --seeds A:B (B left out), --seeds A for one, or --mutants\n"
        )
        return USAGE
    return _seeds(start, stop, store)


def _range(text: str) -> tuple[int, int]:
    first, colon, last = text.partition(":")
    start = int(first)
    stop = int(last) if colon else start + 1
    if start < 0 or stop <= start:
        raise ValueError(text)
    return start, stop


def _seeds(start: int, stop: int, store: str) -> int:
    began = time.monotonic()
    cores = min(os.cpu_count() or 1, stop - start)
    children = [
        child("on", store, "seeds", str(start + core), str(stop), str(cores)) for core in range(cores)
    ]
    ran, violations = 0, 0
    for line in _lines(children):
        if "ran" in line:
            ran += line["ran"]
            continue
        violations += 1
        _show(line, store, in_full=violations <= SHOWN)
    _say({"seeds": ran, "violations": violations, "seconds": round(time.monotonic() - began, 1)})
    return DONE if ran == stop - start and not violations else FAILED


def _mutants() -> int:
    from tests.simulation.mutants import MUTANTS

    cores = min(os.cpu_count() or 1, len(MUTANTS))
    names = list(MUTANTS)
    children = [child("mutants", str(MOST_SEEDS_A_MUTANT), *names[core::cores]) for core in range(cores)]
    caught = 0
    for line in _lines(children):
        caught += line["caught"]
        sys.stderr.write(f"{line['mutant']}: {line.pop('violation')}\n")
        _say(line)
    return DONE if caught == len(MUTANTS) else FAILED


def child(*arguments: str) -> subprocess.Popen[str]:
    """A worker. Everything that follows from a seed follows from it there."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.simulation.worker", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _lines(children: Sequence[subprocess.Popen[str]]) -> Iterator[dict[str, Any]]:
    """What the children say, the first child's lines first. One that ends badly ends everything."""
    try:
        for one in children:
            output: IO[str] = one.stdout  # type: ignore[assignment]  # it is piped
            yield from map(json.loads, output)
            if one.wait() != 0:
                raise SystemExit(FAILED)
    finally:
        for one in children:
            one.kill()
            one.communicate()


def _show(line: dict[str, Any], store: str, *, in_full: bool) -> None:
    """A failure: what, at which seed and commit, and how to see it again; then the last steps for reading."""
    trace = line.pop("trace")
    again = f"bellwether simulate --seeds {line['seed']}" + (" --store sqlite" if store == "sqlite" else "")
    _say({**line, "commit": _commit(), "again": again})
    if in_full:
        sys.stderr.write(
            "\n".join([f"seed {line['seed']}: {line['violation']}", *trace, f"again: {again}", ""])
        )


def _commit() -> str:
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "not in git"


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()
