"""The same script gives the same output, byte for byte: ids, prices, order of cards and of names in `data`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BELLWETHER = Path(sys.executable).parent / "bellwether"
STORY = Path(__file__).parent / "providers_followers.story"


def output(folder: Path, seed: str) -> bytes:
    """What this story prints with `--fresh --json` where Python hashes with this seed."""
    done = subprocess.run(
        [BELLWETHER, "console", "--fresh", "--json", STORY],
        capture_output=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
    )
    assert done.stderr == b""
    return done.stdout


def test_two_runs_are_equal_whatever_python_hashes_and_nothing_is_left_behind(tmp_path: Path):
    first, second = output(tmp_path, "1"), output(tmp_path, "271828")

    assert first.count(b"\n") >= 15
    assert first == second
    assert list(tmp_path.iterdir()) == []
