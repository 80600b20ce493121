"""What a start loads: a person who asks for help does not wait for a database library they will not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "aiohttp", "aiosqlite", "alembic", "alpaca", "apscheduler", "asyncpg", "authlib", "babel", "ccxt", "discord",
    "cryptography", "exchange_calendars", "faststream", "httpx", "httpx2", "jinja2",
    "numpy", "openai", "pandas", "prompt_toolkit", "pydantic", "rapidfuzz", "redis", "requests",
    "resvg_py", "schwab", "sqlalchemy",
    "starlette", "structlog", "talib", "telegram", "uharfbuzz", "uvicorn", "uvloop",
}  # fmt: skip
# What one process with a SQLite file and a pipe has no use for.
NOT_FOR_A_SCRIPT = HEAVY - {
    "aiosqlite",
    "alembic",
    "pydantic",
    "rapidfuzz",
    "sqlalchemy",
    "structlog",
    "uvloop",
}

ASK = """
import sys
from bot.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(*arguments: str, script: str, folder: Path) -> set[str]:
    """Top-level names of all modules that these arguments loaded."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments],
        input=script,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_help_loads_nothing_heavy(tmp_path: Path):
    names = loaded("--help", script="", folder=tmp_path)

    assert "bot" in names
    assert names & HEAVY == set()


def test_a_script_loads_no_terminal_no_web_and_no_chat(tmp_path: Path):
    names = loaded("console", "--fresh", script="/me show\n", folder=tmp_path)

    assert "sqlalchemy" in names
    assert names & NOT_FOR_A_SCRIPT == set()


def test_parse_loads_nothing_heavy(tmp_path: Path):
    names = loaded("parse", script="LONG BTC/USDT entry 60000 sl 58500 tp 61500\n", folder=tmp_path)

    assert "core" in names
    assert names & HEAVY == set()
