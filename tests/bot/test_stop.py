"""Asked to stop by the operating system the program ends in order, also while it waits for a line of input."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.servers import free_port

SECONDS = 60


def test_a_stop_is_an_end_in_order(tmp_path: Path):
    environ = os.environ | {"BELLWETHER_WEB_PORT": str(free_port())}
    program = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=tmp_path, env=environ,
    )  # fmt: skip
    assert program.stdout is not None
    try:
        for line in program.stdout:
            if "Ctrl-D" in line:
                break
        program.send_signal(signal.SIGTERM)
        _, errors = program.communicate(timeout=SECONDS)
    finally:
        program.kill()
        program.wait()

    assert (program.returncode, errors) == (0, "")
