"""`python -m tests.platforms.play [port]`: both local platforms, the bot on them, and the page to chat through."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys

from aiohttp import web

from tests.platforms.play.house import opened
from tests.platforms.play.pages import application

PORT = 8090


async def main(port: int) -> None:
    """Until Ctrl-C or SIGTERM; the bot ends with it."""
    own = asyncio.current_task()
    assert own is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, own.cancel)
    async with opened() as house:
        runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            sys.stderr.write(f"Chat at http://127.0.0.1:{port}  (Ctrl-C ends it; nothing is kept)\n")
            await house.program.stay()
        finally:
            await runner.cleanup()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PORT))
