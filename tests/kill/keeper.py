"""Starts real processes of the program that kill themselves at a named point. `python -m tests.kill.keeper`

One request a line on stdin, one answer a line on stdout. Each life is a fork of this process, which has lived once
itself, from a start to an end, in a town of its own: what a first life imports and makes is there, down to the words
that posts are read with, and a start takes a fraction of a second.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import bot.cli
from bot.app import VOCABULARY
from bot.clock import STORY_BEGINS, VirtualClock
from bot.console.frontend import Console
from core.kernel import faults
from core.signals.lexicon import lexicon
from storage.database import open_database
from storage.migrate import migrate
from storage.store import SqlStore
from storage.tables import TABLES
from tests.town import settle_in

FIRST_LIFE = """\
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
ann: /trade buy BTC/USDT $500 sl 58500
ann [Confirm]
market: BTC/USDT 61500
"""


def main() -> None:
    """Serve until stdin ends."""
    requests = sys.stdin
    warm_up()
    gc.collect()
    gc.freeze()  # what every fork shares, none has to look through or copy
    for line in requests:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            live(request)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def warm_up() -> None:
    """Live once, silently, as every life after this one does."""
    import_module("sqlalchemy.dialects.postgresql.asyncpg")
    import_module("asyncpg")
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryDirectory() as folder:
        script, output = Path(folder) / "script", Path(folder) / "output"
        script.write_text(FIRST_LIFE)
        asyncio.run(_settled(f"sqlite:///{folder}/bellwether.db"))
        out = os.open(output, os.O_WRONLY | os.O_CREAT)
        for stream in (1, 2):
            os.dup2(out, stream)
        os.environ["BELLWETHER_DATA_DIR"] = folder
        code = bot.cli.main(["console", "--json", str(script)])
        sys.stdout.flush()
        for stream, own in zip((1, 2), kept, strict=True):
            os.dup2(own, stream)
            os.close(own)
        os.close(out)
        told = output.read_text()
        assert code == 0, told
        assert lexicon.cache_info().currsize, f"nothing was read\n{told}"


async def _settled(url: str) -> None:
    """A town in which a post is heard: what nobody follows is not read."""
    await migrate(url, at=STORY_BEGINS)
    database = open_database(url)
    store = SqlStore(database, TABLES, VirtualClock(STORY_BEGINS), VOCABULARY, {}, lambda: None)
    await settle_in(store, ["ann"], STORY_BEGINS)
    await database.close()


def live(request: dict[str, Any]) -> None:
    """One life of the program, in the child. Never returns."""
    out = os.open(request["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(out, stream)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - it ends with the process
    os.environ.update(request["environment"])
    if request["point"] is not None:
        faults.install(killer(request["point"], request["nth"]))
    acknowledge(Path(request["acknowledged"]))
    code = 70
    try:
        code = bot.cli.main(request["arguments"])
    except BaseException:  # noqa: BLE001 - the last thing that this process does
        traceback.print_exc()  # to the output file: nothing else remains of this process
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def killer(point: str, nth: int) -> Callable[[str], None]:
    """A hook that ends this process, without any last word, when `point` is passed for the nth time."""
    passed = 0

    def hook(name: str) -> None:
        nonlocal passed
        passed += name == point
        if name == point and passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def acknowledge(file: Path) -> None:
    """Have the console note each line whose answer it gives out to be shown."""
    do, flush = Console.do, Console.flush
    carried_out = False

    async def noted_do(console: Console, step: Any) -> None:
        nonlocal carried_out
        await do(console, step)
        carried_out = True

    async def noted_flush(console: Console) -> Any:
        nonlocal carried_out
        shown = await flush(console)
        if carried_out:
            with file.open("a") as notes:
                notes.write(".")
        carried_out = False
        return shown

    Console.do = noted_do  # type: ignore[method-assign,assignment]
    Console.flush = noted_flush  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    main()
