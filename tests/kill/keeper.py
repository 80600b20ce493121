"""Starts real processes of the program that kill themselves at a named point. `python -m tests.kill.keeper`

One request a line on stdin, one answer a line on stdout. Each life is a fork of this process, which has imported
the program and nothing else has happened in it: a start then takes a fraction of a second.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bot.cli
import bot.run
from bot.console.frontend import Console
from core.kernel import faults


def main() -> None:
    """Serve until stdin ends."""
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            live(request)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


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
