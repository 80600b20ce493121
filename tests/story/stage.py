"""Plays a story: script lines through the real program, and what must have been told after each.

A `.story` file is a script of the console (`bellwether console FILE` runs it as it is). Comments that begin
with one of these marks say what the line above them made the program tell:

    #> ann: PAPER  Bought ... 60,012.00   one card told to ann has this in it; `...` stands for anything between
    #> #calls: BTC/USDT long              the same for a channel; the owner is called `owner`
    #! ann                                nothing was told to ann
    #! ann: Bought                        nothing with this in it was told to ann
    #= ann: positions.0.quantity == 0.4   one card told to ann carries this in its `data`
    # restart                             the program ends here and goes on from what is on disk
    # again                               the newest post comes in a second time, as platforms do when in doubt
    # deleted                             the newest post is deleted by its author, where platforms tell of it
    # venue: loses the answer             what happens to the next orders, or from now on: `tests/story/weather.py`
    # program: breaks while telling ann   cards for ann fail from now on, until `# program: is well`
    # program: starts from an older copy next time   the next restart is in safe mode
    # program: somebody alters the cash of ann by 0.01   a row is changed behind the program's back
    # model: 5 calls a day              there is a language model, and what it answers: `tests/story/model.py`
    # program: breaks in the next command the next command that asks the venue breaks there, and sends nothing

Runs of blanks and line breaks count as one blank, so a card's columns may move. Buttons stand as `[Close]`.
"""

from __future__ import annotations

import re
from asyncio import TaskGroup
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from adapters.language.scripted import ScriptedModel
from adapters.market.source import Source
from adapters.vault import AesVault
from bot.app import App, SimulatedMoves, build
from bot.clock import STORY_BEGINS, VirtualClock
from bot.console.frontend import OWNER, PLATFORM, Console, Moves
from bot.console.script import NotScript, Step, parse
from bot.deliver import Notifier
from bot.dispatch import Answer, Speaker
from bot.ids import SeededIds
from bot.run import Relayed
from core.kernel.errors import Bug
from core.ports.language import ModelFailed
from core.recovery.model import SafeReason
from core.recovery.safety import enter_safe_mode
from core.signals.intake import forget, receive
from core.signals.model import LedgerEntry, Post
from storage.bell import LocalBell
from tests.story.model import MODEL, answers_with, calls_of
from tests.story.told import Told, holds, shown, too_wide
from tests.story.weather import VENUE, Weather
from tests.town import person_id
from tests.vaults import a_vault
from tests.venues_told import ToldVenues

_EXPECTED = re.compile(r"#([>!=]) (#?[\w.-]+)(?:: (.+))?")
RESTART, AGAIN, DELETED, PROGRAM = "# restart", "# again", "# deleted", "# program: "
ALTERS = re.compile(r"somebody alters the cash of (\w+) by (\S+)")
OLD_COPY = "starts from an older copy next time"
BREAKS, BREAKS_ONCE, WELL = "breaks while telling ", "breaks in the next command", "is well"


class Front(Protocol):
    """What carries out a story's lines and tells what was told: the console, or a chat platform."""

    async def do(self, step: Step) -> None:
        """Carry out one step and wait until everything it caused is done."""
        ...

    async def flush(self) -> list[tuple[str, Answer]]:
        """What was told since the last flush, and to whom, by name."""
        ...


class PlannedFault(Exception):
    """The story made the program break here."""


class PlannedBug(PlannedFault, Bug):
    """The same in a command: not the venue's doing, but a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Stumbling:
    """Tells as it is told, except whom the story says that it breaks for."""

    inner: Notifier
    stage: Scene

    async def tell(self, answer: Answer) -> None:
        if answer.person in {self.stage.person_of(name) for name in self.stage.breaks_for}:
            raise PlannedFault("the card broke")
        await self.inner.tell(answer)


@dataclass(slots=True)
class Scene:
    """A database, and a clock and ids that outlive restarts. What stands in front of the program is said by `open`."""

    url: str
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(STORY_BEGINS))
    ids: SeededIds = field(default_factory=lambda: SeededIds(1))
    broken: list[str] = field(default_factory=list)
    weather: Weather = field(init=False)
    breaks_for: frozenset[str] = frozenset()
    old_copy: bool = False
    calls: int | None = None  # of a language model a day; None: there is none
    model: ScriptedModel = field(default_factory=ScriptedModel)
    vault: AesVault = field(default_factory=a_vault)
    venues: Any = field(init=False)
    address: str = ""
    live_trading: bool = False
    sources: Sequence[Source] | None = None  # of live prices; None: the market is simulated

    def report(self, *about: object) -> None:
        """What failed is a fault of the story, unless it is what the story is about."""
        if not any(isinstance(one, PlannedFault | ModelFailed) for one in about):
            self.broken.append(" ".join(map(str, about)))

    def __post_init__(self) -> None:
        self.weather = Weather(self.clock, self.person_of)
        self.venues = ToldVenues(self.clock)

    def person_of(self, name: str) -> str:
        """The id of whom the story calls so."""
        return person_id(name)

    def holds(self, mark: str, who: str, what: str, told: Told) -> bool:
        """Whether an expectation is met; see `tests/story/told.py`."""
        return holds(mark, who, what, told)

    def complaints(self, told: Told) -> list[str]:
        """What is wrong with how it was told, whatever the story expects."""
        return too_wide(told)

    def open(self) -> AbstractAsyncContextManager[tuple[App, Front]]:
        """The program at work on this database, with what people speak to it through."""
        raise NotImplementedError

    @asynccontextmanager
    async def built(self, notifier: Notifier) -> AsyncIterator[App]:
        """The program at work, telling notices by this."""
        async with (
            build(
                database_url=self.url,
                clock=self.clock,
                ids=self.ids,
                secrets=self.ids,
                bell=LocalBell(),
                seed=1,
                report=self.report,
                notifier=lambda _notice: notifier,
                window=0.001,
                weather=self.weather.around,
                language=None if self.calls is None else self.model,
                language_calls=self.calls or 0,
                venues=self.venues,
                vault=self.vault,
                address=self.address,
                live_trading=self.live_trading,
                sources=self.sources,
            ) as app,
            TaskGroup() as group,
        ):
            self.weather.blows_over(app.world)
            if self.old_copy:
                self.old_copy = False
                await enter_safe_mode(app.world, SafeReason.OLD_COPY)
            await app.start(alone=True)
            work = [group.create_task(one) for one in (app.relay.run(), app.looks.run())]
            yield app
            for task in work:
                task.cancel()

    def directed(self, line: str) -> bool:
        """Arrange what a story says of its venue, or of the program. False for words that mean nothing."""
        if line.startswith(VENUE):
            return self.weather.say(line.removeprefix(VENUE))
        if line.startswith(MODEL):
            return self.calls is not None and answers_with(self.model, line)
        words = line.removeprefix(PROGRAM)
        if words == OLD_COPY:
            self.old_copy = True
            return True
        if found := ALTERS.fullmatch(words):
            self.weather.alter_cash(found[1], Decimal(found[2]))
            return True
        if words == BREAKS_ONCE:
            self.weather.faults.breaks = PlannedBug("the command broke")
            return True
        self.breaks_for = frozenset(() if words == WELL else {words.removeprefix(BREAKS)})
        return words == WELL or words.startswith(BREAKS)

    async def carry_out(self, app: App, console: Front, line: str, where: str, wrong: list[str]) -> Told:
        """One line, and what was told at the rest after it; then what the venue still has to tell unasked."""
        await self.weather.happen(app.world)
        if line in (AGAIN, DELETED):
            await (deliver_again if line == AGAIN else delete_newest)(app)
            return await console.flush()
        told = await step(console, line, where, wrong)
        if await self.weather.pass_by(app.world):
            await app.quiet()
            told = [*told, *await console.flush()]
        return told


@dataclass(slots=True)
class Stage(Scene):
    """The console is in front of the program. `tests/platforms/stage.py` puts chat platforms there."""

    def moves(self, app: App) -> Moves:
        """What `market:` and `clock:` move."""
        return SimulatedMoves(app, self.clock)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[App, Console]]:
        """The program at work on this database, as `bellwether console` puts it together."""
        relayed = Relayed()
        async with self.built(Stumbling(relayed, self)) as app:
            owner = Speaker(PLATFORM, OWNER, OWNER, owner=True)
            moves = self.moves(app)
            relayed.console = Console(app.world, app.dispatcher, moves, owner, app.quiet)
            await app.quiet()
            yield app, relayed.console


async def play(story: str, name: str, url: str) -> list[str]:
    """Play a story: whatever was not as it is written, each with everything that was told there."""
    return await play_on(Stage(url, calls=calls_of(story)), story, name)


async def play_on(stage: Scene, story: str, name: str) -> list[str]:
    """The same on a stage that somebody has set."""
    wrong = list[str]()
    lines = list(enumerate(story.splitlines(), start=1))
    while lines:
        async with stage.open() as (app, console):
            told: Told = ()
            while lines:
                number, line = lines.pop(0)
                where = f"{name}:{number}: {line}"
                if line == RESTART:
                    break
                if line.startswith((VENUE, PROGRAM, MODEL)):
                    if not stage.directed(line):
                        wrong.append(f"{where}\n  nothing does this")
                elif found := _EXPECTED.fullmatch(line):
                    if not stage.holds(found[1], found[2], found[3] or "", told):
                        wrong.append(f"{where}\n  told at this rest:\n{shown(told)}")
                elif re.match(r"#[>!=]", line):
                    wrong.append(f"{where}\n  this is no expectation")
                elif line in (AGAIN, DELETED) or (line and not line.startswith("# ")):
                    told = await stage.carry_out(app, console, line, where, wrong)
                    wrong += [f"{where}\n  {words}" for words in stage.complaints(told)]
    return [*wrong, *stage.broken]


async def step(console: Front, line: str, where: str, wrong: list[str]) -> Told:
    """One line, and what was told once everything that it caused was done."""
    try:
        await console.do(parse(line))
    except NotScript as error:
        wrong.append(f"{where}\n  {error}")
    return await console.flush()


async def deliver_again(app: App) -> None:
    """The newest post that was recorded, once more as it came."""
    (entry,) = await app.world.view.page(LedgerEntry, size=1, newest=True)
    platform, _, channel = entry.chain.partition(":")
    post = Post(
        platform=platform,
        channel=channel,
        message=entry.message,
        version=entry.version,
        author=entry.author,
        author_name=entry.author,
        text=entry.text,
        posted_at=entry.posted_at,
    )
    assert (await receive(app.world, post)).repeated
    await app.quiet()


async def delete_newest(app: App) -> None:
    """The newest post that was recorded is deleted by its author. Told twice, it is once."""
    (entry,) = await app.world.view.page(LedgerEntry, size=1, newest=True)
    platform, _, channel = entry.chain.partition(":")
    for _ in range(2):
        assert await forget(app.world, platform, channel, entry.message)
    await app.quiet()
