"""What the program does with its arguments: open the folder, bring the database up, put the parts to work."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from bot.app import (
    OFFSET,
    ROLES,
    App,
    Report,
    SimulatedMoves,
    build,
    language_of,
    live_sources,
    vault_on,
    venues_of,
)
from bot.backups import nightly
from bot.build import build_of
from bot.clock import STORY_BEGINS, RealClock, VirtualClock
from bot.console.frontend import OWNER, PLATFORM, Console
from bot.console.talk import read_script, talk
from bot.dispatch import Answer, Speaker
from bot.hearing import Ear
from bot.ids import SeededIds, SystemIds
from bot.jobs import keep_time
from bot.keys import say_lost_keys
from bot.logs import reporter, set_up_logs
from bot.ownership import owner_line
from bot.present.reply import Attachment, Drawn
from bot.settings import MarketKind, Settings
from core.bookkeeping import Setting
from core.kernel.ids import Ids
from core.kernel.money import use_exact_context
from core.kernel.time import utc
from core.notices.model import Notice
from core.orders.model import Trade
from core.ports.bell import Bell
from core.ports.language import LanguageModel
from core.ports.questions import NewestInstant
from core.ports.work import Work
from core.recovery.safety import begin_epoch
from storage.bell import LocalBell
from storage.epoch import read_epoch, write_epoch
from storage.folder import DataFolder, StartRefused
from storage.migrate import prepare
from storage.presence import Self, present
from storage.spool import Spool

if TYPE_CHECKING:
    from bot.chat.chats import Chats
    from bot.chat.mail import Mail

# A fan-out makes hundreds of thousands of short-lived objects; collecting rarely is the largest late gain.
COLLECT = (100_000, 50, 1_000)
# On a virtual clock nobody else is on the way: a group commit need not wait for others.
SCRIPT_WINDOW = 0.001
# Where files of cards go, inside the data folder.
EXPORTS = "exports"
# How long a line of a chat waits for workers in other processes.
REST_SECONDS = 10.0
# How long the greeting waits for chat platforms to be ready.
GREETING_SECONDS = 10.0
# Posts that came while the database was away.
SPOOL = "posts.db"


@dataclass(slots=True)
class Relayed:
    """Tells by the mail who is known to a chat platform, and on the console everybody else, once it is there."""

    console: Console | None = None
    mail: Mail | None = None

    async def tell(self, answer: Answer) -> None:
        """Hand a notice to the mail or to the console. A room of a platform that is not spoken to hears nothing."""
        if self.mail is not None and await self.mail.serves(answer):
            await self.mail.tell(answer)
        elif self.console is not None and (
            answer.channel is None or answer.channel.startswith(f"{PLATFORM}:")
        ):
            await self.console.tell(answer)


@runtime_checkable
class Rung(Protocol):
    """A bell that needs somebody to carry its sound."""

    async def run(self) -> None:
        """Carry it until canceled."""
        ...


class Hands(Work, Protocol):
    """Work that needs somebody to hand it out, and to whom it may be handed."""

    async def run(self, take: Callable[[str, int], Awaitable[None]] | None) -> None:
        """Hand it out until canceled."""
        ...


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
    return _loop(_run(settings, options))


def console(settings: Settings, options: Options) -> int:
    """`bellwether console`. Returns the exit code. It speaks to nobody but this terminal, whatever tokens are set."""
    if settings.market is MarketKind.LIVE and "market" in settings.model_fields_set:
        raise StartRefused("The console has the simulated market only. Leave BELLWETHER_MARKET out.")
    return _loop(_console(settings, options))


def _loop(main: Coroutine[Any, Any, int]) -> int:
    """Run on the fast loop where there is one."""
    try:
        import uvloop

        factory: Callable[[], asyncio.AbstractEventLoop] | None = uvloop.new_event_loop
    except ImportError:
        factory = None
    use_exact_context()
    os.umask(0o077)  # what we write is its owner's alone
    with asyncio.Runner(loop_factory=factory) as runner:
        try:
            return runner.run(_until_asked(main))
        except BaseExceptionGroup as group:
            raise _only(group) from None


async def _until_asked(main: Coroutine[Any, Any, int]) -> int:
    """Do it, or end it in order when the operating system asks: what is on the wire is finished, and no more begun."""
    asked = False
    task = asyncio.current_task()
    assert task is not None

    def stop() -> None:
        nonlocal asked
        asked = True
        task.cancel()

    with suppress(NotImplementedError):  # where there are no signals
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    try:
        return await main
    except asyncio.CancelledError:
        if not asked:
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # a thread may wait for a line of input that never comes


def _only(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one error inside task groups inside task groups; several stay together."""
    if len(group.exceptions) != 1:
        return group
    error = group.exceptions[0]
    return _only(error) if isinstance(error, BaseExceptionGroup) else error


async def _console(settings: Settings, options: Options) -> int:
    set_up_logs(json=options.json)
    if options.fresh:
        with tempfile.TemporaryDirectory(prefix="bellwether-") as folder:
            own = settings.model_copy(update={"data_dir": Path(folder), "database_url": None})
            return await _console_on(own, options, SeededIds(settings.market_seed))
    return await _console_on(settings, options, SystemIds())


async def _console_on(settings: Settings, options: Options, ids: Ids) -> int:
    clock = VirtualClock(STORY_BEGINS)
    async with (
        opened(settings, clock, ids, LocalBell(), window=SCRIPT_WINDOW) as (app, relayed),
        hearing(app, settings) as ear,
    ):
        lines = _lines_of(options.script) if options.script else None
        return await _talking(app, relayed, settings, clock, options, ear, lines=lines)


def _lines_of(script: Path) -> list[str]:
    """As they would come through a pipe: only a line feed ends a line, and a byte that is no text is one line's."""
    return script.read_text(encoding="utf-8", errors="surrogateescape").removesuffix("\n").split("\n")


async def _run(settings: Settings, options: Options) -> int:
    """All parts in one process, or the one that was asked for."""
    from bot.web.server import address_of, listen, serve  # `console` opens no pages

    set_up_logs(json=options.json)
    ids, report, clock = SystemIds(), reporter(), RealClock()
    bell, work = _signals(settings, ids, report)
    parts = frozenset(ROLES if options.role is None else (options.role,))
    chats: Chats | None = None

    def put_chats(app: App, relayed: Relayed) -> None:
        nonlocal chats
        if "chat" in parts and settings.chats:
            from bot.chat.chats import Chats  # only where a platform is spoken to

            chats = Chats(app, settings, report)
            relayed.mail = chats.mail

    sockets: list[socket] = []

    def address_here() -> str:
        """Where the pages will be: told to everything that makes links, so the port is taken before."""
        sockets.append(listen(settings))
        return address_of(settings, sockets[0])

    language = language_of(settings)
    async with (
        opened(
            settings,
            clock,
            ids,
            bell,
            address=address_here,
            parts=parts,
            language=language,
            work=work,
            prepare_for=put_chats,
            live=True,
        ) as (app, relayed),
        hearing(app, settings, parts) as ear,
        serve(app, settings, sockets[0], ear.hear, chats.routes if chats is not None else ()) as address,
        background(app, bell, work, parts, report, settings),
        chats.at_work(ear.hear) if chats is not None else nullcontext(),
    ):
        gc.freeze()
        gc.set_threshold(*COLLECT)
        if "chat" not in parts:
            sys.stderr.write(f"bellwether {options.role}: at work, {address}\n")
            await asyncio.Event().wait()
        greeting = await _greeting(app, settings, address, chats)
        apart, stays = bool(app.world.process), chats is not None
        return await _talking(
            app, relayed, settings, clock, options, ear, greeting=greeting, apart=apart, stays=stays
        )


def _signals(settings: Settings, ids: Ids, report: Report) -> tuple[Bell, Hands | None]:
    """How processes wake each other and share the work: by Redis where there is one, else by looking each second."""
    if settings.redis_url is None:
        return LocalBell(), None
    from storage.redis_bell import RedisBell  # only where there is a Redis
    from storage.streams import Streams

    url = settings.redis_url.get_secret_value()
    bell = RedisBell(
        url, ids.new(), lambda error: report("redis", "the bell is local until it answers", error)
    )
    lost = partial(report, "redis", "everybody looks for work until it answers")
    return bell, Streams(url, ids.new(), lost)


@asynccontextmanager
async def background(
    app: App, bell: Bell, work: Hands | None, parts: frozenset[str], report: Report, settings: Settings
) -> AsyncIterator[None]:
    """What goes on beside the chat: the clock, and what reaches other processes."""
    beside: list[Coroutine[Any, Any, None]] = []
    if "clock" in parts:
        copies = nightly(settings.database, DataFolder(settings.data_dir).backups)
        beside.append(keep_time(app.world, report, [copies, *app.jobs]))
    beside += [work() for work in app.beside]
    if isinstance(bell, Rung):
        beside.append(bell.run())
    if work is not None:
        beside.append(work.run(app.relay.take if "worker" in parts else None))
    async with at_work(*beside):
        yield


async def _greeting(app: App, settings: Settings, address: str, chats: Chats | None) -> str:
    again = "  (goes on where it ended)" if await app.world.view.page(Trade, size=1) else ""
    simulated = app.market.simulated
    title = f"Bellwether · paper · {'simulated market' if simulated else 'live prices'}"
    # At live prices a post with prices of its own would soon be far from the market.
    first = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000" if simulated else "/trade buy BTC/USDT $500"
    folder = settings.data_dir
    owner = await owner_line(app.world, settings)
    where = [
        f"Web page  {address}",
        f"Data      {folder if folder.is_absolute() else f'./{folder}'}{again}",
    ]
    if chats is not None:
        lines = [*await chats.supervisor.greet(GREETING_SECONDS), *where, *([owner] if owner else [])]
        last = "Talk to me there; type here to talk as the owner."
        return "\n".join((title, *lines, last))
    return "\n".join(
        (
            title,
            "No chat token is set: this is the chat.",
            *where,
            "Paste this and press Enter:",
            f"  {first}",
            "Then press 1. /help shows the rest, Ctrl-D leaves.",
        )
    )


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: RealClock | VirtualClock,
    ids: Ids,
    bell: Bell,
    *,
    address: Callable[[], str] | None = None,
    window: float = 0.02,
    parts: frozenset[str] = frozenset(ROLES),
    language: LanguageModel | None = None,
    work: Work | None = None,
    prepare_for: Callable[[App, Relayed], None] = lambda app, relayed: None,
    live: bool = False,
) -> AsyncIterator[tuple[App, Relayed]]:
    """The program on its data: folder held, database at this revision, recovery done, reactions at work.

    `live`: at the prices that the settings want; without it the market is simulated, whatever they say. `address` takes
    the port of the pages and says where they are, once the folder is ours.
    `prepare_for` is called before anything can be told: who is to be told through must be there by then.
    """
    folder = DataFolder(settings.data_dir)
    started, venues = datetime.now(UTC), venues_of(settings, clock)
    embedded = settings.database_url is None or settings.database.startswith("sqlite")
    if embedded:
        folder.hold(since=started, command=Path(sys.argv[0]).name)
    try:
        prepared = await prepare(settings.database, backup_folder=folder.backups, at=utc(started))
        folder.secret_key(settings.secret_key_file)
        relayed, report = Relayed(), reporter()

        def notifier(_notice: Notice) -> Relayed:
            return relayed

        async with (
            build(
                database_url=settings.database,
                clock=clock,
                ids=ids,
                bell=bell,
                seed=settings.market_seed,
                report=report,
                notifier=notifier,
                window=window,
                parts=parts,
                language=language,
                language_calls=settings.model_daily_calls,
                work=work,
                address=settings.web_address if address is None else address(),
                venues=venues,
                live_trading=settings.live_trading,
                risk_free=settings.risk_free_percent / 100,
                vault=vault_on(folder.key_file(settings.secret_key_file)),
                sources=live_sources(settings, clock) if live else None,
            ) as app,
            present(
                app.database, Self(app.me, _role(parts), "" if embedded else build_of(), prepared.now)
            ) as presence,
        ):
            prepare_for(app, relayed)
            await _set_clock(app, clock)
            write_epoch(folder.path, await begin_epoch(app.world, read_epoch(folder.path)))
            await app.start(alone=presence.alone)
            await say_lost_keys(app.world)
            await presence.let_others_in()
            stays = presence.stay(app.take_over, lambda error: report("presence", "database", error))
            async with at_work(app.relay.run(), app.looks.run(), stays):
                yield app, relayed
    finally:
        await venues.close()
        folder.release()


def _role(parts: frozenset[str]) -> str:
    """What this process is called among those that share a database."""
    return "all" if parts == frozenset(ROLES) else " ".join(sorted(parts))


async def _set_clock(app: App, clock: RealClock | VirtualClock) -> None:
    """Time goes on from where it was: a script's from the newest time in the database, the real one with its offset."""
    if isinstance(clock, VirtualClock):
        newest = await app.world.view.ask(NewestInstant())
        if newest and newest[0] > clock.now():
            clock.advance(newest[0] - clock.now())
        return
    kept = await app.world.view.get(Setting, OFFSET)
    if kept is not None and int(kept.value) and not app.market.simulated:
        raise StartRefused(
            "Time was put forward in this data folder, on the simulated market, and it never goes back. "
            "Live prices need the real time: set BELLWETHER_DATA_DIR to a new folder."
        )
    if kept is not None:
        clock.offset = timedelta(microseconds=int(kept.value))


def kept_in(folder: Path) -> Callable[[Attachment | Drawn], str]:
    """Writes files and pictures of cards into a folder, never over another one; answers with the path."""

    def keep(file: Attachment | Drawn) -> str:
        content = file.content if isinstance(file, Drawn) else file.text.encode()
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = folder / (file.name if number == 1 else f"{number}-{file.name}")
            try:
                with path.open("xb") as out:
                    out.write(content)
            except FileExistsError:
                continue
            return str(path)
        raise AssertionError("numbers end nowhere")

    return keep


async def _talking(
    app: App,
    relayed: Relayed,
    settings: Settings,
    clock: RealClock | VirtualClock,
    options: Options,
    ear: Ear,
    *,
    lines: list[str] | None = None,
    greeting: str = "",
    apart: bool = False,
    stays: bool = False,
) -> int:
    """The console chat: from a file, a pipe or a terminal. `apart`: other processes do the work. What `stays` goes
    on when a pipe has ended: chat platforms are spoken to."""
    owner = Speaker(PLATFORM, OWNER, OWNER, owner=True)
    if settings.owner:
        owner = Speaker(settings.owner[0].platform, settings.owner[0].external, OWNER, owner=True)

    async def rest() -> None:
        if not apart:
            return await app.quiet()
        with suppress(TimeoutError):  # what waits for a database that is away is not waited for
            await asyncio.wait_for(app.quiet(), REST_SECONDS)
        return await app.others_done(REST_SECONDS)

    relayed.console = Console(
        app.world,
        app.dispatcher,
        SimulatedMoves(app, clock) if app.market.simulated else None,
        owner,
        rest,
        kept_in(settings.data_dir / EXPORTS),
        ear.hear,
        app.painter.painted,
    )
    await rest()
    if lines is None and sys.stdin.isatty():
        history = settings.data_dir / "history"
        return await talk(relayed.console, app, history, greeting, json=options.json)
    if greeting and not options.json:
        sys.stdout.write(f"{greeting}\n")
        sys.stdout.flush()
    code = await read_script(relayed.console, lines, sys.stdin, json=options.json)
    if stays:
        await asyncio.Event().wait()
    return code


@asynccontextmanager
async def hearing(
    app: App, settings: Settings, parts: frozenset[str] = frozenset(ROLES)
) -> AsyncIterator[Ear]:
    """The ear that every way in hands its posts to. One process has one, with a file of its own."""
    spool = settings.data_dir / (SPOOL if "chat" in parts else f"{'-'.join(sorted(parts))}-{SPOOL}")
    ear = Ear(app.world, Spool(spool), partial(reporter(), "posts", "kept until it answers"))
    async with at_work(ear.run()):
        yield ear


@asynccontextmanager
async def at_work(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do these beside the block, and end them with it."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in work]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
