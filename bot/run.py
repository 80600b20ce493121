"""What the program does with its arguments: open the folder, bring the database up, put the parts to work."""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from bot.app import App, SimulatedMoves, build
from bot.clock import STORY_BEGINS, RealClock, VirtualClock
from bot.console.frontend import OWNER, PLATFORM, Console
from bot.console.talk import read_script, talk
from bot.dispatch import Answer, Speaker
from bot.ids import SeededIds, SystemIds
from bot.logs import reporter, set_up_logs
from bot.settings import Settings, not_yet
from bot.web.server import serve
from core.bookkeeping import Setting
from core.kernel.ids import Ids
from core.kernel.money import use_exact_context
from core.kernel.time import utc
from core.notices.model import Notice
from core.ports.bell import Bell
from core.ports.questions import NewestInstant
from storage.bell import LocalBell
from storage.folder import DataFolder, StartRefused
from storage.migrate import prepare

ROLES = ("chat", "web", "worker", "clock")
OFFSET = "clock_offset_seconds"
# A fan-out makes hundreds of thousands of short-lived objects; collecting rarely is the largest late gain.
COLLECT = (100_000, 50, 1_000)
# On a virtual clock nobody else is on the way: a group commit need not wait for others.
SCRIPT_WINDOW = 0.001


@dataclass(slots=True)
class Relayed:
    """Tells through whichever front-end is there once it exists; before that, nothing is told."""

    console: Console | None = None

    async def tell(self, answer: Answer) -> None:
        """Hand a notice to the console."""
        if self.console is not None:
            await self.console.tell(answer)


@dataclass(frozen=True, slots=True)
class Options:
    """How the program was asked to run."""

    role: str | None = None
    console: bool = False
    json: bool = False
    fresh: bool = False
    script: Path | None = None


def run(settings: Settings, options: Options) -> int:
    """`bellwether run`. Returns the exit code."""
    refused = not_yet(settings)
    if refused is not None:
        raise StartRefused(refused)
    return _loop(_run(settings, options))


def console(settings: Settings, options: Options) -> int:
    """`bellwether console`. Returns the exit code."""
    return _loop(_console(settings, options))


def _loop(main: object) -> int:
    """Run on the fast loop where there is one."""
    try:
        import uvloop

        factory: Callable[[], asyncio.AbstractEventLoop] | None = uvloop.new_event_loop
    except ImportError:
        factory = None
    use_exact_context()
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(main)  # type: ignore[arg-type]


async def _console(settings: Settings, options: Options) -> int:
    set_up_logs(json=options.json)
    if options.fresh:
        with tempfile.TemporaryDirectory(prefix="bellwether-") as folder:
            own = settings.model_copy(update={"data_dir": Path(folder), "database_url": None})
            return await _console_on(own, options, SeededIds(settings.market_seed), LocalBell())
    return await _console_on(settings, options, SystemIds(), LocalBell())


async def _console_on(settings: Settings, options: Options, ids: Ids, bell: Bell) -> int:
    clock = VirtualClock(STORY_BEGINS)
    async with opened(settings, clock, ids, bell, window=SCRIPT_WINDOW) as (app, relayed):
        newest = await app.world.view.ask(NewestInstant())
        if newest and newest[0] > clock.now():
            clock.advance(newest[0] - clock.now())
        lines = options.script.read_text(encoding="utf-8").splitlines() if options.script else None
        return await _talking(app, relayed, settings, clock.advance, options, lines, sys.stdin)


async def _run(settings: Settings, options: Options) -> int:
    set_up_logs(json=options.json)
    clock = RealClock()
    async with opened(settings, clock, SystemIds(), LocalBell()) as (app, relayed):
        kept = await app.world.view.get(Setting, OFFSET)
        clock.offset = timedelta(seconds=float(kept.value)) if kept else timedelta(0)
        gc.freeze()
        gc.set_threshold(*COLLECT)
        async with serve(app, settings) as address:
            if options.role not in (None, "chat"):
                await app.relay.run()
                return 0

            def advance(by: timedelta) -> None:
                clock.advance(by)

            greeting = await _greeting(app, settings, address)
            code = await _talking(app, relayed, settings, advance, options, None, sys.stdin, greeting)
            async with app.world.store.unit() as unit:
                await unit.put([Setting(OFFSET, str(clock.offset.total_seconds()))])
            return code


async def _greeting(app: App, settings: Settings, address: str) -> str:
    from core.orders.model import Trade

    trades = await app.world.view.page(Trade, size=1)
    again = " (goes on where it ended)" if trades else ""
    return (
        "Bellwether · paper · simulated market\n"
        "No chat token is set: this is the chat.\n"
        f"Web page  {address}\n"
        f"Data      {settings.data_dir}{again}\n"
        "Paste this and press Enter:\n"
        "  LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000\n"
        "Then press 1. /help shows the rest, Ctrl-D leaves."
    )


@asynccontextmanager
async def opened(
    settings: Settings, clock: RealClock | VirtualClock, ids: Ids, bell: Bell, *, window: float = 0.02
) -> AsyncIterator[tuple[App, Relayed]]:
    """The program on its data: folder held, database at this revision, recovery done, reactions at work."""
    folder = DataFolder(settings.data_dir)
    started = datetime.now(UTC)
    embedded = settings.database_url is None or settings.database.startswith("sqlite")
    if embedded:
        folder.hold(since=started, command=Path(sys.argv[0]).name)
    try:
        await prepare(settings.database, backup_folder=folder.backups, at=utc(started))
        folder.secret_key(settings.secret_key_file)
        relayed = Relayed()

        def notifier(_notice: Notice) -> Relayed:
            return relayed

        async with (
            build(
                database_url=settings.database,
                clock=clock,
                ids=ids,
                bell=bell,
                seed=settings.market_seed,
                report=reporter(),
                notifier=notifier,
                window=window,
            ) as app,
            asyncio.TaskGroup() as group,
        ):
            await app.start(alone=embedded)
            relay = group.create_task(app.relay.run())
            try:
                yield app, relayed
            finally:
                relay.cancel()
    finally:
        folder.release()


async def _talking(
    app: App,
    relayed: Relayed,
    settings: Settings,
    advance: Callable[[timedelta], None],
    options: Options,
    lines: list[str] | None,
    stream: TextIO,
    greeting: str = "",
) -> int:
    """The console chat: from a file, a pipe or a terminal."""
    owner = Speaker(PLATFORM, OWNER, OWNER, owner=True)
    moves = SimulatedMoves(app, advance)
    relayed.console = Console(app.world, app.dispatcher, moves, owner, app.relay.quiet)
    await app.relay.quiet()
    if lines is None and stream.isatty():
        return await talk(relayed.console, app, settings.data_dir / "history", greeting, json=options.json)
    if greeting and not options.json:
        sys.stdout.write(f"{greeting}\n")
    return await read_script(relayed.console, lines, stream, json=options.json)
