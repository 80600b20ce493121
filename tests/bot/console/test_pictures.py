"""On the console a picture is a file, told by its path and in words."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

LINES = "ann: /portfolio chart allocation\n"


async def test_a_chart_is_a_file_in_the_data_folder_and_words_beside_it(tmp_path: Path):
    script = tmp_path / "chart.story"
    script.write_text(LINES, encoding="utf-8")
    environ = {**os.environ, "BELLWETHER_DATA_DIR": "data", "PYTHONPATH": os.pathsep.join(sys.path)}

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bot.cli", "console", str(script),
        env=environ, cwd=tmp_path, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), 90)

    picture = tmp_path / "data" / "exports" / "allocation.png"
    assert process.returncode == 0
    assert "data/exports/allocation.png  PAPER, made of: cash 100.00 %." in said.decode()
    assert picture.read_bytes().startswith(b"\x89PNG")
