"""Pictures: how long each kind takes, how heavy its file is, what the drawing process holds, and that the loop goes on.

Each picture is drawn anew (its title differs); beside it a coroutine asks for its turn every five milliseconds.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bot.drawing.draw import MOST
from bot.drawing.painter import Painter
from bot.present.plots import Plot
from tests.bench.rows import Row
from tests.bot.drawing.plots import BOARD, FULL

EACH = {False: 5, True: 40}
TURN = 0.005
# A picture of ordinary size; a full board of two dozen is drawn twice to stay light.
ORDINARY: tuple[Plot, ...] = tuple(
    replace(BOARD, rows=BOARD.rows[:10]) if one is BOARD else one for one in FULL
)


def rows(full: bool) -> Iterator[Row]:
    """Seconds and bytes of each kind, the longest that the loop stood still, and the process's memory."""
    yield from asyncio.run(_measured(EACH[full]))


async def _measured(each: int) -> list[Row]:
    failed: list[BaseException] = []
    painter = Painter(lambda _where, _what, error: failed.append(error), seconds=60.0)
    await painter.png(ORDINARY[0])  # the process starts, and reads its fonts
    stood = asyncio.create_task(_longest())
    found = []
    for plot in ORDINARY:
        began, heaviest = perf_counter(), 0
        for number in range(each):
            content = await painter.png(replace(plot, title=f"{plot.title} {number}"))
            heaviest = max(heaviest, len(content or b""))
        kind = type(plot).__name__.removesuffix("Plot").lower()
        found.append(Row(f"pictures.{kind}.seconds", (perf_counter() - began) / each, "s"))
        found.append(Row(f"pictures.{kind}.bytes", heaviest, "bytes", want=f"<= {MOST}"))
    stood.cancel()
    held = _memory(painter)
    await painter.close()
    found.append(Row("pictures.loop.longest", await stood, "s", want="<= 0.05"))
    found.append(Row("pictures.failed", len(failed), "pictures", want="<= 0"))
    if held:
        found.append(Row("pictures.memory", held, "MB", want="<= 250"))
    return found


async def _longest() -> float:
    """The longest that this coroutine waited for its turn beyond what it asked for, until it is canceled."""
    longest = 0.0
    try:
        while True:
            before = perf_counter()
            await asyncio.sleep(TURN)
            longest = max(longest, perf_counter() - before - TURN)
    except asyncio.CancelledError:
        return longest


def _memory(painter: Painter) -> float:
    """What the drawing process held at most (MB); 0 where the system does not say."""
    if sys.platform != "linux" or painter._process is None:
        return 0.0
    status = Path(f"/proc/{painter._process.pid}/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024
