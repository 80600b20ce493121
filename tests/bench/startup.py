"""How long people wait before the program says anything: `--help` against a bare Python, and until it is ready."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.rows import Row

REPEATS = 9
STARTS = 3
PROGRAM = Path(sys.executable).parent / "bellwether"
# What a start cannot do without: its parts are loaded by a Python that does nothing else.
PARTS = (
    "import sqlalchemy.ext.asyncio, aiosqlite, starlette.applications, uvicorn, pydantic_settings, structlog"
)


def rows(_full: bool) -> Iterator[Row]:
    """Medians of several starts, taken in turn, so that a busy machine weighs on both alike."""
    bare, helped = [], []
    for _ in range(REPEATS):
        bare.append(seconds([sys.executable, "-c", "pass"]))
        helped.append(seconds([str(PROGRAM), "--help"]))
    python = statistics.median(bare) * 1000
    yield Row("startup.help", statistics.median(helped) * 1000, "ms", bound=python, want="<= 4")
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        first = ready(folder)
        parts, again = [], []
        for _ in range(STARTS):
            parts.append(seconds([sys.executable, "-c", PARTS]))
            again.append(ready(folder))
    loaded = statistics.median(parts) * 1000
    yield Row("startup.first", first * 1000, "ms")
    yield Row("startup.ready", statistics.median(again) * 1000, "ms", bound=loaded)


def seconds(command: list[str]) -> float:
    """How long a command takes."""
    begun = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begun


def ready(folder: str) -> float:
    """From the start to the first line of the greeting, which is said when everything is at work."""
    environ = {**os.environ, "BELLWETHER_DATA_DIR": folder}
    begun = perf_counter()
    with subprocess.Popen(
        [str(PROGRAM), "run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = process.stdout.readline()
        took = perf_counter() - begun
        process.stdin.close()
        process.stdout.read()
        process.wait(30)
    assert line.startswith("Bellwether"), line
    return took
