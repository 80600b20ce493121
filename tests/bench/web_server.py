"""The program's pages on a file, for `tests/bench/web.py`: says where it listens, and ends with its input."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import tempfile
from pathlib import Path

import uvloop

from bot.run import COLLECT
from bot.settings import load
from bot.web.server import serve
from core.signals.model import Post
from tests.bench.history import program


async def main(file: Path) -> None:
    """Serve until the input ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(1_024)
    listening.setblocking(False)
    with tempfile.TemporaryDirectory() as folder:
        settings = load({}, Path(folder)).model_copy(update={"data_dir": Path(folder)})
        async with program(file) as app, serve(app, settings, listening, nobody):
            gc.freeze()
            gc.set_threshold(*COLLECT)
            host, port = listening.getsockname()
            sys.stdout.write(f"{host} {port}\n")
            sys.stdout.flush()
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def nobody(_post: Post) -> None:
    """Nothing is posted."""


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))
