"""The program as an owner starts it, `python -m bot.cli run`, on local platforms, to be killed in the midst."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path

from tests.platforms.discord import Discord
from tests.platforms.telegram import Telegram

CHECKOUT = Path(__file__).parents[2]
STARTS_WITHIN = 60.0


@asynccontextmanager
async def program(folder: Path, *platforms: Telegram | Discord) -> AsyncIterator[Process]:
    """The program at work on this folder, and heard by these platforms; what is left of it at the end is killed."""
    heard = [begun(one) for one in platforms]
    own = {name: value for name, value in os.environ.items() if not name.startswith("BELLWETHER_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", "run", stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, cwd=folder,
        env=own | {
            "PYTHONPATH": str(CHECKOUT),
            "BELLWETHER_DATA_DIR": str(folder / "data"),
            "BELLWETHER_MARKET": "simulated",
            **{name: value for one in platforms for name, value in settings_of(one).items()},
        },
    )  # fmt: skip
    try:
        await asyncio.gather(*heard)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def begun(platform: Telegram | Discord) -> Awaitable[object]:
    """Wait until the bot listens there, from now on."""
    if isinstance(platform, Telegram):
        polls = len(platform.calls_of("getUpdates"))
        return platform.until(lambda: len(platform.calls_of("getUpdates")) > polls, STARTS_WITHIN, "a poll")
    posted = _posted(platform)
    return platform.until(lambda: _posted(platform) > posted, STARTS_WITHIN, "a session")


def _posted(discord: Discord) -> int:
    """How often commands were posted: at the end of a session's beginning."""
    return len([one for one in discord.requests if one.method == "PUT" and one.path.endswith("/commands")])


def settings_of(platform: Telegram | Discord) -> Mapping[str, str]:
    """Where the platform is, and the token for it."""
    if isinstance(platform, Telegram):
        return {
            "BELLWETHER_TELEGRAM_TOKEN": platform.token,
            "BELLWETHER_TELEGRAM_API_URL": platform.url,
        }
    return {
        "BELLWETHER_DISCORD_TOKEN": platform.token,
        "BELLWETHER_DISCORD_API_URL": platform.api_url,
        "BELLWETHER_DISCORD_GATEWAY_URL": platform.gateway_url,
    }


def rows(folder: Path, question: str) -> int:
    """One figure out of the program's database, as it is committed."""
    with closing(sqlite3.connect(folder / "data" / "bellwether.db")) as file:
        return int(file.execute(question).fetchone()[0])
