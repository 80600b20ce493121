"""How long people wait before the program says anything: `--help` against a bare Python."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.rows import Row

REPEATS = 9
PROGRAM = Path(sys.executable).parent / "bellwether"


def rows(_full: bool) -> Iterator[Row]:
    """Medians of several starts, taken in turn, so that a busy machine weighs on both alike."""
    bare, helped = [], []
    for _ in range(REPEATS):
        bare.append(seconds([sys.executable, "-c", "pass"]))
        helped.append(seconds([str(PROGRAM), "--help"]))
    yield Row(
        "help.start",
        statistics.median(helped) * 1000,
        "ms",
        bound=statistics.median(bare) * 1000,
        want="<= 4",
    )


def seconds(command: list[str]) -> float:
    """How long a command takes."""
    begun = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begun
