"""The house keeps its shape: its own rules, run over its own files, and proven on planted samples."""

import importlib
from pathlib import Path

import pytest

from tests.lints import (
    LONGEST_FILE,
    Lint,
    no_address,
    no_broad_except,
    no_hidden_inputs,
    no_waiting,
    not_too_long,
)

CHECKOUT = Path(__file__).parent.parent
PACKAGES = ["core", "adapters", "storage", "bot", "migrations"]
# It waits for servers that are other programs, whose readiness can only be asked for.
MAY_WAIT = {CHECKOUT / "tests" / "servers.py"}


# The edges of loops: whatever one message, one reaction or one batch item raises must not stop the others.
MAY_CATCH_ALL = {CHECKOUT / "core" / "relay.py", CHECKOUT / "core" / "batch.py"}


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((CHECKOUT / folder).rglob("*.py"))]


def complaints(lint: Lint, paths: list[Path]) -> list[str]:
    assert paths, "nothing was looked at"
    return [
        word for path in paths for word in lint(path.relative_to(CHECKOUT), path.read_text(encoding="utf-8"))
    ]


def test_core_is_repeatable():
    assert complaints(no_hidden_inputs, python_files("core")) == []


def test_core_hides_nothing():
    assert (
        complaints(no_broad_except, [path for path in python_files("core") if path not in MAY_CATCH_ALL])
        == []
    )


def test_no_file_is_too_long():
    # What is generated is as long as the tables are many.
    # A migration is generated, one block for each table, and is not read from top to bottom.
    written = [path for path in python_files(*PACKAGES, "tests") if path.parent.name != "versions"]
    assert complaints(not_too_long, written) == []


def test_no_test_sleeps():
    assert complaints(no_waiting, [path for path in python_files("tests") if path not in MAY_WAIT]) == []


def test_the_locks_hold_no_address():
    locks = sorted((CHECKOUT / "requirements").glob("*.txt"))
    assert {lock.name for lock in locks} >= {"base.txt", "dev.txt", "tools.txt"}
    assert complaints(no_address, locks) == []


@pytest.mark.parametrize("name", PACKAGES)
def test_the_ordinary_package_names_mean_ours(name: str):
    assert importlib.import_module(name).__file__ == str(CHECKOUT / name / "__init__.py")


@pytest.mark.parametrize(
    ("lint", "planted"),
    [
        (no_hidden_inputs, "from datetime import datetime as dt\ndt.now()"),
        (no_hidden_inputs, "import datetime\ndatetime.datetime.utcnow()"),
        (no_hidden_inputs, "from datetime import date\nday = date.today"),
        (no_hidden_inputs, "import time as t\nt.monotonic()"),
        (no_hidden_inputs, "from time import time"),
        (no_hidden_inputs, "import random"),
        (no_hidden_inputs, "from random import Random"),
        (no_hidden_inputs, "import secrets"),
        (no_hidden_inputs, "from uuid import uuid4"),
        (no_hidden_inputs, "import uuid\nuuid.uuid1()"),
        (no_hidden_inputs, "import os\nos.urandom(8)"),
        (no_hidden_inputs, "def late():\n    import asyncio\n    asyncio.create_task(work())"),
        (no_hidden_inputs, "from asyncio import ensure_future"),
        (no_hidden_inputs, "import asyncio\nasyncio.get_running_loop().create_task(work())"),
        (no_broad_except, "try:\n    pass\nexcept:\n    pass"),
        (no_broad_except, "try:\n    pass\nexcept Exception as error:\n    pass"),
        (no_broad_except, "try:\n    pass\nexcept (ValueError, BaseException):\n    pass"),
        (no_waiting, "import time\ntime.sleep(pause)"),
        (no_waiting, "import asyncio\nasyncio.sleep(0.1)"),
        (no_waiting, "from asyncio import sleep as nap\nnap(1)"),
        (no_address, "name==1.0 @ https" + "://example.org/name.whl"),
        (not_too_long, "\n" * (LONGEST_FILE + 1)),
    ],
)
def test_a_planted_fault_is_caught(lint: Lint, planted: str):
    assert lint(Path("planted.py"), planted)


@pytest.mark.parametrize(
    ("lint", "fair"),
    [
        (
            no_hidden_inputs,
            "import asyncio\nasync def f():\n  async with asyncio.TaskGroup() as group: group.create_task(work())",
        ),
        (no_hidden_inputs, "from datetime import UTC, datetime\ndatetime(2026, 11, 20, tzinfo=UTC)"),
        (no_hidden_inputs, "def f(clock, random):\n    return clock.now(), random.choice(())"),
        (no_broad_except, "try:\n    pass\nexcept (ValueError, KeyError):\n    pass"),
        (no_waiting, "import asyncio\nasyncio.sleep(0)"),
        (not_too_long, "\n" * LONGEST_FILE),
    ],
)
def test_what_is_fair_is_left_alone(lint: Lint, fair: str):
    assert lint(Path("fair.py"), fair) == []
