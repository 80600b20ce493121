"""What people wait for on Discord: until a command is acknowledged while pictures are drawn beside it, until the card
of a post stands, and how many posts come through one connection without a loss (rows CH-01, OP-07).

The program is a process of its own, and so is who draws, as a program with pictures would have it: at the lowest
priority. The platform is the local one, with no limits of its own.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from time import perf_counter

from adapters.market.simulated import drawn
from core.kernel.money import to_step
from core.market.model import AssetClass
from core.market.symbols import builtin_table
from tests.bench.rows import Row
from tests.platforms.discord import Discord, Person

CHECKOUT = Path(__file__).parents[2]
SEED = 1
ASKED, POSTED, TALKED = 200, 25, 10_000
# One message a second goes to a room: a post that comes sooner waits for the card before its own.
APART_SECONDS = 1.1
LOOK_SECONDS = 0.02
ONE_OF_THE_PROVIDERS = 50
PATIENCE = 120.0
DRAWS = "while True: sum(number * number for number in range(100_000))"


def rows(full: bool) -> Iterator[Row]:
    """Milliseconds to the acknowledgement and to the card; posts a second that are recorded or known to be talk."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        yield from asyncio.run(_measured(Path(folder), TALKED * (5 if full else 1)))


async def _measured(folder: Path, talk: int) -> list[Row]:
    async with Discord() as discord, _program(folder, discord):
        owner = discord.owner
        register = await owner.runs("/provider register", discord.channel("calls"), within=PATIENCE)
        live = await owner.presses(await register.shown(PATIENCE), "Go live", within=PATIENCE)
        await live.says("live", PATIENCE)
        acknowledged = await _acknowledged(discord)
        shown = await _shown(discord, owner)
        rate, lost = await _heard(discord, owner, folder, talk)
    return [
        Row("chat.acknowledged.p50", statistics.median(acknowledged), "ms"),
        Row("chat.acknowledged.p99", statistics.quantiles(acknowledged, n=100)[-1], "ms", want="<= 250"),
        Row("chat.card.p50", statistics.median(shown), "ms", want="<= 50"),
        Row("chat.card.p99", statistics.quantiles(shown, n=100)[-1], "ms"),
        Row("chat.heard", rate, "posts/s", want=">= 2000"),
        Row("chat.lost", lost, "posts", want="<= 0"),
    ]


@asynccontextmanager
async def _program(folder: Path, discord: Discord) -> AsyncIterator[None]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("BELLWETHER_")}
    environ = own | {
        "PYTHONPATH": str(CHECKOUT),
        "BELLWETHER_DATA_DIR": str(folder / "data"),
        "BELLWETHER_MARKET": "simulated",
        "BELLWETHER_MARKET_SEED": str(SEED),
        "BELLWETHER_DISCORD_TOKEN": discord.token,
        "BELLWETHER_DISCORD_API_URL": discord.api_url,
        "BELLWETHER_DISCORD_GATEWAY_URL": discord.gateway_url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", "run", stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, cwd=folder, env=environ
    )  # fmt: skip
    try:
        await discord.ready(PATIENCE)
        await discord.until(lambda: discord.state.commands[None], PATIENCE)
        yield
    finally:
        process.kill()
        await process.wait()


async def _acknowledged(discord: Discord) -> Sequence[float]:
    """From the command to the first answer, which is what the three seconds are about."""
    ann, room = discord.person("ann"), discord.channel("desk")
    await (await ann.runs("/me show", room)).shown(PATIENCE)
    draws = await asyncio.create_subprocess_exec("nice", "-n", "19", sys.executable, "-c", DRAWS)
    found = []
    try:
        for _ in range(ASKED):
            begun = perf_counter()
            ask = await ann.runs("/me show", room, within=PATIENCE)
            found.append((perf_counter() - begun) * 1000)
            await ask.shown(PATIENCE)
    finally:
        draws.kill()
        await draws.wait()
    return found


async def _shown(discord: Discord, owner: Person) -> Sequence[float]:
    """From the post to its card in the channel."""
    calls, found = discord.channel("calls"), []
    for symbol, text in _signals():
        await asyncio.sleep(APART_SECONDS)
        begun = perf_counter()
        await owner.says(calls, text)
        await owner.next_message(symbol, channel=calls, within=PATIENCE)
        found.append((perf_counter() - begun) * 1000)
    return found


def _signals() -> Sequence[tuple[str, str]]:
    """Trades in as many instruments, each around its own price."""
    table = builtin_table()
    coins = [
        one for one in table.all if one.asset_class is AssetClass.CRYPTO and one.symbol.endswith("/USDT")
    ]
    found = []
    for one in coins[:POSTED]:
        opens, tick, _ = drawn(one, SEED)
        entry, stop, target = (
            to_step(Decimal(opens) * factor, Decimal(tick), ROUND_HALF_EVEN)
            for factor in (Decimal(1), Decimal("0.97"), Decimal("1.05"))
        )
        found.append((one.symbol, f"LONG {one.symbol} entry {entry} sl {stop} tp {target}"))
    return found


async def _heard(discord: Discord, owner: Person, folder: Path, count: int) -> tuple[float, int]:
    """Talk of a whole server through one connection; what the provider says among it is recorded."""
    calls, lobby, ann = discord.channel("calls"), discord.channel("lobby"), discord.person("ann")
    before, mine = _recorded(folder), count // ONE_OF_THE_PROVIDERS
    begun = perf_counter()
    for number in range(count):
        if number % ONE_OF_THE_PROVIDERS:
            await ann.says(lobby, f"what a day {number}, who else is watching the press conference?")
        else:
            await owner.says(calls, f"good morning everyone, day {number} of this range")
    while _recorded(folder) - before < mine and perf_counter() - begun < PATIENCE:  # noqa: ASYNC110 - another process
        await asyncio.sleep(LOOK_SECONDS)
    return count / (perf_counter() - begun), mine - (_recorded(folder) - before)


def _recorded(folder: Path) -> int:
    """Posts in the record."""
    with closing(sqlite3.connect(f"file:{folder / 'data' / 'bellwether.db'}?mode=ro", uri=True)) as file:
        return int(file.execute("SELECT count(*) FROM ledger").fetchone()[0])
