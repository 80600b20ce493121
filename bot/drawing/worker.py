"""The process that draws: `python -m bot.drawing.worker`. Plots in at standard input, pictures out, until that ends.

A process of its own, because the library holds the interpreter while it draws: in a thread it would stop the loop for
the whole of it. It has none of the program's secrets, speaks to nobody, and is killed when it takes too long.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import BinaryIO

from bot.drawing.draw import png
from bot.drawing.wire import DRAWN, FAILED, LENGTH, PLOT_MOST, framed, unpacked
from core.kernel.money import use_exact_context

# Orders go first.
KINDER = 5
WORDS_MOST = 300


def main(plots: BinaryIO, pictures: BinaryIO) -> None:
    """Answer each plot in its turn."""
    while True:
        head = plots.read(LENGTH)
        if len(head) < LENGTH:
            return
        length = int.from_bytes(head, "big")
        if length > PLOT_MOST:
            return
        pictures.write(framed(answer(plots.read(length))))
        pictures.flush()


def answer(body: bytes) -> bytes:
    """The picture, or what went wrong."""
    try:
        return DRAWN + png(unpacked(body))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - the edge of a loop: told; the library's own panic is no Exception
        return FAILED + f"{type(error).__name__}: {error}"[:WORDS_MOST].encode("utf-8", "replace")


if __name__ == "__main__":
    use_exact_context()
    with suppress(AttributeError, OSError):  # where there is no such thing
        os.nice(KINDER)
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(sys.stdin.buffer, sys.stdout.buffer)
